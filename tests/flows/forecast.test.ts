/** Nine weeks of calls, and what the forecast of a line says of the week ahead: who comes, where too few are on, what one more peer changes. */
import { afterEach, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { lostShare } from '../../src/planning/staffing/lost-callers.ts';
import { writeAudit } from '../../src/audit/write-audit.ts';
import { pausesOf } from '../../src/contacts/line-pauses.ts';
import { countNext } from '../../src/reports/count.ts';
import { offeredByHalfHour } from '../../src/reports/offered.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { assign, atDraft } from '../support/drafting.ts';
import { freshDatabase } from '../support/servers.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { weeksOfCalls, writeWeeksOfCalls, type PastContact } from '../support/weeks-of-calls.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

type Span = {
  start: string;
  end: string;
  have: number;
  short: number;
  expected: number;
  lost: number;
  lostWithOneMore: number;
};
type Half = Omit<Span, 'short' | 'lostWithOneMore'> & {
  need: number;
  low: number;
  high: number;
  overloaded: boolean;
  lostWith: number[];
};
type Answer = {
  line: string;
  from: string;
  to: string;
  history: { from: string; weeks: number; silentDays: number; isShort: boolean } | null;
  service: { handleSeconds: number; handleAssumed: boolean; patienceSeconds: number; hungUp: number };
  halfHours: Half[];
  worst: Span[];
};

const chicago = { timeZone: 'America/Chicago', id: 'main' };
const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** Half hours of the clock in Chicago, as a person would count them from the list of calls. */
function byHand(calls: readonly PastContact[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { arrivedMs, outcome } of calls) {
    if (outcome === 'closed' || outcome === 'abandoned-in-greeting') continue;
    const local = DateTime.fromMillis(arrivedMs, { zone: chicago.timeZone });
    const key = `${local.toFormat('yyyy-MM-dd HH')}:${local.minute < 30 ? '00' : '30'}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

async function theStage(calls: readonly PastContact[]): Promise<Stage> {
  const { databaseUrl, drop } = await freshDatabase();
  ends.push(drop);
  await writeWeeksOfCalls(databaseUrl, calls);
  const organisation = smallOrganisation(
    {
      ana: {},
      ben: { as: null },
      cleo: { as: null, roles: ['coordinator'] },
      dev: { as: null, roles: ['shift-leader'] },
    },
    { openingHours: [{ days: [...everyDay], start: '17:00', end: '23:00' }] },
  );
  const stage = await setStage({ organisation, at: '2026-11-11T12:00:00-06:00', databaseUrl });
  ends.push(() => stage.close());
  return stage;
}

async function countAll({ service, settle }: Stage): Promise<void> {
  // While the service counts, there is nothing to count for anybody else.
  await settle();
  while (!(await countNext(service.deps.room)));
}

test('the counts are those of the calls; Tuesday loses callers, one more peer fewer; a draft is only for who plans', async () => {
  // The clocks went back on 1 November.
  const calls = weeksOfCalls('2026-11-11', 9);
  const stage = await theStage(calls);
  const { room } = stage.service.deps;
  const known = byHand(calls);
  const counted = async () => {
    const offered = await offeredByHalfHour(room, chicago);
    const rows = JSON.parse(offered?.counted ?? '[]') as [number, number][];
    return rows.map(([startMs, count]) => [
      DateTime.fromMillis(startMs, { zone: chicago.timeZone }).toFormat('yyyy-MM-dd HH:mm'),
      count,
    ]);
  };
  await countAll(stage);
  expect(await counted()).toEqual([...known].toSorted(([a], [b]) => (a < b ? -1 : 1)));

  const leader = await sessionHeaders(stage, 'dev', { strength: 'code', provedMinutesAgo: 0 });
  const planner = await sessionHeaders(stage, 'cleo', { strength: 'second', provedMinutesAgo: 0 });
  const ask = async (query: string, headers = leader) => {
    const response = await fetch(`${stage.service.url}/api/v1/forecast?${query}`, { headers });
    return { status: response.status, answer: (await response.json()) as Answer };
  };
  const { answer } = await ask('from=2026-11-16&to=2026-11-22');
  expect(answer).toMatchObject({ line: 'main', history: { from: '2026-09-09', silentDays: 0, isShort: false } });
  expect(answer.history!.weeks).toBeGreaterThan(8.5);
  const talks = calls.filter(({ outcome }) => outcome === 'talked').length;
  const gone = calls.filter(({ outcome }) => outcome === 'abandoned-in-queue').length;
  expect(answer.service).toMatchObject({
    handleSeconds: 1_500,
    handleAssumed: false,
    hungUp: gone,
    patienceSeconds: Math.round((30 * talks + 300 * gone) / gone),
  });
  expect(answer.halfHours).toHaveLength(7 * 12);
  const [worst] = answer.worst;
  expect(worst).toMatchObject({ start: '2026-11-18T02:00:00Z', end: '2026-11-18T04:00:00Z', have: 1 });
  const tuesday = answer.halfHours.filter(({ start, end }) => start >= worst!.start && end <= worst!.end);
  const usual = [...known].filter(
    ([key]) => DateTime.fromISO(key.replace(' ', 'T')).weekday === 2 && /2[01]:/.test(key),
  );
  expect(worst!.expected).toBeGreaterThan((usual.reduce((sum, [, count]) => sum + count, 0) / 9) * 0.8);
  for (const { lostWith } of tuesday) expect(lostWith[1]).toBeLessThan(lostWith[0]!);
  const lost = (people: number) =>
    tuesday.reduce((sum, { expected }) => {
      const demand = { callsPerHour: 2 * expected, handleSeconds: answer.service.handleSeconds };
      return sum + expected * lostShare(demand, people, answer.service.patienceSeconds);
    }, 0);
  expect(Math.abs(worst!.lost - lost(1))).toBeLessThan(0.05 * lost(1) + 0.02);
  expect(Math.abs(worst!.lostWithOneMore - lost(2))).toBeLessThan(0.05 * lost(2) + 0.02);
  expect(worst!.lostWithOneMore).toBeLessThan(worst!.lost);
  expect(tuesday.every(({ overloaded, need }) => overloaded && need > 2)).toBe(true);
  // By default this week, from Monday on.
  expect((await ask('')).answer).toMatchObject({ from: '2026-11-09', to: '2026-11-15' });

  const draft = await atDraft(stage, 'cleo', { line: 'main', from: '2026-11-16', to: '2026-11-22' });
  await draft.does('cleo', assign(17, 'ben'));
  const [drafted] = (await ask(`draft=${draft.id}`, planner)).answer.worst;
  expect(drafted).toMatchObject({ start: worst!.start, have: 2, lost: worst!.lostWithOneMore });

  const volunteer = await sessionHeaders(stage, 'ana', { strength: 'code', provedMinutesAgo: 0 });
  expect((await ask('', volunteer)).status).toBe(403);
  expect((await ask(`draft=${draft.id}`)).status).toBe(403);
  expect((await ask('line=nowhere')).status).toBe(404);
  expect((await ask('from=2026-11-16&to=2026-12-27')).status).toBe(200);
  expect((await ask('from=2026-11-16&to=2026-12-28')).status).toBe(400);
  expect((await ask('from=2026-11-16&to=2026-11-15')).status).toBe(400);
});

test('a line that nobody has called yet says so, and one of three days that it is little', async () => {
  const stage = await theStage(
    weeksOfCalls('2026-11-11', 9).filter(({ arrivedMs }) => arrivedMs > Date.parse('2026-11-08T12:00:00Z')),
  );
  const leader = await sessionHeaders(stage, 'dev', { strength: 'code', provedMinutesAgo: 0 });
  const ask = async (line: string) =>
    (await (await fetch(`${stage.service.url}/api/v1/forecast?line=${line}`, { headers: leader })).json()) as Answer;
  await countAll(stage);
  const short = await ask('main');
  expect(short.history).toMatchObject({ isShort: true });
  expect(short.halfHours.length).toBe(7 * 12);
  for (const { expected, low, high } of short.halfHours) expect(low <= expected && expected <= high).toBe(true);
  await stage.load({
    ...smallOrganisation({ ana: {}, dev: { as: null, roles: ['shift-leader'] } }, { id: 'main' }),
    lines: [
      { id: 'main', name: 'Main', phoneNumber: '+15550100001', timeZone: 'America/Chicago', languages: ['en'] },
      { id: 'new', name: 'New', phoneNumber: '+15550100002', timeZone: 'Asia/Kathmandu', languages: ['en'] },
    ],
  });
  expect(await ask('new')).toMatchObject({ history: null, halfHours: [], worst: [] });

  // Of a time in which a line was paused nothing is known, whatever came.
  const { room } = stage.service.deps;
  const at = (time: string) => Date.parse(`2026-11-${time}:00Z`);
  const told = (action: 'line.paused' | 'line.resumed', time: string) => ({
    atMs: at(time),
    by: 'person:dev',
    action,
    subject: 'main',
  });
  await writeAudit(room.pool, told('line.resumed', '04T06:00'), told('line.paused', '08T06:00'));
  await writeAudit(room.pool, told('line.paused', '09T06:00'));
  const known = [{ startMs: at('01T00:00'), endMs: at('04T06:00') }];
  const holds = { startMs: at('08T06:00'), endMs: Number.POSITIVE_INFINITY };
  expect([...(await pausesOf(room, ['main', 'new'], at('01T00:00')))]).toEqual([['main', [...known, holds]]]);
  expect(await ask('main')).toMatchObject({ history: null, halfHours: [] });
});
