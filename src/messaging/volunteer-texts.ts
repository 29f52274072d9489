/** A volunteer's text from their own number: a word that acts, or something we cannot use (T4). */
import { answerText } from '../conversations/answer.ts';
import { carrierWordIn, readVolunteerText } from './words.ts';
import { doWord, type WordScene } from './volunteer-words.ts';
import { volunteerCarrierWord } from './volunteer-carrier-words.ts';

/** Does what the text says and answers it. */
export async function handleVolunteerText(scene: WordScene): Promise<void> {
  const { deps, text, body, person } = scene;
  const carrierWord = carrierWordIn(body);
  const read = readVolunteerText(body);
  const replies = carrierWord
    ? await volunteerCarrierWord(scene, carrierWord)
    : read.kind === 'word'
      ? await doWord(scene, read.word)
      : [{ to: 'writer' as const, sentence: read.kind === 'misused' && read.word === 'BREAK' ? 'breakHow' : 'notUnderstood' }];
  await answerText(deps.room, text, replies, 'done', person.id);
}
