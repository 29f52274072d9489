/** What an organisation file may say, what it becomes, and every sentence for what it may not say. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { faultLine } from '../../src/organisation/faults.ts';
import type { Organisation } from '../../src/organisation/organisation-file.ts';
import { checkOrganisation, readOrganisation } from '../../src/organisation/read-file.ts';

const northsideText = readFileSync(new URL('../vectors/northside.json', import.meta.url), 'utf8');
const northside = () => JSON.parse(northsideText);

/** A file as JSON gives it, so that it can be spoilt at will. */
type Draft = ReturnType<typeof JSON.parse>;
function smallest(): Draft {
  return {
    organisation: { name: 'Small', timeZone: 'Europe/Berlin', crisisNumber: '+15559880988' },
    lines: [{ id: 'main', name: 'Main', phoneNumber: '+15550100001', timeZone: 'America/Chicago', languages: ['en'] }],
    people: [{ id: 'ana', name: 'Ana', phone: '+15550200001', roles: ['volunteer'] }],
    shifts: [{ id: 's', line: 'main', start: '2026-11-02T17:00', end: '2026-11-02T21:00', repeat: 'FREQ=DAILY' }],
    timeOff: [{ person: 'ana', from: '2026-12-01', to: '2026-12-02' }],
    blocks: [{ number: '+15550900001', line: 'main' }],
  };
}

function organisationOf(content: unknown): Organisation {
  const reading = checkOrganisation(content);
  if (reading.kind === 'faults') throw new Error(reading.faults.map(faultLine).join('\n'));
  return reading.organisation;
}

function faultsOf(content: unknown): string[] {
  const reading = checkOrganisation(content);
  return reading.kind === 'faults' ? reading.faults.map(faultLine) : [];
}

describe('marks nobody sees (T7)', () => {
  test('are taken from numbers, names and ids, and letters stay as they were written', () => {
    const file: Draft = smallest();
    Object.assign(file.organisation, { name: '\ufeffNorthside\u00a0Peers' });
    Object.assign(file.people[0], {
      id: 'an\u200ba',
      name: '\u202aAna Ló\u00adpez\u202c',
      phone: '\u202a+1555\u00a0020\u200b0001\u202c',
    });
    file.shifts[0].assigned = [{ person: '\ufeffana', as: 'primary' }];
    const { organisation, people, shifts } = organisationOf(file);
    expect(organisation.name).toBe('Northside Peers');
    expect(people[0]).toMatchObject({ id: 'ana', name: 'Ana López', phone: '+15550200001' });
    expect(shifts[0]?.assigned).toEqual([{ person: 'ana', as: 'primary' }]);
  });

  test('a name of nothing else is none', () => {
    const file: Draft = smallest();
    Object.assign(file.people[0], { name: '\u200b\ufeff' });
    expect(faultsOf(file)).toEqual(['people[0].name: must not be empty']);
  });

  test('one number in two spellings is the same number', () => {
    const file: Draft = smallest();
    Object.assign(file.people[0], { phone: '+525512345678' });
    file.people.push({ ...file.people[0], id: 'ben', phone: '+5215512345678' });
    Object.assign(file.organisation, { crisisNumber: '\u200e+15550100001' });
    expect(faultsOf(file)).toEqual([
      'organisation.crisisNumber: is the number of line "main": callers would ring us again',
      'people[1].phone: person "ana" already has this number',
    ]);
  });
});

