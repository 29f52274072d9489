/** A leader asks people by text to come in now: the first yes, by text or page, is on shift at once, and the others hear that it is settled (L2). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { writeAudit } from '../audit/write-audit.ts';
import { endQuestion, putQuestion } from '../conversations/questions.ts';
import { addTexts, laneOfPerson, type NewText } from '../conversations/texts.ts';
import { textingNow } from '../conversations/world.ts';
import type { EffectRow } from '../effects/write.ts';
import { isInUse, type Directory, type DirectoryLine } from '../organisation/directory.ts';
import { noteChange } from '../organisation/occurrence-people.ts';
import { addShift } from '../organisation/one-shift.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Records } from '../organisation/records.ts';
import { sayWord } from '../people/availability.ts';
import { factsOf, peopleOfLine } from '../people/facts.ts';
import {
  callInAnswerableMs,
  callInChoice,
  callInLetBeMs,
  callInSpan,
  mayComeIn,
  type CallInPerson,
  type CallInScene,
} from '../planning/call-in.ts';
import { whenTexted } from '../planning/unasked-texts.ts';
import { openings } from '../schedule/opening.ts';
import { bandOf } from '../wellbeing/bands.ts';
import {
  askedStill,
  callInFor,
  callInWithId,
  closeCallIn,
  declineCallIn,
  insertCallIn,
  lastAsked,
  openCallIn,
  wasAsked,
  type CallIn,
} from './call-in-sql.ts';
import { lockedDirectory, withRoster } from './open-shifts.ts';

/** Whom a leader asks. */
export type CalledIn = 'reserves' | 'everybody';

/** How many texts would go out; `untilMs`: until when whoever comes is on shift. Null where the line is closed, or closes soon. */
export type CallInOffer = { untilMs: number; reserves: number; everybody: number };

/** `nobody`: there is no one to ask who may come. */
export type CallInAsked =
  | { kind: 'asked'; asked: number; untilMs: number; expiresAtMs: number }
  | { kind: 'nobody' }
  | { kind: 'closed' };

/** `cannot`: something keeps them from calls or from a shift by now. */
export type CallInAnswer =
  | { kind: 'on'; lineId: string; untilMs: number }
  | { kind: 'settled' | 'cannot' | 'declined' | 'unknown' };

/** What calling in on the line would come to at this moment. */
export async function callInOffer(
  room: Records,
  directory: Directory,
  lineId: string,
  by: string,
): Promise<CallInOffer | null> {
  const found = await look(room, room.pool, directory, lineId);
  if (!found) return null;
  const { reserves, everybody } = callInChoice(found.people.filter(butNot(by)), found.scene);
  return { untilMs: found.scene.span.endMs, reserves: reserves.length, everybody: everybody.length };
}

/** Whoever asks has the board in front of them. */
const butNot =
  (by: string) =>
  ({ taker }: CallInPerson) =>
    `person:${taker.id}` !== by;

/** Texts `who` whether they can come in on the line now, in the name of `by`. One that waits already reaches more people. */
export async function askCallIn(
  room: Records,
  { lineId, who, by }: { lineId: string; who: CalledIn; by: string },
): Promise<CallInAsked> {
  const nowMs = room.clock.nowMs();
  const { answer, effects } = await withRoster<{ answer: CallInAsked; effects: EffectRow[] }>(room, async (client) => {
    const none = (kind: 'nobody' | 'closed') => ({
      answer: { kind } satisfies CallInAsked,
      effects: [] as EffectRow[],
    });
    const directory = await lockedDirectory(client, room);
    const found = directory && (await look(room, client, directory, lineId));
    if (!found) return none('closed');
    const people = callInChoice(found.people.filter(butNot(by)), found.scene)[who];
    if (people.length === 0) return none('nobody');
    const waiting = await openCallIn(client, lineId, nowMs);
    const untilMs = waiting?.untilAtMs ?? found.scene.span.endMs;
    const expiresAtMs = Math.min(nowMs + callInAnswerableMs, untilMs);
    const id = waiting?.id ?? randomUUID();
    const callIn = { id, lineId, askedAtMs: nowMs, expiresAtMs, untilAtMs: untilMs };
    await insertCallIn(client, callIn, by, people);
    await writeAudit(client, { atMs: nowMs, by, action: 'call-in.asked', subject: lineId });
    const forMs = expiresAtMs - nowMs;
    for (const personId of people)
      await putQuestion(
        client,
        personId,
        { kind: 'call-in', payload: { callInId: id, askedAtMs: nowMs }, forMs },
        nowMs,
      );
    const effects = await addTexts(
      client,
      people.map((personId) => textTo(personId, lineId, 'callInAsked', { untilMs })),
      nowMs,
    );
    return { answer: { kind: 'asked' as const, asked: people.length, untilMs, expiresAtMs }, effects };
  });
  room.afterCommit({ effects, wakes: [], route: true });
  return answer;
}

