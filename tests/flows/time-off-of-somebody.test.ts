/** A coordinator writes days away down for Ana and ends them: her shifts open, she reads it by day, and nobody overwrites anybody (O2, P4). */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { asking } from '../support/asking.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, openAttentionOf, openShiftsOf, organisationVersionOf } from '../support/stored.ts';
import { texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let news: Texting['news'];
let ask: ReturnType<typeof asking>;
afterEach(() => stage.close());
const [ana, ben] = [numbers['ana']!, numbers['ben']!];

/** Ana is on each evening, Tuesday to Friday, Ben on none. It is Tuesday, the first of December, at noon. */
beforeEach(async () => {
  const people = {
    ana: {},
    ben: { as: null },
    cleo: { roles: ['coordinator' as const], as: null },
    dev: { roles: ['coordinator' as const], as: null, languages: ['es'] },
  };
  const organisation = smallOrganisation(people);
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

type TimeOff = { version: string; away: { id: string }[] };
const timeOff = async () => (await ask('cleo', 'GET', '/people/ana/time-off')).body as TimeOff;
const add = (from: string, to: string) => ask('cleo', 'POST', '/people/ana/time-off', { from, to });
const end = (days: string) => ask('cleo', 'DELETE', `/people/ana/time-off/${days}`);
const shiftsOfAna = async () =>
  ((await ask('ana', 'GET', '/me/shifts')).body as { shifts: { occurrence: string }[] }).shifts.map(({ occurrence }) =>
    occurrence.slice(0, 10),
  );
/** What Ana has read of her days away; reminders of her shifts are another story. */
const told = () => news(ana).filter((text) => text.startsWith('A coordinator'));
/** The clock stands at `at`, and the minute's work is done. */
const until = async (at: string) => {
  await stage.jump((Date.parse(at) - stage.clock.nowMs()) / 1000 - 130);
  await stage.pass(130);
};
const both = ['2026-12-03', '2026-12-04'] as const;

/** Asks as Dev, who saw it as it was at `version`. */
async function devEnds(version: string) {
  const response = await fetch(`${stage.service.url}/api/v1/people/ana/time-off/2026-12-03..2026-12-04`, {
    method: 'DELETE',
    headers: {
      ...(await sessionHeaders(stage, 'dev', { strength: 'second', provedMinutesAgo: 0 })),
      'if-match': `"${version}"`,
    },
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

test('seen before, done in one version, told once it stands; what was offered of it is over; ended, she reads that too', async () => {
  const opens = await ask('cleo', 'GET', `/people/ana/time-off/opens?from=${both[0]}&to=${both[1]}`);
  expect(opens.body).toMatchObject({ opens: [{ startAt: '2026-12-03T23:00:00.000Z' }, {}] });
  await ask('ana', 'POST', '/me/shifts/offer', { shift: 'evening', occurrence: '2026-12-03T17:00', person: 'ben' });
  await stage.pass(62);
  expect(news(ben)).toHaveLength(1);
  const [versionBefore, { version }] = [await organisationVersionOf(stage), await timeOff()];

  expect(await add(...both)).toMatchObject({ status: 200, body: { away: [{ id: '2026-12-03..2026-12-04' }] } });
  expect(await organisationVersionOf(stage)).toBe(versionBefore + 1);
  expect(await shiftsOfAna()).toEqual(['2026-12-01', '2026-12-02']);
  expect(await devEnds(version)).toMatchObject({ status: 409, body: { current: { away: [{}] } } });
  expect(await openAttentionOf(stage)).toMatchObject([{ kind: 'time-off-opens', personId: 'ana' }]);
  await stage.pass(62);
  expect(told()).toEqual([]);
  expect((await openShiftsOf(stage)).find(({ holderId }) => holderId === 'ana')).toMatchObject({ state: 'over' });
  await stage.jump(601);
  await stage.pass(62);
  expect(told()).toEqual([
    'A coordinator marked you away Thu Dec 3 - Fri Dec 4.\nNo longer yours: Thu Dec 3, 5 PM - 8 PM.\nNo longer yours: Fri Dec 4, 5 PM - 8 PM.\nIf that is wrong, take it back on the page When I can, or text TALK and somebody calls you.',
  ]);
  expect(news(ben).filter((text) => text.startsWith('Someone is looking for cover'))).toHaveLength(2);

  expect(await devEnds((await timeOff()).version)).toMatchObject({ status: 200, body: { away: [] } });
  expect(await shiftsOfAna()).toHaveLength(4);
  await stage.jump(601);
  await stage.pass(62);
  expect(told()).toEqual([
    'A coordinator ended your time off: you are not away any more Thu Dec 3 - Fri Dec 4.\nYours again: Thu Dec 3, 5 PM - 8 PM.\nYours again: Fri Dec 4, 5 PM - 8 PM.\nIf that is wrong, say so on the page When I can, or text TALK and somebody calls you.',
  ]);
  expect(await openAttentionOf(stage)).toEqual([]);
  expect((await auditOf(stage, 'person.time-off')).map(({ by, action, subject }) => [by, action, subject])).toEqual([
    ['person:cleo', 'person.time-off-added', 'ana'],
    ['person:dev', 'person.time-off-ended', 'ana'],
  ]);
});

test('taken back before it was said, nobody reads of it; by night nobody does; what is over stays over', async () => {
  await add(...both);
  await end('2026-12-03..2026-12-04');
  await stage.jump(601);
  await stage.pass(62);
  expect(told()).toEqual([]);
  expect(await shiftsOfAna()).toHaveLength(4);

  // Twenty to eleven at night: she reads of the next days in the morning.
  await until('2026-12-01T22:40:00-06:00');
  await add('2026-12-02', '2026-12-20');
  await until('2026-12-02T06:00:00-06:00');
  expect(told()).toEqual([]);
  await until('2026-12-02T09:30:00-06:00');
  expect(told()).toEqual([expect.stringContaining('marked you away Wed Dec 2 - Sun Dec 20.\nNo longer yours: Wed')]);

  // The shift of Wednesday runs without her by then: she is there again from Thursday.
  await until('2026-12-02T17:30:00-06:00');
  expect((await end('2026-12-02..2026-12-20')).body).toMatchObject({ away: [{ id: '2026-12-02..2026-12-02' }] });
  expect(await end('2026-12-02..2026-12-02')).toMatchObject({ status: 422 });
  expect(await shiftsOfAna()).toEqual(['2026-12-03', '2026-12-04']);
  await stage.jump(601);
  await stage.pass(62);
  expect(told()).toEqual([expect.stringContaining('not away any more Thu Dec 3 - Sun Dec 20.\nYours again: Thu')]);
  expect(news(ben)).toHaveLength(3);
});

test('days that make no sense, or clash, are said at their field in the language of whoever asks; others have no right', async () => {
  await add(...both);
  await until('2026-12-01T17:30:00-06:00');
  const wrong = async (who: string, from: string, to: string) => {
    const { status, body } = await ask(who, 'POST', '/people/ana/time-off', { from, to });
    const [field] = (body as { fields: { path: string; message: string }[] }).fields;
    return [status, field?.path, field?.message];
  };
  expect(await wrong('cleo', '2026-12-08', '2026-12-07')).toEqual([400, 'body.to', 'must not be before the first day']);
  expect(await wrong('cleo', '2026-12-08', '2027-12-09')).toEqual([400, 'body.to', 'must be within 366 days']);
  expect(await wrong('cleo', '2026-11-30', '2026-12-02')).toEqual([400, 'body.from', 'must not be in the past']);
  expect(await wrong('cleo', '2026-12-01', '2026-12-02')).toEqual([
    400,
    'body.from',
    'must be a later day: a shift of theirs on that day has begun',
  ]);
  expect(await wrong('dev', '2026-12-04', '2026-12-06')).toEqual([
    400,
    'body.from',
    'debe dejar fuera 2026-12-03 a 2026-12-04: entonces ya consta su ausencia',
  ]);
  expect(await ask('cleo', 'POST', '/people/nobody/time-off', { from: '2026-12-08', to: '2026-12-08' })).toMatchObject({
    status: 404,
  });
  expect(await end('2026-12-08..2026-12-08')).toMatchObject({ status: 404 });
  expect(await ask('ben', 'POST', '/people/ana/time-off', { from: '2026-12-08', to: '2026-12-08' })).toMatchObject({
    status: 403,
  });
  expect((await timeOff()).away).toHaveLength(1);
  expect([told(), news(ben)]).toMatchObject([[expect.anything()], [expect.anything(), expect.anything()]]);
});

test('what she had asked for within the days is granted with them, and she reads it once', async () => {
  await ask('cleo', 'PUT', '/lines/main/approvals', { moves: false, timeOff: true });
  await ask('ana', 'POST', '/me/times/away', { from: both[0], to: both[0] });
  await add(...both);
  expect((await openAttentionOf(stage)).map(({ kind }) => kind)).toEqual(['time-off-opens']);
  expect((await ask('ana', 'GET', '/me/times')).body).toMatchObject({
    asked: [],
    away: [{ from: both[0], to: both[1] }],
  });
  // She takes it back herself before she has heard of it.
  await ask('ana', 'DELETE', '/me/times/away/2026-12-03..2026-12-04');
  await stage.jump(601);
  await stage.pass(62);
  expect(told()).toEqual([]);
  expect(await shiftsOfAna()).toHaveLength(4);
});
