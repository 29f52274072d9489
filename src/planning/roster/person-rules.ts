/** What breaks the rules among the occurrences of one person: rests, duties, weeks, rows and what overlaps. */
import { hourMs, type RosterModel, type RosterOccurrence } from './model.ts';
import { limitsFor, linesOf } from './roster.ts';

/** The rules about one person's occurrences together, in the order in which reasons name them. */
export const personRules = [
  'rest',
  'shift-hours',
  'hours-per-week',
  'shifts-per-week',
  'nights-per-week',
  'days-in-row',
  'nights-in-row',
  'overlap',
] as const;
export type PersonRule = (typeof personRules)[number];

/**
 * One break of a rule: `at` says where, so that a break can be told from one that was there before; `day` is the day number
 * of the week, the row, or the duty (of a rest: the later one) in the person's zone.
 */
export type PersonBreak = {
  rule: PersonRule;
  occurrences: number[];
  day: number;
  value: number | null;
  limit: number | null;
  at: string;
};

/** Touching or overlapping occurrences. */
type Duty = { startMs: number; endMs: number; occurrences: number[] };

/**
 * Everything that breaks a rule where somebody is primary on `duties` and backup on `backups` (indexes, in order of start).
 * A backup counts in no cap; it may only not overlap a duty. In order of rule, then of time.
 */
export function personBreaks(
  model: RosterModel,
  person: number,
  duties: readonly number[],
  backups: readonly number[],
): PersonBreak[] {
  const who = model.people[person];
  const calendar = who && model.calendars.get(who.timeZone);
  if (who === undefined || calendar === undefined || duties.length === 0) return [];
  const limits = limitsFor(model, who, linesOf(model, duties));
  const occurrenceAt = (index: number) => model.occurrences[index] as RosterOccurrence;
  const breaks: PersonBreak[] = [];
  const dayOf = ([first = 0]: readonly number[]) => calendar.day[first] ?? 0;
  const over = (rule: PersonRule, day: number, occurrences: number[], value: number, limit: number) => {
    if (value > limit) breaks.push({ rule, at: String(day), day, occurrences, value, limit });
  };

  const whole = dutiesOf(duties, occurrenceAt);
  for (const [index, duty] of whole.entries()) {
    const before = whole[index - 1];
    if (before === undefined) continue;
    const restHours = (duty.startMs - before.endMs) / hourMs;
    if (restHours < limits.restHours)
      breaks.push({
        rule: 'rest',
        at: `${before.endMs}-${duty.startMs}`,
        day: dayOf(duty.occurrences),
        occurrences: [...before.occurrences, ...duty.occurrences],
        value: restHours,
        limit: limits.restHours,
      });
  }
  for (const { startMs, endMs, occurrences } of whole) {
    const hours = (endMs - startMs) / hourMs;
    if (hours <= limits.shiftHours) continue;
    const at = `${startMs}-${endMs}`;
    breaks.push({
      rule: 'shift-hours',
      at,
      day: dayOf(occurrences),
      occurrences,
      value: hours,
      limit: limits.shiftHours,
    });
  }
  const weeks = grouped(duties, (index) => calendar.monday[index] ?? 0);
  for (const { key, occurrences } of weeks) {
    const hours = occurrences.reduce((sum, index) => sum + occurrenceAt(index).endMs - occurrenceAt(index).startMs, 0);
    over('hours-per-week', key, occurrences, hours / hourMs, limits.hoursPerWeek);
  }
  for (const { key, occurrences } of weeks)
    over('shifts-per-week', key, occurrences, occurrences.length, limits.shiftsPerWeek);
  const nightsAt = (index: number) => calendar.nights[index] ?? [];
  const nightly = duties.filter((index) => nightsAt(index).length > 0);
  for (const { key, occurrences } of grouped(nightly, (index) => calendar.monday[index] ?? 0))
    over('nights-per-week', key, occurrences, new Set(occurrences.flatMap(nightsAt)).size, limits.nightsPerWeek);
  for (const { first, length, occurrences } of rows(grouped(duties, (index) => calendar.day[index] ?? 0)))
    over('days-in-row', first, occurrences, length, limits.daysInRow);
  for (const { first, length, occurrences } of rows(byNight(nightly, nightsAt)))
    over('nights-in-row', first, occurrences, length, limits.nightsInRow);
  for (const pair of overlaps(duties, backups, occurrenceAt))
    breaks.push({ rule: 'overlap', at: pair.join('-'), day: dayOf(pair), occurrences: pair, value: null, limit: null });
  return breaks;
}

function dutiesOf(indexes: readonly number[], occurrenceAt: (index: number) => RosterOccurrence): Duty[] {
  const found: Duty[] = [];
  for (const index of indexes) {
    const { startMs, endMs } = occurrenceAt(index);
    const last = found.at(-1);
    if (last === undefined || startMs > last.endMs) found.push({ startMs, endMs, occurrences: [index] });
    else {
      last.endMs = Math.max(last.endMs, endMs);
      last.occurrences.push(index);
    }
  }
  return found;
}

/** Occurrences that have something in common, such as a day. */
type Group = { key: number; occurrences: number[] };

/** The occurrences by their key, keys in ascending order; a later start hardly ever has a lower one. */
function grouped(indexes: readonly number[], keyOf: (index: number) => number): Group[] {
  const found: Group[] = [];
  for (const index of indexes) {
    const key = keyOf(index);
    const last = found.at(-1);
    const group = last === undefined || last.key < key ? undefined : found.findLast((one) => one.key === key);
    if (group === undefined) found.push({ key, occurrences: [index] });
    else group.occurrences.push(index);
  }
  return found;
}

/** The occurrences by each of their nights, in order. */
function byNight(indexes: readonly number[], nightsAt: (index: number) => readonly number[]): Group[] {
  if (indexes.length === 0) return [];
  const found = new Map<number, number[]>();
  for (const index of indexes) {
    for (const night of nightsAt(index)) {
      const group = found.get(night);
      if (group === undefined) found.set(night, [index]);
      else group.push(index);
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([key, occurrences]) => ({ key, occurrences }));
}

/** Runs of consecutive days, each with the occurrences on them. */
function rows(days: readonly Group[]): { first: number; length: number; occurrences: number[] }[] {
  const found: { first: number; length: number; occurrences: number[] }[] = [];
  for (const { key, occurrences } of days) {
    const last = found.at(-1);
    if (last !== undefined && key === last.first + last.length) {
      last.length += 1;
      last.occurrences = [...new Set([...last.occurrences, ...occurrences])];
    } else found.push({ first: key, length: 1, occurrences: [...occurrences] });
  }
  return found;
}

/** Pairs at the same time, of which at least one is a duty. */
function overlaps(
  duties: readonly number[],
  backups: readonly number[],
  occurrenceAt: (index: number) => RosterOccurrence,
): [number, number][] {
  const pairs: [number, number][] = [];
  const isBackup = new Set(backups);
  const all = backups.length === 0 ? duties : [...duties, ...backups].sort((a, b) => a - b);
  for (const [place, first] of all.entries()) {
    for (let next = place + 1; next < all.length; next += 1) {
      const second = all[next] ?? 0;
      if (occurrenceAt(second).startMs >= occurrenceAt(first).endMs) break;
      if (!(isBackup.has(first) && isBackup.has(second))) pairs.push([first, second]);
    }
  }
  return pairs;
}
