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
import {
  isStillAhead,
  plannedReminders,
  spanOf,
  waitsForMorning,
  whatNoticeSays,
  type Notice,
  type NoticeFacts,
} from '../planning/notices.ts';
import { decidedSays } from '../planning/moves.ts';
import type { OpenShift } from '../planning/open-shifts.ts';
import { goesOn } from '../schedule/goes-on.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { resolveLine } from '../schedule/resolve.ts';
import { confirmNotices, dueNotices, finishNotice, insertNotices, postponeNotice, waitsForYes } from './notices-sql.ts';
import { moveAbout } from './moves-sql.ts';
import {
  offerOfHolder,
  offersAround,
  openShiftOfAnybody,
  openShiftOfHolder,
  openShiftTakenFrom,
  openShiftWithId,
} from './open-shifts-sql.ts';
import { reminderTimes, reminderTimesOf } from './reminder-times.ts';

/** Reminders are written down as long ahead as this. */
const aheadMs = 72 * 3_600_000;
const atOnce = 200;
/** Of thousands of shifts the reminders of so many are written down at once, so that nobody waits meanwhile. */
const plannedAtOnce = 40;

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
  const times = await reminderTimes(room.pool);
  const remindedOf = (personId: string) => {
    const person = directory.people.get(personId);
    return person && { zone: person.timeZone, times: times.get(personId) };
  };
  for (const lineId of directory.lines.keys()) {
    const occurrences = resolveLine(directory.schedule, lineId, nowMs, nowMs + aheadMs);
    const goOn = goesOn(occurrences);
    for (let from = 0; from < occurrences.length; from += plannedAtOnce) {
      const some = occurrences.slice(from, from + plannedAtOnce);
      const planned = eachAlone(some, (occurrence) => plannedReminders(occurrence, remindedOf, nowMs, goOn));
      room.aside.noteAll(planned.culprits, ({ shift }) => ({ record: 'shift', id: shift }));
      await addNotices(
        room.pool,
        planned.answer.flatMap(({ answer }) => answer),
      );
    }
  }
}

/**
 * Says what is due; what only a newer release knows how to say is left to it. The directory is asked for once the rows are
 * there: whoever they are about is in it, and nobody's notice ends unsaid because they came a moment ago.
 */
export async function sendNotices(room: Records): Promise<void> {
  const due = await dueNotices(room.pool, room.clock.nowMs(), atOnce);
  const directory = due.length === 0 ? null : await room.directories.current();
  if (!directory) return;
  for (const { name, read } of due) {
    await room.aside.attempt({ record: 'notice', id: name }, async () => {
      const notice = unlessNewer(read);
      if (notice) await sendNotice(room, directory, notice);
    });
  }
}

async function sendNotice(room: Records, directory: Directory, notice: Notice): Promise<void> {
  const nowMs = room.clock.nowMs();
  const person = directory.people.get(notice.personId);
  const morningMs = person ? waitsForMorning(notice, person.timeZone, nowMs) : null;
  if (morningMs !== null) return postponeNotice(room.pool, notice, morningMs);
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
  { schedule }: Directory,
  notice: Notice,
  { timeZone }: Person,
  nowMs: number,
): Promise<EffectRow[]> {
  if (!isStillAhead(schedule, notice, nowMs)) return [];
  const reminded = { zone: timeZone, times: await reminderTimesOf(client, notice.personId) };
  const facts = await factsOf(client, notice, nowMs);
  const { text, attention } = whatNoticeSays(schedule, notice, reminded, facts, nowMs);
  if (attention) await needAttention(client, entryOf(notice, attention), nowMs);
  return text ? addTexts(client, [textTo(notice, text.sentence, text.slots)], nowMs) : [];
}

/** What is stored about the notice's shift, as far as a notice of its kind depends on it. */
async function factsOf(client: pg.ClientBase, notice: Notice, nowMs: number): Promise<NoticeFacts> {
  const { personId } = notice;
  const facts: NoticeFacts = {
    upNumber: null,
    upByThem: false,
    waitsForYes: false,
    offer: null,
    offeredByThem: false,
    inExchange: null,
    moveWaits: false,
    decided: null,
  };
  const upByThem = async () => (await openShiftOfHolder(client, notice, personId)) !== null;
  switch (notice.kind) {
    case 'cover-wanted':
      return { ...facts, upNumber: (await openShiftOfAnybody(client, notice))?.number ?? null };
    case 'unconfirmed':
      return { ...facts, upByThem: await upByThem(), waitsForYes: await waitsForYes(client, notice) };
    case 'day-before':
    case 'cover-open':
      return { ...facts, upByThem: await upByThem() };
    case 'offer-made':
      return { ...facts, offer: await offerTo(client, notice, nowMs) };
    case 'offer-open': {
      const offeredByThem = (await offerOfHolder(client, notice, personId, nowMs)) !== null;
      return { ...facts, upByThem: await upByThem(), offeredByThem };
    }
    case 'cover-found':
      return { ...facts, inExchange: (await openShiftTakenFrom(client, notice, personId))?.inExchange ?? null };
    case 'move-asked':
      return { ...facts, moveWaits: (await moveAbout(client, notice, personId))?.state === 'waiting' };
    case 'move-decided': {
      const move = await moveAbout(client, notice, personId);
      const up = move && (await openShiftWithId(client, move.openShiftId, move.personId));
      return { ...facts, decided: move && decidedSays(move, up?.inExchange ?? null, personId) };
    }
    case 'hour-before':
      return facts;
  }
}

/** The notice's shift as it is offered to the notice's person; null where it is not, or no more. */
async function offerTo(
  client: pg.ClientBase,
  { personId, shift, occurrence }: Notice,
  nowMs: number,
): Promise<OpenShift | null> {
  const offers = await offersAround(client, personId, nowMs);
  return (
    offers.find((one) => one.offeredTo === personId && one.shift === shift && one.occurrence === occurrence) ?? null
  );
}

function entryOf(notice: Notice, kind: 'shift-unconfirmed' | 'cover-open'): Attention {
  const { personId, line, shift, occurrence, startMs } = notice;
  const about = { lineId: line, personId, subject: `${shift} ${occurrence}` };
  if (kind === 'cover-open') return coverOpen(about);
  return { kind, ...about, key: `shift-unconfirmed ${personId} ${shift} ${occurrence} ${startMs}` };
}

/** A shift that is up and still its holder's, for the coordinators' list. */
export function coverOpen(about: { lineId: string; personId: string; subject: string }): Attention & { key: string } {
  return { kind: 'cover-open', ...about, key: `cover-open ${about.personId} ${about.subject}` };
}

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
