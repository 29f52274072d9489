/** Where texting meets callbacks: a texter who wants to be called, and the answers to what they are asked about it (C1). */
import { promiseCallback } from '../callbacks/promises.ts';
import { answerByText, askByText } from '../callbacks/text-questions.ts';
import type { Reply } from '../conversations/answer.ts';
import { languageOf } from '../conversations/open.ts';
import type { Slots } from '../conversations/stored-text.ts';
import { clockInWords } from '../voice/wording/time-words.ts';
import type { TexterScene } from './scenes.ts';

/** What a texter hears, and whether a call is promised now: the peer who writes with them should know. */
export type CalledFor = { promised: boolean; replies: Reply[] };

/**
 * `CALL ME`: a promise at once, to the number that wrote, and the first of the questions a caller is asked too. Until they
 * answer no message is left. Where we cannot call them, they hear that they can call us.
 */
export async function onCallMe({ deps, line, text, number }: TexterScene): Promise<CalledFor> {
  const language = await languageOf(deps.room, line, number);
  const promise = await promiseCallback(deps.room, {
    lineId: line.id,
    number,
    via: text.channel === 'whatsapp' ? 'whatsapp' : 'text',
    messageOk: false,
    textOk: true,
    ...(language !== null && line.languages.includes(language) ? { language } : {}),
  });
  if (promise.kind === 'declined') return { promised: false, replies: [{ to: 'writer', sentence: 'callUs' }] };
  const slots = { untilMs: promise.untilMs };
  if (promise.kind === 'already')
    return { promised: true, replies: [{ to: 'writer', sentence: 'callbackAlready', slots }] };
  await askByText(deps.room, promise.id);
  return {
    promised: true,
    replies: [
      { to: 'writer', sentence: 'callbackPromised', slots },
      { to: 'writer', sentence: 'callbackMessageSafe' },
    ],
  };
}

/**
 * What a texter hears whose text answers a question about a callback; null where it answers none, and then it is for a
 * peer. Asked for every text but the carrier's words, before anything else is made of it.
 */
export async function answerOfTexter({ deps, directory, line, number, body }: TexterScene): Promise<Reply[] | null> {
  const turn = await answerByText(deps.room, directory, line, number, body);
  if (turn === null) return null;
  const says = (sentence: string, slots: Slots = {}): Reply[] => [{ to: 'writer', sentence, slots }];
  switch (turn.kind) {
    case 'asks-when':
      return says('callbackWhen');
    case 'unclear':
      return says('callbackTimeUnclear');
    case 'closed':
      return says('callbackTimeClosed');
    case 'over':
      return turn.untilMs === null ? says('callbackQuestionOver') : says('callbackAlready', { untilMs: turn.untilMs });
    case 'quiet': {
      const clock = (time: string) =>
        clockInWords(Number(time.slice(0, 2)), Number(time.slice(3)), line.languages[0] ?? 'en');
      const { start, end } = line.policy.callback.quietHours;
      return says('callbackTimeQuiet', { start: clock(start), end: clock(end) });
    }
    case 'promised':
      return turn.atMs === null
        ? says('callbackPromised', { untilMs: turn.untilMs })
        : says('callbackPromisedAt', { whenMs: turn.atMs, untilMs: turn.untilMs });
  }
}
