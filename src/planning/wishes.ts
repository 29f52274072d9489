/** Wishes for the dates of a month: who is asked, until when, what may be said, and what is told of it (P4). Pure. */
import { speaks } from '../schedule/languages.ts';
import { afterNight, beforeNight } from '../schedule/reminder-times.ts';
import { dayMs, parseDate, dateName } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import { missingTraining } from '../wellbeing/guards.ts';
import type { DateWish } from './roster/model.ts';

const hourMs = 3_600_000;
const eveningHour = 20;
/** So long before its end those who have not answered are reminded. */
const remindMs = 24 * hourMs;
/** A reminder sooner after the question than this is a nuisance. */
const leastBetweenMs = 12 * hourMs;
/** Nobody plans further ahead. */
const aheadMs = 400 * dayMs;

/** A line asks for the wishes of `month`, such as `2026-12`, until an instant. */
export type WishRound = { id: string; lineId: string; month: string; openedAtMs: number; untilMs: number };

/** The first and the last date of a month. */
export function datesOf(month: string): { from: string; to: string } {
  const from = `${month}-01`;
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next =
    number === 12
      ? `${String(year + 1).padStart(4, '0')}-01-01`
      : `${month.slice(0, 5)}${String(number + 1).padStart(2, '0')}-01`;
  return { from, to: dateName((parseDate(next) ?? 0) - 1) };
}

/** When the last day to answer ends, by the line's clock: in the evening, before anybody's night. */
export function endOfLastDay(lastDay: string, zone: string): number {
  return zoneClock(zone).startInstant((parseDate(lastDay) ?? 0) * dayMs + eveningHour * hourMs);
}

/** Why a round cannot be opened; null where it can. `zone` is the line's. */
export function roundFault(
  { month, untilMs }: Pick<WishRound, 'month' | 'untilMs'>,
  zone: string,
  nowMs: number,
): 'month-begun' | 'month-far' | 'until-past' | 'until-late' | null {
  const startMs = zoneClock(zone).startInstant((parseDate(datesOf(month).from) ?? 0) * dayMs);
  if (startMs <= nowMs) return 'month-begun';
  if (startMs > nowMs + aheadMs) return 'month-far';
  if (untilMs <= nowMs) return 'until-past';
  return untilMs > startMs ? 'until-late' : null;
}

/** What is known of somebody who may be asked. */
type Peer = {
  roles: readonly string[];
  languages: string[];
  training: { course: string; until?: string | undefined }[];
};

/** Those whom the line could have on shift in that month: volunteers who speak a language of it and have what it asks for. */
export function whoIsAsked<Person extends Peer>(
  people: Iterable<Person>,
  rules: { languages: readonly string[]; training: string[] },
  month: string,
): Person[] {
  return [...people].filter(
    ({ roles, languages, training }) =>
      (roles.includes('volunteer') || roles.includes('shift-leader')) &&
      rules.languages.some((language) => speaks(languages, language)) &&
      missingTraining(training, rules.training, datesOf(month).from).length === 0,
  );
}

/** When somebody is asked and, where they do not answer, reminded; not in their night. Null: there is no time for it. */
export function roundTimes(
  untilMs: number,
  zone: string,
  nowMs: number,
): { askMs: number | null; remindMs: number | null } {
  const askMs = afterNight(nowMs, zone);
  if (askMs >= untilMs) return { askMs: null, remindMs: null };
  const againMs = beforeNight(untilMs - remindMs, zone);
  return { askMs, remindMs: againMs >= askMs + leastBetweenMs ? againMs : null };
}

/** What is said of a round to somebody when its time has come; null where it is over, or answered. */
export function roundSays(
  { month, untilMs }: WishRound,
  { kind, hasAnswered }: { kind: 'wishes-asked' | 'wishes-reminder'; hasAnswered: boolean },
  nowMs: number,
): { sentence: 'wishesAsked' | 'wishesReminder'; slots: Record<string, string | number> } | null {
  if (hasAnswered || untilMs <= nowMs) return null;
  return { sentence: kind === 'wishes-asked' ? 'wishesAsked' : 'wishesReminder', slots: { monthOf: month, untilMs } };
}

/**
 * What becomes of somebody's wishes for a month: `set` to `dates`. `closed`: a round for it is over, after which a date can
 * only become `not`; what they said stands.
 */
export type SayStep = { kind: 'set'; dates: DateWish[] } | { kind: 'same' } | { kind: 'closed' };

/** `before`: what they have said of the month so far; dates before `today` stay as they are. */
export function whatSayingDoes(
  said: readonly DateWish[],
  { month, before, today, isClosed }: { month: string; before: readonly DateWish[]; today: string; isClosed: boolean },
): SayStep {
  const { from, to } = datesOf(month);
  const isIn = ({ date }: DateWish) => from <= date && date <= to;
  const past = before.filter((one) => isIn(one) && one.date < today);
  const fresh = new Map(said.filter((one) => isIn(one) && one.date >= today).map((one) => [one.date, one.wish]));
  const dates = [...past, ...[...fresh].map(([date, wish]) => ({ date, wish }))].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
  const known = new Map(before.filter(isIn).map(({ date, wish }) => [date, wish]));
  const isSame = dates.length === known.size && dates.every(({ date, wish }) => known.get(date) === wish);
  if (isSame) return { kind: 'same' };
  const keepsItsWord = [...known].every(([date, wish]) =>
    dates.some((one) => one.date === date && (one.wish === wish || one.wish === 'not')),
  );
  const addsNothing = dates.every(({ date, wish }) => wish === 'not' || known.get(date) === wish);
  return isClosed && !(keepsItsWord && addsNothing) ? { kind: 'closed' } : { kind: 'set', dates };
}