/** A person's yes or no; of many yeses in one moment exactly one is on shift. Said twice it is done once. */
export async function answerCallIn(
  room: Records,
  { id, personId, coming }: { id: string; personId: string; coming: boolean },
): Promise<CallInAnswer> {
  const nowMs = room.clock.nowMs();
  const isSpent = bandOf((await room.loads()).get(personId) ?? 0) === 'spent';
  const { answer, effects } = await withRoster(room, async (client) => {
    const only = (answer: CallInAnswer) => ({ answer, effects: [] as EffectRow[] });
    const callIn = await callInWithId(client, id);
    if (!callIn || !(await wasAsked(client, id, personId))) return only({ kind: 'unknown' });
    if (callIn.personId === personId) return only(on(callIn));
    if (!coming) {
      await declineCallIn(client, id, personId, nowMs);
      await endQuestion(client, personId, 'call-in', nowMs);
      return only({ kind: 'declined' });
    }
    if (callIn.state !== 'open' || callIn.expiresAtMs <= nowMs) return only({ kind: 'settled' });
    const directory = await lockedDirectory(client, room);
    const found = directory && (await look(room, client, directory, callIn.lineId, callIn.untilAtMs));
    const person = found?.people.find(({ taker }) => taker.id === personId);
    if (!found || !person || !mayComeIn(person, found.scene)) return only({ kind: 'cannot' });
    if (!(await closeCallIn(client, id, 'answered', personId, nowMs))) return only({ kind: 'settled' });
    const { span, line } = found.scene;
    const { timeZone } = found.line;
    const shift = `called-in-${id.slice(0, 8)}`;
    await addShift(client, { id: shift, line, ...span, zone: timeZone, people: [personId] });
    await sayWord(client, personId, { kind: 'on' }, { nowMs, isSpent, dutyEndMs: span.endMs });
    await noteChange(client, personId, 'call-in.answered', shift, nowMs);
    await endQuestion(client, personId, 'call-in', nowMs);
    return { answer: on(callIn), effects: await tellOthers(client, directory, callIn, nowMs) };
  });
  room.afterCommit({ effects, wakes: [], route: true, weighed: answer.kind === 'on' ? [personId] : [] });
  return answer;
}

const on = ({ lineId, untilAtMs }: CallIn): CallInAnswer => ({ kind: 'on', lineId, untilMs: untilAtMs });

/** Takes back what nobody has answered yet: those asked hear that it is settled. False where there is nothing to take back. */
export async function takeBackCallIn(room: Records, lineId: string, by: string): Promise<boolean> {
  const nowMs = room.clock.nowMs();
  const effects = await withRoster(room, async (client) => {
    const directory = await lockedDirectory(client, room);
    const callIn = await openCallIn(client, lineId, nowMs);
    if (!directory || !callIn || !(await closeCallIn(client, callIn.id, 'taken-back', null, nowMs))) return null;
    await writeAudit(client, { atMs: nowMs, by, action: 'call-in.taken-back', subject: lineId });
    return tellOthers(client, directory, callIn, nowMs);
  });
  if (effects === null) return false;
  room.afterCommit({ effects, wakes: [], route: true });
  return true;
}

/** The question that waits for this person's answer; null where none does. */
export function callInOf(room: Pick<Records, 'pool' | 'clock'>, personId: string): Promise<CallIn | null> {
  return callInFor(room.pool, personId, room.clock.nowMs());
}

/** Whoever has not answered hears that nothing is asked of them any more; not in their night. */
async function tellOthers(
  client: pg.ClientBase,
  { people }: Directory,
  { id, lineId }: CallIn,
  nowMs: number,
): Promise<EffectRow[]> {
  const texts: NewText[] = [];
  for (const personId of await askedStill(client, id)) {
    const stood = await endQuestion(client, personId, 'call-in', nowMs);
    const zone = people.get(personId)?.timeZone;
    if (stood !== null && zone !== undefined && whenTexted({ zone }, nowMs).kind === 'now')
      texts.push(textTo(personId, lineId, 'callInSettled'));
  }
  return addTexts(client, texts, nowMs);
}

function textTo(personId: string, lineId: string, sentence: string, slots: NewText['slots'] = null): NewText {
  return { direction: 'out', lane: laneOfPerson(personId), lineId, channel: 'sms', personId, sentence, slots };
}

type Found = { line: DirectoryLine; scene: CallInScene; people: CallInPerson[] };

/** Everybody of the organisation as calling in on the line sees them now; null where the line is closed or closes soon. */
async function look(
  room: Records,
  client: pg.ClientBase | pg.Pool,
  directory: Directory,
  lineId: string,
  untilMs?: number,
): Promise<Found | null> {
  const nowMs = room.clock.nowMs();
  const line = directory.lines.get(lineId);
  if (!line || !isInUse(directory, line)) return null;
  const span = untilMs === undefined ? spanNow(directory, lineId, nowMs) : { startMs: minuteOf(nowMs), endMs: untilMs };
  if (!span) return null;
  const { present, silenced } = await textingNow(room, client, await room.loads());
  const asked = await lastAsked(client, nowMs - callInLetBeMs);
  const people = [...directory.people.values()].map((person: Person): CallInPerson => ({
    taker: person,
    facts: factsOf(directory, line, person, null, present, nowMs),
    silenced: silenced.has(`${person.id} ${lineId}`),
    askedAtMs: asked.get(person.id) ?? null,
  }));
  return {
    line,
    people,
    scene: {
      nowMs,
      span,
      ground: directory,
      line: lineId,
      here: peopleOfLine(directory, line, present, nowMs),
    },
  };
}

const minuteOf = (nowMs: number) => Math.floor(nowMs / 60_000) * 60_000;

function spanNow({ schedule }: Directory, lineId: string, nowMs: number) {
  const aheadMs = 24 * 3_600_000;
  const [opening] = openings(schedule, lineId, nowMs, nowMs + aheadMs);
  if (!opening || opening.startMs > nowMs) return null;
  return callInSpan(nowMs, opening.endMs < nowMs + aheadMs ? opening.endMs : null);
}
