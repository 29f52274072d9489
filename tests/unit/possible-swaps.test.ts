import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Directory } from '../../src/organisation/directory.ts';
import { isGoodSwap } from '../../src/planning/offers.ts';
import type { RosterSourcePerson } from '../../src/planning/roster/model.ts';
import { whyNotTake } from '../../src/planning/take.ts';
import { askedAtMost, possibleSwaps } from '../../src/roster/offer-many.ts';
import { askablePeers } from '../../src/roster/offer-shift.ts';
import { nextShifts } from '../../src/schedule/duties.ts';
import type { ScheduleShift } from '../../src/schedule/model.ts';
import { groundOf } from '../support/planned.ts';

const timeZone = 'America/Chicago';
const nowMs = Date.parse('2026-11-09T12:00:00-06:00');
const chosen = { shift: 'mine', occurrence: '2026-11-11T17:00' };
const limits = { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 };
const mine: ScheduleShift = {
  id: 'mine',
  line: 'main',
  start: chosen.occurrence,
  end: '2026-11-11T21:00',
  assigned: [{ person: 'ana', as: 'primary' }],
};

/** The holder `ana` and others, `peer-0` on, each with shifts of four hours: so many days from the 10th on, beginning at an hour. */
function directoryOf(others: { days: number; hour: number; isTrained: boolean }[][]): Directory {
  const person = (id: string, isTrained = true): RosterSourcePerson & { name: string } => ({
    id,
    name: id,
    timeZone,
    roles: ['volunteer'],
    languages: ['en'],
    training: isTrained ? [{ course: 'core', until: '2027-11-30' }] : [],
    limits: {},
  });
  const two = (value: number) => String(value).padStart(2, '0');
  const shifts = others.flatMap((theirs, index) =>
    theirs.map(({ days, hour }, nth): ScheduleShift => {
      const at = `2026-11-${two(10 + days)}T`;
      const assigned = [{ person: `peer-${index}`, as: 'primary' as const }];
      return {
        id: `of-${index}-${nth}`,
        line: 'main',
        start: `${at}${two(hour)}:00`,
        end: `${at}${two(hour + 4)}:00`,
        assigned,
      };
    }),
  );
  return groundOf({
    organisation: { timeZone },
    policy: { training: ['core'], limits },
    lines: [{ id: 'main', timeZone, languages: ['en'] }],
    people: [person('ana'), ...others.map((theirs, index) => person(`peer-${index}`, theirs[0]?.isTrained ?? true))],
    shifts: [mine, ...shifts],
  }) as unknown as Directory;
}

const theirShifts = fc.array(
  fc.record({ days: fc.integer({ min: 0, max: 9 }), hour: fc.integer({ min: 0, max: 19 }), isTrained: fc.boolean() }),
  { maxLength: 5 },
);

test('a swap with each who could: the soonest of their next four that is good for both, soonest first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(theirShifts, { maxLength: 6 }), async (others) => {
      const directory = directoryOf(others);
      const shift = nextShifts(directory.schedule, 'ana', nowMs, 1)[0]!;
      const each = others.flatMap((_, index) => {
        const id = `peer-${index}`;
        const good = nextShifts(directory.schedule, id, nowMs, 4).find((theirs) =>
          isGoodSwap('ana', id, shift, theirs, (who, wanted, given, insteadOf) =>
            whyNotTake(directory, who, wanted, { given, insteadOf }),
          ),
        );
        return good ? [{ id, startMs: good.startMs, shift: good.shift }] : [];
      });
      const swaps = (await possibleSwaps(directory, 'ana', chosen, nowMs))!;
      expect(
        swaps.map(({ person, theirs }) => ({ id: person.id, startMs: theirs.startMs, shift: theirs.shift })),
      ).toEqual(each.toSorted((a, b) => a.startMs - b.startMs));
    }),
    { numRuns: 60 },
  );
});

test('no more are looked for than are shown, and callers are answered meanwhile', async () => {
  const many = directoryOf(
    Array.from({ length: 600 }, (_, index) => [{ days: index % 8, hour: index % 20, isTrained: index % 7 !== 0 }]),
  );
  // A slow machine: each of them takes 5 ms to look at.
  let spentMs = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => (spentMs += 5));
  let turns = 0;
  let isOver = false;
  const others = async () => {
    while (!isOver) {
      turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  void others();
  const among = [...many.people.values()];
  expect(await possibleSwaps(many, 'ana', chosen, nowMs)).toHaveLength(askedAtMost);
  const before = turns;
  const peers = (await askablePeers(many, 'ana', chosen, { among, count: 500 }, nowMs))!;
  isOver = true;
  clock.mockRestore();
  expect(before).toBeGreaterThan(100);
  expect(turns).toBeGreaterThan(before + 100);
  expect(peers).toHaveLength(500);
  const few = await askablePeers(many, 'ana', chosen, { among, count: 3 }, nowMs);
  expect(few?.map(({ person }) => person.id)).toEqual(peers.slice(0, 3).map(({ person }) => person.id));
});

test('nothing is given away that is not one’s own', async () => {
  const directory = directoryOf([]);
  expect(await possibleSwaps(directory, 'ben', chosen, nowMs)).toBeNull();
  expect(await askablePeers(directory, 'ben', chosen, { among: [], count: 1 }, nowMs)).toBeNull();
});
