/** A stranger's text to a line: words for a peer, or one of the few words that are for the service (T1, T3). */
import { texterWrote, type Tend } from '../conversations/advance.ts';
import { answerText, type Reply } from '../conversations/answer.ts';
import { showsNothing } from '../reading/plain-text.ts';
import { isInUse } from '../organisation/directory.ts';
import { answerOfTexter, onCallMe } from './call-me.ts';
import { languageOf } from './language-guess.ts';
import type { TexterScene } from './scenes.ts';
import { longestWords, partsOf } from '../carrier/text-parts.ts';
import type { TexterSaid } from '../texts/texter.ts';
import { isExactlyACarrierWord, readTexterText } from '../texts/words.ts';

/** Does what the text says; true where a conversation may need a peer now, or a peer may be free for one. */
export async function handleTexterText(scene: TexterScene): Promise<Tend> {
  const { deps, directory, text, body, number } = scene;
  const read = readTexterText(body);
  const write = (said: TexterSaid, replies: Reply[] = []) =>
    texterWrote(deps.room, directory, text, number, said, { replies, isWord: read.kind !== 'words' });
  if (read.kind === 'carrier' && read.word === 'help') return write({ kind: 'help' });
  if (read.kind === 'carrier')
    return write({ kind: read.word, byCarrier: text.channel === 'sms' && isExactlyACarrierWord(body) });
  const answered = await answerOfTexter(scene);
  if (answered) {
    const isUnclear = answered.some((reply) => 'sentence' in reply && reply.sentence === 'callbackTimeUnclear');
    await answerText(deps.room, text, { replies: answered, isWord: !isUnclear });
    return false;
  }
  if (read.kind === 'done') return write({ kind: 'done' });
  // Nobody could keep a promise made on a retired line.
  const call = read.kind === 'call-me' && isInUse(directory, scene.line) ? await onCallMe(scene) : null;
  if (call?.promised) return write({ kind: 'call-promised' }, call.replies);
  const isTooLong = body.length > longestWords;
  const words: TexterSaid = {
    kind: 'words',
    parts: showsNothing(body) || isTooLong ? 0 : partsOf(body).length,
    media: text.media > 0,
    language: languageOf(body, scene.line.languages),
  };
  return write(words, isTooLong ? [{ to: 'writer', sentence: 'tooLong' }] : call?.replies);
}
