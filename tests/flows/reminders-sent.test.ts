/** People are reminded of their shifts once, never in their night; who does not answer is named to a coordinator, and so are gaps. */
import { afterEach, expect, test } from '@jest/globals';
import { addNotices, sendNotices } from '../../src/roster/notices.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { texting } from '../support/texting.ts';
import { noticesOf, openAttentionOf } from '../support/stored.ts';
import { noticesDueAt, attentionIsDone, gapsLookedForYesterday } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

const [ana, ben] = [numbers['ana']!, numbers['ben']!];

/** One shift of Ana and Ben, at these local times of Chicago. */
function oneShift(start: string, end: string): OrganisationFile {
  const organisation = smallOrganisation({ ana: {}, ben: { as: 'backup' } });
  return {
    ...organisation,
    shifts: organisation.shifts!.map(({ repeat: _repeat, ...shift }) => ({ ...shift, start, end })),
  };
}

async function begin(at: string, organisation: OrganisationFile): Promise<ReturnType<typeof texting>> {
  stage = await setStage({ organisation, at: `${at}-06:00` });
  return texting(stage);
}

const attention = async () =>
  (await openAttentionOf(stage)).map(({ kind, lineId: line, personId: person, subject }) => ({
    kind,
    line,
    person,
    subject,
  }));

test('a day before everybody assigned is reminded once; who says COMING is counted on, who says nothing is named', async () => {
  const { news, write } = await begin('2026-11-10T16:57:30', oneShift('2026-11-11T17:00', '2026-11-11T21:00'));
  await stage.pass(125);
  expect([news(ana), news(ben)]).toEqual([[], []]);
  await stage.pass(90);
  const said =
    'Your next shift: Wed Nov 11, 5 PM - 9 PM, Northside Warmline. Text COMING if you will be there, COVER if you cannot make it.';
  expect([news(ana), news(ben)]).toEqual([[said], [said]]);
  await stage.restart();
  await stage.pass(65);
  expect([news(ana), news(ben)]).toEqual([[], []]);

  await write(ben, 'coming', { deliveries: 2 });
  expect(news(ben)).toEqual(['Thank you. See you then: Wed Nov 11, 5 PM - 9 PM.']);
  // Four hours before the shift, without passing the night second by second.
  expect((await noticesOf(stage, 'unconfirmed')).map(({ person, due }) => ({ person, due }))).toEqual(
    ['ana', 'ben'].map((person) => ({ person, due: new Date('2026-11-11T13:00:00-06:00') })),
  );
  await noticesDueAt(stage, '2026-11-10T12:00:00-06:00', 'unconfirmed');
  await stage.pass(61);
  expect(await attention()).toEqual([
    { kind: 'shift-unconfirmed', line: 'main', person: 'ana', subject: 'evening 2026-11-11T17:00' },
  ]);
  await write(ben, 'COMING');
  expect(news(ben)).toHaveLength(1);
});

test('of a shift on a day on which the line is closed nobody is reminded, and nobody is named', async () => {
  const organisation = oneShift('2026-11-11T17:00', '2026-11-11T21:00');
  const closed = {
    ...organisation,
    lines: organisation.lines!.map((one) => ({
      ...one,
      closures: [{ from: '2026-11-11', to: '2026-11-11', reason: 'Veterans Day' }],
    })),
  };
  const { news } = await begin('2026-11-10T16:58:30', closed);
  await stage.pass(125);
  await noticesDueAt(stage, '2026-11-10T12:00:00-06:00');
  await stage.pass(61);
  expect([news(ana), news(ben), await attention()]).toEqual([[], [], []]);
  expect((await noticesOf(stage)).filter(({ done }) => done).length).toBe(6);
});

test('an hour before, once more', async () => {
  const { news } = await begin('2026-11-11T15:58:30', oneShift('2026-11-11T17:00', '2026-11-11T21:00'));
  await stage.pass(80);
  expect(news(ana)).toEqual([]);
  await stage.pass(70);
  expect(news(ana)).toEqual([
    'Your next shift: Wed Nov 11, 5 PM - 9 PM, Northside Warmline. Text COVER if you cannot make it.',
  ]);
  stage.expects({ texts: { ben: [/^Your next shift: Wed Nov \d+, \d+ PM - \d+ PM,/] } });
});

