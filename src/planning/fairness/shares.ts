/** What each person has of all hours, nights and weekends, beside the share that what they offered comes to (R8). Never a ranking. */
import type { Interval } from '../../schedule/model.ts';
import { joined } from '../../schedule/opening-hours.ts';
import { dayMs, parseDate, weekdayOf } from '../../schedule/wall-clock.ts';
import { zoneClock, type ZoneClock } from '../../schedule/zone-clock.ts';
import { hourMs, type RosterModel, type RosterPerson } from '../../planning/roster/model.ts';
import { onDuty } from '../../planning/roster/roster.ts';
import { offeredHours } from '../../planning/roster/windows.ts';

/** `done` before the plan begins and `planned` from then on; `target` of both together, null where nobody offered any of it. */
export type Share = { done: number; planned: number; target: number | null };

/** `hours` as primary; `nights` by the evening they begin; `weekends`: shifts that begin on a Saturday or Sunday of the person. */
export type PersonShares = { person: string; hasOffered: boolean; hours: Share; nights: Share; weekends: Share };

/** Local dates, both included; from `planFrom` on it is a plan. */
export type ShareDays = { from: string; planFrom: string; to: string };

type Part = 'hours' | 'nights' | 'weekends';
type Counts = Record<Part, { done: number; planned: number }>;
type Offers = Record<Part, number>;

const parts: readonly Part[] = ['hours', 'nights', 'weekends'];
const nightStartsMs = 23 * hourMs;
const nightHoursMs = 8 * hourMs;

/**
 * The shares of everybody who offered times or was on shift, in the order of the model. A target is somebody's part of all
 * there was, as their part is of all that was offered: night hours for nights, weekend hours for weekends. The contract's
 * `fairness` measures hours by the same target.
 */
export function sharesOf(model: RosterModel, days: ShareDays): PersonShares[] {
  const counts = model.people.map((): Counts => ({
    hours: { done: 0, planned: 0 },
    nights: { done: 0, planned: 0 },
    weekends: { done: 0, planned: 0 },
  }));
  for (const [index, one] of model.occurrences.entries()) {
    if (!one.isInRange) continue;
    const zone = model.lines.get(one.line)?.timeZone ?? 'UTC';
    const when = zoneClock(zone).localDay(one.startMs) < dayOfDate(days.planFrom) ? 'done' : 'planned';
    for (const person of onDuty(one)) {
      const count = counts[person];
      const calendar = model.calendars.get(model.people[person]?.timeZone ?? '');
      if (!count || !calendar) continue;
      count.hours[when] += one.hours;
      count.nights[when] += calendar.nights[index]?.length ?? 0;
      count.weekends[when] += isWeekend(calendar.day[index] ?? 0) ? 1 : 0;
    }
  }
  const unsocial = new Map([...model.calendars.keys()].map((zone) => [zone, unsocialTimes(zone, days)]));
  const offers = model.people.map((person) => offersOf(person, days, unsocial.get(person.timeZone)));
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const totals = Object.fromEntries(
    parts.map((part) => [
      part,
      {
        had: sum(counts.map((count) => count[part].done + count[part].planned)),
        offered: sum(offers.map((offer) => offer[part])),
      },
    ]),
  ) as Record<Part, { had: number; offered: number }>;
  return model.people.flatMap(({ id }, index) => {
    const [count, offer] = [counts[index], offers[index]];
    if (!count || !offer) return [];
    const hasOffered = offer.hours > 0;
    if (!hasOffered && count.hours.done + count.hours.planned === 0) return [];
    const share = (part: Part): Share => {
      const { had, offered } = totals[part];
      return { ...count[part], target: offered > 0 ? (had * offer[part]) / offered : null };
    };
    return [{ person: id, hasOffered, hours: share('hours'), nights: share('nights'), weekends: share('weekends') }];
  });
}

/** The nights and the weekends of the days in a zone, joined and in order. */
type Unsocial = { nights: Interval[]; weekends: Interval[] };

function unsocialTimes(zone: string, { from, to }: ShareDays): Unsocial {
  const clock = zoneClock(zone);
  const [first, last] = [dayOfDate(from), dayOfDate(to)];
  const nights = eachDay(first - 1, last, (day) =>
    span(clock, day * dayMs + nightStartsMs, day * dayMs + nightStartsMs + nightHoursMs),
  );
  const weekends = eachDay(first, last, (day) => (isWeekend(day) ? span(clock, day * dayMs, (day + 1) * dayMs) : null));
  return { nights, weekends: joined(weekends) };
}

/** Hours that somebody offered within the days, those of nights and of weekends besides. */
function offersOf(
  { timeZone, canBe, timeOff }: RosterPerson,
  { from, to }: ShareDays,
  { nights, weekends }: Unsocial = { nights: [], weekends: [] },
): Offers {
  if (canBe.length === 0) return { hours: 0, nights: 0, weekends: 0 };
  const clock = zoneClock(timeZone);
  const hoursOf = (windows: readonly Interval[]) =>
    offeredHours(windows, timeOff, clock, dayOfDate(from), dayOfDate(to));
  return {
    hours: hoursOf(canBe),
    nights: hoursOf(inBoth(canBe, nights)),
    weekends: hoursOf(inBoth(canBe, weekends)),
  };
}

const span = (clock: ZoneClock, startWall: number, endWall: number): Interval => ({
  startMs: clock.startInstant(startWall),
  endMs: clock.startInstant(endWall),
});

function eachDay(first: number, last: number, make: (day: number) => Interval | null): Interval[] {
  const found: Interval[] = [];
  for (let day = first; day <= last; day += 1) {
    const one = make(day);
    if (one) found.push(one);
  }
  return found;
}

/** What lies in both; each is in order and without overlaps. */
function inBoth(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [one, other] = [a[i] as Interval, b[j] as Interval];
    const startMs = Math.max(one.startMs, other.startMs);
    const endMs = Math.min(one.endMs, other.endMs);
    if (startMs < endMs) found.push({ startMs, endMs });
    if (one.endMs <= other.endMs) i += 1;
    else j += 1;
  }
  return found;
}

const isWeekend = (day: number) => weekdayOf(day) >= 5;
const dayOfDate = (date: string) => parseDate(date) ?? Number.NaN;
