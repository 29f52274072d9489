/** The questions of a callback: where every key and every silence leads (C1). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  continueDialogue,
  isEnough,
  startDialogue,
  type CallbackDraft,
  type DialogueAnswer,
  type DialogueFacts,
} from '../../src/promises/dialogue.ts';
import { quietUntil } from '../../src/promises/rules.ts';

const nowMs = Date.parse('2026-11-10T18:00:00-06:00');
const facts: DialogueFacts = {
  nowMs,
  timeZone: 'America/Chicago',
  quietHours: { start: '21:00', end: '09:00' },
  ownNumber: 'fine',
  isPromised: false,
  typed: 'unclear',
  isOpenAt: () => true,
};

/** The answer after every key in turn; each is given with facts of its own where it needs any. */
function after(
  keys: (string | [string, Partial<DialogueFacts>])[],
  start: Partial<DialogueFacts> = {},
): DialogueAnswer {
  return keys.reduce<DialogueAnswer>(
    (answer, given) => {
      const [key, part] = typeof given === 'string' ? [given, {}] : given;
      if (answer.kind !== 'ask') throw new Error(`over before ${key}: ${answer.kind}`);
      return continueDialogue(answer.draft, key, { ...facts, ...start, ...part });
    },
    startDialogue({ ...facts, ...start }),
  );
}

const stepOf = (answer: DialogueAnswer) => (answer.kind === 'ask' ? answer.draft.step : answer.kind);
const typed = (keys: string): [string, Partial<DialogueFacts>] => [keys, { typed: 'fine' }];

describe('the way through', () => {
  test.each([
    ['asks for the number first', [], 'number'],
    ['then whether a message is safe', ['1'], 'message'],
    ['then whether we may text', ['1', '1'], 'text'],
    ['then when', ['1', '1', '2'], 'when'],
    ['and promises', ['1', '1', '2', '1'], 'promise'],
    ['another number is typed', ['2'], 'type-number'],
    ['and never asked about messages', ['2', typed('5550900002')], 'when'],
    ['a time is typed', ['1', '2', '2', '2'], 'type-time'],
    ['and asked about where it is unclear', ['1', '2', '2', '2', '0730'], 'half'],
    ['until it is certain', ['1', '2', '2', '2', '0730', '2'], 'promise'],
    ['a time of 24 hours is clear by itself', ['1', '2', '2', '2', '1930'], 'promise'],
    ['9 is the crisis line everywhere', ['1', '2', '9'], 'crisis'],
    ['even where a number is typed', ['2', '9'], 'crisis'],
  ] as [string, (string | [string, Partial<DialogueFacts>])[], string][])('%s', (_what, keys, step) => {
    expect(stepOf(after(keys))).toBe(step);
  });

  test('keeps the answers', () => {
    expect(after(['1', '1', '2', '1'])).toEqual({
      kind: 'promise',
      draft: expect.objectContaining({ number: 'own', messageOk: true, textOk: false, atMs: null }),
    });
    expect(after(['1', '2', '1', '2', '0730', '2'])).toMatchObject({
      draft: { messageOk: false, textOk: true, atMs: Date.parse('2026-11-10T19:30:00-06:00') },
    });
    expect(after(['2', typed('5550900002'), '1'])).toMatchObject({
      kind: 'promise',
      draft: { number: 'typed', messageOk: false, textOk: false },
    });
  });
});

describe('silence', () => {
  test.each([
    ['about the number asks again', [''], 'number'],
    ['twice leads back, and nothing is promised', ['', ''], 'leave'],
    ['about a message means no message', ['1', '', ''], 'text'],
    ['about texts means no text', ['1', '2', '', ''], 'when'],
    ['about the time means soon', ['1', '2', '2', '', ''], 'promise'],
    ['instead of a time asks when once more', ['1', '2', '2', '2', '', ''], 'when'],
    ['instead of a number leads back', ['2', '', ''], 'leave'],
  ])('%s', (_what, keys, step) => {
    expect(stepOf(after(keys))).toBe(step);
  });

  test('never makes a message or a text safe', () => {
    expect(after(['1', '', '', '', '', '1'])).toMatchObject({
      kind: 'promise',
      draft: { messageOk: false, textOk: false },
    });
  });
});

