/** Ana offers her Friday to Ben, for nothing or for his Saturday; he takes it or leaves it by text or on his page, and exactly one has each shift at any moment (P2). */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, openShiftsOf, takenOver } from '../support/stored.ts';
import { texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let write: Texting['write'];
let news: Texting['news'];
afterEach(() => stage.close());

const [ana, ben, cleo] = [numbers['ana']!, numbers['ben']!, numbers['cleo']!];
const asked = expect.stringMatching(/^Ana of Northside asks if you would take Fri Nov 20/) as unknown as string;
const friday = { shift: 'friday', occurrence: '2026-11-20T17:00' };
const saturday = { shift: 'saturday', occurrence: '2026-11-21T17:00' };

async function begin(at: string) {
  const organisation = smallOrganisation({ ana: {}, ben: {}, cleo: {} });
  const evening = (id: string, day: string, person: string) => ({
    id,
    line: 'main',
    start: `${day}T17:00`,
    end: `${day}T21:00`,
    assigned: [{ person, as: 'primary' as const }],
  });
  const shifts = [evening('friday', '2026-11-20', 'ana'), evening('saturday', '2026-11-21', 'ben')];
  stage = await setStage({ organisation: { ...organisation, shifts }, at });
  ({ write, news } = texting(stage));
}
beforeEach(() => begin('2026-11-10T12:00:00-06:00'));

async function ask(personId: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${stage.service.url}/api/v1${path}`, {
    method,
    headers: {
      ...(await sessionHeaders(stage, personId, { strength: 'code', provedMinutesAgo: 0 })),
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}
type Shifts = {
  shifts: { shift: string; offeredTo: string | null }[];
  offers: { id: string; from: string; inExchange: unknown }[];
  undo: unknown;
};
const offer = (inExchange: object | null = null, person = 'ben') =>
  ask('ana', 'POST', '/me/shifts/offer', { ...friday, person, inExchange });
const shiftsOf = async (person: string) => (await ask(person, 'GET', '/me/shifts')).body as Shifts;
const heldBy = async (person: string) => (await shiftsOf(person)).shifts.map(({ shift }) => shift);
const answer = async (take: boolean) => {
  const [one] = (await shiftsOf('ben')).offers;
  return ask('ben', 'POST', `/me/offers/${one!.id}`, { take });
};

test('the one asked takes it by text; until then it is its holder’s, and nobody else may have it', async () => {
  expect((await ask('ana', 'GET', `/me/shifts/peers?shift=friday&occurrence=${friday.occurrence}`)).body).toEqual({
    next: null,
    peers: [
      { id: 'ben', name: 'ben of Northside', alone: true },
      { id: 'cleo', name: 'cleo of Northside', alone: true },
    ],
  });
  expect((await offer()).body).toMatchObject({
    shifts: [{ shift: 'friday', offeredTo: 'ben of Northside', up: false }],
    undo: { what: 'offer', to: 'ben of Northside' },
  });
  expect(await offer(null, 'cleo')).toMatchObject({ status: 422, body: { why: 'offered-already' } });
  await stage.pass(2);
  expect(news(ben)).toEqual([
    'Ana of Northside asks if you would take Fri Nov 20, 5 PM - 9 PM, Northside Warmline. Text TAKE 1 to take it, LEAVE 1 to leave it; both are fine. It stands until Thursday at noon.',
  ]);
  expect((await shiftsOf('ben')).offers).toMatchObject([{ from: 'ana of Northside', inExchange: null }]);
  expect((await ask('cleo', 'GET', '/shifts/open')).body).toMatchObject({ open: [] });
  await write(cleo, 'TAKE 1');
  expect(news(cleo)).toEqual([expect.stringMatching(/^There is no open shift with that number/)]);
  expect(await heldBy('ana')).toEqual(['friday']);

  await write(ben, 'take 1', { deliveries: 2 });
  expect(news(ben)).toEqual([expect.stringMatching(/^Fri Nov 20, 5 PM - 9 PM, Northside Warmline, is yours/)]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Someone is taking Fri Nov 20.* It is no longer yours/)]);
  expect(await heldBy('ana')).toEqual([]);
  expect(await heldBy('ben')).toEqual(['friday', 'saturday']);
  expect((await auditOf(stage, 'shift')).map(({ by, action }) => [by, action]).slice(-2)).toEqual([
    ['person:ana', 'shift.offered'],
    ['person:ben', 'shift.taken'],
  ]);
});

test('a swap moves both shifts at once, and undoing it moves both back', async () => {
  const exchanges = `/me/shifts/exchanges?shift=friday&occurrence=${friday.occurrence}&person=ben`;
  expect((await ask('ana', 'GET', exchanges)).body).toMatchObject({ shifts: [saturday] });
  await offer(saturday);
  await stage.pass(2);
  expect(news(ben)).toEqual([
    expect.stringMatching(/asks to swap: you take Fri Nov 20, 5 PM - 9 PM, .*, they take your Sat Nov 21, 5 PM - 9 PM/),
  ]);
  expect((await answer(true)).body).toMatchObject({ shifts: [{ shift: 'friday' }], undo: { what: 'swap' } });
  await stage.pass(2);
  expect(news(ana)).toEqual([
    'Swapped: Fri Nov 20, 5 PM - 9 PM is no longer yours, and Sat Nov 21, 5 PM - 9 PM is yours now. Text SHIFTS for all of yours.',
  ]);
  expect(await takenOver(stage)).toEqual([
    { occurrence: friday.occurrence, person: 'ben' },
    { occurrence: saturday.occurrence, person: 'ana' },
  ]);
  expect((await auditOf(stage, 'shift.swapped')).map(({ subject }) => subject)).toEqual([
    'friday 2026-11-20T17:00, saturday 2026-11-21T17:00',
  ]);
  await write(ben, 'UNDO');
  expect(news(ben)).toEqual([expect.stringMatching(/^Undone\. Fri Nov 20/)]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Fri Nov 20.* stays yours/)]);
  expect(await heldBy('ana')).toEqual(['friday']);
  expect(await heldBy('ben')).toEqual(['saturday']);
  await write(ben, 'TAKE 1');
  expect(news(ben)).toEqual([expect.stringMatching(/^Swapped: Fri Nov 20/)]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Swapped: Fri Nov 20/)]);
});

test('a swap whose other half is gone meanwhile moves nothing', async () => {
  await offer(saturday);
  await ask('ben', 'POST', '/me/shifts/put-up', saturday);
  const { open } = (await ask('cleo', 'GET', '/shifts/open')).body as { open: object[] };
  await ask('cleo', 'POST', '/shifts/open/take', open[0]);
  expect(await answer(true)).toMatchObject({ status: 422, body: { why: 'gone' } });
  expect(await heldBy('ana')).toEqual(['friday']);
  expect(await heldBy('cleo')).toEqual(['saturday']);
  expect(await heldBy('ben')).toEqual([]);
  await stage.pass(2);
  expect(news(ben)).toEqual([
    expect.stringMatching(/asks to swap/),
    expect.stringMatching(/^Someone is taking Sat Nov 21/),
  ]);
});

test('of the one asked and everybody else who take it at once exactly one has it', async () => {
  await offer();
  await ask('ana', 'POST', '/me/shifts/put-up', friday);
  const { open } = (await ask('cleo', 'GET', '/shifts/open')).body as { open: object[] };
  const [mine] = (await shiftsOf('ben')).offers;
  await Promise.all([
    ask('cleo', 'POST', '/shifts/open/take', open[0]),
    ask('ben', 'POST', `/me/offers/${mine!.id}`, { take: true }),
    ask('ben', 'POST', `/me/offers/${mine!.id}`, { take: true }),
  ]);
  expect(await takenOver(stage)).toHaveLength(1);
  await stage.pass(2);
  expect(news(ben)).toEqual([asked]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Someone is taking Fri Nov 20/)]);
});

test('of taking and taking back at once exactly one holds', async () => {
  await offer();
  const [mine] = (await shiftsOf('ben')).offers;
  const [undone, taken] = await Promise.all([
    ask('ana', 'POST', '/me/shifts/undo', {}),
    ask('ben', 'POST', `/me/offers/${mine!.id}`, { take: true }),
  ]);
  expect(new Set([undone.status, taken.status])).toEqual(new Set([200, 422]));
  expect(await heldBy('ana')).toEqual(undone.status === 200 ? ['friday'] : []);
  await stage.pass(2);
  expect(news(ben)).toEqual([asked]);
  expect(news(ana)).toEqual(undone.status === 200 ? [] : [expect.stringMatching(/^Someone is taking Fri Nov 20/)]);
});

test('what is left alone stays its holder’s, who hears it without a word of blame', async () => {
  await offer();
  await stage.pass(2);
  expect(news(ben)).toEqual([asked]);
  await write(ben, 'Leave 1');
  expect(news(ben)).toEqual(['Thank you for answering. Nothing changes for you.']);
  expect(news(ana)).toEqual([
    'Fri Nov 20, 5 PM - 9 PM stays yours: nobody took it this time. You can put it up for everybody, and a coordinator looks at it with you if you like.',
  ]);
  expect(await shiftsOf('ben')).toMatchObject({ offers: [] });
  expect(await shiftsOf('ana')).toMatchObject({ shifts: [{ shift: 'friday', offeredTo: null }], undo: null });
  await write(ben, 'TAKE 1');
  expect(news(ben)).toEqual([expect.stringMatching(/^There is no open shift with that number/)]);
  expect((await offer(null, 'ben')).status).toBe(200);
  await stage.pass(2);
  expect(news(ben)).toEqual([expect.stringMatching(/^Ana of Northside asks/)]);
});

test('nobody answers: after two days it is over, and its holder hears so', async () => {
  await offer();
  await stage.pass(2);
  expect(news(ben)).toEqual([asked]);
  await stage.jump(48 * 3_600 - 60);
  expect((await shiftsOf('ben')).offers).toHaveLength(1);
  await stage.pass(125);
  expect((await shiftsOf('ben')).offers).toEqual([]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Fri Nov 20.* stays yours/)]);
  expect((await openShiftsOf(stage)).map(({ state }) => state)).toEqual(['over']);
  expect(await heldBy('ana')).toEqual(['friday']);
});

test('somebody else’s shift cannot be offered, nor to oneself, nor for what is not theirs', async () => {
  for (const [body, status] of [
    [{ ...saturday, person: 'cleo' }, 422],
    [{ ...friday, person: 'ana' }, 422],
    [{ ...friday, person: 'ben', inExchange: friday }, 422],
    [{ ...friday, person: 'nobody' }, 422],
    [{ ...friday, person: '' }, 400],
  ] as const)
    expect([body, (await ask('ana', 'POST', '/me/shifts/offer', body)).status]).toEqual([body, status]);
  expect(await openShiftsOf(stage)).toEqual([]);
});

test('in the night nobody is woken by an offer; it is told in the morning', async () => {
  await stage.close();
  await begin('2026-11-10T22:00:00-06:00');
  await offer();
  await stage.pass(62);
  expect(news(ben)).toEqual([]);
  expect((await shiftsOf('ben')).offers).toHaveLength(1);
  await stage.jump(11 * 3_600 - 30);
  await stage.pass(62);
  expect(news(ben)).toEqual([expect.stringMatching(/^Ana of Northside asks/)]);
});
