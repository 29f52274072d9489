/** What `org check` asks people to look at: training, caps and cover, none of which refuses a file. */
import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { findingsOf } from '../../src/organisation/findings.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import type { OwnLimits, PolicyLimits } from '../../src/planning/roster/model.ts';
import { overLimits } from '../support/planned.ts';

const zone = 'America/Chicago';
const at = (local: string) => DateTime.fromISO(local, { zone }).toMillis();
const shift = (start: string, end: string) => ({ startMs: at(start), endMs: at(end) });
const limits: PolicyLimits = { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 };
const days = (from: string, count: number, hours: [string, string]) =>
  Array.from({ length: count }, (_, index) => DateTime.fromISO(from).plus({ days: index }).toISODate()).map((day) =>
    shift(`${day}T${hours[0]}`, `${day}T${hours[1]}`),
  );
const nights = (from: string, count: number, start: string, end: string) =>
  Array.from({ length: count }, (_, index) => DateTime.fromISO(from).plus({ days: index })).map((day) =>
    shift(`${day.toISODate()}T${start}`, `${day.plus({ days: 1 }).toISODate()}T${end}`),
  );

describe('caps on what is planned for one person', () => {
  test.each<[string, { startMs: number; endMs: number }[], Partial<PolicyLimits & OwnLimits>, object[]]>([
    ['nothing planned', [], {}, []],
    ['three evenings of four hours', days('2026-11-02', 3, ['17:00', '21:00']), {}, []],
    [
      'thirteen hours in a week',
      [...days('2026-11-02', 3, ['17:00', '21:00']), shift('2026-11-07T09:00', '2026-11-07T10:00')],
      {},
      [{ cap: 'hoursPerWeek', from: '2026-11-02', value: 13, limit: 12 }],
    ],
    [
      'twelve hours ending on Sunday and as many from Monday',
      [...days('2026-11-06', 3, ['10:00', '14:00']), ...days('2026-11-11', 3, ['10:00', '14:00'])],
      {},
      [],
    ],
    [
      'nine hours at once',
      [shift('2026-11-02T09:00', '2026-11-02T18:00')],
      {},
      [{ cap: 'shiftHours', from: '2026-11-02', value: 9, limit: 8 }],
    ],
    [
      'two shifts that touch are one of nine hours',
      [shift('2026-11-02T09:00', '2026-11-02T13:00'), shift('2026-11-02T13:00', '2026-11-02T18:00')],
      {},
      [{ cap: 'shiftHours', from: '2026-11-02', value: 9, limit: 8 }],
    ],
    [
      'a duty over two weeks counts in each with the shifts that start there, each of them whole',
      [
        shift('2026-11-08T20:00', '2026-11-09T00:00'),
        shift('2026-11-08T22:00', '2026-11-09T04:00'),
        shift('2026-11-09T04:00', '2026-11-09T06:00'),
      ],
      { shiftHours: 24, hoursPerWeek: 7 },
      [
        { cap: 'hoursPerWeek', from: '2026-11-02', value: 10, limit: 7 },
        { cap: 'overlap', from: '2026-11-08', value: null, limit: null },
      ],
    ],
    [
      'eight hours of sleep between two shifts',
      [shift('2026-11-02T21:00', '2026-11-03T01:00'), shift('2026-11-03T09:00', '2026-11-03T10:00')],
      {},
      [{ cap: 'restHours', from: '2026-11-03', value: 8, limit: 11 }],
    ],
    [
      'the night the clocks go back gives an hour more rest',
      [shift('2026-10-31T20:00', '2026-10-31T23:00'), shift('2026-11-01T09:00', '2026-11-01T10:00')],
      {},
      [],
    ],
    [
      'the night they go forward takes one',
      [shift('2026-03-07T19:00', '2026-03-07T22:00'), shift('2026-03-08T09:00', '2026-03-08T10:00')],
      {},
      [{ cap: 'restHours', from: '2026-03-08', value: 10, limit: 11 }],
    ],
    [
      'six days in a row',
      days('2026-11-02', 6, ['17:00', '18:00']),
      {},
      [{ cap: 'daysInRow', from: '2026-11-02', value: 6, limit: 5 }],
    ],
    [
      'five days, one off, five days',
      [...days('2026-11-02', 5, ['17:00', '18:00']), ...days('2026-11-08', 5, ['17:00', '18:00'])],
      {},
      [],
    ],
    [
      'three nights in a row',
      nights('2026-11-02', 3, '22:00', '02:00'),
      {},
      [{ cap: 'nightsInRow', from: '2026-11-02', value: 3, limit: 2 }],
    ],
    ['three evenings with less than three hours of night', nights('2026-11-02', 3, '21:00', '01:00'), {}, []],
    [
      'three nights, one of them after midnight: it is the night of the evening before',
      [...nights('2026-11-02', 2, '22:00', '02:00'), shift('2026-11-05T02:00', '2026-11-05T05:00')],
      {},
      [{ cap: 'nightsInRow', from: '2026-11-02', value: 3, limit: 2 }],
    ],
    [
      'a duty of three night hours in two shifts, neither of them a night',
      [shift('2026-11-02T22:00', '2026-11-03T01:00'), shift('2026-11-03T01:00', '2026-11-03T02:00')],
      { nightsPerWeek: 0 },
      [],
    ],
    [
      'two shifts where one a week is wanted',
      days('2026-11-02', 2, ['17:00', '18:00']),
      { shiftsPerWeek: 1 },
      [{ cap: 'shiftsPerWeek', from: '2026-11-02', value: 2, limit: 1 }],
    ],
    [
      'a night where none is wanted',
      nights('2026-11-02', 1, '22:00', '02:00'),
      { nightsPerWeek: 0 },
      [{ cap: 'nightsPerWeek', from: '2026-11-02', value: 1, limit: 0 }],
    ],
  ])('%s', (_what, shifts, own, expected) => {
    const all = { ...limits, ...own };
    const { shiftsPerWeek, nightsPerWeek, ...policy } = all;
    expect(overLimits(shifts, { limits: policy, own: { shiftsPerWeek, nightsPerWeek } }, zone)).toEqual(expected);
  });
});

