/** The table of rests: what somebody has behind them, and the rest that follows (rules.md, Care). */
import { describe, expect, test } from '@jest/globals';
import { afterContact } from '../../src/wellbeing/after-contact.ts';
import { afterMissedRing } from '../../src/wellbeing/breaks.ts';
import { meaningOf } from '../../src/wellbeing/check-in.ts';
import {
  behind,
  grownRestMs,
  laterRest,
  offersTalkAfter,
  restAfter,
  restFrom,
  type Behind,
  type RestCause,
} from '../../src/wellbeing/rests.ts';

const minute = 60_000;
const now = Date.parse('2026-11-10T18:00:00Z');
const policy = { wrapUpMinutes: 5, restAfterHeavyMinutes: 15, restAfterCrisisMinutes: 30 };

describe('which rest follows', () => {
  const table: [string, Partial<Behind>, RestCause | null, number | null][] = [
    ['a talk like any other', { talkedMs: 25 * minute }, null, null],
    ['a report of abuse', { abusive: true }, 'abuse', 15],
    ['a report of abuse long after the last words', { abusive: true, isFresh: false }, 'abuse', 15],
    ['a hand-over to the crisis line', { crisis: true }, 'crisis', 30],
    ['a crisis number given in a conversation that has long been quiet', { crisis: true, isFresh: false }, null, null],
    ['abuse and a crisis in one', { abusive: true, crisis: true }, 'crisis', 30],
    ['an answer of 1', { answer: 1 }, null, null],
    ['an answer of 3', { answer: 3 }, null, null],
    ['an answer of 4', { answer: 4 }, 'heavy', 15],
    ['an answer of 5', { answer: 5 }, 'heavy', 15],
    ['6, which asks for a break', { answer: 6 }, null, null],
  ];
  test.each(table)('after %s', (_, what, cause, minutes) => {
    expect(restAfter(behind(what), policy)).toEqual(cause === null ? null : { cause, minutes });
    expect(restFrom(behind(what), policy, now)).toEqual(
      minutes === null ? null : { restUntilMs: now + minutes * minute, restReason: cause },
    );
  });
  test('a line on which heavy contacts ask for more than crises gives the longer one', () => {
    const strict = { ...policy, restAfterHeavyMinutes: 45 };
    expect(restAfter(behind({ abusive: true, crisis: true }), strict)).toEqual({ cause: 'abuse', minutes: 45 });
  });
});

test('a rest is never made shorter by one that is given in it, and keeps its cause', () => {
  const crisis = { restUntilMs: now + 30 * minute, restReason: 'crisis' as RestCause };
  const heavy = { restUntilMs: now + 15 * minute, restReason: 'heavy' as RestCause };
  expect(laterRest(null, heavy)).toBe(heavy);
  expect(laterRest(crisis, heavy)).toBe(crisis);
  expect(laterRest(heavy, crisis)).toBe(crisis);
});

test('a rest about which nobody answered grows by as much as a heavy contact asks for', () => {
  expect(grownRestMs(now, policy)).toBe(now + 15 * minute);
});

test.each<[Partial<Behind>, RestCause | null]>([
  [{ abusive: true }, 'abuse'],
  [{ crisis: true }, 'crisis'],
  [{ answer: 5 }, null],
  [{}, null],
])('a word with the leader is offered by text after %j: %s', (what, cause) =>
  expect(offersTalkAfter(behind(what))).toBe(cause),
);

describe('what a contact leaves its person with', () => {
  const over = { talkedMs: 10 * minute, lastWordsMs: now, abusive: false, crisis: false };
  const idle = { idleSinceMs: now };
  const wrapUp = { wrapUpUntilMs: now + 5 * minute };
  test.each([
    ['a talk', over, { ...idle, ...wrapUp }],
    ['a conversation in which they wrote nothing', { ...over, talkedMs: 0, lastWordsMs: null }, idle],
    ['one whose last words are 29 minutes old', { ...over, lastWordsMs: now - 29 * minute }, { ...idle, ...wrapUp }],
    ['one whose last words are half an hour old', { ...over, lastWordsMs: now - 30 * minute }, idle],
    [
      'abuse before they wrote',
      { ...over, lastWordsMs: null, abusive: true },
      { ...idle, restUntilMs: now + 15 * minute, restReason: 'abuse' },
    ],
    [
      'a crisis hand-over',
      { ...over, crisis: true },
      { ...idle, ...wrapUp, restUntilMs: now + 30 * minute, restReason: 'crisis' },
    ],
  ])('%s', (_, contact, left) => expect(afterContact(contact, policy, now)).toEqual(left));
});

test('the second missed ring in a row is half an hour of break, and the count begins anew', () => {
  expect(afterMissedRing(0, now)).toEqual({ missedInRow: 1 });
  expect(afterMissedRing(1, now)).toEqual({
    missedInRow: 0,
    breakUntilMs: now + 30 * minute,
    breakReason: 'missed',
  });
});

test('what each answer to "How heavy was it?" asks for', () => {
  expect([1, 2, 3, 4, 5, 6].map(meaningOf)).toEqual(['rating', 'rating', 'rating', 'heavy', 'heavy', 'break']);
});
