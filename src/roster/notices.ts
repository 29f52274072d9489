/** What people are told of single shifts: one row each with its time, written ahead, said once, dropped where it no longer holds. */
import type pg from 'pg';
import { needAttention, type Attention } from '../attention/need-attention.ts';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import type { EffectRow } from '../effects/write.ts';
import { addTexts, laneOfPerson, type NewText } from '../conversations/texts.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { eachAlone } from '../platform/culprits.ts';
import { unlessNewer } from '../platform/rows.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { Occurrence } from '../schedule/model.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { isClosedThroughout } from '../schedule/opening.ts';
import { afterNight, isNight, remindersOf } from '../schedule/reminder-times.ts';
import { resolve } from '../schedule/resolve.ts';
import {
  confirmNotices,
  dueNotices,
  finishNotice,
  insertNotices,
  postponeNotice,
  waitsForYes,
  type Notice,
  type NoticeKind,
} from './notices-sql.ts';
import {
  offerOfHolder,
  offersAround,
  openShiftOfAnybody,
  openShiftOfHolder,
  openShiftTakenFrom,
  type OpenShift,
} from './open-shifts-sql.ts';
import { reminderTimes, reminderTimesOf } from './reminder-times.ts';

const hourMs = 3_600_000;
/** Reminders are written down as long ahead as this; what is due already when a shift is first seen is let be. */
const aheadMs = 72 * hourMs;
/** So long before a shift a coordinator still has time to ask somebody else. */
export const coordinatorLeadMs = 4 * hourMs;
const atOnce = 200;

/** A notice about `occurrence`. */
export function noticeOf(occurrence: Occurrence, personId: string, kind: NoticeKind, dueMs: number): Notice {
  const { shift, line, startMs, endMs } = occurrence;
  return { personId, shift, occurrence: occurrence.occurrence, line, kind, startMs, endMs, dueMs };
}

/** Writes notices down; one that is there already stays as it is. */
export async function addNotices(client: pg.ClientBase | pg.Pool, notices: readonly Notice[]): Promise<void> {
  if (notices.length > 0) await insertNotices(client, notices);
}

/** Writes down the reminders of the shifts to come. */
export async function planReminders(
  room: Pick<Records, 'pool' | 'clock' | 'aside'>,
  directory: Directory,
): Promise<void> {
  const nowMs = room.clock.nowMs();
  const occurrences = resolve(directory.schedule, nowMs, nowMs + aheadMs);
  const times = await reminderTimes(room.pool);
  const planned = eachAlone(occurrences, (occurrence) =>
    occurrence.people.flatMap(({ person }): Notice[] => {
      const zone = directory.people.get(person)?.timeZone;
      if (zone === undefined) return [];
      const reminders = remindersOf(occurrence.startMs, zone, times.get(person))
        .filter(({ dueMs }) => dueMs > nowMs)
        .map(({ kind, dueMs }) => noticeOf(occurrence, person, kind, dueMs));
      const asks = reminders.some(({ kind }) => kind === 'day-before');
      return asks
        ? [...reminders, noticeOf(occurrence, person, 'unconfirmed', occurrence.startMs - coordinatorLeadMs)]
        : reminders;
    }),
  );
  room.aside.noteAll(planned.culprits, ({ shift }) => ({ record: 'shift', id: shift }));
  await addNotices(
    room.pool,
    planned.answer.flatMap(({ answer }) => answer),
  );
}

/** Says what is due; what only a newer release knows how to say is left to it. */
export async function sendNotices(room: Records, directory: Directory): Promise<void> {
  for (const { name, read } of await dueNotices(room.pool, room.clock.nowMs(), atOnce)) {
    await room.aside.attempt({ record: 'notice', id: name }, async () => {
      const notice = unlessNewer(read);
      if (notice) await sendNotice(room, directory, notice);
    });
  }
}

async function sendNotice(room: Records, directory: Directory, notice: Notice): Promise<void> {
  const nowMs = room.clock.nowMs();
  const person = directory.people.get(notice.personId);
  if (person && notice.kind !== 'unconfirmed' && isNight(nowMs, person.timeZone)) {
    await postponeNotice(room.pool, notice, afterNight(nowMs, person.timeZone));
    return;
  }
  const effects = await inTransaction(
    room.pool,
    () => '',
    async (client) =>
      (await finishNotice(client, notice, nowMs)) && person ? say(client, directory, notice, person, nowMs) : [],
  );
  if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
}

