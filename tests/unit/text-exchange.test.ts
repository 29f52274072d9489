/** How often a number is answered by ourselves, whatever it writes and when (T7). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hear, isRelayLoop, senseOf, type Exchange } from '../../src/texts/exchange.ts';

const minute = 60_000;
const hour = 60 * minute;

type Came = { afterMs: number; sense: string; isWord: boolean };

/** When the texts that came were answered, one after the other. */
function answered(schedule: readonly Came[]): { at: number[]; silences: number } {
  let exchange: Exchange | null = null;
  let atMs = 0;
  let silences = 0;
  const at: number[] = [];
  for (const { afterMs, sense, isWord } of schedule) {
    atMs += afterMs;
    const hearing = hear(exchange, { atMs, sense, isWord }, true);
    ({ exchange } = hearing);
    if (hearing.mayAnswer) at.push(atMs);
    if (hearing.fellSilent) silences += 1;
  }
  return { at, silences };
}

const most = (at: number[], withinMs: number) =>
  Math.max(0, ...at.map((first) => at.filter((one) => one >= first && one - first < withinMs).length));

const machine = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 2 * hour })),
    sense: fc.constantFrom('driving', 'busy', 'a', 'b', 'c', 'd', 'e'),
    isWord: fc.constant(false),
  }),
  { maxLength: 300 },
);

describe('answers to a number', () => {
  test('no schedule of a machine is answered more than 4 times a minute, 12 an hour, 40 a day', () => {
    fc.assert(
      fc.property(machine, (schedule) => {
        const { at } = answered(schedule);
        expect(most(at, minute)).toBeLessThanOrEqual(4);
        expect(most(at, hour)).toBeLessThanOrEqual(12);
        expect(most(at, 24 * hour)).toBeLessThanOrEqual(40);
      }),
    );
  });

  test('nor does a machine that knows our words go on without end', () => {
    const words = fc.array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 2 * minute }),
        sense: fc.constantFrom('on', 'off', 'driving'),
        isWord: fc.boolean(),
      }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(words, (schedule) => {
        expect(most(answered(schedule).at, hour)).toBeLessThanOrEqual(40);
      }),
    );
  });

  test('the same again and again is answered three times, then never while it goes on', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 * minute }), { minLength: 4, maxLength: 200 }), (gaps) => {
        const { at, silences } = answered(gaps.map((afterMs) => ({ afterMs, sense: 'driving', isWord: false })));
        expect(at).toHaveLength(3);
        expect(silences).toBe(1);
      }),
    );
  });

  test('a person who alternates words of ours is answered each time, also after a machine of theirs', () => {
    const person = fc.array(fc.constantFrom('on', 'off', 'shifts', 'load', 'break 20', '?'), { maxLength: 25 });
    fc.assert(
      fc.property(machine, person, (schedule, words) => {
        const distinct = words.filter((word, index) => word !== words[index - 1]);
        const day = { afterMs: 25 * hour, sense: 'driving', isWord: false };
        const before = [...schedule, day];
        const { at } = answered([...before, ...distinct.map((sense) => ({ afterMs: 20_000, sense, isWord: true }))]);
        expect(at.length - answered(before).at.length).toBe(distinct.length);
      }),
    );
  });

  test('after ten quiet minutes something new, or a word again, is answered; the machine’s own is not', () => {
    const loop = Array.from({ length: 10 }, () => ({ afterMs: 1_000, sense: 'driving', isWord: false }));
    const then = (came: Came) => answered([...loop, came]).at.length - 3;
    expect(then({ afterMs: 11 * minute, sense: 'sorry for that', isWord: false })).toBe(1);
    expect(then({ afterMs: 9 * minute, sense: 'sorry for that', isWord: false })).toBe(0);
    expect(then({ afterMs: 11 * minute, sense: 'driving', isWord: false })).toBe(0);
    expect(then({ afterMs: 1_000, sense: 'on', isWord: true })).toBe(1);
    const asks = (afterMs: number) =>
      answered(Array.from({ length: 6 }, () => ({ afterMs, sense: 'load', isWord: true })));
    expect(asks(11 * minute).at).toHaveLength(6);
    expect(asks(5_000).at).toHaveLength(3);
  });

  test('what is not answered anyway costs nothing', () => {
    let exchange: Exchange | null = null;
    for (let count = 0; count < 100; count += 1)
      ({ exchange } = hear(exchange, { atMs: count * 1_000, sense: `words ${count}`, isWord: false }, false));
    expect(hear(exchange, { atMs: 101_000, sense: 'done', isWord: true }, true)).toMatchObject({
      mayAnswer: true,
      fellSilent: false,
    });
  });
});

test('the sense of a text is what does not change in it; of a word of ours every letter and digit', () => {
  expect(senseOf('Driving since 8:03!', false)).toBe(senseOf('  driving, since 9:14', false));
  expect(senseOf('12', false)).not.toBe(senseOf('13', false));
  expect(senseOf('TAKE 1', true)).not.toBe(senseOf('TAKE 2', true));
  expect(senseOf('no', false)).not.toBe(senseOf('yes', false));
});

describe('a relay', () => {
  const turns = (count: number, texter: (n: number) => string, peer: (n: number) => string, gapMs: number) =>
    Array.from({ length: count }, (_, index) => ({
      byPeer: index % 2 === 1,
      sense: index % 2 === 1 ? peer(index) : texter(index),
      atMs: index * gapMs,
    })).reverse();

  test('of two machines is one after four of the same from each side, fast or slow', () => {
    for (const gapMs of [500, 30_000, 10 * minute]) {
      expect(
        isRelayLoop(
          turns(
            7,
            () => 'driving',
            () => 'busy',
            gapMs,
          ),
        ),
      ).toBe(false);
      expect(
        isRelayLoop(
          turns(
            8,
            () => 'driving',
            () => 'busy',
            gapMs,
          ),
        ),
      ).toBe(true);
    }
  });

  test('of two machines that write something else each time is one once nobody could write so fast', () => {
    expect(isRelayLoop(turns(24, String, String, 1_000))).toBe(true);
    expect(isRelayLoop(turns(40, String, String, 6_000))).toBe(false);
  });

  test('of people never is: where either side says different things nothing is kept back', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ok', 'please', 'hello?'), { maxLength: 40 }), (said) => {
        const words = said.flatMap((sense, index) => [
          { byPeer: false, sense, atMs: index * 6_000 },
          { byPeer: true, sense: `answer ${index % 2}`, atMs: index * 6_000 + 3_000 },
        ]);
        expect(isRelayLoop(words.reverse())).toBe(false);
      }),
    );
    const alone = Array.from({ length: 30 }, (_, index) => ({ byPeer: false, sense: 'hello?', atMs: -index * 1_000 }));
    expect(isRelayLoop(alone)).toBe(false);
  });
});