describe('what cannot be', () => {
  test('a time in the night is asked for again', () => {
    expect(after(['1', '2', '2', '2', '2230'])).toMatchObject({
      kind: 'ask',
      note: 'quiet',
      draft: { step: 'type-time' },
    });
  });
  test('and a time at which the line is closed', () => {
    expect(after(['1', '2', '2', '2', ['1930', { isOpenAt: () => false }]])).toMatchObject({
      kind: 'ask',
      note: 'closed',
      draft: { step: 'type-time' },
    });
  });
  test.each(['2560', '99', '1975', '*#'])('%s is no time', (keys) => {
    expect(after(['1', '2', '2', '2', keys])).toMatchObject({
      kind: 'ask',
      note: 'unclear',
      draft: { step: 'type-time' },
    });
  });
  test('a number we cannot call is declined, at last kindly', () => {
    const declined: [string, Partial<DialogueFacts>] = ['9005550100', { typed: 'declined' }];
    expect(after(['2', declined])).toMatchObject({ kind: 'ask', note: 'declined', draft: { step: 'type-number' } });
    expect(after(['2', declined, declined])).toEqual({ kind: 'leave', declined: true });
  });
  test('a hidden or declined number is not offered, another one is asked for', () => {
    expect(after([], { ownNumber: 'hidden' })).toMatchObject({
      note: 'hidden',
      draft: { step: 'type-number', number: null },
    });
    expect(after([], { ownNumber: 'declined' })).toMatchObject({ note: 'declined', draft: { step: 'type-number' } });
  });
  test('who has a promise hears of it, and may say that it is no longer needed', () => {
    expect(stepOf(after([], { isPromised: true }))).toBe('already');
    expect(after(['2'], { isPromised: true })).toEqual({ kind: 'settle' });
    expect(after([''], { isPromised: true })).toEqual({ kind: 'leave', declined: false });
  });
});

test('hanging up is asking to be called once the number is certain, but not in the middle of choosing a time', () => {
  const draftAfter = (keys: string[]) => (after(keys) as Extract<DialogueAnswer, { kind: 'ask' }>).draft;
  expect(
    [[], ['2'], ['1'], ['1', '2'], ['1', '2', '2'], ['1', '2', '2', '2']].map((keys) => isEnough(draftAfter(keys))),
  ).toEqual([false, false, true, true, true, false]);
});

test('whatever is pressed ends somewhere, and every promise can be kept', () => {
  const keys = fc.oneof(
    fc.constantFrom('', '1', '2', '3', '#', '0730', '2230', '1200', '5550900002'),
    fc.stringMatching(/^[0-9*#]{0,6}$/),
  );
  fc.assert(
    fc.property(
      fc.array(keys, { maxLength: 30 }),
      fc.constantFrom('fine', 'hidden', 'declined'),
      fc.boolean(),
      (pressed, ownNumber, isOpen) => {
        let answer: DialogueAnswer = startDialogue({ ...facts, ownNumber: ownNumber as 'fine' });
        for (const key of pressed) {
          if (answer.kind !== 'ask') break;
          const draft: CallbackDraft = answer.draft;
          answer = continueDialogue(draft, key, {
            ...facts,
            ownNumber: ownNumber as 'fine',
            typed: key.length === 10 ? 'fine' : 'unclear',
            isOpenAt: () => isOpen,
          });
        }
        for (let silences = 0; answer.kind === 'ask' && silences < 20; silences += 1)
          answer = continueDialogue(answer.draft, '', facts);
        expect(answer.kind).not.toBe('ask');
        if (answer.kind !== 'promise') return;
        const { number, messageOk, textOk, atMs } = answer.draft;
        expect(number).not.toBeNull();
        if (number === 'typed') expect({ messageOk, textOk }).toEqual({ messageOk: false, textOk: false });
        if (atMs === null) return;
        expect(atMs).toBeGreaterThan(nowMs);
        expect(isOpen).toBe(true);
        expect(quietUntil(facts.quietHours, facts.timeZone, atMs)).toBe(atMs);
      },
    ),
  );
});
