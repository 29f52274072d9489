/** Which line and days are shown, as the address of the page has it. */
import { dateAfter, mondayOf } from './grid.ts';
import { parseDate } from '../../schedule/wall-clock.ts';

export type Shown = { line: string; from: string; weeks: number; view: 'shifts' | 'people'; draft: string | null };

export const mostWeeks = 6;
const usualWeeks = 4;

/** The next four weeks, from the coming Monday on, unless the address says otherwise; `from=now` is the week of today. */
export function shownIn(search: URLSearchParams, lines: readonly string[], today: string): Shown {
  const line = search.get('line') ?? '';
  const from = search.get('from') ?? '';
  const weeks = Number(search.get('weeks') ?? usualWeeks);
  const monday = mondayOf(today);
  return {
    line: lines.includes(line) ? line : (lines[0] ?? ''),
    from: parseDate(from) !== null ? from : monday === today || from === 'now' ? monday : dateAfter(monday, 7),
    weeks: Number.isInteger(weeks) && weeks >= 1 && weeks <= mostWeeks ? weeks : usualWeeks,
    view: search.get('view') === 'people' ? 'people' : 'shifts',
    draft: search.get('draft'),
  };
}

/** The last day that is shown. */
export function lastDay({ from, weeks }: Pick<Shown, 'from' | 'weeks'>): string {
  return dateAfter(from, 7 * weeks - 1);
}

/** What stands in the address for it. */
export function searchFor({ line, from, weeks, view, draft }: Shown): Record<string, string> {
  return {
    line,
    from,
    weeks: String(weeks),
    ...(view === 'people' ? { view } : {}),
    ...(draft === null ? {} : { draft }),
  };
}
