/** Reads the history of `warmline forecast`: CSV text in, half hours or every problem out, by line. */
import { CsvError, parse } from 'csv-parse/sync';
import { isInstant, quoted } from '../organisation/fields.ts';
import { halfHourMs, isHalfHourStart, type HalfHour } from '../planning/forecast/series.ts';
import { zoneClock } from '../schedule/zone-clock.ts';

export type HistoryReading = { kind: 'history'; history: HalfHour[] } | { kind: 'problems'; problems: string[] };

/** The cells of a row, without spaces around them, and the line of the file it ends on. */
type Row = { record: string[]; info: { lines: number } };

const header = 'start,offered';
const mostProblems = 20;
const mostOffered = 1_000_000;
const mostYears = 20;
const yearMs = 365.25 * 86_400_000;

/** The half hours of a CSV with the header `start,offered`, in any order, which start on the clock of `zone` or of UTC. */
export function readHistory(text: string, zone: string): HistoryReading {
  const rows = readCsv(text);
  if (typeof rows === 'string') return { kind: 'problems', problems: [rows] };
  const [first, ...others] = rows;
  const found = first?.record.join(',') ?? '';
  if (!first)
    return {
      kind: 'problems',
      problems: [`the file is empty: it needs the header ${header} and a row for each half hour`],
    };
  if (found.toLowerCase() !== header)
    return {
      kind: 'problems',
      problems: [`line ${first.info.lines}: the header must be ${header}, not ${quoted(found)}`],
    };
  if (others.length === 0) return { kind: 'problems', problems: ['there is no row below the header'] };
  return readRows(others, zone);
}

function readCsv(text: string): Row[] | string {
  try {
    // The library's types do not know of `info`.
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    return `${lines === undefined ? '' : `line ${lines}: `}a quotation mark stands where CSV has none, or one is not closed`;
  }
}

function readRows(rows: readonly Row[], zone: string): HistoryReading {
  const clock = zoneClock(zone);
  const problems: string[] = [];
  const history: HalfHour[] = [];
  const lines = new Map<number, number>();
  for (const { record, info } of rows) {
    const problem = problemOf(record);
    const half = problem === null ? halfHourOf(record) : null;
    const name = half === null ? Number.NaN : Math.floor(half.startMs / halfHourMs);
    const before = lines.get(name);
    if (problem !== null) problems.push(`line ${info.lines}: ${problem}`);
    else if (half !== null && !isHalfHourStart(half.startMs, clock))
      problems.push(
        `line ${info.lines}: ${quoted(record[0])} is not the start of a half hour (minute 00 or 30 on the clock of ${zone})`,
      );
    else if (before !== undefined)
      problems.push(`line ${info.lines}: ${quoted(record[0])} stands here twice: line ${before} is the same half hour`);
    else if (half !== null) {
      history.push(half);
      lines.set(name, info.lines);
    }
  }
  if (problems.length === 0) problems.push(...tooLong(history));
  if (problems.length === 0) return { kind: 'history', history };
  const more = problems.length - mostProblems;
  return {
    kind: 'problems',
    problems: more > 0 ? [...problems.slice(0, mostProblems), `… and ${more} more`] : problems,
  };
}

function problemOf(record: readonly string[]): string | null {
  const [start = '', offered = ''] = record;
  if (record.length !== 2) return `there must be 2 cells, start and offered, not ${record.length}`;
  if (!isInstant(start))
    return `no such instant ${quoted(start)} (write 2026-03-08T08:00:00Z, or an offset in place of the Z)`;
  if (offered === '')
    return '"offered" is empty; leave the row out where nobody knows, and write 0 where the line was closed';
  if (!/^\d+$/.test(offered)) return `"offered" must be a whole number of at least 0, not ${quoted(offered)}`;
  if (Number(offered) > mostOffered) return `"offered" must be at most ${mostOffered}, not ${offered}`;
  return null;
}

function halfHourOf([start = '', offered = '']: readonly string[]): HalfHour {
  return { startMs: Date.parse(start), offered: Number(offered) };
}

function tooLong(history: readonly HalfHour[]): string[] {
  const starts = history.map(({ startMs }) => startMs);
  const least = starts.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const most = starts.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  if (most - least <= mostYears * yearMs) return [];
  return [
    `the rows reach over more than ${mostYears} years, from ${named(least)} to ${named(most)}: one of them may be mistyped`,
  ];
}

function named(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
