/** Offers a shift to one person, for nothing or in exchange for one of theirs, and what becomes of offers; taken and undone like any shift that is up (P2). */
import type pg from 'pg';
import { addTexts, type NewText } from '../conversations/texts.ts';
import type { EffectRow } from '../effects/write.ts';
import type { Directory } from '../organisation/directory.ts';
import { noteStep } from '../organisation/occurrence-people.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Records } from '../organisation/records.ts';
import { noticeOf, offerSays, tellsHolder } from '../planning/notices.ts';
import { noticesOfOffer, whatLeavingDoes, whatOfferingDoes, type Offered } from '../planning/offers.ts';
import { whereNow } from '../planning/follow.ts';
import { timeOf, type OpenShift, type ShiftName } from '../planning/open-shifts.ts';
import { givingOthersTurns } from '../platform/others-turn.ts';
import type { Store } from '../platform/store.ts';
import { nextShifts, type PersonShift } from '../schedule/duties.ts';
import type { Occurrence } from '../schedule/model.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { dropUnsaid, forgetNotices } from './notices-sql.ts';
import { addNotices, textTo } from './notices.ts';
import { othersAsked, setAskLeft, stillAsked } from './offer-asks-sql.ts';
import {
  offerOfHolder,
  offersAround,
  openShiftNumbered,
  openShiftOfStep,
  openShiftWithId,
  setOpenShift,
} from './open-shifts-sql.ts';
import { insertStep } from './shift-steps-sql.ts';
import { lockedDirectory, openShift, whyNot, withRoster } from './open-shifts.ts';
import { nobodyMoved, shiftToCome } from './put-up.ts';

export type Offering = { shift: ShiftName; to: string; inExchange: ShiftName | null };

/** `alone`: they could take it as it is; else only in exchange for one of theirs. */
export type AskablePeer = { person: Person; alone: boolean };

const exchangesShown = 12;

/** The first `count` of `among` who could be asked to take the chosen shift of `personId`; null where it is not theirs to give. */
export async function askablePeers(
  directory: Directory,
  personId: string,
  chosen: ShiftName,
  { among, count }: { among: readonly Person[]; count: number },
  nowMs: number,
): Promise<AskablePeer[] | null> {
  const occurrence = shiftToCome(directory, personId, chosen, nowMs);
  if (!occurrence) return null;
  const found: AskablePeer[] = [];
  for await (const person of givingOthersTurns(among)) {
    if (found.length >= count) break;
    if (person.id === personId) continue;
    const why = whyNot(directory, person.id, occurrence, undefined, personId);
    if (why === null || why.kind === 'over-cap') found.push({ person, alone: why === null });
  }
  return found;
}

/** The other's next shifts that could come back for the chosen one, good for both. */
export function exchangesWith(
  directory: Directory,
  personId: string,
  chosen: ShiftName,
  otherId: string,
  nowMs: number,
): PersonShift[] | null {
  const occurrence = shiftToCome(directory, personId, chosen, nowMs);
  if (!occurrence || ![personId, otherId].every((id) => directory.people.has(id)) || otherId === personId) return null;
  return nextShifts(directory.schedule, otherId, nowMs, exchangesShown).filter(
    (theirs) =>
      whyNot(directory, personId, theirs, occurrence, otherId) === null &&
      whyNot(directory, otherId, occurrence, theirs, personId) === null,
  );
}

/** Offers a shift of the person to one other; they answer for it until it is taken. Done twice for one `stepId` it is done once. */
export async function offerShift(
  room: Records,
  personId: string,
  stepId: string,
  offering: Offering,
): Promise<Offered> {
  const done = await withRoster(room, (client) => offer(client, room, personId, stepId, offering));
  room.afterCommit({ effects: done.effects, wakes: [], route: false });
  return done.result;
}

export type Done<Result> = { result: Result; effects: EffectRow[] };
const answer = <Result>(result: Result): Done<Result> => ({ result, effects: [] });

async function offer(
  client: pg.ClientBase,
  room: Records,
  personId: string,
  stepId: string,
  { shift, to, inExchange }: Offering,
): Promise<Done<Offered>> {
  const nowMs = room.clock.nowMs();
  if (await openShiftOfStep(client, stepId, personId)) return answer({ kind: 'offered' });
  const directory = await lockedDirectory(client, room);
  const other = directory?.people.get(to);
  if (!directory || !other || !directory.people.has(personId)) return answer({ kind: 'nothing' });
  const occurrence = shiftToCome(directory, personId, shift, nowMs);
  const theirs = inExchange && shiftToCome(directory, to, inExchange, nowMs);
  const step = whatOfferingDoes(personId, to, {
    shift: occurrence,
    wants: inExchange !== null,
    inExchange: theirs,
    standing: occurrence && (await offerOfHolder(client, occurrence, personId, nowMs)),
    against: (id, one, given, holder) => whyNot(directory, id, one, given, holder),
    nowMs,
  });
  if (step.kind === 'answer') return answer(step.offered);
  const { expiresAtMs } = step;
  const up = await openShift(client, step.shift, personId, nowMs, { to, expiresAtMs, inExchange: theirs, asks: [] });
  await insertStep(client, { id: stepId, kind: 'cover', openShiftId: up.id, ...nobodyMoved }, personId, nowMs);
  await noteStep(client, personId, 'shift.offered', `${up.shift} ${up.occurrence}`, nowMs);
  return { result: { kind: 'offered' }, effects: await askThem(client, up, step.shift, [other], nowMs) };
}

