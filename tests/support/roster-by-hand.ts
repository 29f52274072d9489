/**
 * What the contract says of rosters, once more and as plainly as can be: clocks are read every quarter of an hour, and the
 * best roster is found by trying all of them. Knows one-off shifts only, and nothing of the code under test.
 */
import { DateTime } from 'luxon';
import type { RosterSource, RosterSourcePerson } from '../../src/planning/roster/model.ts';

type Shift = RosterSource['shifts'][number];
type Placed = { shift: string; person: string };
export type HandViolation = {
  rule: string;
  person: string | null;
  shifts: string[];
  value: number | null;
  limit: number | null;
};
type Say = (rule: string, who: string | null, shifts: Shift[], value?: number | null, limit?: number | null) => void;
export type HandScore = { short: number; needsMissed: number; wishes: number; fairness: number };

const quarterMs = 15 * 60_000;
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const wishCosts = { preferred: 0, fine: 1, reluctant: 4 };

/** What the clock of a zone shows at an instant; read once for all organisations, which live through the same days. */
type Shown = { weekday: number; time: string; hour: number; date: string; dayBefore: string; monday: string };
const shown = new Map<string, Map<number, Shown>>();
function local(at: number, zone: string): Shown {
  const inZone = shown.get(zone) ?? new Map<number, Shown>();
  shown.set(zone, inZone);
  const known = inZone.get(at);
  if (known !== undefined) return known;
  const now = DateTime.fromMillis(at, { zone });
  const found = {
    weekday: now.weekday,
    time: now.toFormat('HH:mm'),
    hour: now.hour,
    date: now.toISODate()!,
    dayBefore: now.minus({ days: 1 }).toISODate()!,
    monday: now.startOf('week').toISODate()!,
  };
  inZone.set(at, found);
  return found;
}