/** Says it where it still holds: the shift is there, at that time, and theirs. */
async function say(
  client: pg.ClientBase,
  directory: Directory,
  notice: Notice,
  person: Person,
  nowMs: number,
): Promise<EffectRow[]> {
  const { kind, shift, occurrence, line, startMs, endMs } = notice;
  const found = occurrenceNamed(directory.schedule, notice);
  if (!found || found.startMs !== startMs || startMs <= nowMs) return [];
  const isTheirs = found.people.some((one) => one.person === person.id);
  if (kind === 'cover-found') {
    const taken = isTheirs ? null : await openShiftTakenFrom(client, notice, person.id);
    return isTheirs ? [] : addTexts(client, [foundText(notice, taken)], nowMs);
  }
  if (isClosedThroughout(directory.schedule, line, startMs, endMs)) return [];
  if (kind === 'cover-wanted') {
    const wanted = await openShiftOfAnybody(client, notice);
    if (!wanted || isTheirs) return [];
    return addTexts(client, [textTo(notice, 'coverWanted', { number: wanted.number })], nowMs);
  }
  if (kind === 'offer-made') {
    const offer = (await offersAround(client, person.id, nowMs)).find(
      (one) => one.offeredTo === person.id && one.shift === shift && one.occurrence === occurrence,
    );
    return offer ? addTexts(client, [offerText(offer)], nowMs) : [];
  }
  if (!isTheirs) return [];
  const up = await openShiftOfHolder(client, notice, person.id);
  const about = { lineId: line, personId: person.id, subject: `${shift} ${occurrence}` };
  switch (kind) {
    case 'day-before': {
      const times = await reminderTimesOf(client, person.id);
      const isLate = remindersOf(startMs, person.timeZone, times).some(
        (one) => one.kind === 'hour-before' && one.dueMs <= nowMs,
      );
      return up || isLate ? [] : addTexts(client, [textTo(notice, 'shiftReminderAsk')], nowMs);
    }
    case 'hour-before':
      return addTexts(client, [textTo(notice, 'shiftReminder')], nowMs);
    case 'unconfirmed': {
      if (!up && (await waitsForYes(client, notice)))
        await needAttention(
          client,
          {
            kind: 'shift-unconfirmed',
            ...about,
            key: `shift-unconfirmed ${person.id} ${shift} ${occurrence} ${startMs}`,
          },
          nowMs,
        );
      return [];
    }
    case 'offer-open': {
      const stands = up ?? (await offerOfHolder(client, notice, person.id, nowMs));
      return stands ? [] : addTexts(client, [textTo(notice, 'offerNotTaken')], nowMs);
    }
    case 'cover-open':
      if (!up) return [];
      await needAttention(client, coverOpen(about), nowMs);
      return addTexts(client, [textTo({ ...notice, endMs }, 'coverOpenStill')], nowMs);
  }
}

/** A shift that is up and still its holder's, for the coordinators' list. */
export function coverOpen(about: { lineId: string; personId: string; subject: string }): Attention & { key: string } {
  return { kind: 'cover-open', ...about, key: `cover-open ${about.personId} ${about.subject}` };
}

/** What the one reads to whom a shift is offered. */
export function offerText(offer: OpenShift): NewText {
  const { offeredTo, holderId, number, inExchange, expiresAtMs } = offer;
  return textTo({ ...offer, personId: offeredTo ?? '' }, inExchange ? 'swapAsked' : 'offerMade', {
    nameOf: holderId,
    number,
    untilMs: expiresAtMs ?? offer.startMs,
    ...(inExchange ? { otherShiftOf: spanOf(inExchange) } : {}),
  });
}

/** What its holder reads when somebody takes a shift, in exchange for one of their own or not. */
export function foundText(
  notice: Pick<Notice, 'personId' | 'line' | 'startMs' | 'endMs'>,
  taken: Pick<OpenShift, 'inExchange'> | null,
): NewText {
  return taken?.inExchange
    ? textTo(notice, 'swapDone', { otherShiftOf: spanOf(taken.inExchange) })
    : textTo(notice, 'coverFound');
}

const spanOf = ({ startMs, endMs }: { startMs: number; endMs: number }) => `${startMs}/${endMs}`;

/** A sentence about a shift to one of our people, from the shift's line. */
export function textTo(
  notice: Pick<Notice, 'personId' | 'line' | 'startMs' | 'endMs'>,
  sentence: string,
  slots: Record<string, string | number> = {},
): NewText {
  const { personId, line, startMs, endMs } = notice;
  return {
    direction: 'out',
    lane: laneOfPerson(personId),
    lineId: line,
    channel: 'sms',
    personId,
    sentence,
    slots: { ...slots, shiftOf: spanOf({ startMs, endMs }) },
  };
}

/** The person says that they will be there, for every shift of theirs that they were reminded of; the next one, or null where none waits for it. */
export async function confirmShifts(
  room: Pick<Store, 'pool' | 'clock'>,
  directory: Directory,
  personId: string,
): Promise<{ startMs: number; endMs: number } | null> {
  const confirmed = await confirmNotices(room.pool, personId, room.clock.nowMs());
  const theirs = confirmed
    .map((row) => occurrenceNamed(directory.schedule, row))
    .filter((found) => found?.people.some(({ person }) => person === personId));
  return theirs.sort((a, b) => (a?.startMs ?? 0) - (b?.startMs ?? 0))[0] ?? null;
}