describe('a file that is right', () => {
  test('the whole example is read, and everything it says is kept', () => {
    const reading = readOrganisation(northsideText);
    expect(reading.kind).toBe('organisation');
    expect(organisationOf(northside())).toMatchObject(northside());
  });

  test('what is left out has its default', () => {
    const { policy, lines, people, shifts, blocks } = organisationOf(smallest());
    expect(policy).toEqual({
      callsPerDay: 3,
      dayTurnsAt: '05:00',
      ringSeconds: 20,
      waves: [
        { afterSeconds: 0, size: 1 },
        { afterSeconds: 20, size: 2 },
        { afterSeconds: 45, size: 4 },
      ],
      overflow: [
        { afterSeconds: 60, do: 'ring-backups' },
        { afterSeconds: 120, do: 'offer-callback' },
        { afterSeconds: 600, do: 'voicemail' },
      ],
      wrapUpMinutes: 5,
      restAfterHeavyMinutes: 15,
      restAfterCrisisMinutes: 30,
      softLimitMinutes: 25,
      escalation: 'consent-only',
      training: [],
      callback: { quietHours: { start: '21:00', end: '09:00' }, attemptsMinutes: [0, 15, 120], expiresHours: 24 },
      limits: { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 },
    });
    expect(lines[0]).toEqual({
      ...smallest().lines[0],
      wishes: [],
      openingHours: [],
      closures: [],
      wording: {},
      automaticAvailability: false,
    });
    expect(people[0]).toEqual({
      ...smallest().people[0],
      languages: ['en'],
      tags: [],
      channels: ['voice', 'text'],
      timeZone: 'Europe/Berlin',
      training: [],
      trainee: false,
      reserve: false,
      limits: {},
      availability: [],
    });
    expect(shifts[0]).toEqual({
      ...smallest().shifts[0],
      also: [],
      except: [],
      changes: [],
      need: 1,
      requires: [],
      assigned: [],
    });
    expect(blocks[0]).toEqual({ ...smallest().blocks[0], reason: '' });
  });

  test('an organisation of nothing but its name, zone and crisis line is one', () => {
    const { organisation } = smallest();
    expect(organisationOf({ organisation })).toMatchObject({
      organisation,
      lines: [],
      people: [],
      shifts: [],
      timeOff: [],
      blocks: [],
    });
  });

  test.each([
    ['2026-12-25', '2026-12-26T06:00:00Z'],
    ['2026-12-25T17:00', '2026-12-25T23:00:00Z'],
    ['2026-12-25T17:00:00+01:00', '2026-12-25T16:00:00Z'],
  ])('a block until %s on a line in Chicago ends at %s', (until, instant) => {
    const file = smallest();
    file.blocks[0].until = until;
    expect(organisationOf(file).blocks[0]?.until).toBe(instant);
  });

  test.each([
    ['a sentence', { hold: 'One moment.' }],
    ['a recording', { hold: 'https://example.org/hold.mp3' }],
    ['sentences of one language', { es: { hold: 'Un momento.' } }],
  ])('a line may replace its wording by %s', (_what, wording) => {
    const file = smallest();
    file.lines[0].wording = wording;
    expect(organisationOf(file).lines[0]?.wording).toEqual(wording);
  });

  test('a byte order mark before the JSON is no fault', () => {
    expect(readOrganisation(`\uFEFF${northsideText}`).kind).toBe('organisation');
  });
});