test('of a shift at dawn the evening before, by the clock of each person', async () => {
  const organisation = oneShift('2026-11-11T06:00', '2026-11-11T10:00');
  const inNewYork = {
    ...organisation,
    people: organisation.people!.map((person) =>
      person.id === 'ben' ? { ...person, timeZone: 'America/New_York' } : person,
    ),
  };
  const { news } = await begin('2026-11-10T18:58:30', inNewYork);
  await stage.pass(150);
  expect([news(ana), news(ben)]).toEqual([
    [],
    ['Your next shift: Wed Nov 11, 7 AM - 11 AM, Northside Warmline. Text COVER if you cannot make it.'],
  ]);
  expect((await noticesOf(stage, 'hour-before')).map(({ person, due }) => ({ person, due }))).toEqual([
    { person: 'ana', due: new Date('2026-11-10T20:00:00-06:00') },
    { person: 'ben', due: new Date('2026-11-10T20:00:00-05:00') },
  ]);
});

test('what could not be said before the night waits for the morning', async () => {
  const { news } = await begin('2026-11-10T20:58:30', oneShift('2026-11-11T12:00', '2026-11-11T14:00'));
  await stage.pass(61);
  await noticesDueAt(stage, '2026-11-10T21:00:00-06:00', 'hour-before');
  await stage.pass(125);
  expect([news(ana), news(ben)]).toEqual([[], []]);
  const dues = (await noticesOf(stage, 'hour-before')).map(({ due }) => ({ due }));
  expect(dues).toEqual([1, 2].map(() => ({ due: new Date('2026-11-11T09:00:00-06:00') })));
});

test('whoever is no longer on the shift hears nothing', async () => {
  const organisation = oneShift('2026-11-11T17:00', '2026-11-11T21:00');
  const { news } = await begin('2026-11-11T15:57:30', organisation);
  await stage.pass(65);
  await stage.load({
    ...organisation,
    shifts: organisation.shifts!.map((shift) => ({ ...shift, assigned: [{ person: 'ben', as: 'primary' as const }] })),
  });
  await stage.pass(150);
  expect([news(ana), news(ben).length]).toEqual([[], 1]);
});

test('gaps are put on the list in the morning, 30, 7 and 1 days ahead, each once', async () => {
  const organisation = smallOrganisation(
    { ana: {} },
    { openingHours: [{ days: ['TU', 'WE'], start: '17:00', end: '21:00' }] },
  );
  const except = ['2026-11-11T17:00', '2026-11-17T17:00', '2026-12-02T17:00'];
  await begin('2026-11-11T08:57:00', {
    ...organisation,
    shifts: organisation.shifts!.map((shift) => ({ ...shift, except })),
  });
  await stage.pass(61);
  expect(await attention()).toEqual([]);
  await stage.pass(185);
  expect(await attention()).toEqual([
    { kind: 'cover-gap-1', line: 'main', person: null, subject: '2026-11-11' },
    { kind: 'cover-gap-30', line: 'main', person: null, subject: '2026-12-02' },
    { kind: 'cover-gap-7', line: 'main', person: null, subject: '2026-11-17' },
  ]);
  await attentionIsDone(stage, new Date(stage.clock.nowMs()));
  await gapsLookedForYesterday(stage);
  await stage.pass(61);
  expect(await attention()).toEqual([]);
});

test('whoever came while notices were being looked for hears theirs', async () => {
  const both = oneShift('2026-11-11T17:00', '2026-11-11T21:00');
  const { news } = await begin('2026-11-10T17:00:30', smallOrganisation({ ana: { as: null } }));
  await stage.pass(61);
  const { room } = stage.service.deps;
  const came = async () => {
    await stage.load(both);
    const startMs = Date.parse('2026-11-11T17:00:00-06:00');
    const at = { startMs, endMs: startMs + 4 * 3_600_000, dueMs: room.clock.nowMs() };
    const shift = { line: 'main', shift: 'evening', occurrence: '2026-11-11T17:00' };
    await addNotices(room.pool, [{ personId: 'ben', kind: 'day-before', ...shift, ...at }]);
  };
  // They come in the very moment before the first question to the tables.
  let isFirst = true;
  const query = async (...asked: unknown[]) => {
    if (isFirst) {
      isFirst = false;
      await came();
    }
    return Reflect.apply(room.pool.query, room.pool, asked) as Promise<unknown>;
  };
  const pool = new Proxy(room.pool, { get: (of, name) => (name === 'query' ? query : Reflect.get(of, name, of)) });
  await sendNotices({ ...room, pool } as typeof room);
  await stage.pass(2);
  expect(news(ben)).toEqual([expect.stringMatching(/^Your next shift: Wed Nov 11/)]);
});
