/** The figures of the reports against another count of the same rows, one row after the other, over clock changes of three zones; and what is counted bit by bit is what is counted at once. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { systemClock } from '../../src/platform/clock.ts';
import { countNext } from '../../src/reports/count.ts';
import { readReport } from '../../src/reports/read-report.ts';
import type { Table } from '../../src/reports/figures.ts';
import { seeded } from '../support/report-chance.ts';
import { callsByHand, promisesByHand, textsByHand, writeRaw, type By, type Raw } from '../support/report-rows.ts';
import { freshDatabase, openPool } from '../support/servers.ts';

const zones = { west: 'America/Chicago', high: 'Asia/Kathmandu', isle: 'Australia/Lord_Howe' };
const lines = Object.entries(zones).map(([id, timeZone]) => ({ id, timeZone }));
const [from, to] = ['2026-10', '2026-11'];
const minute = 60_000;

let pool: pg.Pool;
let drop: () => Promise<unknown>;
let nowMs = Date.parse('2026-09-29T00:00Z');
const store = () => ({ pool, clock: { ...systemClock, nowMs: () => nowMs } });
const raw: Raw = { calls: [], promises: [], texts: [] };

async function countAll(definitions?: number): Promise<void> {
  while (!(await countNext(store(), definitions)));
}

/** Everything that is counted, as it is kept. */
async function counted(): Promise<unknown[]> {
  const tables = ['report_calls', 'report_promises', 'report_texts'];
  const found = tables.map((table) => pool.query(`SELECT * FROM ${table} ORDER BY at, line_id, language`));
  return (await Promise.all(found)).map(({ rows }) => rows);
}

/** Two months in steps of some hours: things begin, turn and end, and are counted now and then, sometimes by two at once. */
beforeAll(async () => {
  const database = await freshDatabase();
  ({ drop } = database);
  pool = openPool(database.databaseUrl, 4);
  const chance = seeded(26);
  const { pick, below } = chance;
  const outcomes = [
    'abandoned-in-greeting',
    'abandoned-in-queue',
    'crisis',
    'callback',
    'voicemail',
    'nobody-on',
    'closed',
  ];
  for (let step = 0; nowMs < Date.parse('2026-12-03T00:00Z'); step += 1) {
    // Around the days on which a clock changes there is more to count.
    const isNear = ['2026-10-04', '2026-11-01'].some((date) => Math.abs(nowMs - Date.parse(date)) < 36 * 60 * minute);
    nowMs += (isNear ? 40 + below(80) : 500 + below(600)) * minute;
    const turned: Raw = { calls: [], promises: [], texts: [] };
    for (let n = 0; n < 4; n += 1) {
      const id = `${step}-${n}`;
      const whose = { line_id: pick(Object.keys(zones)), language: pick(['en', 'en', 'es']) };
      const endedMs = nowMs - below(8 * minute);
      const beganMs = endedMs - below(chance.is(0.5) ? 130_000 : 40 * minute);
      const joined = chance.is(0.6) ? [beganMs + below(200_000), beganMs + 300_000].slice(0, 1 + below(2)) : [];
      const outcome = joined.length > 0 ? pick(['talked', 'abandoned-in-queue', 'crisis-hand-over']) : pick(outcomes);
      turned.calls.push({
        id,
        ...whose,
        met:
          outcome === 'closed' ? pick(['closed', null]) : pick(['open', 'open', 'open', 'nobody-on', 'closed', null]),
        outcome,
        told: null,
        arrived_at: beganMs,
        joined_at: joined,
        ended_at: chance.is(0.2) ? null : endedMs,
        talked_seconds: joined.length > 0 ? below(1_000) : 0,
        callback_id: chance.is(0.1) ? `promise-${id}` : null,
      });
      const promise = { id, ...whose, promised_at: endedMs, until_at: endedMs + 24 * 60 * minute };
      turned.promises.push({ ...promise, state: 'open', settled_at: null, kept_at: null });
      const answered_at = chance.is(0.5) ? endedMs + below(nowMs - endedMs + 1) : null;
      turned.texts.push({ id, ...whose, opened_at: endedMs, answered_at, closed_at: null });
    }
    for (const call of raw.calls.filter(({ ended_at }) => ended_at === null && chance.is(0.3)))
      turned.calls.push(Object.assign(call, { ended_at: nowMs - below(8 * minute) }));
    for (const promise of raw.promises.filter(({ state }) => state === 'open' && chance.is(0.05))) {
      const state = pick(['kept', 'kept', 'failed', 'expired', 'stopped']);
      Object.assign(promise, { state, settled_at: nowMs, kept_at: state === 'kept' ? nowMs : null });
      turned.promises.push(promise);
    }
    for (const text of raw.texts.filter(({ closed_at }) => closed_at === null && chance.is(0.05))) {
      Object.assign(text, { answered_at: text.answered_at ?? (chance.is(0.5) ? nowMs : null), closed_at: nowMs });
      turned.texts.push(text);
    }
    // What ended a few minutes ago may be written only after a count.
    if (chance.is(0.5)) await countAll();
    await writeRaw(pool, turned);
    for (const kind of ['calls', 'promises', 'texts'] as const) {
      const known = new Set(raw[kind].map(({ id }) => id));
      raw[kind].push(...(turned[kind].filter(({ id }) => !known.has(id)) as never[]));
    }
    if (chance.is(0.5)) await (chance.is(0.3) ? Promise.all([countAll(), countAll()]) : countAll());
  }
  await countAll();
});
afterAll(async () => {
  await pool.end();
  await drop();
});

