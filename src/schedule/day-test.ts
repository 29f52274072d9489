/** Which days a rule chooses: every day part it has must agree (RFC 5545 3.3.10, table, note 2). */
import type { CalendarMonth } from './calendar-month.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { weekdayOf } from './wall-clock.ts';

/** Looks up the month of a day; asked once for every day that is looked at. */
export type Calendar = (day: number) => CalendarMonth;

export type DayTest = {
  /** Whether days of this month can be chosen at all. */
  hasMonth(month: CalendarMonth): boolean;
  /** Whether the rule chooses `day`, which lies in `month`. */
  has(day: number, month: CalendarMonth): boolean;
};

/** A day counted from the front (1 is the first) or from the back (-1 is the last). */
type Counted = ReadonlySet<number> | null;

/** The days that `rule`, anchored on `anchorDay`, chooses. */
export function dayTest(rule: RecurrenceRule, anchorDay: number, calendar: Calendar): DayTest {
  const { monthDays, months, weekdays } = withAnchorDay(rule, anchorDay, calendar(anchorDay));
  const yearDays = counted(rule.by.get('BYYEARDAY'));
  const weekNumbers = counted(rule.by.get('BYWEEKNO'));
  // 2TU is the second Tuesday of the year only in a yearly rule without months.
  const countsInYear = rule.frequency === 'YEARLY' && !rule.by.has('BYMONTH');

  const isWeekday = (day: number, month: CalendarMonth): boolean => {
    const ordinals = weekdays?.get(weekdayOf(day));
    if (ordinals === undefined || ordinals === null) return ordinals === null;
    const [first, end] = countsInYear ? [month.yearFirstDay, month.yearEndDay] : [month.firstDay, month.endDay];
    return isAt(ordinals, Math.floor((day - first) / 7) + 1, -Math.floor((end - 1 - day) / 7) - 1);
  };
  /** A week belongs to the year that has most of its days. */
  const isInWeek = (day: number): boolean => {
    const middle = day - ((weekdayOf(day) - rule.weekStart + 7) % 7) + 3;
    const { yearFirstDay, yearEndDay } = calendar(middle);
    return isAt(
      weekNumbers,
      Math.floor((middle - yearFirstDay) / 7) + 1,
      -Math.floor((yearEndDay - 1 - middle) / 7) - 1,
    );
  };
  return {
    hasMonth: ({ month }) => months === null || months.has(month),
    has: (day, month) =>
      (weekdays === null || isWeekday(day, month)) &&
      isAt(monthDays, day - month.firstDay + 1, day - month.endDay) &&
      isAt(yearDays, day - month.yearFirstDay + 1, day - month.yearEndDay) &&
      (weekNumbers === null || isInWeek(day)),
  };
}

/** The days of week, month and year of a rule; null ordinals mean every such weekday. */
type DayParts = {
  monthDays: Counted;
  months: Counted;
  weekdays: ReadonlyMap<number, ReadonlySet<number> | null> | null;
};

/** What a rule does not say of its days it takes from the anchor: the weekday, the day of the month, the month. */
function withAnchorDay({ frequency, by, byDay }: RecurrenceRule, anchorDay: number, anchor: CalendarMonth): DayParts {
  const parts = {
    monthDays: counted(by.get('BYMONTHDAY')),
    months: counted(by.get('BYMONTH')),
    weekdays: byDay.length === 0 ? null : ordinalsByWeekday(byDay),
  };
  const namesDays = byDay.length > 0 || by.has('BYMONTHDAY') || by.has('BYYEARDAY');
  if (namesDays || frequency === 'DAILY' || frequency === 'HOURLY') return parts;
  if (frequency === 'WEEKLY' || by.has('BYWEEKNO'))
    return { ...parts, weekdays: new Map([[weekdayOf(anchorDay), null]]) };
  return {
    ...parts,
    monthDays: new Set([anchorDay - anchor.firstDay + 1]),
    months: frequency === 'YEARLY' && parts.months === null ? new Set([anchor.month]) : parts.months,
  };
}

function ordinalsByWeekday(byDay: RecurrenceRule['byDay']): Map<number, Set<number> | null> {
  const weekdays = new Map<number, Set<number> | null>();
  for (const { weekday, ordinal } of byDay) {
    const known = weekdays.get(weekday);
    if (ordinal === null) weekdays.set(weekday, null);
    else if (known === undefined) weekdays.set(weekday, new Set([ordinal]));
    else known?.add(ordinal);
  }
  return weekdays;
}

function counted(values: readonly number[] | undefined): Counted {
  return values === undefined ? null : new Set(values);
}

function isAt(wanted: Counted, fromFront: number, fromBack: number): boolean {
  return wanted === null || wanted.has(fromFront) || wanted.has(fromBack);
}