export function byHand(source: RosterSource, from: string, to: string) {
  const memo = new Map<string, unknown>();
  const once = <Value>(key: string, find: () => Value): Value => {
    if (!memo.has(key)) memo.set(key, find());
    return memo.get(key) as Value;
  };

  const lineOf = (shift: Shift) => source.lines.find(({ id }) => id === shift.line)!;
  const ms = (wall: string, zone: string) => DateTime.fromISO(wall, { zone }).toMillis();
  const startMs = (shift: Shift) => once(`start ${shift.id}`, () => ms(shift.start, lineOf(shift).timeZone));
  const endMs = (shift: Shift) => once(`end ${shift.id}`, () => ms(shift.end, lineOf(shift).timeZone));
  const hours = (shift: Shift) => (endMs(shift) - startMs(shift)) / 3_600_000;
  const quarters = (fromMs: number, toMs: number) =>
    Array.from({ length: (toMs - fromMs) / quarterMs }, (_, index) => fromMs + index * quarterMs);
  const person = (id: string) => source.people.find((one) => one.id === id)!;
  const dayOf = (shift: Shift, zone: string) => once(`day ${shift.id} ${zone}`, () => local(startMs(shift), zone).date);
  const inRange = (shift: Shift) => {
    const day = dayOf(shift, lineOf(shift).timeZone);
    return from <= day && day <= to;
  };
  const dayNumber = (date: string) => Date.parse(date) / 86_400_000;

  /** The windows of somebody that hold at an instant. */
  const windowsAt = (who: RosterSourcePerson, at: number) => {
    const now = local(at, who.timeZone);
    const { time } = now;
    const today = days[now.weekday - 1];
    const yesterday = days[(now.weekday + 5) % 7];
    return (who.availability ?? []).filter((window) => {
      const overnight = window.end <= window.start;
      const begins =
        window.days.some((day) => day === today) && time >= window.start && (overnight || time < window.end);
      return begins || (overnight && window.days.some((day) => day === yesterday) && time < window.end);
    });
  };
  const windowsOver = (id: string, shift: Shift) =>
    once(`windows ${id} ${shift.id}`, () =>
      quarters(startMs(shift), endMs(shift)).map((at) => windowsAt(person(id), at)),
    );
  const isAvailable = (id: string, shift: Shift) =>
    once(`available ${id} ${shift.id}`, () => windowsOver(id, shift).every((windows) => windows.length > 0));
  const wish = (id: string, shift: Shift) =>
    once(`wish ${id} ${shift.id}`, () =>
      Math.max(
        0,
        ...windowsOver(id, shift).flatMap((windows) => windows.map((window) => wishCosts[window.wish ?? 'fine'])),
      ),
    );
  const isOff = (id: string, date: string) =>
    (source.timeOff ?? []).some((off) => off.person === id && off.from <= date && date <= off.to);
  const isAway = (id: string, shift: Shift) => isOff(id, dayOf(shift, person(id).timeZone));
  const isTrained = (id: string, shift: Shift) =>
    (lineOf(shift).training ?? source.policy.training).every((course) =>
      (person(id).training ?? []).some(
        (had) => had.course === course && (had.until == null || had.until >= dayOf(shift, lineOf(shift).timeZone)),
      ),
    );
  /** The evenings of the nights that a shift is one of. */
  const nights = (shift: Shift, zone: string): string[] =>
    once(`nights ${shift.id} ${zone}`, () => {
      const found = new Map<string, number>();
      for (const at of quarters(startMs(shift), endMs(shift))) {
        const now = local(at, zone);
        if (now.hour >= 7 && now.hour < 23) continue;
        const evening = now.hour >= 23 ? now.date : now.dayBefore;
        found.set(evening, (found.get(evening) ?? 0) + 0.25);
      }
      return [...found].filter(([, touched]) => touched >= 3).map(([evening]) => evening);
    });
  const offered = (who: RosterSourcePerson) =>
    once(`offered ${who.id}`, () => {
      const fromMs = DateTime.fromISO(from, { zone: who.timeZone }).toMillis();
      const toMs = DateTime.fromISO(to, { zone: who.timeZone }).plus({ days: 1 }).toMillis();
      return (
        quarters(fromMs, toMs).filter(
          (at) => windowsAt(who, at).length > 0 && !isOff(who.id, local(at, who.timeZone).date),
        ).length / 4
      );
    });

  const assigned = (shift: Shift, as: string) =>
    (shift.assigned ?? []).filter((one) => one.as === as).map((one) => one.person);
  const staying = (shift: Shift) =>
    once(`staying ${shift.id}`, () => assigned(shift, 'primary').filter((id) => !isAway(id, shift)));
  const primaries = (shift: Shift, added: readonly Placed[]) => [
    ...staying(shift),
    ...added.filter((one) => one.shift === shift.id).map((one) => one.person),
  ];
  const meets = (id: string, need: { language?: string | undefined; tag?: string | undefined }) =>
    need.language === undefined
      ? (person(id).tags ?? []).includes(need.tag ?? '')
      : (person(id).languages ?? ['en']).includes(need.language);

  function violations(added: readonly Placed[]): HandViolation[] {
    return [
      ...source.shifts.flatMap((shift) => {
        const on = primaries(shift, added);
        return once(`violations at ${shift.id} ${on.join()}`, () => violationsAt(shift, on));
      }),
      ...source.people.flatMap((who) => {
        const own = source.shifts.filter((shift) => primaries(shift, added).includes(who.id));
        return once(`violations of ${who.id} ${own.map(({ id }) => id).join()}`, () => violationsOf(who, own));
      }),
    ];
  }

  function collect(find: (say: Say) => void): HandViolation[] {
    const found: HandViolation[] = [];
    const say = (
      rule: string,
      who: string | null,
      shifts: Shift[],
      value: number | null = null,
      limit: number | null = null,
    ) => {
      if (shifts.some(inRange))
        found.push({ rule, person: who, shifts: shifts.map(({ id }) => id).sort(), value, limit });
    };
    find(say);
    return found;
  }

  /** What breaks a rule on one shift with these primaries. */
  function violationsAt(shift: Shift, on: readonly string[]): HandViolation[] {
    return collect((say) => {
      for (const id of assigned(shift, 'primary')) if (isAway(id, shift)) say('time-off', id, [shift]);
      for (const id of on) {
        if ((person(id).availability ?? []).length > 0 && !isAvailable(id, shift)) say('availability', id, [shift]);
        if (!isTrained(id, shift)) say('training', id, [shift]);
        if (person(id).trainee && on.every((other) => person(other).trainee)) say('trainee-alone', id, [shift]);
      }
      if (on.length > (shift.need ?? 1)) say('overfilled', null, [shift], on.length, shift.need ?? 1);
    });
  }

  /** What breaks a rule among the shifts on which somebody is primary. */
  function violationsOf(who: RosterSourcePerson, shifts: readonly Shift[]): HandViolation[] {
    return collect((say) => {
      const zone = who.timeZone;
      const own = shifts.toSorted((a, b) => startMs(a) - startMs(b));
      const limits = [
        source.policy.limits,
        ...own.map((shift) => ({ ...source.policy.limits, ...lineOf(shift).limits })),
      ];
      const least = (limit: 'hoursPerWeek' | 'shiftHours' | 'daysInRow' | 'nightsInRow') =>
        Math.min(...limits.map((one) => one[limit] ?? Infinity));
      const rest = Math.max(...limits.map((one) => one.restHours ?? 0));
      const duties: Shift[][] = [];
      for (const shift of own) {
        const last = duties.at(-1);
        if (last && startMs(shift) <= Math.max(...last.map(endMs))) last.push(shift);
        else duties.push([shift]);
      }
      for (const [index, duty] of duties.entries()) {
        const length = (Math.max(...duty.map(endMs)) - startMs(duty[0]!)) / 3_600_000;
        if (length > least('shiftHours')) say('shift-hours', who.id, duty, length, least('shiftHours'));
        const before = duties[index - 1];
        const pause = before && (startMs(duty[0]!) - Math.max(...before.map(endMs))) / 3_600_000;
        if (before && pause! < rest) say('rest', who.id, [...before, ...duty], pause!, rest);
      }
      const weekOf = (shift: Shift) => once(`week ${shift.id} ${zone}`, () => local(startMs(shift), zone).monday);
      for (const week of new Set(own.map(weekOf))) {
        const these = own.filter((shift) => weekOf(shift) === week);
        const check = (rule: string, shifts: Shift[], value: number, limit: number) => {
          if (value > limit) say(rule, who.id, shifts, value, limit);
        };
        const worked = these.reduce((sum, shift) => sum + hours(shift), 0);
        check('hours-per-week', these, worked, Math.min(least('hoursPerWeek'), who.limits?.hoursPerWeek ?? Infinity));
        check('shifts-per-week', these, these.length, who.limits?.shiftsPerWeek ?? Infinity);
        const nightly = these.filter((shift) => nights(shift, zone).length > 0);
        const count = new Set(nightly.flatMap((shift) => nights(shift, zone))).size;
        check('nights-per-week', nightly, count, who.limits?.nightsPerWeek ?? Infinity);
      }
      const runs = (rule: string, datesOf: (shift: Shift) => string[], limit: number) => {
        const dates = [...new Set(own.flatMap(datesOf))].sort();
        for (let first = 0; first < dates.length;) {
          let last = first;
          while (dates[last + 1] && dayNumber(dates[last + 1]!) === dayNumber(dates[last]!) + 1) last += 1;
          const run = dates.slice(first, last + 1);
          if (run.length > limit)
            say(
              rule,
              who.id,
              own.filter((shift) => datesOf(shift).some((date) => run.includes(date))),
              run.length,
              limit,
            );
          first = last + 1;
        }
      };
      runs('days-in-row', (shift) => [dayOf(shift, zone)], least('daysInRow'));
      runs('nights-in-row', (shift) => nights(shift, zone), least('nightsInRow'));
      const others = source.shifts.filter(
        (shift) => assigned(shift, 'backup').includes(who.id) && !isAway(who.id, shift),
      );
      const atOnce = (a: Shift, b: Shift) => startMs(a) < endMs(b) && startMs(b) < endMs(a);
      for (const [index, a] of own.entries())
        for (const b of [...own.slice(index + 1), ...others]) if (atOnce(a, b)) say('overlap', who.id, [a, b]);
    });
  }

  function scoreAt(shift: Shift, on: readonly string[]) {
    return {
      short: Math.max(0, (shift.need ?? 1) - on.length),
      needsMissed: (shift.requires ?? []).reduce(
        (sum, need) => sum + Math.max(0, (need.count ?? 1) - on.filter((id) => meets(id, need)).length),
        0,
      ),
      wishes: on.reduce((sum, id) => sum + wish(id, shift), 0),
      hours: hours(shift),
    };
  }

  function score(added: readonly Placed[]): HandScore {
    const shifts = source.shifts.filter(inRange);
    let [short, needsMissed, wishes] = [0, 0, 0];
    const worked = new Map<string, number>();
    for (const shift of shifts) {
      const on = primaries(shift, added);
      const here = once(`score of ${shift.id} ${on.join()}`, () => scoreAt(shift, on));
      short += here.short;
      needsMissed += here.needsMissed;
      wishes += here.wishes;
      for (const id of on) worked.set(id, (worked.get(id) ?? 0) + here.hours);
    }
    const all = [...worked.values()].reduce((sum, one) => sum + one, 0);
    const allOffered = source.people.reduce((sum, who) => sum + offered(who), 0);
    const fairness = source.people.reduce((sum, who) => {
      const share = allOffered > 0 ? (all * offered(who)) / allOffered : 0;
      return sum + ((worked.get(who.id) ?? 0) - share) ** 2;
    }, 0);
    return { short, needsMissed, wishes, fairness };
  }

  /** A violation that was there before, and no less, is nobody's fault. */
  const before = violations([]);
  const isOld = (one: HandViolation) =>
    before.some(
      (old) =>
        old.rule === one.rule &&
        old.person === one.person &&
        old.shifts.every((shift) => one.shifts.includes(shift)) &&
        (one.rule === 'rest' ? old.value! <= one.value! : (old.value ?? 0) >= (one.value ?? 0)),
    );
  const isAllowed = (added: readonly Placed[]) => violations(added).every(isOld);

  const may = (shift: Shift) =>
    source.people.filter(
      (who) =>
        inRange(shift) &&
        (who.roles.includes('volunteer') || who.roles.includes('shift-leader')) &&
        !(shift.assigned ?? []).some((one) => one.person === who.id) &&
        isAvailable(who.id, shift) &&
        !isAway(who.id, shift) &&
        isTrained(who.id, shift),
    );

  /** [short, reserves, needs missed, 4·wishes + 2·fairness]: less is better, the first difference decides. */
  const price = (added: readonly Placed[]): number[] => {
    const { short, needsMissed, wishes, fairness } = score(added);
    return [short, added.filter((one) => person(one.person).reserve).length, needsMissed, 4 * wishes + 2 * fairness];
  };

  /**
   * The price of the best of all rosters. Every one of them is looked at that could be better than the best so far; what a
   * shift or a person comes to is worked out once.
   */
  function best(): number[] {
    let cheapest = price([]);
    const options = source.shifts.flatMap((shift) => may(shift).map((who) => ({ shift: shift.id, person: who.id })));
    const room = (added: readonly Placed[], shift: Shift) => primaries(shift, added).length < (shift.need ?? 1);
    const shortAtFirst = cheapest[0]!;
    const walk = (index: number, added: Placed[]) => {
      // With nobody more than are left to choose from, so many places stay empty at least.
      if (shortAtFirst - added.length - (options.length - index) > cheapest[0]!) return;
      const option = options[index];
      if (option === undefined) {
        const asked = price(added);
        if (isLess(asked, cheapest) && isAllowed(added)) cheapest = asked;
        return;
      }
      const shift = source.shifts.find(({ id }) => id === option.shift)!;
      if (room(added, shift)) walk(index + 1, [...added, option]);
      walk(index + 1, added);
    };
    walk(0, []);
    return cheapest;
  }
  return {
    violations,
    score,
    isAllowed,
    price,
    best,
    optionCount: source.shifts.reduce((sum, shift) => sum + may(shift).length, 0),
  };
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  for (const [index, value] of a.entries()) {
    if (Math.abs(value - b[index]!) > 1e-7) return value < b[index]!;
  }
  return false;
}
