/** Days of a month as weeks from Monday to Sunday; a day is written `2026-11-10`, a month `2026-11`. */

const dayMs = 24 * 3_600_000;

/** The local day of an instant. */
export function dayOf(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'gregory',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

export function monthOf(instant: string, zone: string): string {
  return dayOf(instant, zone).slice(0, 7);
}

/** The month so many after this one. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The whole weeks that the month touches; days of its neighbours are among them. */
export function weeksOf(month: string): string[][] {
  const firstMs = Date.parse(`${month}-01T00:00:00Z`);
  const afterMs = Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`);
  const sinceMonday = (new Date(firstMs).getUTCDay() + 6) % 7;
  const weeks: string[][] = [];
  for (let atMs = firstMs - sinceMonday * dayMs; atMs < afterMs; atMs += 7 * dayMs)
    weeks.push(Array.from({ length: 7 }, (_, index) => new Date(atMs + index * dayMs).toISOString().slice(0, 10)));
  return weeks;
}
