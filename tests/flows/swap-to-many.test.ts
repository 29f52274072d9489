/** Ana offers her Friday to everybody who could swap with her: the first yes has it, by page or text, and the offer follows its shift (R6). */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asking, type Answer } from '../support/asking.ts';
import { importInto } from '../support/imported.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { openShiftsOf, takenOver } from '../support/stored.ts';
import { texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let write: Texting['write'];
let news: Texting['news'];
let ask: ReturnType<typeof asking>;
afterEach(() => stage.close());

const [ana, ben, cleo] = [numbers['ana']!, numbers['ben']!, numbers['cleo']!];
const friday = { shift: 'friday', occurrence: '2026-11-20T17:00' };
const evening = (id: string, day: string, person: string) => ({
  id,
  line: 'main',
  start: `${day}T17:00`,
  end: `${day}T21:00`,
  assigned: [{ person, as: 'primary' as const }],
});
const organisation = {
  ...smallOrganisation({ ana: {}, ben: {}, cleo: {}, dev: { languages: ['es'] } }),
  shifts: [
    evening('friday', '2026-11-20', 'ana'),
    evening('saturday', '2026-11-21', 'ben'),
    evening('sunday', '2026-11-22', 'cleo'),
    evening('monday', '2026-11-23', 'dev'),
  ],
};

beforeEach(async () => {
  stage = await setStage({ organisation, at: '2026-11-10T12:00:00-06:00' });
  ({ write, news } = texting(stage));
  ask = asking(stage);
});

type Swap = { person: string; shift: string; occurrence: string };
type Shifts = { shifts: { shift: string; offeredToMany: number }[]; offers: { id: string; startAt: string }[] };
const swapsOf = async () =>
  ((await ask('ana', 'GET', `/me/shifts/swaps?shift=friday&occurrence=${friday.occurrence}`)).body as { swaps: Swap[] })
    .swaps;
const offerToMany = async (): Promise<Answer> => {
  const swaps = (await swapsOf()).map(({ person, shift, occurrence }) => ({ person, shift, occurrence }));
  return ask('ana', 'POST', '/me/shifts/offer-to-many', { ...friday, swaps });
};
const shiftsOf = async (person: string) => (await ask(person, 'GET', '/me/shifts')).body as Shifts;
const asksFor = (day: string) =>
  expect.stringMatching(new RegExp(`^Ana of Northside asks to swap: you take Fri Nov 20.*they take your ${day}`));

test('two say yes in the same instant: exactly one has it, and each shift has one holder', async () => {
  expect((await swapsOf()).map(({ person, shift }) => [person, shift])).toEqual([
    ['ben', 'saturday'],
    ['cleo', 'sunday'],
  ]);
  expect((await offerToMany()).body).toMatchObject({ shifts: [{ shift: 'friday', offeredToMany: 2 }] });
  await stage.pass(2);
  expect(news(ben)).toEqual([asksFor('Sat Nov 21')]);
  expect(news(cleo)).toEqual([asksFor('Sun Nov 22')]);
  const [[one], [other]] = [(await shiftsOf('ben')).offers, (await shiftsOf('cleo')).offers];
  const yes = (person: string, id: string) => ask(person, 'POST', `/me/offers/${id}`, { take: true });
  const answers = await Promise.all([yes('ben', one!.id), yes('cleo', other!.id), yes('ben', one!.id)]);
  const moved = await takenOver(stage);
  expect(moved).toHaveLength(2);
  const winner = moved[0]!.person;
  expect(moved).toEqual([
    { occurrence: friday.occurrence, person: winner },
    { occurrence: winner === 'ben' ? '2026-11-21T17:00' : '2026-11-22T17:00', person: 'ana' },
  ]);
  expect(answers.map(({ status }) => status)).toEqual(winner === 'ben' ? [200, 422, 200] : [422, 200, 422]);
  await stage.pass(2);
  expect(news(ana)).toEqual([expect.stringMatching(/^Swapped: Fri Nov 20/)]);
  const loser = winner === 'ben' ? cleo : ben;
  await write(loser, 'TAKE 1');
  expect(news(loser)).toEqual([expect.stringMatching(/^Someone was faster/)]);
});

test('who leaves it leaves it to the others; moved by an import it is asked anew for its new time', async () => {
  await offerToMany();
  await stage.pass(2);
  [ben, cleo].forEach(news);
  await write(ben, 'LEAVE 1');
  expect(news(ben)).toEqual(['Thank you for answering. Nothing changes for you.']);
  expect((await openShiftsOf(stage)).map(({ state }) => state)).toEqual(['offered']);

  const [first, ...rest] = organisation.shifts;
  const moved = {
    ...organisation,
    shifts: [{ ...first!, changes: [{ occurrence: friday.occurrence, start: '2026-11-20T18:00' }] }, ...rest],
  };
  await importInto(stage, moved);
  expect((await shiftsOf('cleo')).offers).toMatchObject([{ startAt: '2026-11-21T00:00:00.000Z' }]);
  await stage.pass(62);
  expect(news(cleo)).toEqual([expect.stringMatching(/you take Fri Nov 20, 6 PM - 9 PM/)]);
  await write(cleo, 'TAKE 1');
  expect(news(cleo)).toEqual([expect.stringMatching(/^Swapped: Fri Nov 20, 6 PM - 9 PM, .*Sun Nov 22/)]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Swapped: Fri Nov 20, 6 PM/)]);
  await write(cleo, 'UNDO');
  expect(news(cleo)).toEqual([expect.stringMatching(/^Undone/)]);
  expect(news(ana)).toEqual([expect.stringMatching(/stays yours/)]);
  expect((await shiftsOf('ana')).shifts).toMatchObject([{ shift: 'friday', offeredToMany: 1 }]);
});
