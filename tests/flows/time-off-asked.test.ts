/** Ana asks for days away on a line that wants to say yes first: what it opens is seen by both, and the answer reaches her (P4). */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asking } from '../support/asking.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, openAttentionOf } from '../support/stored.ts';
import { texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let news: Texting['news'];
let ask: ReturnType<typeof asking>;
afterEach(() => stage.close());
const ana = numbers['ana']!;

/** Ana is on each evening, Tuesday to Friday. It is Tuesday, the first of December, at noon. */
beforeEach(async () => {
  const organisation = smallOrganisation({ ana: {}, cleo: { roles: ['coordinator'], as: null } });
  const shifts = organisation.shifts!.map((shift) => ({
    ...shift,
    start: '2026-12-01T17:00',
    end: '2026-12-01T20:00',
    repeat: 'FREQ=DAILY;COUNT=4',
  }));
  stage = await setStage({ organisation: { ...organisation, shifts }, at: '2026-12-01T12:00:00-06:00' });
  ({ news } = texting(stage));
  ask = asking(stage);
});

type Asked = { id: string; days: { from: string }; opens: unknown[] };
const waiting = async () => ((await ask('cleo', 'GET', '/moves')).body as { moves: Asked[] }).moves;
const times = async () => (await ask('ana', 'GET', '/me/times')).body as { away: unknown[]; asked: object[] };
const shiftsOfAna = async () => ((await ask('ana', 'GET', '/me/shifts')).body as { shifts: unknown[] }).shifts;

test('asked for, refused with a word, asked again for one date and granted: both know each time', async () => {
  await ask('cleo', 'PUT', '/lines/main/approvals', { moves: false, timeOff: true });
  const both = { from: '2026-12-03', to: '2026-12-04' };
  expect((await ask('ana', 'GET', '/me/times/away/opens?from=2026-12-03&to=2026-12-04')).body).toMatchObject({
    asks: true,
    opens: [{}, {}],
  });
  const askedFor = await ask('ana', 'POST', '/me/times/away', both);
  expect(askedFor.body).toMatchObject({
    away: [],
    asked: [{ ...both, state: 'waiting', id: '2026-12-03..2026-12-04' }],
  });
  await ask('ana', 'POST', '/me/times/away', both);
  expect(await shiftsOfAna()).toHaveLength(4);
  expect(await openAttentionOf(stage)).toMatchObject([
    { kind: 'time-off-asked', personId: 'ana', subject: '2026-12-03 2026-12-04' },
  ]);
  const [first, ...more] = await waiting();
  expect(more).toEqual([]);
  expect(first).toMatchObject({ kind: 'time-off', person: 'ana of Northside', days: both, opens: [{}, {}] });
  await ask('cleo', 'POST', `/moves/${first!.id}/refuse`, { reason: 'both are too many, one is fine' });
  await stage.pass(62);
  expect(news(ana)).toEqual([
    'You asked to be away Thu Dec 3 - Fri Dec 4. It does not work this time: both are too many, one is fine. Your shifts stay yours; you can put them up with COVER, or talk with a coordinator.',
  ]);
  expect((await times()).asked).toMatchObject([{ state: 'refused', reason: 'both are too many, one is fine.' }]);
  expect(await ask('ana', 'DELETE', '/me/times/away/2026-12-03..2026-12-04')).toMatchObject({ status: 200 });

  await ask('ana', 'POST', '/me/times/away', { from: '2026-12-04', to: '2026-12-04' });
  const [second] = await waiting();
  expect((await ask('cleo', 'POST', `/moves/${second!.id}/approve`, {})).status).toBe(204);
  await stage.pass(62);
  expect(news(ana)).toEqual(['A coordinator agreed: you are away Fri Dec 4. Have a good time.']);
  expect(await times()).toMatchObject({ away: [{ from: '2026-12-04' }], asked: [] });
  expect(await shiftsOfAna()).toHaveLength(3);
  expect((await openAttentionOf(stage)).map(({ kind }) => kind)).toEqual(['time-off-opens']);
  expect((await auditOf(stage, 'time-off')).map(({ by, action }) => [by, action])).toEqual([
    ['person:cleo', 'time-off.refused'],
    ['person:cleo', 'time-off.approved'],
  ]);
});

test('days that open nothing of such a line are nobody’s to grant, and what is asked can be taken back', async () => {
  await ask('cleo', 'PUT', '/lines/main/approvals', { moves: false, timeOff: true });
  const free = await ask('ana', 'POST', '/me/times/away', { from: '2026-12-20', to: '2026-12-21' });
  expect(free.body).toMatchObject({ away: [{ from: '2026-12-20' }], asked: [] });
  await ask('ana', 'POST', '/me/times/away', { from: '2026-12-02', to: '2026-12-02' });
  const [asked] = await waiting();
  expect((await ask('ana', 'DELETE', '/me/times/away/2026-12-02..2026-12-02')).body).toMatchObject({ asked: [] });
  expect(await waiting()).toEqual([]);
  expect(await openAttentionOf(stage)).toEqual([]);
  expect(await ask('cleo', 'POST', `/moves/${asked!.id}/approve`, {})).toMatchObject({ status: 422 });
  expect(await shiftsOfAna()).toHaveLength(4);
});
