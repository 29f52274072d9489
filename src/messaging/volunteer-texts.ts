/** A volunteer's text from their own number: words for the texter they talk with, or a word for us (T4, T5). */
import { advanceConversation, type Tend } from '../conversations/advance.ts';
import { answerText, type Reply } from '../conversations/answer.ts';
import { conversationByPhone, type OwnConversation } from '../conversations/lookup.ts';
import { questionFor } from '../conversations/questions.ts';
import { volunteerSaid } from '../conversations/silence.ts';
import { showsNothing } from '../reading/plain-text.ts';
import { longestWords, partsOf } from '../carrier/text-parts.ts';
import { answerMissedQuestion, answerQuestion, askWhoseWord, type Followed } from './questions.ts';
import type { WordScene } from './scenes.ts';
import { doWord, misusedSentences, readWord } from './volunteer-words.ts';
import { forWhom, isCarriers } from '../texts/volunteer.ts';
import { carrierWordIn, isExactlyACarrierWord } from '../texts/words.ts';

/** Does what the text says and answers it; true where a conversation may need a peer now, or a peer may be free for one. */
export async function handleVolunteerText(scene: WordScene): Promise<Tend> {
  const { deps, directory, person, text } = scene;
  const own = await conversationByPhone(deps.room, person.id);
  const { event, carrierWord, ...answer } = await followed(scene, own);
  if (carrierWord === 'stop' || carrierWord === 'start') {
    const said = { word: carrierWord, byCarrier: text.channel === 'sms' && isExactlyACarrierWord(scene.body) };
    return volunteerSaid(deps.room, directory, text, person, said, own);
  }
  const isWord = carrierWordIn(scene.body) !== null || readWord(scene, scene.body).kind !== 'words';
  const answering = { ...answer, isWord };
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
  const replies = event ? noConversation : carrierWord === 'help' ? words : answering.replies;
  await answerText(deps.room, text, { ...answering, ...(replies ? { replies } : {}), personId: person.id });
  return true;
}

const noConversation: Reply[] = [{ to: 'writer', sentence: 'noConversation' }];
const words: Reply[] = [{ to: 'writer', sentence: 'words' }];

const say = (sentence: string): Followed => ({ replies: [{ to: 'writer', sentence }] });

async function followed(scene: WordScene, own: OwnConversation | null): Promise<Followed> {
  const { deps, person, body, text } = scene;
  const inConversation = own !== null && own.lineId === text.lineId;
  const carrierWord = carrierWordIn(body);
  if (carrierWord && isCarriers({ isCarrierWord: true, isExact: isExactlyACarrierWord(body) }, inConversation))
    return { carrierWord };
  const question = await questionFor(deps.room, person.id);
  const answered = question ? await answerQuestion(scene, question) : await answerMissedQuestion(scene);
  if (answered) return answered;
  const read = readWord(scene, body);
  const said = { read, isCarrierWord: carrierWord !== null, hasGap: body.trim().includes(' ') };
  const meant = forWhom(said, inConversation);
  switch (meant.kind) {
    case 'ask-whose':
      return askWhoseWord(scene, question);
    case 'word':
      return doWord(scene, meant.word);
    case 'to-texter':
      return toTexter(scene);
    case 'misused':
      return say(misusedSentences[meant.word]);
    case 'no-conversation':
      return say('noConversation');
    case 'not-understood':
      return say('notUnderstood');
  }
}

/** The volunteer's words go on to the one they talk with. */
function toTexter({ body, text, person }: WordScene): Followed {
  const media: Reply[] = text.media > 0 ? [{ to: 'writer', sentence: 'mediaRefused' }] : [];
  if (body.length > longestWords) return { replies: [...media, { to: 'writer', sentence: 'tooLong' }] };
  if (showsNothing(body)) return { replies: media };
  return {
    replies: media,
    event: { kind: 'PeerWrote', personId: person.id, textId: text.id, parts: partsOf(body).length },
  };
}
