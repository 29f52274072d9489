/** Taking an open shift and taking it back: what is written, and what the person hears (T4). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  stateAgain,
  whatTakingDoes,
  whatUndoingDoes,
  type Against,
  type OpenShift,
  type UndoStep,
} from '../../src/planning/open-shifts.ts';
import type { NotTaken } from '../../src/planning/take.ts';
import type { Assignment, Occurrence } from '../../src/schedule/model.ts';

const nowMs = Date.parse('2026-11-10T12:00:00Z');
const time = { line: 'main', startMs: nowMs + 3_600_000, endMs: nowMs + 4 * 3_600_000 };
const name = { shift: 'evening', occurrence: '2026-11-10T17:00' };
const primary = (person: string): Assignment => ({ person, as: 'primary' });
const up: OpenShift = {
  ...time,
  ...name,
  id: 'up1',
  number: 1,
  holderId: 'ana',
  state: 'open',
  closedAtMs: null,
  askedMany: false,
  takenBy: null,
  left: false,
  offeredTo: null,
  expiresAtMs: null,
  inExchange: null,
};
const occurrence = (people: Assignment[], need = 2): Occurrence => ({ ...time, ...name, people, need, requires: [] });
const everyTaker = new Map([['tess', { channels: ['text'] }]]);
const own = { of: 'own' as const, wantsApproval: false, asksToAllow: false };
const ofAna = [primary('ana'), primary('ben')];
const takes = (
  over: Partial<OpenShift>,
  people: Assignment[] | null = ofAna,
  why: NotTaken | null = null,
  atMs = nowMs,
  need = 2,
) =>
  whatTakingDoes({ ...up, ...over }, 'cleo', {
    shift: { occurrence: people && occurrence(people, need), assigned: people ?? [] },
    exchange: null,
    people: everyTaker,
    against: () => why,
    consent: own,
    nowMs: atMs,
  });
const none = whatTakingDoes(null, 'cleo', {
  shift: { occurrence: null, assigned: [] },
  exchange: null,
  people: everyTaker,
  against: () => null,
  consent: own,
  nowMs,
});
const taken = { kind: 'taken', ...time, inExchange: null };

describe('taking', () => {
  test('the taker stands where the holder stood', () => {
    expect(takes({})).toMatchObject({
      kind: 'give',
      take: taken,
      people: [primary('cleo'), primary('ben')],
      staysOpen: false,
    });
    // Who was on it as a backup is on it once.
    const backup: Assignment = { person: 'cleo', as: 'backup' };
    expect(takes({}, [primary('ana'), backup])).toMatchObject({ people: [primary('cleo')] });
  });

  test('where it is short of people the taker comes on top, and it stays open while more are missing', () => {
    expect(takes({ holderId: '' }, [primary('ben')])).toMatchObject({
      people: [primary('ben'), primary('cleo')],
      staysOpen: false,
    });
    expect(takes({ holderId: '' }, [primary('ben')], null, nowMs, 3)).toMatchObject({ staysOpen: true });
    // Whoever takes texts only is in nobody's way.
    expect(takes({ holderId: '' }, [primary('ben'), primary('tess')])).toMatchObject({
      kind: 'give',
      staysOpen: false,
    });
  });

  test.each<[string, ReturnType<typeof takes>, unknown]>([
    ['there is none', none, { kind: 'unknown' }],
    ['it is their own', takes({ holderId: 'cleo' }), { kind: 'unknown' }],
    ['somebody was faster', takes({ state: 'taken' }), { kind: 'meanwhile' }],
    ['they have it already', takes({ state: 'taken' }, [primary('cleo')]), taken],
    ['it was withdrawn', takes({ state: 'withdrawn' }), { kind: 'unknown' }],
    ['it is over', takes({ state: 'over' }), { kind: 'unknown' }],
    [
      'it would do them no good',
      takes({}, ofAna, { kind: 'already-on' }),
      { kind: 'not-possible', line: 'main', why: { kind: 'already-on' } },
    ],
  ])('nothing changes where %s', (_why, step, take) => {
    expect(step).toEqual({ kind: 'answer', take });
  });

  test.each<[string, ReturnType<typeof takes>, unknown]>([
    ['it has begun', takes({}, ofAna, null, time.startMs), { kind: 'unknown' }],
    ['there is no such shift any more', takes({}, null), { kind: 'unknown' }],
    ['its holder is not on it any more', takes({}, [primary('ben')]), { kind: 'meanwhile' }],
    ['nobody is missing any more', takes({ holderId: '' }, ofAna), { kind: 'meanwhile' }],
  ])('it is closed where %s', (_why, step, take) => {
    expect(step).toEqual({ kind: 'over', take });
  });

  test('of many who take the same one, one gets it, and nobody else loses their place', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom('ana', 'ben', 'dan', 'eva'), { minLength: 1 }), (ids) => {
        const step = takes({ holderId: ids[0] ?? '' }, ids.map(primary));
        if (step.kind !== 'give') throw new Error('it could be taken');
        expect(step.people.map(({ person }) => person)).toEqual(['cleo', ...ids.slice(1)]);
      }),
    );
  });
});

describe('an offer to one person', () => {
  const offer: Partial<OpenShift> = { state: 'offered', offeredTo: 'cleo', expiresAtMs: nowMs + 60_000 };

  test('is taken by that person as any shift is, and by nobody else', () => {
    expect(takes(offer)).toMatchObject({ kind: 'give', take: taken, people: [primary('cleo'), primary('ben')] });
    expect(takes({ ...offer, offeredTo: 'dan' })).toEqual({ kind: 'answer', take: { kind: 'unknown' } });
    expect(takes({ ...offer, state: 'taken', offeredTo: 'dan' })).toEqual({
      kind: 'answer',
      take: { kind: 'unknown' },
    });
  });

  test('stands until it expires', () => {
    expect(takes(offer, ofAna, null, nowMs + 59_999).kind).toBe('give');
    expect(takes(offer, ofAna, null, nowMs + 60_000)).toEqual({ kind: 'answer', take: { kind: 'unknown' } });
  });

  const later = { line: 'main', startMs: time.startMs + 86_400_000, endMs: time.endMs + 86_400_000 };
  const laterName = { shift: 'evening', occurrence: '2026-11-11T17:00' };
  const swap = { ...up, ...offer, inExchange: { ...later, ...laterName } };
  const ofCleo = [primary('dan'), primary('cleo')];
  const swaps = (theirs: Assignment[] | null, against: Against = () => null, atMs = nowMs) =>
    whatTakingDoes(swap, 'cleo', {
      shift: { occurrence: occurrence(ofAna), assigned: ofAna },
      exchange: { occurrence: theirs && { ...occurrence(theirs), ...later, ...laterName }, assigned: theirs ?? [] },
      people: everyTaker,
      against,
      consent: own,
      nowMs: atMs,
    });

  test('in exchange gives each the place of the other', () => {
    expect(swaps(ofCleo)).toMatchObject({
      kind: 'give',
      take: { kind: 'taken', ...time, inExchange: later },
      people: [primary('cleo'), primary('ben')],
      other: { people: [primary('dan'), primary('ana')] },
    });
  });

  test('in exchange is judged for each as if what they give were gone', () => {
    const asked: unknown[] = [];
    swaps(ofCleo, (id, one, given, holder) => {
      asked.push([id, one.occurrence, given?.occurrence, holder]);
      return null;
    });
    expect(asked).toEqual([
      ['ana', laterName.occurrence, name.occurrence, 'cleo'],
      ['cleo', name.occurrence, laterName.occurrence, 'ana'],
    ]);
  });

  test('in exchange is over where the other shift is gone, is not theirs any more, or is not for its new holder', () => {
    const over = { kind: 'over', take: { kind: 'unknown' } };
    expect(swaps(null)).toEqual(over);
    expect(swaps([primary('dan')])).toEqual(over);
    expect(swaps(ofCleo, (id) => (id === 'ana' ? { kind: 'away' } : null))).toEqual(over);
  });

  test('is up again, for that person alone, once its taking is taken back', () => {
    expect(stateAgain(swap)).toBe('offered');
    expect(stateAgain(up)).toBe('open');
  });
});

describe('taking back', () => {
  const undone = { kind: 'undone', ...time };
  const last = (kind: 'cover' | 'take' | 'swap', undoneAtMs: number | null = null) => ({ kind, undoneAtMs });
  const shift = (state: OpenShift['state']): OpenShift => ({ ...up, state });

  test.each<[string, UndoStep, UndoStep['kind'], unknown]>([
    ['nothing was done lately', whatUndoingDoes(null, null, false), 'answer', { kind: 'too-late' }],
    ['a COVER', whatUndoingDoes(last('cover'), shift('open'), false), 'withdraw', undone],
    [
      'a COVER that was taken',
      whatUndoingDoes(last('cover'), shift('taken'), false),
      'answer',
      { kind: 'taken-meanwhile' },
    ],
    ['a COVER that is over', whatUndoingDoes(last('cover'), shift('over'), false), 'answer', { kind: 'too-late' }],
    ['a TAKE', whatUndoingDoes(last('take'), shift('taken'), true), 'give-back', undone],
    [
      'a TAKE whose people changed since',
      whatUndoingDoes(last('take'), shift('taken'), false),
      'answer',
      { kind: 'too-late' },
    ],
    ['an offer', whatUndoingDoes(last('cover'), shift('offered'), false), 'withdraw', undone],
    ['a swap', whatUndoingDoes(last('swap'), shift('taken'), true), 'give-back', undone],
    [
      'a swap whose people changed since',
      whatUndoingDoes(last('swap'), shift('taken'), false),
      'answer',
      { kind: 'too-late' },
    ],
    ['one undone already', whatUndoingDoes(last('take', nowMs), shift('open'), false), 'answer', undone],
  ])('%s', (_what, step, kind, undo) => {
    expect(step).toEqual({ kind, undo });
  });
});