describe('every fault has its place and its sentence', () => {
  const line = (change: object) => (file: Draft) => Object.assign(file.lines[0], change);
  const person = (change: object) => (file: Draft) => Object.assign(file.people[0], change);
  const shift = (change: object) => (file: Draft) => Object.assign(file.shifts[0], change);
  const policy = (change: object) => (file: Draft) => Object.assign(file, { policy: change });

  test.each<[string, (file: Draft) => void]>([
    ['colour: unknown field', (file) => Object.assign(file, { colour: 'red' })],
    ['organisation: is missing', (file) => delete file.organisation],
    ['organisation.name: is missing', (file) => delete file.organisation.name],
    ['organisation.name: must not be empty', (file) => (file.organisation.name = ' ')],
    ['organisation.name: must not be empty', (file) => (file.organisation.name = '\u200b\u2060 \u202e')],
    ...['.', '..'].map((id): [string, (file: Draft) => void] => [
      `people[0].id: "${id}" cannot be part of an address`,
      (file) => ((file.people[0].id = id), delete file.timeOff),
    ]),
    ['organisation.timeZone: no such zone "Mars/Olympus"', (file) => (file.organisation.timeZone = 'Mars/Olympus')],
    ['organisation.timeZone: no such zone "+05:00"', (file) => (file.organisation.timeZone = '+05:00')],
    [
      'organisation.crisisNumber: "988" is not a phone number (a + and 8 to 15 digits)',
      (file) => (file.organisation.crisisNumber = '988'),
    ],
    [
      'organisation.crisisNumber: is the number of line "main": callers would ring us again',
      (file) => (file.organisation.crisisNumber = '+15550100001'),
    ],
    ['lines: must be a list, not an object', (file) => ((file.lines = {}), delete file.shifts, delete file.blocks)],
    ['lines[0].timeZone: no such zone "Mars/Olympus"', line({ timeZone: 'Mars/Olympus' })],
    ['lines[0].callsPerDy: unknown field', line({ callsPerDy: 2 })],
    [
      'lines[0].id: must be 1 to 100 characters without spaces around them, not " main"',
      (file) => ((file.lines[0].id = ' main'), delete file.shifts, delete file.blocks),
    ],
    [
      'lines[0].phoneNumber: "+0155501" is not a phone number (a + and 8 to 15 digits)',
      line({ phoneNumber: '+0155501' }),
    ],
    ['lines[0].languages: must not be empty', line({ languages: [] })],
    [
      'lines[0].languages: must have at most 8 entries',
      line({ languages: ['en', 'es', 'de', 'fr', 'it', 'pt', 'vi', 'ar', 'pl'] }),
    ],
    ['lines[0].languages[0]: "english!" is not a language (write en, es, zh-Hant)', line({ languages: ['english!'] })],
    ['lines[0].languages[1]: "en" stands here twice', line({ languages: ['en', 'en'] })],
    ['lines[0].languages[1]: "es" stands here twice', line({ languages: ['es', 'ES'] })],
    ['lines[0].languages[0]: "en-USA" is not a language (write en)', line({ languages: ['en-USA'] })],
    ['lines[0].languages[0]: "en_GB" is not a language (write en-GB)', line({ languages: ['en_GB'] })],
    ['lines[0].languages[0]: "xx" is not a language (write en, es, zh-Hant)', line({ languages: ['xx'] })],
    ['lines[0].languages[0]: the carrier has no voice that speaks "so"', line({ languages: ['so'] })],
    ['people[0].languages[0]: "Spanish" is not a language (write es)', person({ languages: ['Spanish'] })],
    ...['UTC+2', 'local', 'system', 'default', 'PST'].map((zone): [string, (file: Draft) => void] => [
      `lines[0].timeZone: no such zone "${zone}"`,
      line({ timeZone: zone }),
    ]),
    ['people[0].timeZone: no such zone "GMT+5"', person({ timeZone: 'GMT+5' })],
    [
      'lines[0].wishes[0].key: must be a key from "1" to "8"',
      line({ wishes: [{ key: '9', tag: 'parent', name: 'a parent' }] }),
    ],
    [
      'lines[0].wishes[1].key: key "2" is already taken by wishes[0]',
      line({
        wishes: [
          { key: '2', tag: 'a', name: 'a' },
          { key: '2', tag: 'b', name: 'b' },
        ],
      }),
    ],
    [
      'lines[0].openingHours[0].days[1]: must be MO, TU, WE, TH, FR, SA or SU, not "Tue"',
      line({ openingHours: [{ days: ['MO', 'Tue'], start: '09:00', end: '17:00' }] }),
    ],
    [
      'lines[0].openingHours[0].end: no such time "24:01" (write 09:00, at most 24:00)',
      line({ openingHours: [{ days: ['MO'], start: '09:00', end: '24:01' }] }),
    ],
    [
      'lines[0].openingHours[0].start: no such time "24:00" (write 09:00, at most 23:59)',
      line({ openingHours: [{ days: ['MO'], start: '24:00', end: '06:00' }] }),
    ],
    [
      'lines[0].closures[0].from: no such date "2026-02-30" (write 2026-12-25)',
      line({ closures: [{ from: '2026-02-30', to: '2026-03-01' }] }),
    ],
    [
      'lines[0].closures[0].to: must not be before "from"',
      line({ closures: [{ from: '2026-03-02', to: '2026-03-01' }] }),
    ],
    ['lines[0].callbackNumber: is the number of person "ana"', line({ callbackNumber: '+15550200001' })],
    [
      'lines[0].wording.hold: a recording must be at an https address',
      line({ wording: { hold: 'http://example.org/hold.mp3' } }),
    ],
    ['lines[0].automaticAvailability: must be true or false, not "yes"', line({ automaticAvailability: 'yes' })],
    [
      'lines[1].id: "main" is already the id of lines[0]',
      (file) => file.lines.push({ ...file.lines[0], phoneNumber: '+15550100002' }),
    ],
    [
      'lines[1].phoneNumber: line "main" already has this number',
      (file) => file.lines.push({ ...file.lines[0], id: 'other' }),
    ],
    [
      'lines[0].overflow[0].number: is missing: ring-partner needs the number to ring',
      line({
        overflow: [
          { afterSeconds: 9, do: 'ring-partner' },
          { afterSeconds: 9, do: 'voicemail' },
        ],
      }),
    ],
    [
      'lines[0].overflow[0].number: is the number of line "main": callers would ring us again',
      line({
        overflow: [
          { afterSeconds: 9, do: 'ring-partner', number: '+15550100001' },
          { afterSeconds: 9, do: 'voicemail' },
        ],
      }),
    ],
    [
      'lines[0].overflow[0].number: only ring-partner takes a number, voicemail does not',
      line({ overflow: [{ afterSeconds: 9, do: 'voicemail', number: '+15550300001' }] }),
    ],
    [
      'policy.overflow[0].do: the last step must be offer-callback or voicemail, not "ring-backups"',
      policy({ overflow: [{ afterSeconds: 9, do: 'ring-backups' }] }),
    ],
    ['policy.overflow: must not be empty', policy({ overflow: [] })],
    [
      'policy.overflow[1].afterSeconds: must not be earlier than the step before it (60)',
      policy({
        overflow: [
          { afterSeconds: 60, do: 'ring-backups' },
          { afterSeconds: 59, do: 'voicemail' },
        ],
      }),
    ],
    ['policy.waves[0].afterSeconds: the first wave must start at 0', policy({ waves: [{ afterSeconds: 5, size: 1 }] })],
    [
      'policy.waves[1].afterSeconds: must be later than the wave before it (0)',
      policy({
        waves: [
          { afterSeconds: 0, size: 1 },
          { afterSeconds: 0, size: 2 },
        ],
      }),
    ],
    ['policy.waves[0].size: must be at least 1, not 0', policy({ waves: [{ afterSeconds: 0, size: 0 }] })],
    ['policy.callsPerDay: must be a whole number, not 1.5', policy({ callsPerDay: 1.5 })],
    ['policy.wrapUpMinutes: must be at least 0, not -1', policy({ wrapUpMinutes: -1 })],
    ['policy.dayTurnsAt: no such time "5:00" (write 09:00, at most 23:59)', policy({ dayTurnsAt: '5:00' })],
    ['policy.escalation: must be consent-only or imminent-risk, not "always"', policy({ escalation: 'always' })],
    ['policy.callback.quietHours.end: is missing', policy({ callback: { quietHours: { start: '21:00' } } })],
    ['policy.limits.hours: unknown field', policy({ limits: { hours: 1 } })],
    ['people[0].phone: is the number of line "main"', person({ phone: '+15550100001' })],
    [
      'people[0].roles[0]: must be volunteer, shift-leader, coordinator or admin, not "boss"',
      person({ roles: ['boss'] }),
    ],
    ['people[0].email: "ana" is not an email address', person({ email: 'ana' })],
    ['people[0].channels[0]: must be voice or text, not "fax"', person({ channels: ['fax'] })],
    ["people[0].limits.hoursPerWeek: 13 is looser than the policy's 12", person({ limits: { hoursPerWeek: 13 } })],
    [
      'people[0].training[0].until: no such date "soon" (write 2026-12-25)',
      person({ training: [{ course: 'core', until: 'soon' }] }),
    ],
    [
      'people[0].training[1].course: "core" stands here twice',
      person({ training: [{ course: 'core' }, { course: 'core' }] }),
    ],
    [
      'people[0].availability[0].wish: must be preferred, fine or reluctant, not "no"',
      person({ availability: [{ days: ['MO'], start: '09:00', end: '10:00', wish: 'no' }] }),
    ],
    [
      'people[0].availability[0].days: must not be empty',
      person({ availability: [{ days: [], start: '09:00', end: '10:00' }] }),
    ],
    [
      'people[1].id: "ana" is already the id of people[0]',
      (file) => file.people.push({ ...file.people[0], phone: '+15550200002' }),
    ],
    [
      'people[1].phone: person "ana" already has this number',
      (file) => file.people.push({ ...file.people[0], id: 'ben' }),
    ],
    ['shifts[1].id: "s" is already the id of shifts[0]', (file) => file.shifts.push(file.shifts[0])],
    ['shifts[0].line: no such line "nowhere"', shift({ line: 'nowhere' })],
    [
      'shifts[0].start: no such date and time "2026-11-02T17:00Z" (write 2026-11-02T17:00, the line\'s wall clock, without an offset)',
      shift({ start: '2026-11-02T17:00Z' }),
    ],
    ['shifts[0].end: the shift ends before it starts (2026-11-02T17:00)', shift({ end: '2026-11-02T17:00' })],
    [
      'shifts[0].changes[0].occurrence: the shift has no occurrence "2026-11-03T18:00"',
      shift({ changes: [{ occurrence: '2026-11-03T18:00', need: 2 }] }),
    ],
    [
      'shifts[0].changes[0].start: the changed occurrence ends before it starts',
      shift({ changes: [{ occurrence: '2026-11-03T17:00', start: '2026-11-03T22:00' }] }),
    ],
    ['shifts[0].need: must be at least 0, not -1', shift({ need: -1 })],
    [
      'shifts[0].requires[0]: must have either a language or a tag',
      shift({ requires: [{ language: 'es', tag: 'parent', count: 1 }] }),
    ],
    ['shifts[0].assigned[0].person: no such person "zoe"', shift({ assigned: [{ person: 'zoe', as: 'primary' }] })],
    [
      'shifts[0].assigned[0].as: must be primary or backup, not "boss"',
      shift({ assigned: [{ person: 'ana', as: 'boss' }] }),
    ],
    [
      'shifts[0].assigned[1].person: "ana" is assigned here twice',
      shift({
        assigned: [
          { person: 'ana', as: 'primary' },
          { person: 'ana', as: 'backup' },
        ],
      }),
    ],
    [
      'shifts[0].changes[0].assigned[0].person: no such person "zoe"',
      shift({ changes: [{ occurrence: '2026-11-03T17:00', assigned: [{ person: 'zoe', as: 'primary' }] }] }),
    ],
    ['shifts[0]["odd field"]: unknown field', shift({ 'odd field': 1 })],
    ['timeOff[0].person: no such person "zoe"', (file) => (file.timeOff[0].person = 'zoe')],
    ['timeOff[0].to: must not be before "from"', (file) => (file.timeOff[0].to = '2026-11-30')],
    ['blocks[0].line: no such line "nowhere"', (file) => (file.blocks[0].line = 'nowhere')],
    [
      'blocks[0].until: no such moment "soon" (write 2026-12-25, 2026-12-25T17:00 or 2026-12-25T17:00:00Z)',
      (file) => (file.blocks[0].until = 'soon'),
    ],
    ['blocks[0]: must have a number (or the key of an export)', (file) => delete file.blocks[0].number],
    ['blocks[0].key: is not a block\'s key as "org export" writes it', (file) => (file.blocks = [{ key: 'short' }])],
    ['blocks[1]: is the same block as blocks[0]', (file) => file.blocks.push(file.blocks[0])],
  ])('%s', (sentence, spoil) => {
    const file = smallest();
    spoil(file);
    expect(faultsOf(file)).toEqual([sentence]);
  });

  test('24:00 is an end: of opening hours, of availability, of quiet hours and of a shift', () => {
    const hours = { days: ['MO'], start: '17:00', end: '24:00' };
    const file = smallest();
    const shift = { id: 's', line: 'main', start: '2026-11-02T17:00', end: '2026-11-02T24:00' };
    const withShift = (part: object) => ({
      ...file,
      policy: { callback: { quietHours: { start: '21:00', end: '24:00' } } },
      lines: file.lines.map((one: object) => ({ ...one, openingHours: [hours] })),
      people: file.people.map((one: object) => ({ ...one, availability: [hours] })),
      shifts: [{ ...shift, ...part }],
    });
    expect(faultsOf(withShift({}))).toEqual([]);
    expect(faultsOf(withShift({ start: '2026-11-02T24:00', end: '2026-11-03T02:00' }))).toEqual([
      expect.stringContaining('shifts[0].start: no such date and time'),
    ]);
    expect(faultsOf(withShift({ end: '2026-02-30T24:00' }))).toEqual([
      expect.stringContaining('shifts[0].end: no such date and time'),
    ]);
  });

  test('a rule that is no RRULE is named at its shift', () => {
    const file = smallest();
    file.shifts[0].repeat = 'FREQ=SOMETIMES';
    expect(faultsOf(file)).toEqual([expect.stringMatching(/^shifts\[0\]\.repeat: ./)]);
  });

  test('all faults come in one go and in order of the file, also between parts that are malformed themselves', () => {
    const file = smallest();
    file.shifts[0].line = 'nowhere';
    file.shifts[0].end = '2026-11-02T16:00';
    file.people.push({ id: 'ben', name: 'Ben', phone: '+15550200001', roles: ['volunteer'], nickname: 'B' });
    file.lines[0].timeZone = 'Mars/Olympus';
    file.organisation.crisisNumber = '988';
    expect(faultsOf(file)).toEqual([
      'organisation.crisisNumber: "988" is not a phone number (a + and 8 to 15 digits)',
      'lines[0].timeZone: no such zone "Mars/Olympus"',
      'people[1].nickname: unknown field',
      'people[1].phone: person "ana" already has this number',
      'shifts[0].line: no such line "nowhere"',
      'shifts[0].end: the shift ends before it starts (2026-11-02T17:00)',
    ]);
  });

  test.each([
    ['', 'not valid JSON at line 1, column 1: value expected'],
    ['{\n "organisation": {,}\n}', 'not valid JSON at line 2, column 19: value expected'],
    ['{"a": 1,}', 'not valid JSON at line 1, column 9: property name expected'],
    ['[1, 2', 'not valid JSON at line 1, column 6: close bracket expected'],
    ['3', 'must be an object, not 3'],
    ['null', 'must be an object, not null'],
  ])('%j: %s', (text, sentence) => {
    const reading = readOrganisation(text);
    expect(reading.kind === 'faults' && reading.faults.map(faultLine)).toEqual([sentence]);
  });

  test.each([
    null,
    1,
    'text',
    [],
    [[]],
    { lines: [null], people: 'x', shifts: [{ changes: [7], also: {} }], timeOff: [[]], blocks: {} },
  ])('nonsense %j gives sentences, never a crash', (content) => {
    expect(faultsOf(content).length).toBeGreaterThan(0);
  });
});

