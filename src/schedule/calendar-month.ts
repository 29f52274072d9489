/**
 * The months of the calendar by arithmetic (proleptic Gregorian): a rule that begins in 1900 is followed through thousands
 * of them, which a date object for each would make slow.
 */

/** Day numbers count from 1970-01-01; ends are the first day after. `month` is 1 for January … 12. */
export type CalendarMonth = {
  month: number;
  firstDay: number;
  endDay: number;
  yearFirstDay: number;
  yearEndDay: number;
};

/** The calendar repeats after 400 years. A year is counted from 1 March here, so that its leap day is its last. */
const cycleDays = 146_097;
/** From 0000-03-01 to 1970-01-01. */
const daysBefore1970 = 719_468;

/** The first day of a month; `index` is 0 for January, and may lie in another year. */
export function firstDayOf(year: number, index: number): number {
  const months = year * 12 + index - 2;
  const marchYear = Math.floor(months / 12);
  const sinceMarch = months - marchYear * 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + daysToMonth(sinceMarch) - daysBefore1970;
}

/** Months since the year 0. */
export function monthNumber(day: number): number {
  const since = day + daysBefore1970;
  const cycle = Math.floor(since / cycleDays);
  const ofCycle = since - cycle * cycleDays;
  const leapDays = Math.floor(ofCycle / 1460) - Math.floor(ofCycle / 36_524) + Math.floor(ofCycle / 146_096);
  const yearOfCycle = Math.floor((ofCycle - leapDays) / 365);
  const ofYear = ofCycle - (yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const sinceMarch = Math.floor((5 * ofYear + 2) / 153);
  return (cycle * 400 + yearOfCycle) * 12 + sinceMarch + 2;
}

/** From March on, months have 31, 30, 31, 30, 31 days and again: 153 in five. */
function daysToMonth(sinceMarch: number): number {
  return Math.floor((153 * sinceMarch + 2) / 5);
}

const months = new Map<number, CalendarMonth>();
const monthsKept = 20_000;
let latest: CalendarMonth = { month: 1, firstDay: 0, endDay: 0, yearFirstDay: 0, yearEndDay: 0 };

/** The month that `day` lies in. Days are mostly asked for in turn. */
export function monthOfDay(day: number): CalendarMonth {
  if (day < latest.firstDay || day >= latest.endDay) latest = monthNumbered(monthNumber(day));
  return latest;
}

function monthNumbered(number: number): CalendarMonth {
  let known = months.get(number);
  if (known === undefined) {
    if (months.size >= monthsKept) months.clear();
    const year = Math.floor(number / 12);
    const index = number % 12;
    known = {
      month: index + 1,
      firstDay: firstDayOf(year, index),
      endDay: firstDayOf(year, index + 1),
      yearFirstDay: firstDayOf(year, 0),
      yearEndDay: firstDayOf(year + 1, 0),
    };
    months.set(number, known);
  }
  return known;
}
