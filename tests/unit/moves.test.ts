/** Moves that wait for a coordinator's yes, offers to several, and where a shift is once it has moved (R6). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { whereItGoes } from '../../src/planning/follow.ts';
import { decidedSays, whatYesDoes } from '../../src/planning/moves.ts';
import { whatLeavingDoes, whatOfferingToManyDoes, type ProposedSwap } from '../../src/planning/offers.ts';
import { whatTakingDoes, whatUndoingDoes, type Consent, type OpenShift } from '../../src/planning/open-shifts.ts';
import type { NotTaken } from '../../src/planning/take.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import type { Occurrence, ScheduleShift } from '../../src/schedule/model.ts';

const nowMs = Date.parse('2026-11-10T12:00:00Z');
const timeZone = 'America/Chicago';
const evening = (day: string, person: string): Occurrence => ({
  line: 'main',
  shift: person,
  occurrence: `${day}T17:00`,
  startMs: Date.parse(`${day}T17:00:00-06:00`),
  endMs: Date.parse(`${day}T21:00:00-06:00`),
  people: [{ person, as: 'primary' }],
  need: 1,
  requires: [],
});
const [ofAna, ofBen, ofCleo] = [
  evening('2026-11-20', 'ana'),
  evening('2026-11-21', 'ben'),
  evening('2026-11-22', 'cleo'),
];
const spanOf = ({ line, shift, occurrence, startMs, endMs }: Occurrence) => ({
  line,
  shift,
  occurrence,
  startMs,
  endMs,
});
const up: OpenShift = {
  ...spanOf(ofAna),
  id: 'up1',
  number: 1,
  holderId: 'ana',
  state: 'offered',
  closedAtMs: null,
  askedMany: true,
  takenBy: null,
  offeredTo: 'ben',
  left: false,
  expiresAtMs: nowMs + 3_600_000,
  inExchange: spanOf(ofBen),
};
const overHours = { kind: 'over-cap', cap: 'hoursPerWeek', from: '2026-11-16', value: 14, limit: 12 } as const;
const tooMuch: NotTaken = overHours;
const everyTaker = new Map<string, { channels: string[] }>();
const own: Consent = { of: 'own', wantsApproval: false, asksToAllow: false };
const takes = (consent: Consent, over: Partial<OpenShift> = {}, why: NotTaken | null = null, person = 'ben') =>
  whatTakingDoes({ ...up, ...over }, person, {
    shift: { occurrence: ofAna, assigned: ofAna.people },
    exchange: { occurrence: ofBen, assigned: ofBen.people },
    people: everyTaker,
    against: (id) => (id === person ? why : null),
    consent,
    nowMs,
  });

describe('taking', () => {
  test('waits where the line wants a yes, and only there', () => {
    expect(takes(own).kind).toBe('give');
    expect(takes({ ...own, wantsApproval: true })).toMatchObject({
      kind: 'ask',
      take: { kind: 'asked', inExchange: { startMs: ofBen.startMs } },
      overCap: null,
    });
  });

  test('what breaks a cap is refused, asked for, or allowed: nothing else ever lets it through', () => {
    const refused = { kind: 'answer', take: { kind: 'not-possible', line: 'main', why: tooMuch } };
    expect(takes(own, {}, tooMuch)).toEqual(refused);
    expect(takes({ ...own, wantsApproval: true }, {}, tooMuch)).toEqual(refused);
    expect(takes({ ...own, asksToAllow: true }, {}, tooMuch)).toMatchObject({
      kind: 'ask',
      overCap: { cap: 'hoursPerWeek' },
    });
    const waits = { state: 'waiting', takenBy: 'ben' } as const;
    expect(takes({ of: 'coordinator', allowsCap: false }, waits, tooMuch)).toEqual(refused);
    expect(takes({ of: 'coordinator', allowsCap: true }, waits, tooMuch)).toMatchObject({
      kind: 'give',
      overCap: { value: 14, limit: 12 },
    });
  });

  test('no yes of anybody allows what is no cap', () => {
    const others: NotTaken[] = [
      { kind: 'away' },
      { kind: 'already-on' },
      { kind: 'language' },
      { kind: 'untrained', course: 'core' },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...others), fc.boolean(), fc.boolean(), fc.boolean(), (why, wants, asks, isOwn) => {
        const consent: Consent = isOwn
          ? { of: 'own', wantsApproval: wants, asksToAllow: asks }
          : { of: 'coordinator', allowsCap: asks };
        const state = isOwn ? {} : ({ state: 'waiting', takenBy: 'ben' } as const);
        expect(takes(consent, state, why)).toMatchObject({ kind: 'answer', take: { kind: 'not-possible' } });
      }),
    );
  });

  test('while one waits, the others hear that somebody was faster, and the one that it waits still', () => {
    const waits = { state: 'waiting', takenBy: 'ben' } as const;
    expect(takes(own, waits)).toMatchObject({ kind: 'answer', take: { kind: 'asked' } });
    expect(takes(own, { ...waits, offeredTo: 'cleo' }, null, 'cleo')).toEqual({
      kind: 'answer',
      take: { kind: 'meanwhile' },
    });
    expect(takes(own, { offeredTo: null })).toEqual({ kind: 'answer', take: { kind: 'unknown' } });
  });

  test('a yes that waited longer than the offer still holds', () => {
    const late = { state: 'waiting', takenBy: 'ben', expiresAtMs: nowMs - 1 } as const;
    expect(takes({ of: 'coordinator', allowsCap: false }, late).kind).toBe('give');
  });
});

test('a coordinator’s yes carries out, says which cap, or closes what is not possible any more', () => {
  const yes = (why: NotTaken | null) =>
    whatYesDoes(takes({ of: 'coordinator', allowsCap: false }, { state: 'waiting', takenBy: 'ben' }, why));
  expect(yes(null).kind).toBe('carry-out');
  expect(yes(tooMuch)).toEqual({ kind: 'answer', decided: { kind: 'over-cap', line: 'main', why: tooMuch } });
  expect(yes({ kind: 'away' })).toEqual({ kind: 'close', isUpAgain: true });
  expect(whatYesDoes({ kind: 'over', take: { kind: 'meanwhile' } })).toEqual({ kind: 'close', isUpAgain: false });
});

test('asking can be taken back by who asked, and the holder takes back what they put up', () => {
  const undoes = (kind: 'cover' | 'ask', state: OpenShift['state']) =>
    whatUndoingDoes({ kind, undoneAtMs: null }, { ...up, state }, false).kind;
  expect([undoes('ask', 'waiting'), undoes('ask', 'taken'), undoes('cover', 'waiting')]).toEqual([
    'take-back-asking',
    'answer',
    'withdraw',
  ]);
});

test('both hear of a no and its reason; only who asked of a yes', () => {
  const says = (state: 'approved' | 'refused' | 'over' | 'waiting', person: string) =>
    decidedSays({ state, personId: 'ben', reason: 'Too soon.' }, null, person)?.sentence ?? null;
  expect(
    (['approved', 'refused', 'over', 'waiting'] as const).map((state) => [says(state, 'ben'), says(state, 'ana')]),
  ).toEqual([
    ['moveApproved', null],
    ['moveRefused', 'moveNotNow'],
    ['moveOver', null],
    [null, null],
  ]);
});

describe('offering to several', () => {
  const offers = (swaps: ProposedSwap[], over: Partial<Parameters<typeof whatOfferingToManyDoes>[2]> = {}) =>
    whatOfferingToManyDoes('ana', swaps, { shift: ofAna, standing: false, against: () => null, nowMs, ...over });
  const both = [
    { to: 'ben', inExchange: ofBen },
    { to: 'cleo', inExchange: ofCleo },
  ];

  test('asks each for one of theirs, and leaves out what would not be good for both', () => {
    expect(offers(both)).toMatchObject({ kind: 'offer', asks: [{ to: 'ben' }, { to: 'cleo' }] });
    const notBen = (id: string): NotTaken | null => (id === 'ben' ? { kind: 'away' } : null);
    expect(offers(both, { against: notBen })).toMatchObject({ asks: [{ to: 'cleo' }] });
    expect(offers([...both, { to: 'ana', inExchange: ofAna }, { to: 'ben', inExchange: ofCleo }])).toMatchObject({
      asks: [{ to: 'ben', inExchange: { shift: 'ben' } }, { to: 'cleo' }],
    });
  });

  test('changes nothing where nobody is left, it stands already or is not theirs', () => {
    expect(offers([{ to: 'ben', inExchange: null }])).toEqual({ kind: 'answer', offered: { kind: 'not-for-them' } });
    expect(offers(both, { standing: true })).toEqual({ kind: 'answer', offered: { kind: 'offered-already' } });
    expect(offers(both, { shift: null })).toEqual({ kind: 'answer', offered: { kind: 'nothing' } });
  });

  test('is over only when the last one leaves it', () => {
    expect(whatLeavingDoes(up, 'ben', 1)).toEqual({ kind: 'step-out' });
    expect(whatLeavingDoes(up, 'ben', 0)).toEqual({ kind: 'leave' });
    expect(whatLeavingDoes({ ...up, left: true }, 'ben', 1)).toEqual({ kind: 'answer', left: true });
  });
});

describe('a shift that is up', () => {
  const at = (shifts: ScheduleShift[]) =>
    whereItGoes(
      compileSchedule({
        organisation: { timeZone },
        lines: [{ id: 'main', timeZone }],
        people: ['ana', 'ben'].map((id) => ({ id, timeZone })),
        shifts,
      }),
      { ...up, offeredTo: null, inExchange: null },
    );
  const shift = (over: Partial<ScheduleShift> = {}): ScheduleShift => ({
    id: 'ana',
    line: 'main',
    start: '2026-11-20T17:00',
    end: '2026-11-20T21:00',
    assigned: [{ person: 'ana', as: 'primary' }],
    ...over,
  });
  const moved = (day: string, hour: string) => Date.parse(`${day}T${hour}:00-06:00`);

  test('is where it was, moved with its occurrence, or carried on by another series of that date', () => {
    expect(at([shift()])).toEqual({ kind: 'as-it-was' });
    const change = { occurrence: '2026-11-20T17:00', start: '2026-11-21T09:00', end: '2026-11-21T12:00' };
    expect(at([shift({ changes: [change] })])).toMatchObject({
      kind: 'moved',
      shift: { shift: 'ana', startMs: moved('2026-11-21', '09:00') },
    });
    expect(at([shift({ id: 'ana-2', start: '2026-11-20T18:00' })])).toMatchObject({
      kind: 'moved',
      shift: { shift: 'ana-2', startMs: moved('2026-11-20', '18:00') },
    });
  });

  test('is over where its holder has it no more, or nobody can say which it is', () => {
    const ofBenNow = [{ person: 'ben', as: 'primary' as const }];
    expect(at([shift({ assigned: ofBenNow })])).toEqual({ kind: 'over' });
    expect(at([])).toEqual({ kind: 'over' });
    expect(at([shift({ id: 'a', start: '2026-11-20T09:00', end: '2026-11-20T10:00' }), shift({ id: 'b' })])).toEqual({
      kind: 'over',
    });
  });
});