/** Each is asked at once or after their night; the holder hears once when nothing came of it. */
export async function askThem(
  client: pg.ClientBase,
  up: OpenShift,
  occurrence: Occurrence,
  others: readonly Pick<Person, 'id' | 'timeZone'>[],
  nowMs: number,
): Promise<EffectRow[]> {
  await forgetNotices(client, up, ['offer-made', 'offer-open']);
  const texts: NewText[] = [];
  for (const other of others) {
    const { notices, asksNow } = noticesOfOffer(occurrence, up, other, nowMs);
    await addNotices(client, notices);
    const seen = asksNow && (await openShiftWithId(client, up.id, other.id));
    if (!seen) continue;
    const { sentence, slots } = offerSays(seen);
    texts.push(textTo({ ...seen, personId: other.id }, sentence, slots));
  }
  return addTexts(client, texts, nowMs);
}

/** The person leaves what was offered to them, alone or with others, by the number a text names or by its id; false where nothing is. */
export async function leaveOffer(room: Records, personId: string, chosen: number | string): Promise<boolean> {
  const nowMs = room.clock.nowMs();
  const done = await withRoster(room, async (client): Promise<Done<boolean>> => {
    const up = await (typeof chosen === 'number'
      ? openShiftNumbered(client, chosen, personId)
      : openShiftWithId(client, chosen, personId));
    const directory = await lockedDirectory(client, room);
    const holder = up && directory?.people.get(up.holderId);
    const step = whatLeavingDoes(up, personId, up?.askedMany ? await othersAsked(client, up.id, personId) : 0);
    if (step.kind === 'answer') return answer(step.left);
    if (!up || !directory || !holder) return answer(false);
    await noteStep(client, personId, 'shift.offer-left', `${up.shift} ${up.occurrence}`, nowMs);
    if (up.askedMany) await setAskLeft(client, up.id, personId, nowMs);
    if (step.kind === 'step-out') return answer(true);
    await setOpenShift(client, up.id, 'over', nowMs);
    await dropUnsaid(client, up, ['offer-made', 'offer-open']);
    const occurrence = occurrenceNamed(directory.schedule, up);
    if (!occurrence || occurrence.startMs <= nowMs) return answer(true);
    return { result: true, effects: await tellNotTaken(client, occurrence, holder, nowMs) };
  });
  room.afterCommit({ effects: done.effects, wakes: [], route: false });
  return done.result;
}

async function tellNotTaken(
  client: pg.ClientBase,
  occurrence: Occurrence,
  { id, timeZone }: Person,
  nowMs: number,
): Promise<EffectRow[]> {
  const when = tellsHolder(occurrence.startMs, timeZone, nowMs);
  if (when === 'at-once') return addTexts(client, [textTo({ ...occurrence, personId: id }, 'offerNotTaken')], nowMs);
  await addNotices(client, [noticeOf(occurrence, id, 'offer-open', when.dueMs)]);
  return [];
}

/** Whether the person was ever one to whom that was offered, whatever became of it. */
export async function wasOfferedTo({ pool }: Pick<Store, 'pool'>, personId: string, id: string): Promise<boolean> {
  return (await openShiftWithId(pool, id, personId))?.offeredTo === personId;
}

/** An offer of the person's own, with how many are asked. */
export type OwnOffer = OpenShift & { asked: number };

/** What is offered to the person, and what they offer to others, and may still be taken: at the times that the shifts have now. */
export async function ownOffers(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  { schedule }: Directory,
  personId: string,
): Promise<{ toMe: OpenShift[]; byMe: OwnOffer[] }> {
  const offers = (await offersAround(pool, personId, clock.nowMs())).flatMap((up) => {
    const shift = whereNow(schedule, up, up.holderId);
    const back = up.inExchange && up.offeredTo !== null ? whereNow(schedule, up.inExchange, up.offeredTo) : null;
    if (!shift?.people.some(({ person }) => person === up.holderId) || (up.inExchange && !back)) return [];
    const inExchange = back && { ...timeOf(back), shift: back.shift, occurrence: back.occurrence };
    return [{ ...up, ...timeOf(shift), shift: shift.shift, occurrence: shift.occurrence, inExchange }];
  });
  const byMe = offers.filter((up) => up.holderId === personId);
  return {
    toMe: offers.filter((up) => up.offeredTo === personId && up.holderId !== personId),
    byMe: await Promise.all(
      byMe.map(async (up) => ({ ...up, asked: up.askedMany ? (await stillAsked(pool, up.id)).length : 1 })),
    ),
  };
}
