/** Reads a report from what was counted: by day, week, month or hour of the week of each line's own clock, by line or by language. */
import type { Store } from '../platform/store.ts';
import { countsOf, tableOf, type CountedFigures, type Counts, type Table } from './figures.ts';
import { periodKinds, type PeriodKind, type ReportKind } from './kinds.ts';
import { inOrder, keyOfDate, periodsOf, type Months, type Periods } from './periods.ts';

/** `language` null: all of them. */
export type ReportAsked = {
  figures: CountedFigures;
  months: Months;
  by: ReportKind;
  lines: readonly { id: string; timeZone: string }[];
  language: string | null;
};

type Pool = Pick<Store, 'pool'>;
/** The lines of one zone, and the periods by its clock. */
type Share = { asked: ReportAsked; kind: PeriodKind | null; lines: readonly string[]; periods: Periods };
type Counted = (readonly [key: string, counts: Counts])[];

/** The table of a report. What callers said of being heard is known by line and date alone: `by` and `language` must fit. */
export async function readReport(store: Pool, asked: ReportAsked): Promise<Table> {
  const kind = periodKinds.find((one) => one === asked.by) ?? null;
  const keys = new Set(asked.by === 'line' ? asked.lines.map(({ id }) => id) : []);
  const counted = new Map<string, Counts>();
  for (const zone of new Set(asked.lines.map(({ timeZone }) => timeZone))) {
    const periods = periodsOf(zone, asked.months, kind ?? 'month');
    if (kind) for (const { key } of periods.periods) keys.add(key);
    const lines = asked.lines.filter(({ timeZone }) => timeZone === zone).map(({ id }) => id);
    const share = { asked, kind, periods, lines };
    for (const [key, counts] of await (asked.figures === 'heard' ? heard(store, share) : summed(store, share))) {
      keys.add(key);
      counted.set(key, added(counted.get(key) ?? {}, counts));
    }
  }
  return tableOf(asked.figures, asked.by === 'line' ? [...keys] : inOrder([...keys], kind), counted);
}

const tables = { calls: 'report_calls', promises: 'report_promises', texts: 'report_texts' } as const;

async function summed({ pool }: Pool, { asked, kind, lines, periods }: Share): Promise<Counted> {
  const { figures, language } = asked;
  if (figures === 'heard') return [];
  const sums = countsOf(figures).map((name) => `sum(${columnOf(name)})::float8 AS "${name}"`);
  const group = kind ? 'width_bucket(at, $5::timestamptz[])' : asked.by === 'line' ? 'line_id' : 'language';
  const starts = kind ? periods.periods.map(({ startMs }) => new Date(startMs)) : [];
  const { rows } = await pool.query<{ key: string | number } & Record<string, number>>({
    text: `SELECT ${group} AS key, ${sums.join(', ')} FROM ${tables[figures]}
      WHERE at >= $1 AND at < $2 AND line_id = ANY($3) AND ($4::text IS NULL OR language = $4) AND $5::timestamptz[] IS NOT NULL GROUP BY 1`,
    values: [new Date(periods.startMs), new Date(periods.endMs), lines, language, starts],
  });
  return rows.map(({ key, ...counts }) => [
    typeof key === 'number' ? (periods.periods[key - 1]?.key ?? '') : key,
    counts,
  ]);
}

async function heard({ pool }: Pool, { asked, kind, lines }: Share): Promise<Counted> {
  const { rows } = await pool.query<{ line: string; date: string; heard: number; notHeard: number }>({
    name: 'report-heard',
    text: `SELECT line_id AS line, date, heard, not_heard AS "notHeard" FROM felt_heard WHERE line_id = ANY($1) AND date >= $2 AND date < $3`,
    values: [lines, `${asked.months.from}-01`, `${asked.months.to}-99`],
  });
  return rows.map(({ line, date, ...counts }) => [
    kind ? keyOfDate(date, kind) : line,
    { ...counts, asked: counts.heard + counts.notHeard },
  ]);
}

function added(one: Counts, other: Counts): Counts {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}

/** `answeredSoon` is kept in `answered_soon`. */
function columnOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
