import { describe, expect, test } from '@jest/globals';
import { coverOf, thinnessAt } from '../../src/wellbeing/cover.ts';
import type { PersonFacts } from '../../src/wellbeing/guards.ts';
import { careAt, keyOf, thanksDue, type CaredFor, type CareLine } from '../../src/wellbeing/watch.ts';
import { aPerson, minute, now } from '../support/routing-fixtures.ts';

const cared = (facts: PersonFacts, over: Partial<CaredFor> = {}): CaredFor => ({
  facts,
  restAskedAtMs: null,
  restAskedUntilMs: null,
  restExtendedUntilMs: null,
  unpausedSinceMs: null,
  occurrences: [{ name: 'evening 2026-11-10T17:00', startMs: now - 60 * minute, endMs: now + 180 * minute }],
  ...over,
});
const lineWith = (people: CaredFor[], over: Partial<CareLine> = {}): CareLine => ({
  id: 'north',
  need: 1,
  policy: { restAfterHeavyMinutes: 15 },
  people,
  someoneWaits: false,
  thin: null,
  leader: null,
  ...over,
});
const due = (person: CaredFor, over: Partial<CareLine> = {}) =>
  careAt({ nowMs: now, lines: [lineWith([person], over)] }).map((care) =>
    care.kind === 'text'
      ? care.text.sentence
      : care.kind === 'tell-coordinators'
        ? `${care.kind} ${care.about}`
        : `${care.kind} ${care.text.sentence}`,
  );

describe('a rest that is about to end', () => {
  const until = now + 2 * minute;
  const asked = { restAskedAtMs: now - minute, restAskedUntilMs: until };
  const table: [string, CaredFor, string[]][] = [
    ['asks its person', cared(aPerson('ana', { restUntilMs: until })), ['ask-about-rest moreOrOff']],
    ['asks once', cared(aPerson('ana', { restUntilMs: until }), asked), []],
    ['asks nobody four minutes before', cared(aPerson('ana', { restUntilMs: now + 4 * minute })), []],
    [
      'asks nobody whose shift is over by then',
      cared(aPerson('ana', { restUntilMs: until, duty: { startMs: now - minute, endMs: until } })),
      [],
    ],
    [
      'asks nobody who has said that they want calls after it',
      cared(aPerson('ana', { restUntilMs: until, restMoreUntilMs: until, setting: 'on', settingAtMs: now - minute })),
      [],
    ],
    [
      'asks whoever said so of an earlier end',
      cared(
        aPerson('ana', { restUntilMs: until, restMoreUntilMs: until - 1, setting: 'on', settingAtMs: now - minute }),
      ),
      ['ask-about-rest moreOrOff'],
    ],
    [
      'asks nobody who said OFF',
      cared(aPerson('ana', { restUntilMs: until, setting: 'off', settingAtMs: now - minute })),
      [],
    ],
  ];
  test.each(table)('%s', (_, person, sentences) => expect(due(person)).toEqual(sentences));
});

describe('a rest that was asked about and ends in a moment', () => {
  const until = now + 20_000;
  const asked = { restAskedAtMs: now - 2 * minute, restAskedUntilMs: until };
  const table: [string, CaredFor, string[]][] = [
    ['grows without an answer', cared(aPerson('ana', { restUntilMs: until }), asked), ['extend-rest restLonger']],
    [
      'ends as said after an answer',
      cared(aPerson('ana', { restUntilMs: until, setting: 'on', settingAtMs: now - minute }), asked),
      [],
    ],
    [
      'grows where the last word came before the question',
      cared(aPerson('ana', { restUntilMs: until, setting: 'on', settingAtMs: now - 9 * minute }), asked),
      ['extend-rest restLonger'],
    ],
    ['grows once', cared(aPerson('ana', { restUntilMs: until }), { ...asked, restExtendedUntilMs: until }), []],
  ];
  test.each(table)('%s', (_, person, sentences) => expect(due(person)).toEqual(sentences));
});

