/** Countries with the crisis line we would suggest there, as a number that can be dialled from a line. Pure. */

export type Country = { code: string; callingCode: string; crisisNumber: string; crisisName: string };

export const countries: readonly Country[] = [
  { code: 'US', callingCode: '1', crisisNumber: '+18002738255', crisisName: '988 Suicide & Crisis Lifeline' },
  { code: 'AU', callingCode: '61', crisisNumber: '+61131114', crisisName: 'Lifeline Australia' },
  { code: 'CA', callingCode: '1', crisisNumber: '+18334564566', crisisName: 'Talk Suicide Canada (9-8-8)' },
  { code: 'ES', callingCode: '34', crisisNumber: '+34717003717', crisisName: 'Teléfono de la Esperanza' },
  { code: 'GB', callingCode: '44', crisisNumber: '+44116123', crisisName: 'Samaritans' },
  { code: 'IE', callingCode: '353', crisisNumber: '+353116123', crisisName: 'Samaritans' },
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
