/** A line wants a coordinator's yes: a move waits, both know, and the yes or no holds; a cap is broken only where a coordinator allows it (R6). */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asking } from '../support/asking.ts';
import { importInto } from '../support/imported.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, movesOf, openAttentionOf, takenOver } from '../support/stored.ts';
import { texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let write: Texting['write'];
let news: Texting['news'];
let ask: ReturnType<typeof asking>;
afterEach(() => stage.close());

const [ana, ben] = [numbers['ana']!, numbers['ben']!];
const friday = { shift: 'friday', occurrence: '2026-11-20T17:00' };
const saturday = { shift: 'saturday', occurrence: '2026-11-21T17:00' };

const evening = (id: string, day: string, person: string) => ({
  id,
  line: 'main',
  start: `${day}T17:00`,
  end: `${day}T21:00`,
  assigned: [{ person, as: 'primary' as const }],
});
const organisation = {
  ...smallOrganisation({ ana: {}, ben: {}, cleo: { roles: ['coordinator'] } }, {}, { limits: { hoursPerWeek: 6 } }),
  shifts: [evening('friday', '2026-11-20', 'ana'), evening('saturday', '2026-11-21', 'ben')],
};

beforeEach(async () => {
  stage = await setStage({ organisation, at: '2026-11-10T12:00:00-06:00' });
  ({ write, news } = texting(stage));
  ask = asking(stage);
});

type Waiting = { id: string; kind: string; person: string; holder: string | null; breaks: string | null };
const waiting = async () => ((await ask('cleo', 'GET', '/moves')).body as { moves: Waiting[] }).moves;
const wantYes = () => ask('cleo', 'PUT', '/lines/main/approvals', { moves: true, timeOff: false });

test('a swap offered to all waits for the yes: until then nothing moves, a no puts it up again, a yes moves both', async () => {
  expect((await ask('cleo', 'GET', '/approvals')).body).toMatchObject({
    lines: [{ line: 'main', moves: false, timeOff: false }],
  });
  expect(await wantYes()).toMatchObject({ status: 200, body: { moves: true } });
  await ask('ana', 'POST', '/me/shifts/offer-to-many', { ...friday, swaps: [{ ...saturday, person: 'ben' }] });
  await stage.pass(2);
  expect(news(ben)).toEqual([expect.stringMatching(/asks to swap/)]);
  await write(ben, 'TAKE 1');
  expect(news(ben)).toEqual([expect.stringMatching(/^Thank you\. A coordinator looks at it first: Fri Nov 20/)]);
  expect(await takenOver(stage)).toEqual([]);
  expect(await openAttentionOf(stage)).toMatchObject([{ kind: 'move-waits', lineId: 'main', personId: 'ben' }]);
  expect((await ask('ana', 'GET', '/me/shifts')).body).toMatchObject({ shifts: [{ shift: 'friday', waits: true }] });
  await stage.pass(601 + 61);
  expect(news(ana)).toEqual([
    expect.stringMatching(/^Someone would take Fri Nov 20.*It is yours until you hear from us/),
  ]);

  const [first] = await waiting();
  expect(first).toMatchObject({ kind: 'move', person: 'ben of Northside', holder: 'ana of Northside', breaks: null });
  expect((await ask('cleo', 'POST', `/moves/${first!.id}/refuse`, { reason: 'Ana leads on Friday' })).status).toBe(204);
  await stage.pass(2);
  expect(news(ben)).toEqual([expect.stringMatching(/does not work this time: Ana leads on Friday\. Nothing changes/)]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Fri Nov 20.* stays yours for now.*: Ana leads on Friday\.$/)]);
  expect(await openAttentionOf(stage)).toEqual([]);

  await write(ben, 'TAKE 1');
  expect(news(ben)).toHaveLength(1);
  const [again] = await waiting();
  expect((await ask('cleo', 'POST', `/moves/${again!.id}/approve`, {})).status).toBe(204);
  expect(await ask('cleo', 'POST', `/moves/${again!.id}/approve`, {})).toMatchObject({ status: 422 });
  await stage.pass(2);
  expect(news(ben)).toEqual([
    expect.stringMatching(/^A coordinator agreed: Fri Nov 20.*, and Sat Nov 21.* is no longer/),
  ]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Swapped: Fri Nov 20/)]);
  expect(await takenOver(stage)).toEqual([
    { occurrence: friday.occurrence, person: 'ben' },
    { occurrence: saturday.occurrence, person: 'ana' },
  ]);
  expect((await movesOf(stage)).map(({ state, decidedBy }) => [state, decidedBy])).toEqual([
    ['refused', 'person:cleo'],
    ['approved', 'person:cleo'],
  ]);
});

test('a cap is named and keeps the shift where it is, unless a coordinator who is asked allows it', async () => {
  await write(ana, 'COVER');
  expect(news(ana)).toEqual([expect.stringMatching(/is up for someone else/)]);
  await write(ben, 'TAKE 1');
  expect(news(ben)).toEqual([
    expect.stringMatching(/would be more than 6 hours in that week\. .*reply 1 to ask one, 2 to leave it\.$/),
  ]);
  expect(await waiting()).toEqual([]);
  await write(ben, '1');
  expect(news(ben)).toEqual([expect.stringMatching(/^Thank you\. A coordinator looks at Fri Nov 20/)]);
  const [move] = await waiting();
  expect(move).toMatchObject({ breaks: 'it would be more than 6 hours in that week' });
  const yes = (allowOverCap: boolean) => ask('cleo', 'POST', `/moves/${move!.id}/approve`, { allowOverCap });
  expect(await yes(false)).toMatchObject({ status: 422, body: { why: 'over-cap', breaks: move!.breaks } });
  expect(await takenOver(stage)).toEqual([]);
  expect((await yes(true)).status).toBe(204);
  await stage.pass(2);
  expect(news(ben)).toEqual([expect.stringMatching(/^A coordinator agreed: Fri Nov 20/)]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Someone is taking Fri Nov 20/)]);
  expect(await takenOver(stage)).toEqual([{ occurrence: friday.occurrence, person: 'ben' }]);
  expect((await auditOf(stage, 'move')).map(({ by, action, subject }) => [by, action, subject])).toEqual([
    ['person:ben', 'move.asked', 'friday 2026-11-20T17:00 over hoursPerWeek'],
    ['person:cleo', 'move.approved-over-cap', 'friday 2026-11-20T17:00 to ben over hoursPerWeek 8 of 6'],
  ]);
});

test('who waits for a yes hears so when the shift is its holder’s no more, and nobody has to look at it', async () => {
  await wantYes();
  await ask('ana', 'POST', '/me/shifts/offer', { ...friday, person: 'ben', inExchange: saturday });
  await stage.pass(2);
  await write(ben, 'TAKE 1');
  expect(news(ben)).toEqual([
    expect.stringMatching(/asks to swap/),
    expect.stringMatching(/^Thank you\. A coordinator looks at it first/),
  ]);
  await importInto(stage, { ...organisation, shifts: organisation.shifts.slice(1) });
  await stage.pass(62);
  expect(news(ben)).toEqual([expect.stringMatching(/^Fri Nov 20.* no longer looks for anybody/)]);
  expect(await openAttentionOf(stage)).toEqual([]);
  expect((await movesOf(stage)).map(({ state }) => state)).toEqual(['over']);
});
