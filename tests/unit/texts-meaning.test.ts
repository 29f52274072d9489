/** What a text that comes in means, for a stranger and for one of our own people, and what is really said to it (T1, T3, T4, T5, T7). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ConversationAnswer, ConversationEvent, ConversationText } from '../../src/texts/model.ts';
import { asSaid, passesWordsOn, speaksToTexter } from '../../src/texts/saying.ts';
import { volunteerHears, whatFollowsLost, type AfterLost, type LostText } from '../../src/texts/silence.ts';
import {
  whatPromiseMeans,
  whatSilencingMeans,
  whatTexterMeans,
  type TexterMemory,
  type TexterStep,
} from '../../src/texts/texter.ts';
import { forWhom, isCarriers, whoseWordIs, type VolunteerSaid } from '../../src/texts/volunteer.ts';
import { frozen } from '../support/frozen.ts';

const nowMs = Date.UTC(2026, 10, 11);
const line = { languages: ['en', 'es'], policy: { callsPerDay: 2 } };
const memory: TexterMemory = { blockedUntilMs: null, toldOfBlock: false, talksToday: 0, language: null };
const plain = { opens: null, language: null, says: true, belongs: null };
const over = (sentence: string | null) => ({ kind: 'finish', sentence, says: true });

describe('a stranger’s text', () => {
  const words = (language: string | null = null) => ({ kind: 'words', parts: 2, media: false, language }) as const;
  const means = (
    said: Parameters<typeof whatTexterMeans>[0],
    open: 'waiting' | 'active' | null,
    known: Partial<TexterMemory> = {},
  ) => whatTexterMeans(said, 't1', open, { ...memory, ...known }, line);
  const opened = (step: TexterStep) => (step.kind === 'happen' ? step.opens : null);

  test('words open a conversation, or belong to the one that is open', () => {
    const wrote = { kind: 'TexterWrote', textId: 't1', parts: 2, media: false };
    const belongs = { words: true, parts: 2 };
    expect(means(words(), null)).toEqual({
      ...plain,
      kind: 'happen',
      event: wrote,
      opens: { language: 'en', lastInLine: false },
      belongs,
    });
    expect(means(words(), 'active')).toEqual({ ...plain, kind: 'happen', event: wrote, belongs });
  });

  test('what shows nothing belongs to it without words, and a call for help is words', () => {
    expect(means({ kind: 'words', parts: 0, media: true, language: null }, 'active')).toMatchObject({
      belongs: { words: false, parts: 0 },
    });
    expect(means({ kind: 'help' }, null)).toMatchObject({
      event: { kind: 'TexterAskedForHelp', textId: 't1' },
      belongs: { words: true, parts: 1 },
    });
  });

  test.each<[string | null, string | null, string]>([
    ['es', null, 'es'],
    ['es', 'en', 'es'],
    [null, 'es', 'es'],
    [null, 'fr', 'en'],
    [null, null, 'en'],
  ])('written in %j by somebody who last used %j, it begins in %s', (guess, language, begins) => {
    expect(opened(means(words(guess), null, { language }))?.language).toBe(begins);
  });

  test('the language of one that waits follows what they write; a peer’s does not change under them', () => {
    expect(means(words('es'), 'waiting')).toMatchObject({ language: 'es' });
    expect(means(words('es'), 'active')).toMatchObject({ language: null });
    expect(means(words(), 'waiting')).toMatchObject({ language: null });
  });

  test('who has had their talks of the day goes last in line', () => {
    expect(opened(means(words(), null, { talksToday: 1 }))?.lastInLine).toBe(false);
    expect(opened(means(words(), null, { talksToday: 2 }))?.lastInLine).toBe(true);
  });

  test('whoever is blocked hears that alone, whatever they write, and not again at once; an open conversation goes on', () => {
    const blockedUntilMs = nowMs + 1;
    const event = { kind: 'TexterBlocked', untilMs: blockedUntilMs };
    for (const said of [words(), { kind: 'help' as const }, { kind: 'done' as const }]) {
      expect(means(said, null, { blockedUntilMs, language: 'es', talksToday: 9 })).toEqual({
        ...plain,
        kind: 'happen',
        event,
        opens: { language: 'es', lastInLine: false },
        says: false,
      });
      expect(means(said, null, { blockedUntilMs, toldOfBlock: true })).toEqual({ ...over(null), says: false });
      for (const open of ['active', 'waiting'] as const)
        expect(means(said, open, { blockedUntilMs, toldOfBlock: true })).toEqual(means(said, open));
    }
  });

  test('DONE ends what is open, and else says that it is over', () => {
    expect(means({ kind: 'done' }, 'active')).toEqual({ ...plain, kind: 'happen', event: { kind: 'TexterDone' } });
    expect(means({ kind: 'done' }, null)).toEqual(over('conversationClosed'));
  });

  test('a wish for silence, and for its end', () => {
    const ends = { ...plain, kind: 'happen', event: { kind: 'TexterSilencedUs', confirmed: false } };
    expect(whatSilencingMeans('stop', 'active', true)).toEqual(ends);
    expect(whatSilencingMeans('stop', 'waiting', false)).toEqual(ends);
    expect(whatSilencingMeans('stop', null, true)).toEqual(over('optedOut'));
    expect(whatSilencingMeans('stop', null, false)).toEqual(over(null));
    expect(whatSilencingMeans('start', 'active', true)).toEqual(over('optedIn'));
    expect(whatSilencingMeans('start', null, false)).toEqual(over(null));
  });

  test('a promised call is told to the peer who writes with them', () => {
    expect(whatPromiseMeans('active')).toEqual({ ...plain, kind: 'happen', event: { kind: 'CallPromised' } });
    expect(whatPromiseMeans(null)).toEqual(over(null));
  });
});

describe('a volunteer’s text', () => {
  const word = { kind: 'word', word: { word: 'PASS' } } as const;
  const misused = (isWordShaped: boolean) => ({ kind: 'misused', word: 'BREAK', isWordShaped }) as const;
  const said = (over: Partial<VolunteerSaid>): VolunteerSaid => ({
    read: { kind: 'words' },
    isCarrierWord: false,
    hasGap: true,
    ...over,
  });

  test.each<[Partial<VolunteerSaid>, string, string]>([
    [{ read: word }, 'ask-whose', 'word'],
    [{ read: misused(true) }, 'ask-whose', 'misused'],
    [{ read: misused(false) }, 'to-texter', 'misused'],
    [{}, 'to-texter', 'no-conversation'],
    [{ hasGap: false }, 'to-texter', 'not-understood'],
    [{ isCarrierWord: true, hasGap: false }, 'ask-whose', 'not-understood'],
  ])('%j: in a conversation %s, else %s', (text, inOne, inNone) => {
    expect(forWhom(said(text), true).kind).toBe(inOne);
    expect(forWhom(said(text), false).kind).toBe(inNone);
  });

  test('the carrier’s word is taken at once, but where it may be said to a texter', () => {
    expect(isCarriers({ isCarrierWord: true, isExact: true }, true)).toBe(true);
    expect(isCarriers({ isCarrierWord: true, isExact: false }, true)).toBe(false);
    expect(isCarriers({ isCarrierWord: true, isExact: false }, false)).toBe(true);
    expect(isCarriers({ isCarrierWord: false, isExact: false }, false)).toBe(false);
  });

  test('whose a word is', () => {
    expect(['1', '2', '3', null].map(whoseWordIs)).toEqual(['ours', 'theirs', 'ask-again', null]);
  });

  test.each<['stop' | 'start', boolean, boolean, ReturnType<typeof volunteerHears>]>([
    ['stop', false, true, 'optedOut'],
    ['stop', false, false, null],
    ['stop', true, true, null],
    ['start', false, true, 'optedIn'],
    ['start', true, true, 'optedIn'],
    ['start', false, false, null],
  ])('%s, taken by the carrier %j, news %j: they hear %j', (what, byCarrier, isNews, hears) => {
    expect(volunteerHears({ word: what, byCarrier }, isNews)).toBe(hears);
  });
});

describe('a text that did not arrive', () => {
  const lost = (text: Partial<LostText>) =>
    whatFollowsLost({
      personId: null,
      conversationId: 'c1',
      sentence: null,
      passesOn: null,
      isSilenced: false,
      stayedInQueue: false,
      mustBeRead: false,
      ...text,
    });
  const nothing: AfterLost = { tellsCoordinator: false, tellsWriter: false, silences: null, happened: null };

  test.each<[string, Partial<LostText>, Partial<AfterLost>]>([
    ['a sentence to a texter', { sentence: 'hello' }, {}],
    ['a peer’s words', { passesOn: 't1' }, { tellsWriter: true }],
    ['to a texter who silenced us', { isSilenced: true }, { silences: 'texter', happened: 'TexterSilencedUs' }],
    [
      'a peer’s words to one who silenced us',
      { isSilenced: true, passesOn: 't1' },
      { tellsWriter: true, silences: 'texter', happened: 'TexterSilencedUs' },
    ],
    ['outside a conversation', { isSilenced: true, conversationId: null }, {}],
    ['a promise that stayed in a queue', { stayedInQueue: true, mustBeRead: true }, { tellsCoordinator: true }],
    ['one to a volunteer', { personId: 'ana', stayedInQueue: true, mustBeRead: true }, { tellsCoordinator: true }],
    ['anything else that stayed there', { stayedInQueue: true }, {}],
    ['a promise that was refused', { mustBeRead: true }, {}],
    ['a texter’s words to a peer', { personId: 'ana', passesOn: 't1' }, { happened: 'PeerNotReached' }],
    ['a new conversation to a peer', { personId: 'ana', sentence: 'newConversation' }, { happened: 'PeerNotReached' }],
    ['a reminder to a volunteer', { personId: 'ana', sentence: 'shiftReminder', conversationId: null }, {}],
    ['a farewell to a peer', { personId: 'ana', sentence: 'conversationOver' }, {}],
    [
      'to a volunteer who silenced us',
      { personId: 'ana', sentence: 'shiftReminder', conversationId: null, isSilenced: true },
      { silences: 'person' },
    ],
  ])('%s', (_what, text, follows) => {
    expect(lost(text)).toEqual({ ...nothing, ...follows });
  });
});

describe('what is really said', () => {
  const sentence = (to: 'texter' | { personId: string }, name: 'hello' | 'optedOut') =>
    ({ to, kind: 'sentence', sentence: name }) satisfies ConversationText;
  const hello = sentence('texter', 'hello');
  const stopped = sentence('texter', 'optedOut');
  const toPeer = sentence({ personId: 'ana' }, 'hello');
  const words: ConversationText = { to: 'texter', kind: 'words', passesOn: 't1', parts: 1 };
  const texts = [hello, stopped, toPeer, words];
  const answer = frozen({ texts } as unknown as ConversationAnswer);
  const wrote: ConversationEvent = { kind: 'TexterWrote', textId: 't1', parts: 1, media: false };
  const byPeer: ConversationEvent = { kind: 'PeerDone', personId: 'ana' };

  test.each<[string, ConversationEvent, { isAnswered: boolean; isLoop: boolean }, ConversationText[]]>([
    ['all', wrote, { isAnswered: true, isLoop: false }, texts],
    [
      'to a texter like a machine only what the law wants',
      wrote,
      { isAnswered: false, isLoop: false },
      [stopped, toPeer, words],
    ],
    ['a peer’s doing is no machine’s', byPeer, { isAnswered: false, isLoop: false }, texts],
    [
      'no words where two machines answer one another',
      byPeer,
      { isAnswered: true, isLoop: true },
      [hello, stopped, toPeer],
    ],
    ['both', wrote, { isAnswered: false, isLoop: true }, [stopped, toPeer]],
  ])('%s', (_what, event, holds, said) => {
    expect(asSaid(answer, event, holds).texts).toEqual(said);
  });

  test('the silence is confirmed whatever holds', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (isAnswered, isLoop) => {
        expect(asSaid(answer, wrote, { isAnswered, isLoop }).texts).toContain(stopped);
      }),
    );
  });

  test('what an answer is made of', () => {
    const of = (...some: ConversationText[]) => ({ texts: some }) as unknown as ConversationAnswer;
    expect([of(hello), of(toPeer), of(words)].map(speaksToTexter)).toEqual([true, false, false]);
    expect([of(hello), of(words)].map(passesWordsOn)).toEqual([false, true]);
  });
});
