/** The list for going live, as a table: what was seen and said, and how each thing stands. And which fallback documents lead back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findingsOf } from '../../src/organisation/findings.ts';
import { foundingFaults, foundingFile, type Founding } from '../../src/organisation/founding-file.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { leadsTo } from '../../src/operations/fallback-document.ts';
import { goLive, goLiveChecks, type GoLiveFacts } from '../../src/operations/go-live.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import { coverage, staffedOpenings } from '../../src/schedule/coverage.ts';
import { dutiesOf } from '../../src/schedule/duties.ts';
import { resolveLine } from '../../src/schedule/resolve.ts';
import { dayMs } from '../../src/schedule/wall-clock.ts';
import { countries } from '../../src/web/found/countries.ts';
import { projectRoot } from '../../src/platform/project-root.ts';

const hourMs = 3_600_000;
const looked = ['public-address', 'certificate', 'carrier', 'numbers', 'status-callbacks', 'fallback', 'backup'];
const ready: GoLiveFacts = {
  isLab: false,
  hasFallback: true,
  isHttps: true,
  findings: looked.map((check) => ({ check, state: 'ok', why: 'fine', values: {} })),
  ticked: new Map([
    ['opt-out', 1],
    ['sender-registration', 2],
    ['secret', 3],
  ]),
  heardAtMs: 4,
};
const stateOf = (facts: Partial<GoLiveFacts>, check: string) =>
  goLive({ ...ready, ...facts }).find((entry) => entry.check === check)?.state;
const found = (check: string, state: 'ok' | 'attention' | 'fail', why: string) => ({
  findings: [{ check, state, why, values: {} }],
});

test('where everything was seen and said, everything is right, in the order of the list', () => {
  expect(goLive(ready).map(({ check, state }) => [check, state])).toEqual(goLiveChecks.map((check) => [check, 'ok']));
});

test.each([
  ['nobody has looked yet', { findings: null }, 'numbers', 'open'],
  ['it was looked, and not right', found('numbers', 'fail', 'elsewhere'), 'numbers', 'wrong'],
  ['somebody should see to it', found('backup', 'attention', 'old'), 'backup', 'wrong'],
  ['a young service without a backup', found('backup', 'ok', 'not-yet'), 'backup', 'open'],
  ['no fallback is set, whatever was seen', { hasFallback: false }, 'fallback', 'open'],
  ['without https there is no certificate to look at', { isHttps: false }, 'certificate', undefined],
  ['the lab alarms nobody', { isLab: true, findings: null, isHttps: false }, 'public-address', 'later'],
  ['the lab alarms nobody about a missing fallback', { isLab: true, hasFallback: false }, 'fallback', 'later'],
  ['nobody said it', { ticked: new Map() }, 'secret', 'open'],
  ['nobody heard a test call', { heardAtMs: null }, 'test-call', 'open'],
] as const)('%s', (_what, facts, check, state) => {
  expect(stateOf(facts as Partial<GoLiveFacts>, check)).toBe(state);
});

const ours = readFileSync(join(projectRoot, 'infra/fallback/fallback.xml'), 'utf8');
const there = 'https://warmline.example.org/twilio/voice';
test.each([
  ['the one we ship, with its own address', ours, there, true],
  ['with another address', ours, 'https://line.example.net/twilio/voice', false],
  ['a page that says so in words', `<html><body>${there}</body></html>`, there, false],
  ['no document', 'not found', there, false],
  ['an address in a comment only', `<Response><!-- <Redirect>${there}</Redirect> --></Response>`, there, false],
  ['cut off', ours.slice(0, ours.indexOf('</Redirect>')), there, false],
])('a fallback document: %s', (_what, document, voiceUrl, isRight) => {
  expect(leadsTo(document, voiceUrl)).toBe(isRight);
});

const founding: Founding = {
  name: 'Mesa',
  timeZone: 'America/Denver',
  crisisNumber: '800 273 8255',
  crisisName: '',
  callingCode: '1',
  languages: ['en'],
  phoneNumber: '',
  openingHours: [{ days: ['FR'], start: '20:00', end: '02:00' }],
  greetings: [],
  you: { name: 'Rosa', phone: '(303) 555-0142', languages: [], takesCalls: false },
  people: [{ name: 'Theo', phone: '303.555.0143', languages: [] }],
  ringsAtOnce: true,
};
const onCall = [{ person: 'b', as: 'backup' }];
const made = (part: Partial<Founding>, isLab = true) =>
  checkOrganisation(foundingFile({ ...founding, ...part }, { ids: ['a', 'b'], today: '2026-12-31', isLab }));

test('founding: numbers as people write them, hours past midnight, and only those on shift who take calls', () => {
  const reading = made({});
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  const { organisation, lines, people, shifts } = reading.organisation;
  expect(organisation.crisisNumber).toBe('+18002738255');
  expect(lines[0]).toMatchObject({ phoneNumber: '+15550100001', automaticAvailability: true });
  expect(people.map(({ phone, roles }) => [phone, roles])).toEqual([
    ['+13035550142', ['coordinator', 'admin']],
    ['+13035550143', ['volunteer']],
  ]);
  expect(shifts.map(({ start, end, repeat, need }) => [start, end, repeat, need])).toEqual([
    ['2026-12-31T20:00', '2026-12-31T23:00', 'FREQ=WEEKLY;BYDAY=FR', 1],
    ['2026-12-31T23:00', '2027-01-01T02:00', 'FREQ=WEEKLY;BYDAY=FR', 1],
  ]);
  expect(shifts.map(({ assigned }) => assigned)).toEqual([onCall, onCall]);
});

test.each([
  ['one who answers alone, always open', [], '2027-01-01', 6],
  ['a night into the next day', [{ days: ['SU'], start: '20:00', end: '08:00' }], '2027-01-04', 3],
  ['weekdays, by day', [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], start: '09:00', end: '17:30' }], '2027-01-04', 3],
  ['an hour', [{ days: ['MO'], start: '09:00', end: '10:00' }], '2027-01-04', 1],
] as const)(
  'founding, %s: shifts that can be worked cover the hours, and nobody is planned around the clock',
  (_what, hours, day, pieces) => {
    const openingHours = hours as unknown as Founding['openingHours'];
    const reading = made({ openingHours, you: { ...founding.you, takesCalls: true }, people: [] });
    if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
    const { organisation } = reading;
    const schedule = compileSchedule(organisation);
    const [fromMs, toMs] = [Date.parse(`${day}T07:00:00Z`), Date.parse(`${day}T07:00:00Z`) + 14 * dayMs];
    const shifts = resolveLine(schedule, 'main', fromMs, toMs);
    expect(organisation.shifts).toHaveLength(pieces);
    expect(Math.max(...shifts.map(({ startMs, endMs }) => endMs - startMs))).toBeLessThanOrEqual(4 * hourMs);
    // Somebody can be rung for all of the hours, and is planned for none of them; no cap is broken, and all is still to be planned.
    const cover = coverage(schedule, fromMs, toMs);
    const lengthOf = (all: readonly { startMs: number; endMs: number }[]) =>
      all.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    expect(lengthOf(shifts)).toBe(lengthOf(cover));
    expect(lengthOf(staffedOpenings(schedule, 'main', fromMs, toMs, 'anybody'))).toBe(lengthOf(cover));
    expect(cover.every(({ need, have }) => need === 1 && have === 0)).toBe(true);
    expect(dutiesOf(schedule, 'a', fromMs, toMs)).toEqual([]);
    expect(findingsOf(organisation, fromMs, new Map()).map(({ kind }) => kind)).not.toContain('over-cap');
  },
);

test.each([
  ['nothing was typed', { name: '', you: { ...founding.you, name: '', phone: '' } }, ['name', 'you.name', 'you.phone']],
  ['two have one phone', { people: [{ ...founding.you, name: 'Theo' }] }, ['people[0].phone']],
  [
    'no language, no days',
    { languages: [], openingHours: [{ days: [], start: '25:00', end: '' }] },
    ['languages', 'openingHours[0].days', 'openingHours[0].start', 'openingHours[0].end'],
  ],
  [
    'a short crisis number, a zone that is none',
    { crisisNumber: '988', timeZone: 'Mars' },
    ['timeZone', 'crisisNumber'],
  ],
] as const)('founding: %s, said at the fields', (_what, part, fields) => {
  const reading = made(part as unknown as Partial<Founding>);
  expect(reading.kind).toBe('faults');
  const paths = reading.kind === 'faults' ? foundingFaults(reading.faults).map(({ path }) => path) : [];
  expect(paths.toSorted()).toEqual([...fields].toSorted());
});

const suggesting = countries.filter(({ crisisNumber }) => crisisNumber !== '');
test.each(suggesting.map(({ code, ...country }) => [code, country] as const))(
  'founding: the crisis line suggested for %s is taken as it is',
  (_code, { callingCode, crisisNumber, crisisName }) => {
    const you = { ...founding.you, phone: '+13035550142' };
    const reading = made({ callingCode, crisisNumber, crisisName, you, people: [] });
    expect(reading).toMatchObject({ organisation: { organisation: { crisisNumber, crisisName } } });
  },
);

test('founding: with a carrier the line needs a number of its own', () => {
  const reading = made({}, false);
  expect(reading.kind === 'faults' && foundingFaults(reading.faults).map(({ path }) => path)).toEqual(['phoneNumber']);
});
