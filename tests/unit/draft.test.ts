/** A draft roster: commands on top of what is published, series changed from one occurrence on, weeks copied, what changes for whom. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyCommand, draftOf, type DraftGround } from '../../src/planning/draft/apply.ts';
import { changesForPeople } from '../../src/planning/draft/changes-for-people.ts';
import type { DraftCommand } from '../../src/planning/draft/commands.ts';
import { copiedWeek } from '../../src/planning/draft/copy-week.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import type { ScheduleShift, TimeOff } from '../../src/schedule/model.ts';
import { resolve } from '../../src/schedule/resolve.ts';
import { zoneClock } from '../../src/schedule/zone-clock.ts';
import { frozen } from '../support/frozen.ts';

const zone = 'America/Chicago';
const people = ['ana', 'ben', 'cleo'];
const ground: DraftGround = { clock: zoneClock(zone), lineId: 'main', hasPerson: (id) => people.includes(id) };
const evening: ScheduleShift = frozen({
  id: 'evening',
  line: 'main',
  start: '2026-11-02T17:00',
  end: '2026-11-02T21:00',
  repeat: 'FREQ=WEEKLY;BYDAY=MO,WE',
  need: 2,
  assigned: [{ person: 'ana', as: 'primary' }],
});
const oneOff: ScheduleShift = frozen({
  id: 'fair',
  line: 'main',
  start: '2026-11-07T10:00',
  end: '2026-11-07T12:00',
  assigned: [{ person: 'ben', as: 'primary' }],
});
const at = { shift: 'evening', occurrence: '2026-11-09T17:00' };

const compiled = (shifts: readonly ScheduleShift[], timeOff: TimeOff[] = []) =>
  compileSchedule({
    organisation: { timeZone: zone },
    lines: [{ id: 'main', timeZone: zone }],
    people: people.map((id) => ({ id })),
    shifts,
    timeOff,
  });
const [fromMs, toMs] = [Date.parse('2026-10-01T00:00Z'), Date.parse('2027-10-01T00:00Z')];
const occurrences = (shifts: readonly ScheduleShift[]) => resolve(compiled(shifts), fromMs, toMs);
const apply = (shifts: readonly ScheduleShift[], ...commands: DraftCommand[]) =>
  applyCommand({ shifts, locks: new Set() }, { kind: 'many', commands }, ground);
const onIt = (shifts: readonly ScheduleShift[], occurrence = at.occurrence) =>
  occurrences(shifts).find((one) => one.shift === 'evening' && one.occurrence === occurrence);
const ben = { kind: 'assign', at, person: 'ben', as: 'primary' } as const;

describe('a command', () => {
  test.each<[string, DraftCommand, object]>([
    [
      'adds somebody to one occurrence',
      ben,
      {
        people: [
          { person: 'ana', as: 'primary' },
          { person: 'ben', as: 'primary' },
        ],
      },
    ],
    ['makes somebody a backup', { ...ben, person: 'ana', as: 'backup' }, { people: [{ person: 'ana', as: 'backup' }] }],
    ['takes somebody off', { kind: 'unassign', at, person: 'ana' }, { people: [] }],
    ['changes the need', { kind: 'set-need', at, need: 3 }, { need: 3 }],
    [
      'moves it',
      { kind: 'set-times', at, start: '2026-11-10T18:00', end: '2026-11-10T20:00' },
      { startMs: Date.parse('2026-11-11T00:00Z'), endMs: Date.parse('2026-11-11T02:00Z') },
    ],
  ])('%s, and no other', (_what, command, changed) => {
    const { roster, idle } = apply([evening], command);
    expect(idle).toEqual([]);
    expect(onIt(roster.shifts)).toMatchObject(changed);
    const others = (shifts: readonly ScheduleShift[]) =>
      occurrences(shifts).filter(({ occurrence }) => occurrence !== at.occurrence);
    expect(others(roster.shifts)).toEqual(others([evening]));
  });

  test('cancels and restores', () => {
    const { roster } = apply([evening], ben, { kind: 'cancel', at });
    expect(onIt(roster.shifts)).toBeUndefined();
    expect(apply(roster.shifts, { kind: 'restore', at }).roster.shifts).toEqual(apply([evening], ben).roster.shifts);
  });

  test('and its opposite leave nothing behind', () => {
    const nothing = [{ ...evening, changes: [] }];
    expect(apply([evening], ben, { kind: 'unassign', at, person: 'ben' }).roster.shifts).toEqual(nothing);
    expect(apply([evening], { kind: 'cancel', at }, { kind: 'restore', at }).roster.shifts).toEqual(nothing);
  });

  test.each<[DraftCommand, string]>([
    [{ ...ben, at: { ...at, occurrence: '2026-11-10T17:00' } }, 'no-occurrence'],
    [{ ...ben, at: { shift: 'gone', occurrence: at.occurrence } }, 'no-shift'],
    [{ ...ben, person: 'nobody' }, 'no-person'],
    [{ ...ben, person: 'ana' }, 'already-there'],
    [{ kind: 'unassign', at, person: 'ben' }, 'not-there'],
    [{ kind: 'set-need', at, need: 2 }, 'already-so'],
    [{ kind: 'restore', at }, 'already-so'],
    [{ kind: 'set-times', at, start: '2026-11-09T17:00', end: '2026-11-09T17:00' }, 'bad-times'],
    [{ kind: 'lock', at, person: 'ben' }, 'not-there'],
    [{ kind: 'add-shift', shift: evening }, 'shift-exists'],
    [{ kind: 'add-shift', shift: { ...evening, id: 'new', line: 'other' } }, 'no-shift'],
    [{ kind: 'add-occurrence', at }, 'already-so'],
  ])('that has nothing to act on changes nothing and says so: %j', (command, why) => {
    const { roster, idle } = apply([evening], command);
    expect(roster.shifts).toEqual([evening]);
    expect(idle).toEqual([{ command, why }]);
  });

  test('that names somebody who is gone leaves them out, and says so; the others are on it', () => {
    const both = (person: string) => [
      { person, as: 'primary' as const },
      { person: 'gone', as: 'primary' as const },
    ];
    const fresh = { ...oneOff, assigned: both('cleo'), changes: [{ occurrence: oneOff.start, assigned: both('ana') }] };
    const commands: DraftCommand[] = [
      { kind: 'add-shift', shift: fresh },
      { kind: 'change-series', at, scope: 'all', newId: 'new', change: { assigned: both('ben') } },
      { kind: 'add-shift', shift: { ...oneOff, id: 'nobody' } },
    ];
    const { roster, idle } = apply([evening], ...commands);
    expect(idle).toEqual(commands.slice(0, 2).map((command) => ({ command, why: 'no-person' })));
    expect(JSON.stringify(roster.shifts)).not.toContain('gone');
    expect(onIt(roster.shifts)?.people.map(({ person }) => person)).toEqual(['ben']);
    expect(roster.shifts[1]?.changes?.[0]?.assigned).toEqual(both('ana').slice(0, 1));
    expect(roster.shifts[2]).toEqual({ ...oneOff, id: 'nobody' });
  });

  test('holds on top of what is published meanwhile; what is gone is shown', () => {
    const entries = [
      { seq: 1, command: ben, undone: false },
      { seq: 2, command: { kind: 'unassign', at, person: 'ana' } as const, undone: false },
    ];
    const published = apply([evening], { kind: 'unassign', at, person: 'ana' }, { ...ben, person: 'cleo' }).roster
      .shifts;
    const { roster, idle } = draftOf(published, entries, ground);
    expect(onIt(roster.shifts)?.people.map(({ person }) => person)).toEqual(['cleo', 'ben']);
    expect(idle).toEqual([{ seq: 2, command: entries[1]?.command, why: 'not-there' }]);
  });
});

describe('a series', () => {
  test('from one occurrence on: the rule ends before it, and one of its own goes on', () => {
    const changes = [
      { occurrence: '2026-11-04T17:00', need: 1 },
      { occurrence: '2026-11-16T17:00', cancelled: true },
    ];
    const { roster } = apply([{ ...evening, changes }], {
      kind: 'change-series',
      at,
      scope: 'later',
      newId: 'evening-2',
      change: { startTime: '18:30', need: 1 },
    });
    expect(roster.shifts).toEqual([
      {
        ...evening,
        repeat: 'FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261109T165959',
        also: [],
        except: [],
        changes: changes.slice(0, 1),
      },
      {
        ...evening,
        id: 'evening-2',
        start: '2026-11-09T18:30',
        end: '2026-11-09T21:00',
        need: 1,
        also: [],
        except: [],
        changes: [{ occurrence: '2026-11-16T18:30', cancelled: true }],
      },
    ]);
  });

  test('that is counted goes on with what is left of the count', () => {
    const counted = { ...evening, repeat: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5' };
    const { roster } = apply([counted], { kind: 'change-series', at, scope: 'later', newId: 'later', change: {} });
    expect(roster.shifts.map(({ repeat }) => repeat)).toEqual([
      'FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261109T165959',
      'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3',
    ]);
  });

  test('ends', () => {
    const { roster } = apply([evening], { kind: 'end-series', at });
    expect(occurrences(roster.shifts).map(({ occurrence }) => occurrence)).toEqual([
      '2026-11-02T17:00',
      '2026-11-04T17:00',
    ]);
    expect(apply([evening], { kind: 'end-series', at: { ...at, occurrence: evening.start } }).roster.shifts).toEqual(
      [],
    );
  });

  test('as a whole: another time moves what single occurrences have of their own', () => {
    const shift = { ...evening, except: ['2026-11-11T17:00'], changes: [{ occurrence: at.occurrence, need: 5 }] };
    const { roster } = apply([shift], {
      kind: 'change-series',
      at,
      scope: 'all',
      newId: '',
      change: { startTime: '16:00' },
    });
    const times = (shifts: readonly ScheduleShift[]) => occurrences(shifts).map(({ endMs, need }) => [endMs, need]);
    expect(times(roster.shifts)).toEqual(times([shift]));
    expect(occurrences(roster.shifts)[0]?.occurrence).toBe('2026-11-02T16:00');
  });

  const anyRule = fc
    .tuple(
      fc.constantFrom('DAILY', 'WEEKLY;BYDAY=MO,WE,SA', 'WEEKLY', 'MONTHLY;BYMONTHDAY=2,9,30', 'MONTHLY;BYDAY=1MO,3MO'),
      fc.integer({ min: 1, max: 3 }),
      fc.oneof(
        fc.constant(''),
        fc.integer({ min: 1, max: 30 }).map((count) => `;COUNT=${count}`),
        fc.integer({ min: 10, max: 28 }).map((day) => `;UNTIL=202612${day}`),
      ),
    )
    .map(([rule, interval, end]) => `FREQ=${rule};INTERVAL=${interval}${end}`);

  test('split anywhere without a change is the same occurrences', () => {
    fc.assert(
      fc.property(
        anyRule,
        fc.constantFrom(['2026-11-02T17:00', '2026-11-02T21:00'], ['2026-10-30T23:00', '2026-10-31T07:00']),
        fc.nat(),
        fc.array(fc.nat(), { maxLength: 3 }),
        (repeat, [start = '', end = ''], where, changedOnes) => {
          const plain = { ...evening, start, end, repeat };
          const names = occurrences([plain]).map(({ occurrence }) => occurrence);
          fc.pre(names.length > 0);
          const pick = (index: number) => names[index % names.length] ?? '';
          const changes = [...new Set(changedOnes.map(pick))].map((occurrence) => ({ occurrence, need: 7 }));
          const shift = { ...plain, changes };
          const { roster, idle } = apply([shift], {
            kind: 'change-series',
            at: { shift: 'evening', occurrence: pick(where) },
            scope: 'later',
            newId: 'later',
            change: {},
          });
          expect(idle).toEqual([]);
          const told = (shifts: readonly ScheduleShift[]) =>
            occurrences(shifts).map(({ shift: _shift, ...one }) => one);
          expect(told(roster.shifts)).toEqual(told([shift]));
          const ended = apply([shift], { kind: 'end-series', at: { shift: 'evening', occurrence: pick(where) } });
          expect(told(ended.roster.shifts)).toEqual(told([shift]).filter(({ occurrence }) => occurrence < pick(where)));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a copied week', () => {
  const week = { lineId: 'main', zone, fromMonday: '2026-11-02', toMonday: '2026-11-16' };
  const shifts = apply([evening, oneOff], { ...ben, at: { ...at, occurrence: '2026-11-04T17:00' } }).roster.shifts;

  test('brings its people and its single shifts, and leaves out whoever is away', () => {
    const away = compiled(shifts, [{ person: 'ben', from: '2026-11-18', to: '2026-11-18' }]);
    const { command, leftOut } = copiedWeek(away, shifts, { ...week, withPeople: true });
    expect(leftOut).toEqual([{ at: { shift: 'evening', occurrence: '2026-11-18T17:00' }, person: 'ben' }]);
    const { roster } = apply(shifts, command);
    const inWeek = occurrences(roster.shifts).filter(
      ({ occurrence }) => occurrence > '2026-11-16' && occurrence < '2026-11-23',
    );
    expect(inWeek.map(({ occurrence, people: on }) => [occurrence, on.map(({ person }) => person)])).toEqual([
      ['2026-11-16T17:00', ['ana']],
      ['2026-11-18T17:00', ['ana']],
      ['2026-11-21T10:00', ['ben']],
    ]);
  });

  test('without people brings the shifts alone', () => {
    const { command } = copiedWeek(compiled(shifts), shifts, { ...week, withPeople: false });
    expect(command).toEqual({
      kind: 'many',
      commands: [{ kind: 'add-occurrence', at: { shift: 'fair', occurrence: '2026-11-21T10:00' } }],
    });
  });
});

describe('what changes for people', () => {
  test('what they gain, lose, and what moves', () => {
    const { roster } = apply(
      [evening, oneOff],
      { ...ben, person: 'cleo' },
      { kind: 'unassign', at: { shift: 'fair', occurrence: oneOff.start }, person: 'ben' },
      {
        kind: 'set-times',
        at: { shift: 'evening', occurrence: '2026-11-11T17:00' },
        start: '2026-11-11T18:00',
        end: '2026-11-11T21:00',
      },
    );
    const changes = changesForPeople(occurrences([evening, oneOff]), occurrences(roster.shifts));
    expect(
      changes.map(({ person, gained, lost, moved }) => [
        person,
        gained.length,
        lost.length,
        moved.map(({ after }) => after.startMs),
      ]),
    ).toEqual([
      ['ana', 0, 0, [Date.parse('2026-11-12T00:00Z')]],
      ['ben', 0, 1, []],
      ['cleo', 1, 0, []],
    ]);
  });

  test('nothing for those whose series only goes on under another name', () => {
    const { roster } = apply([evening], {
      kind: 'change-series',
      at,
      scope: 'later',
      newId: 'later',
      change: { need: 1 },
    });
    expect(changesForPeople(occurrences([evening]), occurrences(roster.shifts))).toEqual([]);
  });
});

describe('any commands', () => {
  const place = fc.record({
    shift: fc.constantFrom('evening', 'fair', 'gone'),
    occurrence: fc.constantFrom(
      '2026-11-02T17:00',
      at.occurrence,
      '2026-11-11T17:00',
      '2026-11-07T10:00',
      '2026-11-10T17:00',
    ),
  });
  const person = fc.constantFrom(...people, 'nobody');
  const anyCommand: fc.Arbitrary<DraftCommand> = fc.oneof(
    fc.record({
      kind: fc.constant('assign' as const),
      at: place,
      person,
      as: fc.constantFrom('primary' as const, 'backup' as const),
    }),
    fc.record({ kind: fc.constant('unassign' as const), at: place, person }),
    fc.record({ kind: fc.constant('set-need' as const), at: place, need: fc.nat(3) }),
    fc.record({ kind: fc.constantFrom('cancel' as const, 'restore' as const, 'end-series' as const), at: place }),
    fc.record({ kind: fc.constantFrom('lock' as const, 'unlock' as const), at: place, person: fc.option(person) }),
    fc.record({
      kind: fc.constant('change-series' as const),
      at: place,
      scope: fc.constantFrom('later' as const, 'all' as const),
      newId: fc.constantFrom('later', 'evening'),
      change: fc.record({ startTime: fc.constantFrom('16:00', '20:00'), need: fc.nat(3) }, { requiredKeys: [] }),
    }),
  );

  test('lead to a roster that compiles, with nobody twice on an occurrence; taken back they lead to the start', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 12 }), (commands) => {
        const published = [evening, oneOff];
        const entries = commands.map((command, seq) => ({ seq, command, undone: false }));
        const { roster } = draftOf(published, entries, ground);
        for (const { people: on } of occurrences(roster.shifts))
          expect(new Set(on.map((one) => one.person)).size).toBe(on.length);
        const undone = draftOf(
          published,
          entries.map((entry) => ({ ...entry, undone: true })),
          ground,
        );
        expect(undone).toEqual({ roster: { shifts: published, locks: new Set() }, idle: [] });
      }),
      { numRuns: 300 },
    );
  });
});