test('a rest grows by the minutes of its line', () => {
  const until = now + 20_000;
  const person = cared(aPerson('ana', { restUntilMs: until }), {
    restAskedAtMs: now - 2 * minute,
    restAskedUntilMs: until,
  });
  const grown = (restMinutes: number) =>
    careAt({ nowMs: now, lines: [lineWith([person], { policy: { restAfterHeavyMinutes: restMinutes } })] }).map(
      (care) => (care.kind === 'extend-rest' ? (care.untilMs - until) / minute : care.kind),
    );
  expect([grown(15), grown(40)]).toEqual([[15], [40]]);
});

describe('what else time brings', () => {
  const unready = { automatic: false };
  const table: [string, CaredFor, string[], Partial<CareLine>?][] = [
    ['a rest is over', cared(aPerson('ana', { restUntilMs: now - minute })), ['restOver']],
    ['a rest that was over long ago', cared(aPerson('ana', { restUntilMs: now - 11 * minute })), []],
    ['a break is over', cared(aPerson('ana', { breakUntilMs: now })), ['breakOver']],
    [
      'a break is over while a rest holds',
      cared(aPerson('ana', { breakUntilMs: now, restUntilMs: now + 9 * minute })),
      [],
    ],
    ['two hours without a pause', cared(aPerson('ana'), { unpausedSinceMs: now - 120 * minute }), ['pauseNudge']],
    ['nearly two hours without a pause', cared(aPerson('ana'), { unpausedSinceMs: now - 119 * minute }), []],
    [
      'two hours, and talking',
      cared(aPerson('ana', { busy: 'in-contact' }), { unpausedSinceMs: now - 130 * minute }),
      [],
    ],
    ['strained', cared(aPerson('ana', { load: 70 })), ['strainedNudge']],
    ['spent', cared(aPerson('ana', { load: 85 })), ['spentConsent']],
    [
      'spent, with their own yes',
      cared(aPerson('ana', { load: 85, waived: ['spent'], waivedUntilMs: now + minute })),
      [],
    ],
    ['on shift where ON is asked for', cared(aPerson('ana', unready)), ['shiftBegunAskOn']],
    [
      'on shift where ON is asked for, said OFF since',
      cared(aPerson('ana', { ...unready, setting: 'off', settingAtMs: now - minute })),
      [],
    ],
    [
      'the last quarter of an hour, and somebody waits',
      cared(aPerson('ana', { duty: { startMs: now - 60 * minute, endMs: now + 10 * minute } })),
      ['lastQuarter'],
      { someoneWaits: true },
    ],
    [
      'the last quarter of an hour, and nobody waits',
      cared(aPerson('ana', { duty: { startMs: now - 60 * minute, endMs: now + 10 * minute } })),
      [],
    ],
  ];
  // A missing last value would be taken for a callback to wait for.
  test.each(table.map(([name, person, sentences, over = {}]) => ({ name, person, sentences, over })))(
    '$name',
    ({ person, sentences, over }) => expect(due(person, over)).toEqual(sentences),
  );
});