describe('a key that stands twice', () => {
  const base = northsideText.trimEnd().replace(/\}$/, '');

  test.each<[string, string, string]>([
    ['at the top', `${base}, "shifts": []}`, 'shifts'],
    ['behind an escape', `${base}, "sh\\u0069fts": []}`, 'shifts'],
  ])('%s is refused with both places', (_where, json, path) => {
    const reading = readOrganisation(json);
    expect(reading.kind === 'faults' && reading.faults).toMatchObject([{ path, problem: { key: 'keyTwice' } }]);
    expect(reading.kind === 'faults' && reading.faults.map(faultLine)).toEqual([
      expect.stringMatching(/: stands here twice, at line \d+, column \d+ and at line \d+, column \d+: /),
    ]);
  });

  test('is refused at any depth, every one of them', () => {
    const json = `\uFEFF{"lines": [{}, {"id": "a",
      "id": "b", "callback": {"expiresHours": 1, "expiresHours": 2}}],
      "lines": []}`;
    const reading = readOrganisation(json);
    expect(reading.kind === 'faults' && reading.faults.map(faultLine)).toEqual([
      'lines[1].id: stands here twice, at line 1, column 17 and at line 2, column 7: only one of them would count',
      'lines[1].callback.expiresHours: stands here twice, at line 2, column 31 and at line 2, column 50: only one of them would count',
      'lines: stands here twice, at line 1, column 2 and at line 3, column 7: only one of them would count',
    ]);
  });

  test('in two objects is in order, and a file nested beyond all measure is a fault', () => {
    expect(readOrganisation(northsideText).kind).toBe('organisation');
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(readOrganisation(`{"lines": ${deep}}`)).toMatchObject({ kind: 'faults' });
  });
});
