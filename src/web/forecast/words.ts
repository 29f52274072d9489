/** The words of what lies ahead, and how numbers and times stand in them: they come with their piece. */
import { day, hours, type Form } from '../planner/form.ts';
import { forecastEn, type ForecastWords } from '../words/forecast/en.ts';
import { forecastEs } from '../words/forecast/es.ts';
import { useWords, type Language } from '../words/words.tsx';

const wordings: Readonly<Record<Language, ForecastWords>> = { en: forecastEn, es: forecastEs };

type InWords = {
  words: ForecastWords;
  language: Language;
  /** Callers and calls, such as 3.2. */
  tenth: (value: number) => string;
  /** `Tue, Dec 8, 8:00 – 10:00 PM`. */
  when: (span: { startMs: number; endMs: number }, zone: string) => string;
};

export function useForecastWords(): InWords {
  const { language } = useWords();
  const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return {
    words: wordings[language],
    language,
    tenth: (value) => tenths.format(value),
    when: ({ startMs, endMs }, zone) => {
      const form: Form = { language, zone };
      return `${day(startMs, form)}, ${hours(startMs, endMs, form)}`;
    },
  };
}
