/** What a line will be offered, half hour by half hour, from its own history. */
import { dayMs, weekdayOf } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import { sizesApart } from './chance.ts';
import { eightyPercent } from './counts.ts';
import { rateOf } from './model.ts';
import { modelsFrom, rehearse } from './rehearse.ts';
import { isKindTold } from './profile.ts';
import { halfHourMs, placeOf, seriesOf, slotsPerDay, type HalfHour } from './series.ts';
import { silenceOf, withoutSilences, type Silence } from './silence.ts';
import type { Special } from './special-days.ts';
import { spreadOf, varianceOf } from './spread.ts';
import { understand } from './understand.ts';

/**
 * What is expected in the half hour from `startMs`; eight in ten times the count lies from `low` to `high`, both included.
 * `variance` is that of the count.
 */
export type Foreseen = { startMs: number; expected: number; low: number; high: number; variance: number };

/** From fewer rows than this nobody can say that nothing comes. */
const fewestHalfHours = 10;
const weekDays = 7;
/** So many contacts that did not come, at the pace of those that came later, are no chance. */
const fewestMissed = 20;
const longestRehearsedDays = 28;
/** What is not known of the level grows by this much (variance of its logarithm) a week beyond what was rehearsed. */
const driftPerWeek = 0.003;
/** After a silence nobody knows well how many come back. */
const doubtAfterSilence = 0.03;
const ordinary: Special = { share: 1, doubt: 0 };
/** Half, or twice and a half as much: nobody knows less than that. */
const mostDoubt = 0.7;

/**
 * The forecast for every half hour that begins on the local dates `fromDay` … `toDay` − 1 (day numbers) of `zone`: 48 a
 * day, 46 or 50 where clocks change. The history may have gaps and any order, no half hour twice. It is a profile of the
 * week at the line's present level; days unlike the others do not move either and are expected again on dates of their
 * kind. What is told of days from `fromDay` on is foreseen as if nobody knew, if a week or more is told of before. A line
 * that is silent at the end of its history is expected back as it was before, unless it has ended (`silenceBefore`).
 * An empty history is a RangeError.
 */
export function forecast(told: readonly HalfHour[], fromDay: number, toDay: number, zone: string): Foreseen[] {
  const { history, series, silence } = readBefore(told, fromDay, zone);
  if (silence?.isEnd)
    return halfHoursOf(fromDay, toDay, zone).map(({ startMs }) => ({
      startMs,
      ...{ expected: 0, low: 0, high: 0, variance: 0 },
    }));
  const understood = understand(series);
  const aheadDays = toDay - (series.firstDay + series.days);
  const rehearsedDays = Math.min(longestRehearsedDays, Math.max(weekDays, aheadDays));
  const { views, misses } = rehearse(understood, rehearsedDays);
  const models = modelsFrom(understood, series.days, views);
  const apart = sizesApart(understood.series, understood.days.isUnlike, understood.dispersion);
  const spread = spreadOf(misses, understood.dispersion, apart);
  const specials = new Map<number, Special | null>();
  for (let day = fromDay; day < toDay; day += 1) specials.set(day, understood.special(day));
  return halfHoursOf(fromDay, toDay, zone).map(({ startMs, day, slot }) => {
    const index = day - series.firstDay;
    const weekday = weekdayOf(day);
    const { share, doubt } = specials.get(day) ?? ordinary;
    const expected = share * rateOf(models, index, weekday, slot);
    const weeksBeyond = Math.max(0, index - series.days - rehearsedDays) / weekDays;
    const ofShape = models[0]?.profile.doubt[weekday * slotsPerDay + slot] ?? 0;
    const unrehearsed = Math.min(mostDoubt, driftPerWeek * weeksBeyond + doubt + (silence ? doubtAfterSilence : 0));
    const variance = varianceOf(spread, expected, ofShape) + unrehearsed * expected ** 2;
    const { low, high } = eightyPercent(expected, variance);
    const rounded = Math.round(expected * 1000) / 1000;
    const least = history.length < fewestHalfHours ? 1 : 0;
    // On days of a kind that nobody told of the line may be closed.
    const atLeast = isKindTold(series, weekday) ? low : 0;
    const interval = { low: Math.min(atLeast, rounded), high: Math.max(high, rounded, least) };
    return { startMs, expected: rounded, ...interval, variance: expected <= 0 ? 0 : variance };
  });
}

/** The silence with which the history told before `fromDay` ends, if it does: what `forecast` makes of it. */
export function silenceBefore(told: readonly HalfHour[], fromDay: number, zone: string): Silence | null {
  return readBefore(told, fromDay, zone).silence;
}

/** What is known on `fromDay`: without the silence at its end, unless that is the line's end. */
function readBefore(told: readonly HalfHour[], fromDay: number, zone: string) {
  if (told.length === 0) throw new RangeError('a forecast needs a history');
  const clock = zoneClock(zone);
  const history = sinceOpened(toldBefore(told, fromDay, zone), zone);
  const series = seriesOf(history, zone);
  const silence = silenceOf(series);
  if (!silence || silence.isEnd) return { history, series: withoutSilences(series), silence };
  const silentMs = clock.startInstant(silence.fromDay * dayMs);
  const alive = history.filter(({ startMs }) => startMs < silentMs);
  return { history: alive, series: withoutSilences(seriesOf(alive, zone)), silence };
}

/** What is told of the days before `fromDay`, if it is a week or more; else all of it. */
export function toldBefore(told: readonly HalfHour[], fromDay: number, zone: string): readonly HalfHour[] {
  const fromMs = zoneClock(zone).startInstant(fromDay * dayMs);
  const earlier = told.filter(({ startMs }) => startMs < fromMs);
  return earlier.length >= weekDays * slotsPerDay ? earlier : told;
}

/** The history from the day on which somebody first called, if more than a week of zeros before it is no chance: the line was not there yet. */
function sinceOpened(history: readonly HalfHour[], zone: string): readonly HalfHour[] {
  const first = history.reduce((least, { startMs }) => Math.min(least, startMs), Number.POSITIVE_INFINITY);
  let [firstCall, last, count] = [Number.POSITIVE_INFINITY, first, 0];
  for (const { startMs, offered } of history) {
    last = Math.max(last, startMs);
    count += offered;
    if (offered > 0) firstCall = Math.min(firstCall, startMs);
  }
  const [silentMs, openMs] = [firstCall - first, last + halfHourMs - firstCall];
  if (count === 0 || silentMs <= weekDays * dayMs || (silentMs / openMs) * count < fewestMissed) return history;
  const clock = zoneClock(zone);
  const openedMs = clock.startInstant(clock.localDay(firstCall) * dayMs);
  return history.filter(({ startMs }) => startMs >= openedMs);
}

/** Every half hour that begins on the local dates, with its place. */
function halfHoursOf(fromDay: number, toDay: number, zone: string) {
  const clock = zoneClock(zone);
  const found: { startMs: number; day: number; slot: number }[] = [];
  const untilMs = clock.startInstant(toDay * dayMs);
  for (let startMs = clock.startInstant(fromDay * dayMs); startMs < untilMs; startMs += halfHourMs)
    found.push({ startMs, ...placeOf(startMs, clock) });
  return found;
}
