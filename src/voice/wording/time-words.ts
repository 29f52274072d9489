/** Turns instants into words as people say them, in the zone and language of whoever hears or reads them. */
import { DateTime } from 'luxon';
import { baseOf } from './overrides.ts';

const weekDays = 6;

/** `today at 5 PM`, `tomorrow at 9:30 AM`, `Friday at 5 PM`, `Friday, December 25, at 5 PM`; fits after "until". */
export function momentInWords(ms: number, nowMs: number, zone: string, language: string): string {
  const moment = DateTime.fromMillis(ms, { zone, locale: localeOf(language) });
  const today = DateTime.fromMillis(nowMs, { zone }).startOf('day');
  const daysAway = Math.round(moment.startOf('day').diff(today, 'days').days);
  const isNear = daysAway >= 0 && daysAway <= weekDays;
  if (localeOf(language) === 'es') {
    const day =
      daysAway === 0
        ? 'hoy'
        : daysAway === 1
          ? 'mañana'
          : `el ${moment.toFormat(isNear ? 'cccc' : "cccc d 'de' LLLL")}`;
    return `${day} ${timeInWords(ms, zone, language)}`;
  }
  const day =
    daysAway === 0 ? 'today' : daysAway === 1 ? 'tomorrow' : moment.toFormat(isNear ? 'cccc' : 'cccc, LLLL d,');
  return `${day} ${timeInWords(ms, zone, language)}`;
}

/** The time of day with its preposition: `at 5 PM`, `just after midnight`; `a las 5 de la tarde`, `a la 1 de la tarde`. */
export function timeInWords(ms: number, zone: string, language: string): string {
  const { hour, minute } = DateTime.fromMillis(ms, { zone });
  const isSpanish = localeOf(language) === 'es';
  if (hour === 0 && minute === 0) return isSpanish ? 'justo después de la medianoche' : 'just after midnight';
  const clock = clockInWords(hour, minute, language);
  return isSpanish ? `a ${clock}`.replace('a el ', 'al ') : `at ${clock}`;
}

/** A time on the clock, to follow "from", "to" or "until": `9 PM`, `noon`; `las 9 de la noche`, `el mediodía`. */
export function clockInWords(hour: number, minute: number, language: string): string {
  const isSpanish = localeOf(language) === 'es';
  if (minute === 0 && hour === 0) return isSpanish ? 'la medianoche' : 'midnight';
  if (minute === 0 && hour === 12) return isSpanish ? 'el mediodía' : 'noon';
  const clockHour = hour % 12 === 0 ? 12 : hour % 12;
  const clock = minute === 0 ? `${clockHour}` : `${clockHour}:${String(minute).padStart(2, '0')}`;
  if (!isSpanish) return `${clock} ${hour < 12 ? 'AM' : 'PM'}`;
  return `${clockHour === 1 ? 'la' : 'las'} ${clock} ${spanishPartOfDay(hour)}`;
}

/** A shift on one line of a text: `Mon Nov 2, 5 PM - 9 PM`, `lun 2 nov, 17:00 - 21:00`; only letters every phone has. */
export function spanInText(startMs: number, endMs: number, zone: string, language: string): string {
  const start = DateTime.fromMillis(startMs, { zone, locale: localeOf(language) });
  const end = DateTime.fromMillis(endMs, { zone });
  if (localeOf(language) === 'es')
    return `${start.toFormat('ccc d LLL')}, ${start.toFormat('H:mm')} - ${end.toFormat('H:mm')}`;
  return `${start.toFormat('ccc LLL d')}, ${clockOf(start, language)} - ${clockOf(end, language)}`;
}

/** A moment in a text, with its date: `Nov 3, 5:30 PM`, `3 nov, 17:30`; only letters every phone has. */
export function momentInText(ms: number, zone: string, language: string): string {
  const moment = DateTime.fromMillis(ms, { zone, locale: localeOf(language) });
  return localeOf(language) === 'es'
    ? moment.toFormat('d LLL, H:mm')
    : `${moment.toFormat('LLL d')}, ${clockOf(moment, language)}`;
}

/** A phone number as it is read out, digit by digit with a breath between groups: `5 5 5, 9 8 8, 0 9 8 8`. */
export function numberInSpeech(number: string): string {
  const digits = number.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  const groups =
    digits.length === 10 ? [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)] : (digits.match(/\d{1,3}/g) ?? []);
  return groups.map((group) => [...group].join(' ')).join(', ');
}

/** The name of a language in the words of another: `Spanish`, `español`. */
export function languageInWords(language: string, inLanguage: string): string {
  return new Intl.DisplayNames([localeOf(inLanguage)], { type: 'language' }).of(language) ?? language;
}

function localeOf(language: string): 'en' | 'es' {
  return baseOf(language) === 'es' ? 'es' : 'en';
}

function clockOf(time: DateTime, language: string): string {
  return clockInWords(time.hour, time.minute, language);
}

function spanishPartOfDay(hour: number): string {
  if (hour < 6) return 'de la madrugada';
  if (hour < 12) return 'de la mañana';
  return hour < 20 ? 'de la tarde' : 'de la noche';
}

/** A month such as `2026-12` in words, without its year: `December`, `diciembre`. */
export function monthInWords(month: string, language: string): string {
  return DateTime.fromISO(`${month}-01`, { zone: 'UTC', locale: localeOf(language) }).toFormat('LLLL');
}

/** Dates such as `2026-12-24/2026-12-26` in words: `Thu Dec 24 - Sat Dec 26`; one alone where both are the same. */
export function daysInWords(fromTo: string, language: string): string {
  const [from = '', to = from] = fromTo.split('/');
  const inWords = (date: string) =>
    DateTime.fromISO(date, { zone: 'UTC', locale: localeOf(language) }).toFormat(
      localeOf(language) === 'es' ? 'ccc d LLL' : 'ccc LLL d',
    );
  return from === to ? inWords(from) : `${inWords(from)} - ${inWords(to)}`;
}