type Measure = [key: string, above: string, below: (sums: Record<string, number>) => number];
const say = (sums: Record<string, number>, name: string) => sums[name] ?? 0;
const measures: Record<string, Measure[]> = {
  calls: [
    ['answeredShare', 'answered', (sums) => say(sums, 'offered')],
    ['serviceLevel', 'answeredSoon', (sums) => say(sums, 'offered') - say(sums, 'abandonedSoon')],
    ['averageWait', 'waitSeconds', (sums) => say(sums, 'answered')],
    ['averageTalk', 'talkSeconds', (sums) => say(sums, 'answered')],
  ],
  promises: [['keptShare', 'keptOnTime', (sums) => say(sums, 'made') - say(sums, 'stopped') - say(sums, 'open')]],
  texts: [
    ['answeredShare', 'answered', (sums) => say(sums, 'opened')],
    ['averageAnswer', 'answerSeconds', (sums) => say(sums, 'answered')],
  ],
};

/** What is wrong in `table` by the sums that were worked out by hand, and how many numbers it shows. */
function faultsOf(table: Table, figures: string, sums: Map<string, Record<string, number>>) {
  const faults: string[] = [];
  let shown = 0;
  for (const { key, values } of [...table.rows, table.total!]) {
    const own = sums.get(key) ?? {};
    for (const [index, column] of table.columns.entries()) {
      const value = values[index]!;
      const measure = measures[figures]!.find(([name]) => name === column.key);
      const expected = measure ? say(own, measure[1]) / measure[2](own) : say(own, column.key);
      const isSmall = !measure && expected > 0 && expected < 5;
      if (value === 'hidden' || value === null) {
        if (value === 'hidden' && expected === 0 && !measure) faults.push(`${key} ${column.key}: none is hidden`);
        continue;
      }
      shown += 1;
      if (isSmall || Math.abs(value - expected) > 1e-6) faults.push(`${key} ${column.key}: ${value}, not ${expected}`);
    }
  }
  const missing = [...sums.keys()].filter((key) => key !== 'total' && !table.rows.some((row) => row.key === key));
  return { faults: [...faults, ...missing.map((key) => `${key}: has no row`)], shown };
}

const byHand = { calls: callsByHand, promises: promisesByHand, texts: textsByHand };
const kinds: By[] = ['day', 'week', 'month', 'hour-of-week', 'line', 'language'];

test.each(kinds.flatMap((by) => (['calls', 'promises', 'texts'] as const).map((figures) => [figures, by] as const)))(
  '%s by %s are what a count by hand comes to',
  async (figures, by) => {
    const asks = [
      ...lines.map((line) => ({ lines: [line], language: null })),
      { lines, language: null },
      { lines, language: 'es' },
    ];
    let shown = 0;
    for (const asked of asks) {
      const table = await readReport({ pool }, { figures, months: { from, to }, by, ...asked });
      const own = Object.fromEntries(asked.lines.map(({ id, timeZone }) => [id, timeZone]));
      const hand = byHand[figures](raw, { by, zones: own, from, to, language: asked.language });
      const found = faultsOf(table, figures, hand);
      expect(found.faults).toEqual([]);
      shown += found.shown;
    }
    expect(shown).toBeGreaterThan(20);
  },
);

test('what was counted bit by bit is what is counted at once, and once more', async () => {
  const bitByBit = await counted();
  expect(bitByBit.map((rows) => (rows as unknown[]).length > 200)).toEqual([true, true, true]);
  await countAll(2);
  expect(await counted()).toEqual(bitByBit);
  await Promise.all([countAll(3), countAll(3)]);
  expect(await counted()).toEqual(bitByBit);
});

test('what is counted outlives the rows, also where everything is counted anew', async () => {
  const [calls] = await counted();
  await pool.query(`DELETE FROM contacts WHERE arrived_at < '2026-11-01T00:00Z'`);
  await countAll(4);
  expect((await counted())[0]).toEqual(calls);
});
