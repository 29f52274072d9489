/** Whom a word to many reaches and when, and when anybody may be sent what they did not ask for (O9). */
import { describe, expect, test } from '@jest/globals';
import { chosenPeople, hasTurn, linesServed, whoIsTold, type BulletinChoice } from '../../src/planning/bulletins.ts';
import { whenTexted } from '../../src/planning/unasked-texts.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';

const zone = 'America/Chicago';
const at = (local: string) => Date.parse(`2026-11-${local}:00-06:00`);

describe('an unasked text', () => {
  test.each([
    ['by day goes now', {}, '10T18:00', { kind: 'now' }],
    ['at the first minute of the day too', {}, '10T09:00', { kind: 'now' }],
    ['in the evening waits for the morning', {}, '10T21:00', { kind: 'later', atMs: at('11T09:00') }],
    ['after midnight for the same', {}, '11T03:00', { kind: 'later', atMs: at('11T09:00') }],
    [
      'waits for the end of a rest',
      { pauseUntilMs: at('10T18:30') },
      '10T18:00',
      { kind: 'later', atMs: at('10T18:30') },
    ],
    [
      'a rest into the night is a wait for the morning',
      { pauseUntilMs: at('10T21:10') },
      '10T20:50',
      { kind: 'later', atMs: at('11T09:00') },
    ],
    ['not for a rest that is over', { pauseUntilMs: at('10T17:00') }, '10T18:00', { kind: 'now' }],
    ['never comes to whoever silenced us', { silenced: true }, '10T18:00', { kind: 'never', why: 'silenced' }],
    ['nor to a landline', { reached: false }, '10T18:00', { kind: 'never', why: 'no-texts' }],
  ] as const)('%s', (_what, reader, now, expected) =>
    expect(whenTexted({ zone, ...reader }, at(now))).toEqual(expected),
  );
});

test('a turn holds for a minute: after it all the others are late too', () => {
  expect([null, 0, -60_000, -60_001].map((slot) => hasTurn(slot, 0))).toEqual([false, true, true, false]);
});

const person = (id: string, part: object = {}) => ({
  ...{ id, name: id, phone: `+1555020000${id.charCodeAt(0) % 10}`, roles: ['volunteer'], languages: ['en'] },
  ...part,
});
const shift = (id: string, line: string, start: string, who: string) => ({
  ...{ id, line, start: `${start}T17:00`, end: `${start}T21:00` },
  assigned: [{ person: who, as: 'primary' }],
});
const checked = checkOrganisation({
  organisation: { name: 'Northside', timeZone: zone, crisisNumber: '+15559880988' },
  lines: ['north', 'south'].map((id, index) => ({
    ...{ id, name: id, phoneNumber: `+1555010000${index}`, timeZone: zone, languages: index === 0 ? ['en'] : ['es'] },
  })),
  people: [
    person('ana'),
    person('ben'),
    person('cleo', { languages: ['es-MX'], reserve: true }),
    person('dev', { roles: ['coordinator'] }),
    person('elena', { roles: ['shift-leader'], languages: ['en', 'es'] }),
  ],
  shifts: [
    shift('monday', 'north', '2026-11-09', 'ana'),
    shift('sunday', 'south', '2026-11-15', 'elena'),
    shift('next-monday', 'north', '2026-11-16', 'ben'),
  ],
});
if (!('organisation' in checked)) throw new Error(JSON.stringify(checked));
const { organisation } = checked;
const ground = {
  organisation: organisation.organisation,
  schedule: compileSchedule(organisation),
  lines: new Map(organisation.lines.map((line) => [line.id, line])),
  people: new Map(organisation.people.map((one) => [one.id, one])),
};

test.each<[string, Partial<BulletinChoice>, string[]]>([
  ['everybody who takes contacts', {}, ['ana', 'ben', 'cleo', 'elena']],
  ['a role', { role: 'coordinator' }, ['dev']],
  ['a language, whichever of its forms', { language: 'es' }, ['cleo', 'elena']],
  ['this week from Monday to Sunday', { onThisWeek: true }, ['ana', 'elena']],
  ['this week on a line', { onThisWeek: true, line: 'south' }, ['elena']],
  ['a line: on its shifts, or a reserve for it', { line: 'south' }, ['cleo', 'elena']],
  ['a line, its shifts before and after', { line: 'north' }, ['ana', 'ben']],
])('meant are %s', (_what, choice, expected) => {
  const meant = chosenPeople(ground, { onThisWeek: false, ...choice }, at('11T12:00'));
  expect(meant.map(({ id }) => id)).toEqual(expected);
});

test('who is away is left out, others are told now or later, from the line of their next shift', () => {
  const nowMs = at('10T18:00');
  const one = (personId: string, part: object = {}) => ({ personId, lineId: 'north', zone, away: false, ...part });
  const meant = [
    one('ana'),
    one('ben', { zone: 'Europe/Berlin' }),
    one('cleo', { away: true }),
    one('dev', { silenced: true }),
  ];
  expect(whoIsTold(meant, nowMs)).toEqual({
    going: [
      { personId: 'ana', lineId: 'north', dueMs: nowMs },
      { personId: 'ben', lineId: 'north', dueMs: Date.parse('2026-11-11T09:00:00+01:00') },
    ],
    leftOut: [
      { personId: 'cleo', why: 'away' },
      { personId: 'dev', why: 'silenced' },
    ],
  });
  expect([...linesServed(ground.schedule, nowMs)]).toEqual([
    ['elena', 'south'],
    ['ben', 'north'],
  ]);
});
