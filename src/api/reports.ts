/** Reports: the figures of a line over whole months, as a table and as a file (O5). */
import type { Deps } from '../deps.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import type { Figures, Table } from '../reports/figures.ts';
import { readHours } from '../reports/hours.ts';
import { monthAt, monthsBetween, type Months } from '../reports/periods.ts';
import { readReport } from '../reports/read-report.ts';
import { worldOfDirectory } from '../roster/draft-view.ts';
import type { reportOperations } from './contract/reports.ts';
import { csvOf } from './csv.ts';
import { answerFile } from './file-answer.ts';
import { Problem } from './problem.ts';
import type { Says } from './wording/problem-words.ts';
import type { Call, Handlers } from './serve.ts';

type Asked = Pick<Call<(typeof reportOperations)['reports.read']>, 'params' | 'query'>;
type Kind = Asked['query']['by'];

/** Of longer times a table by day or hour is no help to anybody. */
const mostMonths: Readonly<Record<Kind, number>> = {
  day: 12,
  'hour-of-week': 12,
  week: 36,
  month: 36,
  line: 36,
  language: 36,
};
/** The schedule is worked out anew for each. */
const mostMonthsOfHours = 12;

export function reportHandlers(deps: Pick<Deps, 'room' | 'directories' | 'clock'>): Handlers<typeof reportOperations> {
  const read = async ({ params: { figures }, query }: Asked) => {
    const directory = await deps.directories.current();
    if (!directory) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    const lines = linesOf(directory);
    const line = query.line ?? (figures === 'hours' ? (lines[0]?.id ?? '') : null);
    if (line !== null && !directory.lines.has(line)) throw new Problem('not-found');
    const by: Kind = figures === 'hours' ? 'month' : query.by;
    const zone = directory.lines.get(line ?? lines[0]?.id ?? '')?.timeZone ?? directory.organisation.timeZone;
    const from = query.from ?? monthAt(zone, deps.clock.nowMs());
    const months = { from, to: query.to ?? from };
    check(figures, by, months, query.language);
    const language = query.language ?? null;
    const table = await tableOf(deps, directory, { figures, line, by, months, language });
    const languages = [...new Set(lines.flatMap((one) => one.languages))];
    const named = lines.map(({ id, name }) => ({ id, name }));
    return { figures, ...months, by, line, language, lines: named, languages, ...table };
  };
  return {
    'reports.read': read,
    'reports.export': async (call) => {
      const report = await read(call);
      const name = `${report.figures}-${report.from}-${report.to}.csv`;
      await answerFile(call.response, { name, type: 'text/csv; charset=utf-8' }, csvOf(report));
      return null;
    },
  };
}

async function tableOf(
  { room }: Pick<Deps, 'room'>,
  directory: Directory,
  asked: { figures: Figures; line: string | null; by: Kind; months: Months; language: string | null },
): Promise<Table> {
  const { figures, line, months } = asked;
  const lines = [...directory.lines.values()].filter(({ id }) => line === null || id === line);
  if (figures !== 'hours') return readReport(room, { ...asked, figures, lines });
  const [one] = lines;
  const world = one && worldOfDirectory(directory, one.id);
  if (!one || !world) throw new Problem('not-found');
  return readHours(room, { ...world.organisation, shifts: directory.shifts }, one, months);
}

function check(figures: Figures, by: Kind, months: Months, language: string | undefined): void {
  const refuse = (field: string, message: Says) => {
    throw new Problem('invalid', { fields: [{ path: `query.${field}`, message }] });
  };
  if (months.to < months.from) refuse('to', ({ fields }) => fields.notBeforeFirst);
  const most = figures === 'hours' ? mostMonthsOfHours : mostMonths[by];
  if (monthsBetween(months).length > most) refuse('to', ({ fields }) => fields.mostMonths({ months: most }));
  if (figures === 'heard' && (by === 'hour-of-week' || by === 'language'))
    refuse('by', ({ fields }) => fields.heardByDay);
  if ((figures === 'heard' || figures === 'hours') && language !== undefined)
    refuse('language', ({ fields }) => fields.noLanguage);
}

function linesOf(directory: Directory): { id: string; name: string; languages: string[] }[] {
  const lines = [...directory.lines.values()].filter((line) => isInUse(directory, line));
  return lines
    .map(({ id, name, languages }) => ({ id, name, languages }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
