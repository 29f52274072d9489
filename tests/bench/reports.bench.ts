/** Reports with a million contacts of history: how long counting them takes, a stretch at a time and once a minute, and how long a report is read. */
import { openDatabase } from '../../src/platform/database.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { latestCalls } from '../../src/contacts/past-calls.ts';
import { countNext } from '../../src/reports/count.ts';
import { offeredByHalfHour } from '../../src/reports/offered.ts';
import { readReport, type ReportAsked } from '../../src/reports/read-report.ts';
import { writeHistory } from '../support/long-history.ts';
import { importBusyOrganisation, lines } from './busy-organisation.ts';
import { percentile } from './open-loop.ts';
import { inSetting, say } from './processes.ts';
import { figure, printTable } from './table.ts';

const contacts = Number(process.env['BENCH_CONTACTS'] ?? 1_000_000);
const times = 20;

const month = new Date().toISOString().slice(0, 7);
const before = (months: number) => {
  const date = new Date();
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
};
const lately = { from: before(11), to: month };
const always = { from: before(35), to: month };
const asks: Record<string, Pick<ReportAsked, 'figures' | 'by' | 'months'>> = {
  'calls of a month by day': { figures: 'calls', by: 'day', months: { from: before(1), to: before(1) } },
  'calls of a year by day': { figures: 'calls', by: 'day', months: lately },
  'calls of a year by hour of the week': { figures: 'calls', by: 'hour-of-week', months: lately },
  'calls of three years by month': { figures: 'calls', by: 'month', months: always },
  'calls of three years by line': { figures: 'calls', by: 'line', months: always },
  'promises of three years by month': { figures: 'promises', by: 'month', months: always },
  'texts of three years by week': { figures: 'texts', by: 'week', months: always },
};

await inSetting(async ({ databaseUrl }) => {
  const people = await importBusyOrganisation(databaseUrl, 50);
  const { pool, close } = openDatabase(databaseUrl);
  say(`Writing ${contacts.toLocaleString('en')} contacts of history …`);
  await writeHistory(pool, { contacts, people, lines, nowMs: Date.now() });
  const store = { pool, clock: systemClock };
  const timed = async (work: () => Promise<unknown>) => {
    const startMs = performance.now();
    const answer = await work();
    return { ms: performance.now() - startMs, answer };
  };
  const stretches: number[] = [];
  for (let isDone: unknown = false; isDone !== true;) {
    const { ms, answer } = await timed(() => countNext(store));
    stretches.push(ms);
    isDone = answer;
  }
  await pool.query('VACUUM (ANALYZE) report_calls');
  const minutes: number[] = [];
  for (let minute = 0; minute < times; minute += 1) {
    await pool.query(
      `INSERT INTO contacts (id, line_id, channel, state, outcome, language, script, arrived_at, rank_at, ended_at)
        VALUES ('new-' || $1, $2, 'voice', 'ended', 'abandoned-in-queue', 'en', 'hold', now() - interval '5 minutes', now(), now())`,
      [minute, lines[0]],
    );
    minutes.push((await timed(() => countNext(store))).ms);
  }
  const zones = lines.map((id) => ({ id, timeZone: 'America/Chicago' }));
  const rows: string[][] = [
    ['counting: a week of the past', ...spread(stretches), String(stretches.length)],
    ['counting: each minute', ...spread(minutes), String(minutes.length)],
  ];
  for (const [name, ask] of Object.entries(asks)) {
    const read: number[] = [];
    for (let time = 0; time < times; time += 1)
      read.push((await timed(() => readReport(store, { ...ask, lines: zones, language: null }))).ms);
    rows.push([name, ...spread(read), String(read.length)]);
  }
  const line = { id: lines[0] ?? '', timeZone: 'America/Chicago' };
  const aheads: Record<string, () => Promise<unknown>> = {
    'history of a line, by half hour': () => offeredByHalfHour(store, line),
    'latest calls of a line': () => latestCalls(store, line.id, Date.now()),
  };
  for (const [name, look] of Object.entries(aheads)) {
    const read: number[] = [];
    for (let time = 0; time < times; time += 1) read.push((await timed(look)).ms);
    rows.push([name, ...spread(read), String(read.length)]);
  }
  printTable([`reports, ${contacts.toLocaleString('en')} contacts`, 'p50 ms', 'p95 ms', 'asked'], rows);
  await close();
});
process.exit(0);

function spread(values: number[]): [string, string] {
  return [figure(percentile(values, 0.5)), figure(percentile(values, 0.95))];
}