/** A file as JSON gives it, so that it can be changed at will. */
type Draft = ReturnType<typeof JSON.parse>;

describe('findings of an organisation', () => {
  const now = at('2026-11-04T12:00');
  const find = (change: (file: Draft) => void) => {
    const file: Draft = {
      organisation: { name: 'Small', timeZone: zone, crisisNumber: '+15559880988' },
      policy: { training: ['core'] },
      lines: [
        {
          id: 'main',
          name: 'Main',
          phoneNumber: '+15550100001',
          timeZone: zone,
          languages: ['en'],
          openingHours: [{ days: ['WE'], start: '17:00', end: '21:00' }],
        },
      ],
      people: [
        {
          id: 'ana',
          name: 'Ana',
          phone: '+15550200001',
          roles: ['volunteer'],
          training: [{ course: 'core', until: '2027-01-01' }],
        },
      ],
      shifts: [
        {
          id: 's',
          line: 'main',
          start: '2026-11-04T17:00',
          end: '2026-11-04T21:00',
          repeat: 'FREQ=WEEKLY',
          assigned: [{ person: 'ana', as: 'primary' }],
        },
      ],
    };
    change(file);
    const reading = checkOrganisation(file);
    if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
    return findingsOf(
      reading.organisation,
      now,
      new Map([
        ['greeting', ['line']],
        ['text.hello', []],
      ]),
    ).map(({ sentence }) => sentence);
  };

  test.each<[string, (file: Draft) => void, string[]]>([
    ['nothing to look at', () => {}, []],
    ['a course never done', (file) => (file.people[0].training = []), ['ana: has not done the training "core"']],
    [
      'a course that ran out yesterday',
      (file) => (file.people[0].training[0].until = '2026-11-03'),
      ['ana: the training "core" ran out on 2026-11-03'],
    ],
    ['a course that runs out today still holds', (file) => (file.people[0].training[0].until = '2026-11-04'), []],
    [
      'a course that only another line wants',
      (file) =>
        file.lines.push({
          ...file.lines[0],
          id: 'b',
          phoneNumber: '+15550100002',
          training: ['core', 'night'],
          openingHours: [],
          closures: [{ from: '2026-01-01', to: '2030-01-01' }],
        }),
      [],
    ],
    [
      'a coordinator who takes no calls needs no course',
      (file) => file.people.push({ id: 'jo', name: 'Jo', phone: '+15550200002', roles: ['coordinator'] }),
      [],
    ],
    [
      'a line stricter than the organisation',
      (file) => (file.lines[0].limits = { shiftHours: 3 }),
      ['2026-11-04', '2026-11-11', '2026-11-18', '2026-11-25'].map(
        (day) => `ana: 4 h without a pause on ${day}, the cap is 3 h`,
      ),
    ],
    [
      'a person stricter than the policy',
      (file) => (file.people[0].limits = { shiftsPerWeek: 0 }),
      ['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23'].map(
        (week) => `ana: 1 shift in the week of ${week}, the cap is 0`,
      ),
    ],
    [
      'a sentence that is misspelt, whichever way the wording is written',
      (file) =>
        (file.lines[0].wording = {
          greting: 'Hi.',
          greeting: { en: 'Hi.' },
          en: { 'text.hello': 'Hi.', 'text.helo': 'Hi.' },
          es: { greeting: 'Hola.' },
        }),
      ['greting', 'text.helo', 'es'].map((key) => `main: its wording "${key}" is the name of no sentence`),
    ],
    [
      'an evening without anyone',
      (file) => (file.timeOff = [{ person: 'ana', from: '2026-11-11', to: '2026-11-11' }]),
      ['main: 2026-11-11 17:00 to 21:00: 0 of 1 people'],
    ],
    [
      'nobody for a language',
      (file) =>
        (file.shifts[0].changes = [{ occurrence: '2026-11-18T17:00', requires: [{ language: 'es', count: 1 }] }]),
      ['main: 2026-11-18 17:00 to 21:00: nobody for es'],
    ],
    [
      'a gap over midnight, with both days',
      (file) => {
        file.lines[0].openingHours[0].end = '23:30';
        Object.assign(file.lines[0], { openingHours: [{ days: ['WE'], start: '17:00', end: '02:00' }] });
        file.policy.limits = { hoursPerWeek: 40 };
        file.shifts[0].end = '2026-11-04T23:00';
        file.shifts[0].repeat = 'FREQ=WEEKLY;COUNT=4';
      },
      ['2026-11-04', '2026-11-11', '2026-11-18', '2026-11-25'].map((day) => {
        const next = `2026-11-${String(Number(day.slice(8)) + 1).padStart(2, '0')}`;
        return `main: ${day} 23:00 to ${next} 02:00: 0 of 1 people`;
      }),
    ],
    [
      'a zone without summer time on everything',
      (file) => {
        file.organisation.timeZone = 'Etc/GMT+6';
        file.lines[0].timeZone = 'EST';
        file.people[0].timeZone = 'CET';
        file.shifts = [];
        file.lines[0].closures = [{ from: '2026-01-01', to: '2030-01-01' }];
      },
      [
        'organisation.timeZone: the clocks of "Etc/GMT+6" never change (always UTC-6): the zone of a city is meant, probably "America/Chicago"',
        'lines[0].timeZone: the clocks of "EST" never change (always UTC-5): the zone of a city is meant, probably "America/New_York"',
        'people[0].timeZone: "CET" is not the same to every program: the zone of a city is meant, probably "Europe/Brussels"',
      ],
    ],
    [
      'a zone of no city that people know',
      (file) => (file.people[0].timeZone = 'Etc/GMT-13'),
      ['people[0].timeZone: the clocks of "Etc/GMT-13" never change (always UTC+13): the zone of a city is meant'],
    ],
    [
      'numbers that belong to somebody else',
      (file) => {
        file.people[0].phone = '+15559880988';
        file.lines[0].callbackNumber = '+15550100009';
        file.lines[0].overflow = [
          { afterSeconds: 0, do: 'ring-partner', number: '+15550100009' },
          { afterSeconds: 5, do: 'ring-partner', number: '+15559880988' },
          { afterSeconds: 9, do: 'voicemail' },
          { afterSeconds: 9, do: 'offer-callback' },
        ];
        file.blocks = [
          { number: '+266696687' },
          { number: '+15559880988', until: '2026-12-01', review: '2026-12-24' },
          { number: '+15550100001', until: '2026-12-01', review: '2026-11-24' },
        ];
      },
      [
        'lines[0].overflow[0].number: is the number that line "main" calls back from',
        'lines[0].overflow[1].number: is the number of person "ana", who is rung as a volunteer already',
        'lines[0].overflow[3].do: comes after the voicemail, when hardly anybody is there to hear it',
        'people[0].phone: is the number of the crisis line, which would be rung as a volunteer',
        'blocks[0].number: "+266696687" stands for every hidden caller: nobody is blocked by it',
        'blocks[1].number: is the number of the crisis line',
        'blocks[1].review: 2026-12-24 is after the block has ended (2026-12-02T06:00:00Z)',
        'blocks[2].number: is the number of a line',
      ],
    ],
    [
      'a volunteer with a number that stands for hidden ones',
      (file) => (file.people[0].phone = '+7378742833'),
      ['people[0].phone: "+7378742833" stands for every hidden caller and rings nobody'],
    ],
    [
      'numbers of seconds and hours that cannot work',
      (file) => {
        file.policy = { ...file.policy, ringSeconds: 601, callback: { attemptsMinutes: [0, 30, 30], expiresHours: 0 } };
        file.lines[0].ringSeconds = 2;
      },
      [
        'policy.ringSeconds: 601 s: the carrier rings no longer than 600 s',
        'policy.callback.attemptsMinutes[2]: 30 is not after the attempt before it',
        'policy.callback.expiresHours: 0 h is over before the last attempt (after 0.5 h)',
        'lines[0].ringSeconds: 2 s: nobody can pick up within that time',
      ],
    ],
    [
      'languages, wishes and people that come to nothing',
      (file) => {
        file.lines[0].languages = ['en-GB', 'vi'];
        file.lines[0].wishes = [{ key: '1', tag: 'veteran', name: 'a veteran' }];
        file.people.push(
          { id: 'jo', name: 'Jo', phone: '+15550200002', roles: ['coordinator'], tags: ['veteran'] },
          { ...file.people[0], id: 'kim', phone: '+15550200003', languages: [], channels: [] },
        );
        file.shifts[0].assigned.push({ person: 'jo', as: 'backup' });
      },
      [
        'lines[0].languages[1]: nobody who takes calls speaks "vi"',
        'lines[0].wishes[0].tag: nobody who takes calls has the tag "veteran"',
        'people[1].roles: "jo" is on a shift and neither "volunteer" nor "shift-leader": never rung',
        'people[2].languages: "kim" speaks none, so no caller can reach them',
        'people[2].channels: "kim" takes neither calls nor texts',
      ],
    ],
    [
      'exceptions and changes without effect',
      (file) => {
        file.shifts[0].except = ['2026-10-28T17:00', '2026-11-05T17:00', '2026-11-25T17:00'];
        file.shifts[0].changes = [{ occurrence: '2026-11-25T17:00', need: 3 }];
        file.lines[0].closures = [{ from: '2026-11-25', to: '2026-11-25' }];
      },
      [
        'shifts[0].except[0]: the shift "s" has no occurrence "2026-10-28T17:00" to drop',
        'shifts[0].except[1]: the shift "s" has no occurrence "2026-11-05T17:00" to drop',
        'shifts[0].changes[0]: changes nothing, because "except" drops "2026-11-25T17:00"',
      ],
    ],
    [
      'one person alone on two lines at once',
      (file) => {
        file.lines.push({ ...file.lines[0], id: 'b', phoneNumber: '+15550100002' });
        file.shifts[0].repeat = 'FREQ=WEEKLY;COUNT=1';
        file.shifts.push({ ...file.shifts[0], id: 't', line: 'b', start: '2026-11-04T19:00' });
        for (const line of file.lines) line.closures = [{ from: '2026-11-05', to: '2030-01-01' }];
        file.policy.limits = { hoursPerWeek: 40 };
      },
      [
        'b: 2026-11-04 19:00 to 21:00: ana is alone here and on another line at once, and counts on neither',
        'main: 2026-11-04 19:00 to 21:00: ana is alone here and on another line at once, and counts on neither',
        'b: 2026-11-04 17:00 to 21:00: 0 of 1 people',
        'main: 2026-11-04 19:00 to 21:00: 0 of 1 people',
      ],
    ],
    [
      'own words that nobody hears as they are written',
      (file) => {
        file.lines[0].greeting = 'Welcome to {name}.';
        file.lines[0].wording = {
          greeting: { en: 'At {line}.', es: 'Hola.' },
          'text.hello': 'https://example.org/a.mp3',
        };
      },
      [
        'main: its wording "greeting" has a {name}, which nothing fills (there is {line})',
        'main: its wording "greeting" is also in "es", which is no language of the line',
        'main: its wording "text.hello" is a recording, and a text cannot be one',
      ],
    ],
  ])('%s', (_what, change, sentences) => {
    expect(find(change)).toEqual(sentences);
  });
});
