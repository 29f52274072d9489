/** The small values an organisation file is made of (numbers, zones, dates, times), each with what is said when it is wrong. */
import { DateTime } from 'luxon';
import { z } from 'zod';
import { faultMessage } from '../reading/fault-words.ts';
import { keptName, plainNumber } from '../reading/plain-text.ts';
import { isZoneName } from '../schedule/zone-names.ts';
import { languageTag, likelyLanguage, voiceTagOf } from './languages.ts';

/** Whether `date` (`2026-12-25`) is a day of the calendar. */
function isDate(date: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && DateTime.fromISO(date, { zone: 'utc' }).isValid;
}

/** Whether `time` is a wall-clock time from `00:00` to `23:59`. */
function isTime(time: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
}

/** Whether `time` can be an end: as `isTime`, or `24:00`, the midnight that ends the day. */
function isEndTime(time: string): boolean {
  return time === '24:00' || isTime(time);
}

/** Whether `dateTime` can be an end: as `isDateTime`, or `2026-11-02T24:00`, the midnight that ends the day. */
function isEndDateTime(dateTime: string): boolean {
  return isDateTime(dateTime.replace(/T24:00$/, 'T00:00'));
}

/** Whether `dateTime` (`2026-11-02T17:00`) is a wall-clock date and time without an offset. */
function isDateTime(dateTime: string): boolean {
  const [date = '', time = '', ...rest] = dateTime.split('T');
  return rest.length === 0 && isDate(date) && isTime(time);
}

/** Whether `moment` is an instant with an offset or `Z`. */
export function isInstant(moment: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(moment) &&
    DateTime.fromISO(moment, { setZone: true }).isValid &&
    !Number.isNaN(Date.parse(moment))
  );
}

export const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Day = (typeof days)[number];

/** A value shown in a sentence, quoted as JSON and cut short. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** `cleaned` takes away what nobody sees before the text is looked at, and what is left is what is kept (T7). */
function checkedText(
  holds: (text: string) => boolean,
  wrong: (text: string) => string,
  cleaned: (text: string) => string = (text) => text,
) {
  return z
    .string()
    .overwrite(cleaned)
    .refine(holds, { error: (issue) => wrong(String(issue.input)) });
}

/** Whether there is anything to see or to say: spaces and invisible marks alone are nothing. */
function isVisible(value: string): boolean {
  return /[^\p{C}\p{Z}\p{M}\u115F\u1160\u2800\u3164\uFFA0]/u.test(value);
}

/** Ids stand in addresses, where `.` and `..` mean other places. */
function isDots(value: string): boolean {
  return value === '.' || value === '..';
}

/** Text of any length, also none; without the few characters no database can keep (NUL, halves of a pair). */
export const anyText = z.string().refine((value) => !/\0|\p{Cs}/u.test(value), { error: faultMessage('noText') });
export const text = anyText.refine(isVisible, { error: faultMessage('empty') });
/** A name: text without the marks that nobody sees. */
export const name = z.string().overwrite(keptName).pipe(text);
export const id = checkedText(
  (value) =>
    value.length <= 100 &&
    value.trim() === value &&
    isVisible(value) &&
    !/[\p{Cc}\p{Cs}]/u.test(value) &&
    !isDots(value),
  (value) =>
    isDots(value) ? faultMessage('dots', { value: quoted(value) }) : faultMessage('id', { value: quoted(value) }),
  keptName,
);
export const phoneNumber = checkedText(
  (value) => /^\+[1-9]\d{7,14}$/.test(value),
  (value) => faultMessage('phone', { value: quoted(value) }),
  plainNumber,
);
/** A name of the IANA time zone database. */
export const zone = checkedText(isZoneName, (value) => faultMessage('zone', { value: quoted(value) }));
/** A day of the calendar: `2026-12-25`. */
export const date = checkedText(isDate, (value) => faultMessage('date', { value: quoted(value) }));
/** A wall-clock time from `00:00` to `23:59`. */
export const time = checkedText(isTime, (value) => faultMessage('time', { value: quoted(value) }));
/** A wall-clock time that ends something: as `time`, or `24:00`. */
export const endTime = checkedText(isEndTime, (value) => faultMessage('endTime', { value: quoted(value) }));
export const dateTime = checkedText(isDateTime, (value) => faultMessage('dateTime', { value: quoted(value) }));
export const endDateTime = checkedText(isEndDateTime, (value) => faultMessage('endDateTime', { value: quoted(value) }));
export const moment = checkedText(
  (value) => isDate(value) || isDateTime(value) || isInstant(value),
  (value) => faultMessage('moment', { value: quoted(value) }),
);
/** A language that has a name, kept as its tag is written everywhere: `es-MX` for `es-mx`. */
export const language = checkedText(
  (value) => languageTag(value) !== null,
  (value) => faultMessage('language', { value: quoted(value), write: likelyLanguage(value) ?? 'en, es, zh-Hant' }),
).transform((value) => languageTag(value) ?? value);
/** A language in which the carrier can speak to callers. */
export const spokenLanguage = language.refine((value) => voiceTagOf(value) !== null, {
  error: (issue) => faultMessage('noVoice', { value: quoted(issue.input) }),
});
export const email = checkedText(
  (value) => /^[^\s@]+@[^\s@]+$/.test(value),
  (value) => faultMessage('email', { value: quoted(value) }),
);

/** A whole number of at least `least`. */
export const whole = (least: number) => z.int().min(least).max(1_000_000);
/** A number of seconds, minutes or hours of at least `least`; parts of one are fine. */
export const amount = (least: number) => z.number().min(least).max(1_000_000);

/** A list in which nothing may stand twice. */
export function distinct<Item extends z.ZodType<string>>(item: Item) {
  return z.array(item).check((context) => {
    const seen = new Set<string>();
    for (const [index, value] of context.value.entries()) {
      if (seen.has(value))
        context.issues.push({
          code: 'custom',
          path: [index],
          message: faultMessage('twice', { value: quoted(value) }),
          input: value,
        });
      seen.add(value);
    }
  });
}
