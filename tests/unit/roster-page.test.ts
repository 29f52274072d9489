/** What stands where on the roster page, what keys do, and what is shown before the service has confirmed it (R1–R4). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DraftCommand } from '../../src/planning/draft/commands.ts';
import { onCallMayPlan } from '../../src/planning/draft/fixed.ts';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { checkRoster } from '../../src/planning/roster/check.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import { reasons, whyNot } from '../../src/planning/roster/why-not.ts';
import { assignAt, cleared, lockTurned, moved, needBy } from '../../src/web/planner/acts.ts';
import { candidatesFor, placesFor } from '../../src/web/planner/candidates.ts';
import { actFor, pageActFor } from '../../src/web/planner/grid-keys.ts';
import { cellsBetween, gridOf, isMoved, nextHoleAfter, spotOf, stepFrom } from '../../src/web/planner/grid.ts';
import { newsOf, stepsOpen, withSteps, type LogEntry } from '../../src/web/planner/log.ts';
import { personRows } from '../../src/web/planner/person-days.ts';
import { knownModel, planned, type Ground, type Planned } from '../../src/web/planner/planned.ts';
import { lastDay, searchFor, shownIn } from '../../src/web/planner/range.ts';
import { consequenceOf, freeShiftId } from '../../src/web/planner/series.ts';
import { totalsOf } from '../../src/web/planner/view.ts';
import { ben, everyDay, oneRoster, shift } from '../support/one-roster.ts';
import { smallRoster } from '../support/small-rosters.ts';
import type { RosterSource } from '../../src/planning/roster/model.ts';

function groundOf(source: RosterSource, more: Partial<Ground> = {}): Ground {
  const people = source.people.map((person) => ({ ...person, name: person.id.toUpperCase() }));
  return {
    source: { ...source, people },
    line: 'main',
    zone: 'America/Chicago',
    from: '2027-03-01',
    to: '2027-03-14',
    closures: [],
    ...more,
  };
}

const worked = (ground: Ground, commands: readonly DraftCommand[] = []): Planned =>
  planned(
    ground,
    knownModel(ground),
    commands.map((command, index) => ({ seq: index + 1, command, undone: false })),
  );

const evening = shift('evening', '2027-03-01T17:00', '2027-03-01T21:00', '', { repeat: 'FREQ=DAILY', need: 1 });
const early = shift('early', '2027-03-01T09:00', '2027-03-01T13:00', 'ben', { repeat: 'FREQ=WEEKLY;BYDAY=MO,SA' });
const at = (day: number) => ({ shift: 'evening', occurrence: `2027-03-${String(day).padStart(2, '0')}T17:00` });
const key = (day: number) => `${at(day).occurrence} evening`;

describe('the grid', () => {
  const ground = groundOf(oneRoster([evening, early]), {
    closures: [{ from: '2027-03-05', to: '2027-03-05', reason: 'Painting' }],
  });
  const found = worked(ground, [
    { kind: 'set-times', at: at(3), start: '2027-03-03T18:00', end: '2027-03-03T21:00' },
    { kind: 'cancel', at: at(4) },
  ]);
  const grid = gridOf(found.view);

  test('has a column for each time of day, and one that was moved or cancelled stays in its own', () => {
    expect(grid.slots.map(({ startMs, endMs }) => [startMs / 3_600_000, endMs / 3_600_000])).toEqual([
      [9, 13],
      [17, 21],
    ]);
    expect(grid.days.slice(0, 6).map(({ cells }) => cells.map((place) => place?.occurrence.slice(8) ?? null))).toEqual([
      ['01T09:00', '01T17:00'],
      [null, '02T17:00'],
      [null, '03T17:00'],
      [null, '04T17:00'],
      [null, '05T17:00'],
      ['06T09:00', '06T17:00'],
    ]);
    const places = grid.days.map(({ cells }) => cells[1]!);
    expect(places.slice(0, 4).map((place) => isMoved(place, grid.slots[1]!, 'America/Chicago'))).toEqual([
      false,
      false,
      true,
      false,
    ]);
    // The night in which clocks go forward changes nothing of it.
    expect(isMoved(places[13]!, grid.slots[1]!, 'America/Chicago')).toBe(false);
    expect(places[3]).toMatchObject({ cancelled: true, missing: 0 });
    expect(grid.days.map(({ isWeekend }) => isWeekend).indexOf(true)).toBe(5);
    expect(grid.days.filter(({ startsWeek }) => startsWeek).map(({ date }) => date)).toEqual([
      '2027-03-01',
      '2027-03-08',
    ]);
    expect(grid.days[4]?.closure).toBe('Painting');
    expect(totalsOf(found.view)).toEqual({ need: 17, missing: 13, wants: 0, broken: 0 });
  });

  test('two shifts at the same time stand beside each other', () => {
    const twin = { ...evening, id: 'twin' };
    const { slots, days } = gridOf(worked(groundOf(oneRoster([evening, twin]))).view);
    expect(slots).toHaveLength(2);
    expect(days[0]?.cells.map((place) => place?.shift)).toEqual(['evening', 'twin']);
  });

  test('keys go from cell to cell and stay inside', () => {
    const size = { rows: 14, columns: 2, whole: false };
    expect(stepFrom({ row: 0, column: 0 }, 'ArrowUp', size)).toEqual({ row: 0, column: 0 });
    expect(stepFrom({ row: 3, column: 0 }, 'PageDown', size)).toEqual({ row: 10, column: 0 });
    expect(stepFrom({ row: 3, column: 1 }, 'Home', size)).toEqual({ row: 3, column: 0 });
    expect(stepFrom({ row: 3, column: 0 }, 'End', { ...size, whole: true })).toEqual({ row: 13, column: 1 });
    expect(stepFrom({ row: 3, column: 0 }, 'x', size)).toBeNull();
    expect(cellsBetween({ row: 2, column: 1 }, { row: 1, column: 0 })).toHaveLength(4);
    expect(spotOf(grid, key(2))).toEqual({ row: 1, column: 1 });
    expect(nextHoleAfter(grid, { row: 2, column: 1 })).toEqual({ row: 4, column: 1 });
    expect(nextHoleAfter(grid, { row: 13, column: 1 })).toEqual({ row: 0, column: 1 });
  });

  test.each([
    ['Enter', false, 'open'],
    ['Delete', false, 'clear'],
    ['l', false, 'lock'],
    ['l', true, null],
    [' ', true, 'mark'],
    ['a', true, 'mark-column'],
  ] as const)('%s (with control: %s) does %s', (pressed, ctrl, act) => {
    expect(actFor({ key: pressed, ctrl, shift: false, alt: false })).toBe(act);
  });

  test('undoing is by keys everywhere but where somebody types', () => {
    const pressed = { key: 'z', ctrl: true, shift: false, alt: false };
    expect([pageActFor(pressed, false), pageActFor({ ...pressed, shift: true }, false)]).toEqual(['undo', 'redo']);
    expect([pageActFor({ ...pressed, key: 'y' }, false), pageActFor(pressed, true)]).toEqual(['redo', null]);
  });
});

describe('a draft in the browser', () => {
  const inMarch = { from: '2027-03-11', to: '2027-03-15' };

  test('is judged as the checker judges it, and says of everybody what the service would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), (seed) => {
        const { source } = smallRoster(seed);
        const ground = groundOf(source, { line: 'a', ...inMarch });
        const found = worked(ground);
        const model = rosterModel(source, { line: 'a', ...inMarch });
        const roster = rosterOf(model, []);
        // Whoever is on call may be planned.
        const free = onCallMayPlan(model, { locks: new Set(), nowMs: 0 });
        const plan = rosterOf(free, []);
        expect(found.view.broken.map(({ rule }) => rule)).toEqual(
          checkRoster(model, roster).violations.map(({ rule }) => rule),
        );
        for (const [index, one] of model.occurrences.entries()) {
          if (!one.isInRange) continue;
          const { may, mayNot } = candidatesFor(found, [`${one.occurrence} ${one.shift}`]);
          for (const [person, { id, isCandidate }] of model.people.entries()) {
            const why = whyNot(free, plan, person, index);
            if (!isCandidate || why === 'already-there') continue;
            expect(may.some((each) => each.person === id)).toBe(why === null);
            if (why !== null) expect(mayNot.find((each) => each.person === id)?.obstacles[0]?.why).toBe(why);
          }
        }
        expect(reasons).toContain('rest');
      }),
      { numRuns: 60 },
    );
  });

  test('puts first whoever brings what is missing, then who would like it, reserves last', () => {
    const window = { days: everyDay, start: '00:00', end: '00:00' };
    const people = [
      { ...ben, id: 'fine' },
      { ...ben, id: 'keen', availability: [{ ...window, wish: 'preferred' as const }] },
      { ...ben, id: 'last', reserve: true, languages: ['en', 'es'] },
      { ...ben, id: 'spanish', languages: ['en', 'es-MX'], availability: [{ ...window, wish: 'reluctant' as const }] },
      { ...ben, id: 'never', availability: [] },
    ];
    const found = worked(groundOf(oneRoster([{ ...evening, requires: [{ language: 'es' }] }], { people })));
    const { may, mayNot } = candidatesFor(found, [key(2)]);
    expect(may.map(({ person, brings }) => [person, brings])).toEqual([
      ['spanish', ['es']],
      ['keen', []],
      ['fine', []],
      ['last', ['es']],
    ]);
    expect(mayNot.map(({ person, obstacles }) => [person, obstacles[0]?.why])).toEqual([['never', 'no-times-given']]);
    expect(candidatesFor(found, [key(2), key(3)]).may.map(({ mayOn }) => mayOn)).toEqual([2, 2, 2, 2]);
    expect(placesFor(found, 'never').get(key(2))).toMatchObject({ why: 'no-times-given' });
    expect(placesFor(found, 'keen').get(key(2))).toBeNull();
  });

  test('marks together are one step, and what changes nothing is none', () => {
    const found = worked(groundOf(oneRoster([evening])), [{ kind: 'assign', at: at(2), person: 'ben', as: 'primary' }]);
    const [first, second] = found.view.places;
    expect(assignAt([first!, second!], 'ben', 'primary')).toEqual({
      kind: 'assign',
      at: at(1),
      person: 'ben',
      as: 'primary',
    });
    expect(assignAt([second!], 'ben', 'primary')).toBeNull();
    expect(cleared([first!, second!])).toEqual({ kind: 'unassign', at: at(2), person: 'ben' });
    expect(lockTurned([first!, second!])).toMatchObject({
      kind: 'many',
      commands: [{ kind: 'lock' }, { kind: 'lock' }],
    });
    expect(needBy([{ ...first!, need: 0 }], -1)).toBeNull();
    expect(moved(second!, first!, 'ben')).toMatchObject({ commands: [{ kind: 'unassign' }, { kind: 'assign' }] });
    expect(moved(first!, second!, 'ben')).toBeNull();
  });

  test('by person: hours of the week against the limit, nights, time off, and what is broken', () => {
    const night = shift('night', '2027-03-02T22:00', '2027-03-03T06:00', 'ben');
    const source = oneRoster([early, night, shift('morning', '2027-03-03T09:00', '2027-03-03T13:00', 'ben')], {
      timeOff: [{ person: 'cleo', from: '2027-03-04', to: '2027-03-05' }],
    });
    const [first, second] = personRows(worked(groundOf(source)));
    expect(first?.weeks).toEqual([
      { monday: '2027-03-01', hours: 20, shifts: 4, nights: 1 },
      { monday: '2027-03-08', hours: 8, shifts: 2, nights: 0 },
    ]);
    expect(first?.limits.hours).toBe(12);
    expect(first?.days[2]?.broken).toEqual(expect.arrayContaining(['rest', 'hours-per-week']));
    expect(second?.days.filter(({ away }) => away).map(({ date }) => date)).toEqual(['2027-03-04', '2027-03-05']);
  });
});

describe('steps on their way', () => {
  const entry = (seq: number, by: string, undone = false): LogEntry => ({
    seq,
    by,
    undone,
    at: '',
    command: { kind: 'set-need', at: at(1), need: seq },
  });
  const command: DraftCommand = { kind: 'cancel', at: at(2) };

  test('are shown at once; undoing takes back one’s own last', () => {
    const log = [entry(1, 'dev'), entry(2, 'dev'), entry(3, 'elena')];
    const shown = withSteps(
      log,
      [
        { once: 'a', kind: 'undo' },
        { once: 'b', kind: 'command', command },
      ],
      'dev',
    );
    expect(shown.map(({ seq, by, undone }) => [seq, by, undone])).toEqual([
      [1, 'dev', false],
      [2, 'dev', true],
      [3, 'elena', false],
      [4, 'dev', false],
    ]);
    expect(stepsOpen(shown, 'dev')).toEqual({ undo: true, redo: false });
    expect(stepsOpen([entry(1, 'dev'), entry(2, 'dev', true)], 'dev')).toEqual({ undo: true, redo: true });
    expect(stepsOpen(log, 'grace')).toEqual({ undo: false, redo: false });
    expect(newsOf(log.slice(0, 1), log, 'dev').map(({ seq }) => seq)).toEqual([3]);
  });
});

describe('a series', () => {
  const ground = groundOf(oneRoster([early, { ...evening, assigned: [{ person: 'ben', as: 'primary' }] }]));
  const found = worked(ground, [{ kind: 'assign', at: at(10), person: 'cleo', as: 'primary' }]);

  test('says exactly what changing it from one day on does', () => {
    const command: DraftCommand = {
      kind: 'change-series',
      at: at(8),
      scope: 'later',
      newId: 'evening-2',
      change: { startTime: '18:00', endTime: '22:00' },
    };
    expect(consequenceOf(ground, found, at(8), command)).toMatchObject({
      idle: null,
      staying: 7,
      gone: 0,
      added: 0,
      endless: true,
      carried: 1,
    });
    const end = consequenceOf(ground, found, at(8), { kind: 'end-series', at: at(8) });
    expect(end).toMatchObject({ staying: 7, changed: 0, added: 0 });
    expect(end!.gone).toBeGreaterThan(350);
    expect(end!.people.map(({ person }) => person)).toEqual(['ben', 'cleo']);
    expect(consequenceOf(ground, found, at(8), { kind: 'set-need', at: at(8), need: 1 })?.idle).toBe('already-so');
  });

  test('has an id that nothing else has', () => {
    expect(freeShiftId([{ id: 'main-mo' }, { id: 'main-mo-2' }], 'Main MO')).toBe('main-mo-3');
  });
});

test('without a word in the address the next four weeks are shown, and the address says what is', () => {
  const shown = shownIn(new URLSearchParams(), ['main'], '2026-11-10');
  expect(shown).toEqual({ line: 'main', from: '2026-11-16', weeks: 4, view: 'shifts', draft: null });
  expect(lastDay(shown)).toBe('2026-12-13');
  expect(shownIn(new URLSearchParams(), ['main'], '2026-11-09').from).toBe('2026-11-09');
  expect(shownIn(new URLSearchParams({ line: 'x', from: 'x', weeks: '9' }), ['main'], '2026-11-10')).toEqual(shown);
  expect(shownIn(new URLSearchParams({ from: 'now' }), ['main'], '2026-11-10').from).toBe('2026-11-09');
  const other = { line: 'b', from: '2026-12-07', weeks: 2, view: 'people' as const, draft: 'd' };
  expect(shownIn(new URLSearchParams(searchFor(other)), ['a', 'b'], '2026-11-10')).toEqual(other);
});
