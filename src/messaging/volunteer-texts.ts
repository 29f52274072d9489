/** A volunteer's text from their own number: words for the texter they talk with, or a word for us (T4, T5). */
import { advanceConversation, type Tend } from '../conversations/advance.ts';
import { answerText, type Reply } from '../conversations/answer.ts';
import { conversationByPhone, type OwnConversation } from '../conversations/lookup.ts';
import { questionFor } from '../conversations/questions.ts';
import { longestWords, partsOf } from '../carrier/text-parts.ts';
import { answerQuestion, askWhoseWord, type Followed } from './questions.ts';
import { volunteerCarrierWord } from './volunteer-carrier-words.ts';
import { doWord, misusedSentences, readWord, type WordScene } from './volunteer-words.ts';
import { carrierWordIn, wordInText, type VolunteerText } from './words.ts';

/** Does what the text says and answers it; true where a conversation may want a peer now, or a peer one. */
export async function handleVolunteerText(scene: WordScene): Promise<Tend> {
  const { deps, directory, person, text } = scene;
  const own = await conversationByPhone(deps.room, person.id);
  const { event, ...answering } = await followed(scene, own);
  const conversationId = own?.id;
  if (event && conversationId !== undefined) {
    const belongs = event.kind === 'PeerWrote' && event.textId === text.id ? { words: true, parts: event.parts } : {};
    return advanceConversation(
      deps.room,
      directory,
      conversationId,
      event,
      text,
      { ...answering, personId: person.id },
      { ...belongs, personId: person.id },
    );
  }
  const replies = event ? noConversation : answering.replies;
  await answerText(deps.room, text, { ...answering, ...(replies ? { replies } : {}), personId: person.id });
  return true;
}

const noConversation: Reply[] = [{ to: 'writer', sentence: 'noConversation' }];

const say = (sentence: string, slots?: Record<string, string>): Followed => ({
  replies: [{ to: 'writer', sentence, ...(slots ? { slots } : {}) }],
});

async function followed(scene: WordScene, own: OwnConversation | null): Promise<Followed> {
  const { deps, person, body, text } = scene;
  const carrierWord = carrierWordIn(body);
  if (carrierWord) return { replies: await volunteerCarrierWord(scene, carrierWord) };
  const question = await questionFor(deps.room, person.id);
  const answered = question && (await answerQuestion(scene, question));
  if (answered) return answered;
  const read = readWord(scene, body);
  const inConversation = own !== null && own.lineId === text.lineId;
  if (inConversation && isOnlyAWord(read)) {
    const word = read.kind === 'word' ? wordInText(read.word) : body.trim().toUpperCase();
    return { ...say('confirmWord', { word }), question: askWhoseWord(scene) };
  }
  if (read.kind === 'word') return doWord(scene, read.word);
  if (inConversation) return toTexter(scene);
  if (read.kind === 'misused') return say(misusedSentences[read.word]);
  return say(body.trim().includes(' ') ? 'noConversation' : 'notUnderstood');
}

function isOnlyAWord(read: VolunteerText): boolean {
  return read.kind === 'word' || (read.kind === 'misused' && read.isWordShaped);
}

/** The volunteer's words go on to the one they talk with. */
function toTexter({ body, text, person }: WordScene): Followed {
  const media: Reply[] = text.media > 0 ? [{ to: 'writer', sentence: 'mediaRefused' }] : [];
  if (body.length > longestWords) return { replies: [...media, { to: 'writer', sentence: 'tooLong' }] };
  if (body.trim() === '') return { replies: media };
  return {
    replies: media,
    event: { kind: 'PeerWrote', personId: person.id, textId: text.id, parts: partsOf(body).length },
  };
}
