/** The log of a draft and what publishing makes of it: whatever was done and taken back leaves what was there. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { draftOf, type DraftGround } from '../../src/planning/draft/apply.ts';
import type { DraftCommand } from '../../src/planning/draft/commands.ts';
import { toRedo, toUndo } from '../../src/planning/draft/log.ts';
import { newsFromSlot, newsInSlot, newsLines, turnsToTell, withMore } from '../../src/planning/draft/news.ts';
import { changedShifts, changedSince, exchanged } from '../../src/planning/draft/publishing.ts';
import { changesAhead, folded } from '../../src/roster/draft-view.ts';
import { faultIn } from '../../src/reading/fault-words.ts';
import { faultsEn } from '../../src/reading/faults/en.ts';
import { faultsEs } from '../../src/reading/faults/es.ts';
import type { ScheduleShift } from '../../src/schedule/model.ts';
import { zoneClock } from '../../src/schedule/zone-clock.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { isDeepStrictEqual } from 'node:util';

const people = ['ana', 'ben', 'cleo'];
const ground: DraftGround = {
  clock: zoneClock('America/Chicago'),
  lineId: 'main',
  hasPerson: (id) => people.includes(id),
};
const shifts: ScheduleShift[] = [
  {
    id: 'a',
    line: 'main',
    start: '2026-11-02T17:00',
    end: '2026-11-02T21:00',
    repeat: 'FREQ=DAILY',
    changes: [],
    assigned: [],
  },
  { id: 'b', line: 'main', start: '2026-11-03T09:00', end: '2026-11-03T12:00', changes: [], assigned: [] },
  { id: 'other', line: 'other', start: '2026-11-03T09:00', end: '2026-11-03T12:00' },
];
const at = fc.constantFrom(
  { shift: 'a', occurrence: '2026-11-02T17:00' },
  { shift: 'a', occurrence: '2026-11-05T17:00' },
  { shift: 'b', occurrence: '2026-11-03T09:00' },
  { shift: 'gone', occurrence: '2026-11-03T09:00' },
);
const command: fc.Arbitrary<DraftCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('assign' as const),
    at,
    person: fc.constantFrom(...people, 'nobody'),
    as: fc.constant('primary' as const),
  }),
  fc.record({ kind: fc.constant('unassign' as const), at, person: fc.constantFrom(...people) }),
  fc.record({ kind: fc.constant('cancel' as const), at }),
  fc.record({ kind: fc.constant('end-series' as const), at }),
  fc.record({
    kind: fc.constant('change-series' as const),
    at,
    scope: fc.constant('later' as const),
    newId: fc.constantFrom('c', 'd'),
    change: fc.constant({ startTime: '18:00' }),
  }),
);
type Did = { by: string; does: DraftCommand | 'undo' | 'redo' };
const did: fc.Arbitrary<Did> = fc.record({
  by: fc.constantFrom('dev', 'elena'),
  does: fc.oneof(command, fc.constantFrom('undo' as const, 'redo' as const)),
});
type Entry = { seq: number; by: string; command: DraftCommand; undone: boolean; forGood: boolean };

function after(log: readonly Did[]): Entry[] {
  const entries: Entry[] = [];
  for (const { by, does } of log) {
    if (typeof does !== 'string') {
      for (const one of entries) if (one.by === by && one.undone) one.forGood = true;
      entries.push({ seq: entries.length + 1, by, command: does, undone: false, forGood: false });
      continue;
    }
    const seq = does === 'undo' ? toUndo(entries, by) : toRedo(entries, by);
    const entry = entries.find((one) => one.seq === seq);
    if (entry) entry.undone = does === 'undo';
  }
  return entries;
}
const shiftsOf = (entries: readonly Entry[]) => draftOf(shifts, entries, ground).roster.shifts;

test('whatever was done, taken back by everybody, is the start again', () => {
  fc.assert(
    fc.property(fc.array(did, { maxLength: 30 }), (log) => {
      const undone = [...log, ...log.flatMap(() => ['dev', 'elena'].map((by): Did => ({ by, does: 'undo' })))];
      expect(shiftsOf(after(undone))).toEqual(shifts);
    }),
  );
});

test('redo gives back exactly what undo took, as often as it took', () => {
  fc.assert(
    fc.property(fc.array(did, { maxLength: 20 }), fc.nat(5), (log, times) => {
      const steps = (does: 'undo' | 'redo', count: number) =>
        Array.from({ length: count }, (): Did => ({ by: 'dev', does }));
      // Only what was there to take back is given back.
      const own = after(log).filter(({ by, undone }) => by === 'dev' && !undone).length;
      const count = Math.min(times, own);
      const before = after(log);
      const again = after([...log, ...steps('undo', count), ...steps('redo', count)]);
      expect(again.map(({ undone }) => undone)).toEqual(before.map(({ undone }) => undone));
    }),
  );
});

test('one never takes back what somebody else did', () => {
  fc.assert(
    fc.property(fc.array(did, { maxLength: 20 }), (log) => {
      const before = after(log);
      const seq = toUndo(before, 'dev');
      expect(seq === null || before.find((one) => one.seq === seq)?.by === 'dev').toBe(true);
    }),
  );
});

test('published and taken back, the file is as before, order and all, with what others did meanwhile', () => {
  fc.assert(
    fc.property(fc.array(did, { maxLength: 12 }), (log) => {
      const next = shiftsOf(after(log));
      const published = changedShifts(shifts, next, isDeepStrictEqual);
      expect(
        exchanged(shifts, published.before, published.after)
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(next.map(({ id }) => id).toSorted());
      expect(changedSince(next, published, isDeepStrictEqual)).toEqual([]);
      expect(exchanged(next, published.after, published.before)).toEqual(shifts);
      const added = { ...shifts[2]!, id: 'added' };
      expect(exchanged([...next, added], published.after, published.before)).toEqual([...shifts, added]);
    }),
  );
});

test('a shift that somebody changed, or took away, since it was published is named', () => {
  const next = [{ ...shifts[0]!, need: 2 }, ...shifts.slice(1), { ...shifts[1]!, id: 'new' }];
  const published = changedShifts(shifts, next, isDeepStrictEqual);
  const since = (now: ScheduleShift[]) => changedSince(now, published, isDeepStrictEqual);
  expect(since(next)).toEqual([]);
  expect(since([{ ...next[0]!, need: 3 }, ...next.slice(1)])).toEqual(['a']);
  expect(since(next.slice(0, -1))).toEqual(['new']);
});

test('what is told is what is still to come, soonest first, and what is more is counted', () => {
  const turn = (startMs: number) => ({
    shift: 'a',
    occurrence: `at ${startMs}`,
    as: 'primary' as const,
    startMs,
    endMs: startMs + 10,
  });
  const changes = {
    person: 'ana',
    gained: [turn(100), turn(300)],
    lost: [turn(50), turn(200)],
    moved: [
      { before: turn(400), after: turn(410) },
      { before: turn(500), after: { ...turn(500), as: 'backup' as const } },
    ],
  };
  expect(turnsToTell(changes, 99).map(({ occurrence }) => occurrence)).toEqual([
    'at 100',
    'at 300',
    'at 200',
    'at 410',
    'at 500',
  ]);
  const lines = newsLines(changes, 3);
  expect(lines).toEqual([
    { kind: 'lost', startMs: 50, endMs: 60 },
    { kind: 'gained', startMs: 100, endMs: 110 },
    { kind: 'lost', startMs: 200, endMs: 210 },
    { kind: 'more', count: 3 },
  ]);
  for (const all of [lines, newsLines(changes, 9)]) expect(newsFromSlot(newsInSlot(all))).toEqual(all);
  expect(newsFromSlot('later 1/2, gained 1/2')).toEqual([{ kind: 'gained', startMs: 1, endMs: 2 }]);
});

test('two publishings that nobody was told of yet are one text: of each turn what was before both', () => {
  const was = { as: 'primary' as const, startMs: 1, endMs: 2 };
  const first = [{ shift: 'a', occurrence: 'x', was }];
  const second = [
    { shift: 'a', occurrence: 'x', was: null },
    { shift: 'a', occurrence: 'y', was: null },
  ];
  expect(withMore(first, second)).toEqual([first[0], second[1]]);
});

describe('everything that a publishing changes is told, however far it reaches', () => {
  const zone = 'America/Chicago';
  const days = { line: 'main', from: '2026-11-16', to: '2026-11-22' };
  const nowMs = Date.parse('2026-11-10T11:00:00-06:00');
  const series = (repeat: string) => {
    const file = smallOrganisation({ ana: {}, ben: { as: null } });
    const read = checkOrganisation({ ...file, shifts: [{ ...file.shifts![0]!, repeat }] });
    if (read.kind === 'faults') throw new Error(JSON.stringify(read.faults));
    return read.organisation;
  };
  const ahead = (repeat: string, does: DraftCommand) => {
    const world = { organisation: series(repeat), zone, isRetired: false };
    const { changed, faults } = folded(world, { line: 'main', revision: 1 }, [
      { seq: 1, command: does, undone: false },
    ]);
    expect(faults).toEqual([]);
    const { changes, untilMs } = changesAhead(world, changed, days, nowMs);
    return {
      until: new Date(untilMs).toISOString().slice(0, 10),
      changes: changes.map(({ person, gained, lost, moved }) => [person, gained.length, lost.length, moved.length]),
    };
  };
  test('what leads to no shift is a fault of that shift, said by its key so that a page can say it in its language', () => {
    const world = { organisation: series('FREQ=WEEKLY;BYDAY=MO'), zone, isRetired: false };
    const shift = {
      id: 'night',
      line: 'main',
      start: '2026-11-18T23:00',
      end: '2026-11-19T03:00',
      repeat: 'FREQ=NEVER',
    };
    const { faults } = folded(world, { line: 'main', revision: 1 }, [
      { seq: 1, command: { kind: 'add-shift', shift }, undone: false },
    ]);
    expect(faults).toMatchObject([{ shift: 'night', path: 'repeat' }]);
    const [said, dicho] = [faultsEn, faultsEs].map((sentences) => faultIn(sentences, faults[0]!.problem));
    expect(said).toContain('NEVER');
    expect(dicho).toContain('NEVER');
    expect(dicho).not.toBe(said);
  });

  const where = (occurrence: string) => ({ shift: 'evening', occurrence: `${occurrence}T17:00` });
  const whole: DraftCommand = {
    kind: 'change-series',
    at: where('2026-11-16'),
    scope: 'all',
    newId: 'x',
    change: { startTime: '18:00' },
  };

  test.each<[string, string, DraftCommand, object]>([
    [
      'a series without an end, from today and for a year after the days',
      'FREQ=WEEKLY;BYDAY=MO,TU',
      { ...whole, at: where('2026-11-16') },
      { until: '2027-11-24', changes: [['ana', 109, 109, 0]] },
    ],
    [
      'one that ends, to its end',
      'FREQ=WEEKLY;UNTIL=20270826T235959',
      { kind: 'end-series', at: where('2026-11-19') },
      { until: '2027-11-24', changes: [['ana', 0, 41, 0]] },
    ],
    [
      'a single shift a year and a half away',
      'FREQ=DAILY',
      { kind: 'assign', at: where('2028-05-01'), person: 'ben', as: 'primary' },
      { until: '2028-05-02', changes: [['ben', 1, 0, 0]] },
    ],
    [
      'nobody of one in ten years',
      'FREQ=DAILY',
      { kind: 'assign', at: where('2036-05-01'), person: 'ben', as: 'primary' },
      { until: '2029-11-25', changes: [] },
    ],
  ])('%s', (_what, repeat, does, told) => {
    expect(ahead(repeat, does)).toEqual(told);
  });
});