describe('cover thins because somebody rests', () => {
  const people = [
    cared(aPerson('ana', { restUntilMs: now + 14 * minute })),
    cared(aPerson('ben')),
    cared(aPerson('cleo', { onShiftAs: 'backup' })),
    cared(aPerson('dev', { onShiftAs: 'backup', load: 30 })),
  ];
  const thin = { sinceMs: now - minute, fewest: 1 };
  const cares = (over: Partial<CareLine>) =>
    careAt({ nowMs: now, lines: [lineWith(people, { need: 2, thin, ...over })] });
  const texts = (over: Partial<CareLine>) => cares(over).flatMap((care) => (care.kind === 'text' ? [care.text] : []));

  test('a backup steps up, the leader hears how many are left, not who or why', () => {
    const told = texts({ leader: { id: 'lea' } });
    expect(told.map(({ personId, sentence }) => `${personId} ${sentence}`)).toEqual([
      'cleo backupNeeded',
      'lea leaderCoverThin',
    ]);
    expect(told[1]).toMatchObject({ slots: { have: 1, need: 2, untilMs: now + 14 * minute } });
    expect(JSON.stringify(told[1])).not.toContain('ana');
    // Texts alone are nobody's place: Ben, who takes nothing else now, is not one of those left.
    const [ana, ben, ...backups] = people;
    const withTexter = [ana!, { ...ben!, facts: { ...ben!.facts, textsOnly: true as const } }, ...backups];
    expect(texts({ leader: { id: 'lea' }, people: withTexter }).at(-1)).toMatchObject({ slots: { have: 0, need: 2 } });
    expect(
      coverOf(
        people.map(({ facts }) => facts),
        1,
        now,
      ),
    ).toMatchObject({ have: 1, steppingUp: [] });
  });

  test('the same thinness bears the same key; a thinner or a new one another', () => {
    const keyWith = (one: typeof thin) => texts({ leader: { id: 'lea' }, thin: one })[1]?.key;
    expect(keyWith(thin)).toBe(keyWith({ ...thin }));
    expect(new Set([thin, { ...thin, fewest: 0 }, { ...thin, sinceMs: now }].map(keyWith)).size).toBe(3);
  });

  test('where no leader is on the coordinators know, where all are in a contact it waits', () => {
    expect(cares({ leader: null }).map((care) => care.kind)).toEqual(['text', 'tell-coordinators']);
    expect(cares({ leader: 'busy' }).map((care) => care.kind)).toEqual(['text']);
    expect(cares({ leader: null, thin: null })).toEqual([]);
  });
});

describe('when cover is thin', () => {
  const resting = (minutes: number, have = 1) => ({
    have,
    resting: [{ personId: 'ana', untilMs: now + minutes * minute }],
    steppingUp: [],
  });
  const was = { sinceMs: now - 20 * minute, fewest: 1 };
  const table: [string, ReturnType<typeof thinnessAt>, ReturnType<typeof thinnessAt>][] = [
    ['it begins with a rest of some length', thinnessAt(resting(14), 2, null, now), { sinceMs: now, fewest: 1 }],
    ['a rest that is nearly over begins none', thinnessAt(resting(4), 2, null, now), null],
    ['and ends none', thinnessAt(resting(4), 2, was, now), was],
    ['somebody back makes it no thinner', thinnessAt(resting(14, 2), 3, was, now), was],
    ['one more gone does', thinnessAt(resting(14, 0), 2, was, now), { ...was, fewest: 0 }],
    ['enough people end it', thinnessAt(resting(14, 2), 2, was, now), null],
    ['it is none where nobody rests', thinnessAt({ have: 1, resting: [], steppingUp: [] }, 2, was, now), null],
  ];
  test.each(table)('%s', (_, is, expected) => expect(is).toEqual(expected));
});

test('asked again a moment later the same things bear the same keys', () => {
  const keys = (nowMs: number) =>
    careAt({
      nowMs,
      lines: [lineWith([cared(aPerson('ana', { restUntilMs: now + 2 * minute, load: 70 }))])],
    }).map(keyOf);
  expect(keys(now)).toEqual(keys(now + 10_000));
});

test('a caller’s thanks are given in the next duty that begins after them, and in no other', () => {
  const began = now - 60 * minute;
  const lines = [lineWith([cared(aPerson('ana')), cared(aPerson('ben', { duty: null }))])];
  const given = (personId: string, atMs: number) => thanksDue(lines, [{ personId, atMs }]);
  expect(given('ana', began - 1)).toEqual([{ personId: 'ana', lineId: 'north', beforeMs: began }]);
  expect(given('ana', began)).toEqual([]);
  expect(given('ben', began - 1)).toEqual([]);
  expect(given('cleo', began - 1)).toEqual([]);
  expect(thanksDue(lines, [])).toEqual([]);
});
