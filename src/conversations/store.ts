/** Stores what was decided for conversations, with everything that follows from it, on one transaction. */
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { Records } from '../organisation/records.ts';
import { savePeople } from '../people/save-people.ts';
import type { EffectRow } from '../effects/write.ts';
import type { ConversationAnswer, ConversationText, Tenure } from '../texts/model.ts';
import { textingStretches } from '../wellbeing/texting-time.ts';
import { endQuestion } from './questions.ts';
import { saveConversations } from './conversations-sql.ts';
import { addTexts, laneOfConversation, laneOfPerson, type NewText } from './texts.ts';
import { eraseTextsOf } from './texts-sql.ts';
import { timesOfWords } from './words-sql.ts';

/** Writes the answers; hand the effects to `afterCommit`. */
export async function storeAnswers(
  room: Records,
  client: pg.ClientBase,
  answers: ConversationAnswer[],
): Promise<EffectRow[]> {
  const nowMs = room.clock.nowMs();
  const conversations = answers.map((answer) => answer.conversation);
  await saveConversations(client, conversations);
  const questionsOver: NewText[] = [];
  for (const { ended, conversation } of answers)
    if (ended) questionsOver.push(...(await questionOver(client, conversation.lineId, ended.personId, nowMs)));
  const texts = answers.flatMap((answer) => answer.texts.flatMap((text) => rowsOf(answer, text)));
  const effects = await addTexts(client, [...questionsOver, ...texts], nowMs);
  const closed = conversations.filter(({ state }) => state === 'closed').map(({ id }) => id);
  if (closed.length > 0) await eraseTextsOf(client, closed);
  for (const answer of answers) {
    for (const { kind, personId } of answer.attention) {
      const { id, lineId } = answer.conversation;
      await needAttention(client, { kind, lineId, personId, subject: id, key: `${kind} ${id}` }, nowMs);
    }
    if (answer.ended) await noteLoad(client, answer.conversation.id, answer.ended, nowMs);
  }
  const people = answers.flatMap((answer) => answer.people).sort((a, b) => (a.personId < b.personId ? -1 : 1));
  for (const person of people) await savePeople(client, { people: [person] });
  return effects;
}

/** With the conversation gone that a word may have been meant for, whoever was asked hears that the question is over (T5). */
async function questionOver(
  client: pg.ClientBase,
  lineId: string,
  personId: string,
  nowMs: number,
): Promise<NewText[]> {
  const asked = await endQuestion(client, personId, 'whose-word', nowMs);
  if (!asked) return [];
  return [
    {
      direction: 'out',
      lane: laneOfPerson(personId),
      lineId,
      channel: 'sms',
      personId,
      sentence: 'questionOver',
      passesOn: String(asked['textId']),
    },
  ];
}

function rowsOf({ conversation }: ConversationAnswer, text: ConversationText): NewText[] {
  const { id: conversationId, lineId, channel } = conversation;
  const address =
    text.to === 'texter'
      ? { lane: laneOfConversation(conversationId), channel }
      : { lane: laneOfPerson(text.to.personId), channel: 'sms' as const, personId: text.to.personId };
  const common = { direction: 'out' as const, lineId, conversationId, ...address };
  if (text.kind === 'sentence') return [{ ...common, sentence: text.sentence, slots: text.slots ?? null }];
  return Array.from({ length: text.parts }, (_, part) => ({ ...common, passesOn: text.passesOn, part }));
}

/** What the peer's time with the conversation weighed: the stretches in which words went to and fro, the last one with what it was. */
async function noteLoad(client: pg.ClientBase, conversationId: string, ended: Tenure, nowMs: number): Promise<void> {
  const times = await timesOfWords(client, conversationId, ended.startMs);
  const stretches = textingStretches(times.length > 0 ? times : ended.abusive || ended.crisis ? [ended.startMs] : []);
  const notes = stretches.map(({ startMs, endMs }, index) => {
    const isLast = index === stretches.length - 1;
    return {
      personId: ended.personId,
      contactId: conversationId,
      startMs,
      endMs: Math.min(endMs, Math.max(nowMs, startMs)),
      abusive: ended.abusive && isLast,
      crisis: ended.crisis && isLast,
    };
  });
  await savePeople(client, { load: notes });
}
