import { describe, expect, test } from '@jest/globals';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import type { RosterSource, RosterSourcePerson } from '../../src/planning/roster/model.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import { brokenObstacles, standingObstacles } from '../../src/planning/roster/why-not.ts';
import { type NotTaken, type Taking, whyNotTake, whyNotTakeOf } from '../../src/planning/take.ts';
import type { ScheduleShift, TimeOff } from '../../src/schedule/model.ts';
import { occurrenceNamed } from '../../src/schedule/named-occurrence.ts';
import { resolve } from '../../src/schedule/resolve.ts';
import { groundOf } from '../support/planned.ts';
import { smallRoster } from '../support/small-rosters.ts';

const timeZone = 'America/Chicago';
const ben: RosterSourcePerson = {
  id: 'ben',
  timeZone,
  roles: ['volunteer'],
  languages: ['en'],
  training: [{ course: 'core', until: '2026-11-30' }],
  limits: {},
};
const limits = { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 };
type Line = RosterSource['lines'][number];
const main: Line = { id: 'main', timeZone, languages: ['en', 'es'] };

/** A shift of Ben's, unless `assigned` says otherwise. */
const own = (id: string, start: string, end: string, as: 'primary' | 'backup' = 'primary'): ScheduleShift => ({
  id,
  line: 'main',
  start,
  end,
  assigned: [{ person: 'ben', as }],
});
/** Wednesday evening, which Ana has put up. */
const open: ScheduleShift = {
  id: 'open',
  line: 'main',
  start: '2026-11-11T17:00',
  end: '2026-11-11T21:00',
  assigned: [{ person: 'ana', as: 'primary' }],
};

function why(
  shifts: ScheduleShift[],
  taker: Partial<RosterSourcePerson> = {},
  line: Partial<Line> = {},
  timeOff: TimeOff[] = [],
  wanted = open,
  taking: Taking = { insteadOf: 'ana' },
): NotTaken | null {
  const ground = groundOf({
    organisation: { timeZone },
    policy: { training: ['core'], limits: { ...limits, ...(line.limits as typeof limits) } },
    lines: [
      { ...main, ...line },
      { ...main, id: 'other' },
    ],
    people: [
      { ...ben, ...taker },
      { ...ben, id: 'ana' },
    ],
    shifts: [wanted, ...shifts],
    timeOff,
  });
  const occurrence = occurrenceNamed(ground.schedule, { line: 'main', shift: 'open', occurrence: wanted.start });
  return whyNotTake(ground, 'ben', occurrence!, taking);
}

const over = (cap: string, limit: number) => expect.objectContaining({ kind: 'over-cap', cap, limit });

