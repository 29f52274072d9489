/** Countries with the crisis line we would suggest there, as a number that can be dialled from a line. Pure. */

export type Country = { code: string; callingCode: string; crisisNumber: string; crisisName: string };

/** Only numbers that were looked up are suggested; the founder is asked to ring theirs all the same. */
export const countries: readonly Country[] = [
  // The 988 Lifeline keeps the number it had before.
  { code: 'US', callingCode: '1', crisisNumber: '+18002738255', crisisName: '988 Suicide & Crisis Lifeline' },
  // Lifeline (13 11 14) has a number for calls within the country alone.
  { code: 'AU', callingCode: '61', crisisNumber: '', crisisName: '' },
  // Where 9-8-8 is put through to.
  { code: 'CA', callingCode: '1', crisisNumber: '+18334564566', crisisName: '9-8-8: Suicide Crisis Helpline' },
  { code: 'ES', callingCode: '34', crisisNumber: '+34717003717', crisisName: 'Teléfono de la Esperanza' },
  // Samaritans (116 123) can be dialled as a short number alone, there and in Ireland.
  { code: 'GB', callingCode: '44', crisisNumber: '', crisisName: '' },
  { code: 'IE', callingCode: '353', crisisNumber: '', crisisName: '' },
  { code: 'MX', callingCode: '52', crisisNumber: '+528009112000', crisisName: 'Línea de la Vida' },
  { code: 'NZ', callingCode: '64', crisisNumber: '+64800543354', crisisName: 'Lifeline Aotearoa' },
];

/** Any other country: numbers with their country code, and nothing suggested. */
export const elsewhere: Country = { code: '', callingCode: '', crisisNumber: '', crisisName: '' };

export function countryOf(code: string): Country {
  return countries.find((country) => country.code === code) ?? elsewhere;
}

/** The country of the first of these languages that names one we know, such as `es-MX`; `elsewhere` where none does. */
export function countryGuessed(languages: readonly string[]): Country {
  const regions = languages.map((language) => /-([A-Z]{2})$/.exec(language)?.[1] ?? '');
  return regions.map(countryOf).find(({ code }) => code !== '') ?? elsewhere;
}
