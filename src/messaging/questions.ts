/** What follows from a volunteer's answer to a question they were asked by text: one table, one handler for each kind. */
import type { Answering, Reply } from '../conversations/answer.ts';
import type { PeerEvent } from '../texts/peer-step.ts';
import { bodyOf } from '../conversations/delivery.ts';
import { questionMissed, wasAskedHowSince, type Question } from '../conversations/questions.ts';
import type { StoredText } from '../conversations/stored-text.ts';
import { textWithId } from '../conversations/texts.ts';
import { digitIn } from '../reading/plain-text.ts';
import { answerCallIn } from '../roster/call-in.ts';
import { takeShift } from '../roster/take-shift.ts';
import { partsOf } from '../carrier/text-parts.ts';
import type { WordScene } from './scenes.ts';
import { say as sayOf, takenInWords } from './shift-words.ts';
import { doWord, misusedSentences, readWord } from './volunteer-words.ts';
import { whoseWordIs } from '../texts/volunteer.ts';
import { carrierWordIn, wordAsked, type CarrierWord } from '../texts/words.ts';

/** What follows from a volunteer's text: answers, and perhaps something in their conversation, or a word of the carrier's that was meant for us. */
export type Followed = Answering & { event?: PeerEvent; carrierWord?: CarrierWord };

/** Answers the text in `scene.body`; null where it is no answer to the question. */
export type QuestionHandler = (scene: WordScene, payload: Question['payload']) => Promise<Followed | null>;

const say = (sentence: string): Reply[] => [{ to: 'writer', sentence }];

/** "Is PASS meant for us?": `1` does it, `2` sends it to the texter, any other digit is asked again (T5). */
const whoseWord: QuestionHandler = async (scene, payload) => {
  const isFor = whoseWordIs(digitIn(scene.body));
  if (isFor === null) return null;
  const asked = await askedText(scene, payload);
  if (!asked) return { question: null, replies: say('notUnderstood') };
  const { body, text } = asked;
  if (isFor === 'theirs') {
    const event: PeerEvent = {
      kind: 'PeerWrote',
      personId: scene.person.id,
      textId: text.id,
      parts: partsOf(body).length,
    };
    return { question: null, event, replies: say('confirmedToTexter') };
  }
  if (isFor === 'ask-again') return { question: { kind: 'whose-word', payload }, replies: [confirmWord(scene, body)] };
  const carrierWord = carrierWordIn(body);
  if (carrierWord) return { question: null, carrierWord };
  const read = readWord(scene, body);
  if (read.kind !== 'word')
    return { question: null, replies: say(read.kind === 'misused' ? misusedSentences[read.word] : 'notUnderstood') };
  return { question: null, ...(await doWord(scene, read.word)) };
};

/** "Could you come in now?": `1` is a yes, `2` a no (L2). */
const callIn: QuestionHandler = async (scene, { callInId, askedAtMs }) => {
  const answer = digitIn(scene.body);
  const { room } = scene.deps;
  if (answer !== '1' && answer !== '2') return null;
  if (await wasAskedHowSince(room, scene.person.id, Number(askedAtMs))) return null;
  const said = { id: String(callInId), personId: scene.person.id, coming: answer === '1' };
  const answered = await answerCallIn(room, said);
  const replies =
    answered.kind === 'on'
      ? [{ ...onShift(answered.untilMs), lineId: answered.lineId }]
      : say(callInSentences[answered.kind]);
  return { question: null, replies, isWord: true };
};

const onShift = (untilMs: number): Reply => ({ to: 'writer', sentence: 'callInOn', slots: { untilMs } });
const callInSentences = {
  settled: 'callInSettled',
  cannot: 'callInCannot',
  declined: 'callInDeclined',
  unknown: 'callInSettled',
} as const;

/** "A coordinator can look at it with you": `1` asks one whether a cap may be broken, `2` leaves it (R6). */
const overCap: QuestionHandler = async (scene, { number, askedAtMs }) => {
  const answer = digitIn(scene.body);
  const { room } = scene.deps;
  if (answer !== '1' && answer !== '2') return null;
  if (await wasAskedHowSince(room, scene.person.id, Number(askedAtMs))) return null;
  if (answer === '2') return { question: null, replies: say('overCapLeft'), isWord: true };
  const taking = await takeShift(room, scene.person.id, Number(number), scene.text.id, true);
  const isTheirs = taking.kind === 'taken' || taking.kind === 'asked';
  const replies = isTheirs ? sayOf(...takenInWords(scene, taking)) : say('takeUnknown');
  return { question: null, replies, isWord: true };
};

/** By the kind of the question; who asks a new one adds a line here. */
const handlers: Readonly<Record<string, QuestionHandler>> = {
  'whose-word': whoseWord,
  'call-in': callIn,
  'over-cap': overCap,
};

/** The question of T5 about the text of `scene`; one that still stands about another word is said to be over. */
export async function askWhoseWord(scene: WordScene, standing: Question | null): Promise<Followed> {
  const before = standing && (await askedText(scene, standing.payload));
  const isAnother =
    before &&
    wordAsked(scene.body, (body) => readWord(scene, body)) !== wordAsked(before.body, (body) => readWord(scene, body));
  return {
    replies: [...(isAnother ? [questionOver(before.text.id)] : []), confirmWord(scene, scene.body)],
    question: { kind: 'whose-word', payload: { textId: scene.text.id } },
  };
}

/** What follows where the text answers the question; null where it does not. */
export async function answerQuestion(scene: WordScene, question: Question): Promise<Followed | null> {
  return (await handlers[question.kind]?.(scene, question.payload)) ?? null;
}

/** A `1` or `2` that comes when the question is over does nothing else: they hear that it is over, and what now. Null for any other text. */
export async function answerMissedQuestion(scene: WordScene): Promise<Followed | null> {
  const isFor = whoseWordIs(digitIn(scene.body));
  if (isFor === null || isFor === 'ask-again') return null;
  const missed = await questionMissed(scene.deps.room, scene.person.id);
  if (missed?.kind === 'over-cap') return null;
  if (missed?.kind === 'call-in') {
    if (missed.checkIn) return null;
    return callIn(scene, missed.payload);
  }
  const asked = missed && (await askedText(scene, missed.payload));
  if (!asked) return null;
  return { question: null, replies: [questionOver(asked.text.id), ...(missed.checkIn ? say(missed.checkIn) : [])] };
}

const questionOver = (textId: string): Reply => ({ to: 'writer', sentence: 'questionOver', passesOn: textId });

function confirmWord(scene: WordScene, body: string): Reply {
  return { to: 'writer', sentence: 'confirmWord', slots: { word: wordAsked(body, (text) => readWord(scene, text)) } };
}

/** The text a question is about; null once its words are erased. */
async function askedText(
  { deps: { room } }: WordScene,
  { textId }: Question['payload'],
): Promise<{ text: StoredText; body: string } | null> {
  const text = await textWithId(room, String(textId));
  const body = text && (await bodyOf(room, text));
  return text && body !== undefined && body !== null ? { text, body } : null;
}