describe('whether somebody may take a shift', () => {
  test('a free, trained volunteer may', () => {
    expect(why([])).toBeNull();
    expect(
      why([own('a', '2026-11-09T17:00', '2026-11-09T21:00'), own('b', '2026-11-13T17:00', '2026-11-13T21:00')]),
    ).toBeNull();
  });

  test.each<[string, NotTaken | null, NotTaken | null]>([
    ['somebody who takes no calls', why([], { roles: ['coordinator'] }), { kind: 'not-a-volunteer' }],
    ['a shift leader may', why([], { roles: ['shift-leader'] }), null],
    [
      'somebody away that day',
      why([], {}, {}, [{ person: 'ben', from: '2026-11-10', to: '2026-11-11' }]),
      { kind: 'away' },
    ],
    ['somebody who is back by then', why([], {}, {}, [{ person: 'ben', from: '2026-11-09', to: '2026-11-10' }]), null],
    ['somebody on at that time', why([own('a', '2026-11-11T20:00', '2026-11-11T22:00')]), { kind: 'already-on' }],
    [
      'somebody who is the backup of another shift then',
      why([own('a', '2026-11-11T20:00', '2026-11-11T22:00', 'backup')]),
      { kind: 'already-on' },
    ],
    [
      'its own backup may become its primary',
      why([], {}, {}, [], {
        ...open,
        assigned: [
          { person: 'ana', as: 'primary' },
          { person: 'ben', as: 'backup' },
        ],
      }),
      null,
    ],
    [
      'a backup shift the day after needs no rest',
      why([own('a', '2026-11-12T05:00', '2026-11-12T07:00', 'backup')]),
      null,
    ],
    ['a trainee who would be alone in the place of another', why([], { trainee: true }), { kind: 'trainee-alone' }],
    ['a trainee beside whoever has it', why([], { trainee: true }, {}, [], open, {}), null],
    [
      'a trainee where the guards look who is there',
      why([], { trainee: true }, {}, [], open, { insteadOf: 'ana', asker: 'coming-in' }),
      null,
    ],
    [
      'somebody who has said when they can, and not then',
      why([], { availability: [{ days: ['MO'], start: '09:00', end: '12:00' }] }),
      null,
    ],
    ['touching shifts do not overlap', why([own('a', '2026-11-11T15:00', '2026-11-11T17:00')]), null],
    ['none of the languages', why([], { languages: ['vi'] }), { kind: 'language' }],
    ['a course missing', why([], { training: [] }), { kind: 'untrained', course: 'core' }],
    [
      'a course that has run out by then',
      why([], { training: [{ course: 'core', until: '2026-11-10' }] }),
      { kind: 'untrained', course: 'core' },
    ],
    ['a course that lasts until that day', why([], { training: [{ course: 'core', until: '2026-11-11' }] }), null],
  ])('%s', (_what, found, expected) => {
    expect(found).toEqual(expected);
  });

  test('hours of the week, Monday to Sunday, the line’s or one’s own', () => {
    const eight = [own('a', '2026-11-09T10:00', '2026-11-09T14:00'), own('b', '2026-11-15T10:00', '2026-11-15T14:00')];
    expect(why(eight)).toBeNull();
    expect(why([...eight, own('c', '2026-11-13T10:00', '2026-11-13T11:00')])).toEqual(over('hoursPerWeek', 12));
    expect(why([...eight, own('c', '2026-11-16T10:00', '2026-11-16T14:00')])).toBeNull();
    expect(why([], { limits: { hoursPerWeek: 3 } })).toEqual(over('hoursPerWeek', 3));
    expect(why([], { limits: { hoursPerWeek: 40 } }, { limits: { hoursPerWeek: 3 } })).toEqual(over('hoursPerWeek', 3));
    expect(why([own('a', '2026-11-10T10:00', '2026-11-10T11:00')], { limits: { shiftsPerWeek: 1 } })).toEqual(
      over('shiftsPerWeek', 1),
    );
  });

  test('rest before and after it, and hours on end', () => {
    expect(why([own('a', '2026-11-12T07:00', '2026-11-12T09:00')])).toEqual(over('restHours', 11));
    expect(why([own('a', '2026-11-12T08:00', '2026-11-12T10:00')])).toBeNull();
    expect(why([own('a', '2026-11-11T05:00', '2026-11-11T07:00')])).toEqual(over('restHours', 11));
    expect(why([own('a', '2026-11-11T12:00', '2026-11-11T17:00')])).toEqual(over('shiftHours', 8));
  });

  test('days in a row, also where it closes a hole', () => {
    const days = (...dates: number[]) =>
      dates.map((day) => own(`d${day}`, `2026-11-${day}T17:00`, `2026-11-${day}T18:00`));
    expect(why(days(12, 13, 14, 15, 16))).toEqual(over('daysInRow', 5));
    expect(
      why(['09', '10', '12', '13', '14'].map((day) => own(`d${day}`, `2026-11-${day}T17:00`, `2026-11-${day}T18:00`))),
    ).toEqual(over('daysInRow', 5));
    expect(why(days(12, 13, 14, 15))).toBeNull();
  });

  test('nights in a row', () => {
    const night = (day: number) => own(`n${day}`, `2026-11-${day}T22:00`, `2026-11-${day + 1}T04:00`);
    const wanted = { ...open, start: '2026-11-11T22:00', end: '2026-11-12T02:00' };
    expect(why([night(12), night(13)], {}, { limits: { ...limits, hoursPerWeek: 40 } }, [], wanted)).toEqual(
      over('nightsInRow', 2),
    );
    expect(why([night(12)], {}, { limits: { ...limits, hoursPerWeek: 40 } }, [], wanted)).toBeNull();
  });

  test('of the limits of all lines that somebody serves the strictest', () => {
    const eight = [
      own('a', '2026-11-09T10:00', '2026-11-09T14:00'),
      { ...own('b', '2026-11-10T10:00', '2026-11-10T14:00'), line: 'other' },
    ];
    expect(why(eight)).toBeNull();
    const strict = groundOf({
      organisation: { timeZone },
      policy: { training: ['core'], limits },
      lines: [main, { ...main, id: 'other', limits: { hoursPerWeek: 8 } }],
      people: [ben, { ...ben, id: 'ana' }],
      shifts: [open, ...eight],
    });
    const wanted = occurrenceNamed(strict.schedule, { line: 'main', shift: 'open', occurrence: open.start })!;
    expect(whyNotTake(strict, 'ben', wanted, { insteadOf: 'ana' })).toEqual(over('hoursPerWeek', 8));
  });

  test('what is over a cap already, and gets no worse by it, does not count', () => {
    const lastWeek = [
      own('a', '2026-11-02T08:00', '2026-11-02T18:00'),
      own('b', '2026-11-03T00:00', '2026-11-03T05:00'),
    ];
    expect(why(lastWeek)).toBeNull();
  });
});

