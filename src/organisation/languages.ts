/** Knows which languages an organisation may name: each has a tag and a name, and a line's has a voice at the carrier. */

/** Every `language` that the carrier's `<Say>` takes. */
const voices = new Set(
  `af-ZA am-ET ar-AE ar-XA arb bg-BG bn-IN ca-ES cmn-CN cmn-TW cs-CZ cy-GB da-DK de-AT de-DE el-GR en-AU en-CA en-GB en-IE en-IN en-NZ en-US
   en-ZA es-ES es-MX es-US fi-FI fil-PH fr-BE fr-CA fr-FR gu-IN he-IL hi-IN hu-HU id-ID is-IS it-IT ja-JP kn-IN ko-KR lv-LV ml-IN mr-IN ms-MY
   nb-NO nl-BE nl-NL pa-IN pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sr-RS sv-SE ta-IN te-IN th-TH tr-TR uk-UA vi-VN yue-HK zh-CN zh-HK zh-TW`.split(
    /\s+/,
  ),
);

/** The voice of a language where a tag names no region, or one that has none; Norwegian and Latin America's Spanish go by another tag. */
const usualVoices: ReadonlyMap<string, string> = new Map([
  ...[...voices].map((voice): [string, string] => [voice.split('-')[0] ?? voice, voice]),
  ['ar', 'arb'],
  ['de', 'de-DE'],
  ['en', 'en-US'],
  ['es', 'es-MX'],
  ['fr', 'fr-CA'],
  ['nl', 'nl-NL'],
  ['no', 'nb-NO'],
  ['pt', 'pt-BR'],
  ['zh', 'zh-CN'],
]);

/** The carrier's tag for a voice that speaks `language`; null where it has none. */
export function voiceTagOf(language: string): string | null {
  if (voices.has(language)) return language;
  return usualVoices.get((language.split('-')[0] ?? language).toLowerCase()) ?? null;
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** The tag as it is written everywhere (`es-MX` for `ES-mx`, `es` for `spa`); null where it is none or has no name. */
export function languageTag(given: string): string | null {
  try {
    const [tag = ''] = Intl.getCanonicalLocales(given);
    const { language, region } = new Intl.Locale(tag);
    const isPlain = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(tag);
    const isLanguage = names.of(tag) !== undefined && !['mul', 'und', 'zxx'].includes(language);
    return isPlain && isLanguage && (region === undefined || isRegion(region)) ? tag : null;
  } catch {
    return null;
  }
}

function isRegion(region: string): boolean {
  return region !== 'ZZ' && regions.of(region) !== undefined;
}

/** What somebody who wrote `given` probably means: the language without what is wrong behind it, or the one of that name. */
export function likelyLanguage(given: string): string | null {
  const base = languageTag(given.split(/[-_]/)[0] ?? '');
  if (base !== null) return languageTag(given.replaceAll('_', '-')) ?? base;
  const asked = given.trim().toLowerCase();
  const named = [...usualVoices.keys()].find(
    (language) => names.of(language)?.toLowerCase() === asked || nameInItself(language) === asked,
  );
  return named === undefined ? null : languageTag(named);
}

function nameInItself(language: string): string | undefined {
  return new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(language)?.toLowerCase();
}
