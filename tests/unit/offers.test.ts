/** A shift is offered to one person: only what is good for both, asked by day, and left alone by who was asked (P2). */
import { describe, expect, test } from '@jest/globals';
import { noticesOfOffer, whatLeavingDoes, whatOfferingDoes, type OfferingFacts } from '../../src/planning/offers.ts';
import type { Occurrence } from '../../src/schedule/model.ts';

const zone = 'America/Chicago';
const hourMs = 3_600_000;
const nowMs = Date.parse('2026-11-10T12:00:00-06:00');
const shiftOn = (day: string, person: string): Occurrence => ({
  line: 'main',
  shift: 'evening',
  occurrence: `${day}T17:00`,
  startMs: Date.parse(`${day}T17:00:00-06:00`),
  endMs: Date.parse(`${day}T21:00:00-06:00`),
  people: [{ person, as: 'primary' }],
  need: 1,
  requires: [],
});
const own = shiftOn('2026-11-20', 'ana');
const theirs = shiftOn('2026-11-21', 'cleo');

describe('offering', () => {
  const offers = (over: Partial<OfferingFacts> = {}, to = 'cleo') =>
    whatOfferingDoes('ana', to, {
      shift: own,
      wants: false,
      inExchange: null,
      standing: null,
      against: () => null,
      nowMs,
      ...over,
    });
  const answer = (offered: object) => ({ kind: 'answer', offered });

  test('a shift of one’s own stands for two days', () => {
    expect(offers()).toEqual({ kind: 'offer', shift: own, expiresAtMs: nowMs + 48 * hourMs });
    expect(offers({ wants: true, inExchange: theirs }).kind).toBe('offer');
  });

  test.each<[string, ReturnType<typeof offers>, object]>([
    ['it is not theirs', offers({ shift: null }), { kind: 'nothing' }],
    ['it is offered to themselves', offers({}, 'ana'), { kind: 'nothing' }],
    ['what they want for it is not the other’s', offers({ wants: true }), { kind: 'nothing' }],
    ['that person has the offer already', offers({ standing: { offeredTo: 'cleo' } }), { kind: 'offered' }],
    ['another has the offer', offers({ standing: { offeredTo: 'dan' } }), { kind: 'offered-already' }],
    [
      'it is not for the other',
      offers({ against: (id) => (id === 'cleo' ? { kind: 'away' } : null) }),
      { kind: 'not-for-them' },
    ],
    [
      'what comes back is not for them',
      offers({ wants: true, inExchange: theirs, against: (id) => (id === 'ana' ? { kind: 'away' } : null) }),
      { kind: 'not-for-you', line: 'main', why: { kind: 'away' } },
    ],
  ])('changes nothing where %s', (_why, step, offered) => {
    expect(step).toEqual(answer(offered));
  });
});

test('the other is asked at once, in their night only after it; the holder hears when it is over', () => {
  const expiresAtMs = nowMs + 48 * hourMs;
  const told = (atMs: number) => {
    const { notices, asksNow } = noticesOfOffer(
      own,
      { holderId: 'ana', expiresAtMs },
      { id: 'cleo', timeZone: zone },
      atMs,
    );
    return [asksNow, ...notices.map(({ personId, kind, dueMs }) => [personId, kind, dueMs])];
  };
  expect(told(nowMs)).toEqual([true, ['ana', 'offer-open', expiresAtMs]]);
  expect(told(Date.parse('2026-11-10T22:00:00-06:00'))).toEqual([
    false,
    ['ana', 'offer-open', expiresAtMs],
    ['cleo', 'offer-made', Date.parse('2026-11-11T09:00:00-06:00')],
  ]);
});

test('an offer is left alone only by whoever has it, said once or twice', () => {
  const up = { offeredTo: 'cleo', state: 'offered', left: false } as const;
  expect(whatLeavingDoes(up, 'cleo', 0)).toEqual({ kind: 'leave' });
  expect(whatLeavingDoes({ ...up, state: 'over' }, 'cleo', 0)).toEqual({ kind: 'answer', left: true });
  expect(whatLeavingDoes({ ...up, state: 'taken' }, 'cleo', 0)).toEqual({ kind: 'answer', left: false });
  expect(whatLeavingDoes(up, 'dan', 0)).toEqual({ kind: 'answer', left: false });
  expect(whatLeavingDoes(null, 'cleo', 0)).toEqual({ kind: 'answer', left: false });
});