test('TAKE says what the roster says, of everybody and every shift; only the times they gave are not asked for', () => {
  let refused = 0;
  for (let seed = 1; seed <= 120; seed += 1) {
    const { source, from, to } = smallRoster(seed);
    const ground = groundOf(source);
    const model = rosterModel(source, { from, to });
    const roster = rosterOf(model, []);
    for (const [person, { id, isCandidate }] of model.people.entries()) {
      for (const [index, { line, shift, occurrence, isInRange }] of model.occurrences.entries()) {
        const on = [...(roster.primaries[index] ?? []), ...model.occurrences[index]!.backups];
        if (!isInRange || !isCandidate || on.includes(person)) continue;
        const said = whyNotTake(ground, id, occurrenceNamed(ground.schedule, { line, shift, occurrence })!);
        const standing = standingObstacles(model, roster, person, index)
          .map(({ why }) => why)
          .filter((why) => why !== 'no-times-given' && why !== 'not-available');
        // What a stricter line changes among other shifts of theirs is no reason against this one.
        const broken = brokenObstacles(model, roster, person, index).filter((one) =>
          one.break.occurrences.includes(index),
        );
        expect({ seed, id, shift, refused: said !== null }).toEqual({
          seed,
          id,
          shift,
          refused: standing.length + broken.length > 0,
        });
        if (said !== null) refused += 1;
      }
    }
  }
  expect(refused).toBeGreaterThan(100);
});

test('of many shifts looked at together it says what it says of each alone, in whatever order they are asked for', () => {
  const kinds = new Set<string>();
  for (let seed = 1; seed <= 12; seed += 1) {
    const { source } = smallRoster(seed);
    const shifts = source.shifts.map((shift) => ({ ...shift, repeat: 'FREQ=WEEKLY' }));
    const ground = groundOf({ ...source, shifts });
    const open = resolve(ground.schedule, Date.UTC(2027, 2, 8), Date.UTC(2027, 3, 19));
    // Short of people, or in the place of somebody, or of each of several who have put up the same.
    const wanted = open.flatMap((occurrence) =>
      ['', ...occurrence.people.map(({ person }) => person)].map((insteadOf) => ({ occurrence, insteadOf })),
    );
    for (const { id } of source.people) {
      const given = seed % 3 === 0 ? open.find(({ people }) => people.some(({ person }) => person === id)) : undefined;
      const judged = whyNotTakeOf(ground, id, wanted, { given });
      const places = [...wanted.keys()].filter((place) => (place * 7 + seed) % 3 === 0);
      for (const place of seed % 2 === 0 ? places.toReversed() : places) {
        const { occurrence, insteadOf } = wanted[place]!;
        const alone = whyNotTake(ground, id, occurrence, { insteadOf, given });
        expect({ seed, id, place, why: judged(place) }).toEqual({ seed, id, place, why: alone });
        kinds.add(alone === null ? 'may' : alone.kind === 'over-cap' ? alone.cap : alone.kind);
      }
    }
  }
  for (const kind of ['may', 'already-on', 'untrained', 'trainee-alone', 'restHours', 'hoursPerWeek'])
    expect([...kinds]).toContain(kind);
});
