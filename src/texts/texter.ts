/** What a stranger's text to a line means, by what they have open and what is remembered of them (T1, T3, V9). */
import { hasHadTheirTalks } from '../wellbeing/talks-today.ts';
import type { ConversationEvent, ConversationState } from './model.ts';

/** What a texter's text is to us, once read: words (help and a wish for a call among them), or a word for the service. */
export type TexterSaid =
  | { kind: 'words'; parts: number; media: boolean; language: string | null }
  | { kind: 'help' }
  /** They asked to be called, and we have promised it: no peer is needed for that. */
  | { kind: 'call-promised' }
  | { kind: 'done' }
  /** `byCarrier`: the carrier took the word as well. */
  | { kind: 'stop'; byCarrier: boolean }
  | { kind: 'start'; byCarrier: boolean };

/** What is remembered of a texter on a line. */
export type TexterMemory = {
  blockedUntilMs: number | null;
  /** They heard of the block within the last hour. */
  toldOfBlock: boolean;
  talksToday: number;
  /** What they wrote or spoke in last. */
  language: string | null;
};

/** Their conversation that is open now: the state it is in; null where they have none. */
type Open = Exclude<ConversationState, 'closed'> | null;

/**
 * `finish`: the text is over, with `sentence` for its writer where there is one. `happen`: this happened in their
 * conversation; with `opens` it is a new one, `language` is what they turn out to write. `says`: the answers that were
 * ready are said too. `belongs`: the text is part of the conversation, in so many parts.
 */
export type TexterStep =
  | { kind: 'finish'; sentence: 'optedIn' | 'optedOut' | 'conversationClosed' | null; says: boolean }
  | {
      kind: 'happen';
      event: ConversationEvent;
      opens: { language: string; lastInLine: boolean } | null;
      language: string | null;
      says: boolean;
      belongs: { words: boolean; parts: number } | null;
    };

const finish = (sentence: Extract<TexterStep, { kind: 'finish' }>['sentence']): TexterStep => ({
  kind: 'finish',
  sentence,
  says: true,
});

function happen(event: ConversationEvent): Extract<TexterStep, { kind: 'happen' }> {
  return { kind: 'happen', event, opens: null, language: null, says: true, belongs: null };
}

/** What a stranger's wish for silence, or for texts again, means; `isNews` where it changed whether we may write. */
export function whatSilencingMeans(word: 'stop' | 'start', open: Open, isNews: boolean): TexterStep {
  if (word === 'start') return finish(isNews ? 'optedIn' : null);
  if (open !== null) return happen({ kind: 'TexterSilencedUs', confirmed: false });
  return finish(isNews ? 'optedOut' : null);
}

/** Whoever wants no texts of the line gets none, whatever they write. */
export const whileSilenced: TexterStep = finish(null);

/** What a promised call means for a conversation that its texter has open. */
export function whatPromiseMeans(open: Open): TexterStep {
  return open === null ? finish(null) : happen({ kind: 'CallPromised' });
}

/** The line a text came to, as far as its meaning depends on it. */
export type TextedLine = { languages: readonly string[]; policy: { callsPerDay: number } };

/** What words, a call for help or `DONE` mean for a texter who may be written to. */
export function whatTexterMeans(
  said: Extract<TexterSaid, { kind: 'words' | 'help' | 'done' }>,
  textId: string,
  open: Open,
  memory: TexterMemory,
  line: TextedLine,
): TexterStep {
  const ofLine = line.languages[0] ?? 'en';
  // Nobody is cut off in the middle of a conversation: a block holds from the next one on.
  if (memory.blockedUntilMs !== null && open === null) {
    // Whatever they wrote, this is all they hear, and not again at once.
    if (memory.toldOfBlock) return { kind: 'finish', sentence: null, says: false };
    return {
      ...happen({ kind: 'TexterBlocked', untilMs: memory.blockedUntilMs }),
      opens: { language: memory.language ?? ofLine, lastInLine: false },
      says: false,
    };
  }
  if (said.kind === 'done') return open === null ? finish('conversationClosed') : happen({ kind: 'TexterDone' });
  const guess = said.kind === 'words' ? said.language : null;
  const known = memory.language !== null && line.languages.includes(memory.language) ? memory.language : ofLine;
  const event: ConversationEvent =
    said.kind === 'help'
      ? { kind: 'TexterAskedForHelp', textId }
      : { kind: 'TexterWrote', textId, parts: said.parts, media: said.media };
  return {
    ...happen(event),
    opens:
      open === null ? { language: guess ?? known, lastInLine: hasHadTheirTalks(memory.talksToday, line.policy) } : null,
    language: open === 'waiting' ? guess : null,
    belongs: said.kind === 'help' ? { words: true, parts: 1 } : { words: said.parts > 0, parts: said.parts },
  };
}
