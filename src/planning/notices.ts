/** What people are told of single shifts: which notices are planned, and what each says once its time has come (T4). */
import type { CompiledSchedule } from '../schedule/compile.ts';
import type { Occurrence } from '../schedule/model.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { isClosedThroughout } from '../schedule/opening.ts';
import { afterNight, beforeNight, isNight, remindersOf, type ReminderKind } from '../schedule/reminder-times.ts';

/**
 * `unconfirmed`: a coordinator hears that nobody answered the reminder. `cover-wanted`: a shift is up, told to others.
 * `cover-open`: nobody took it yet. `cover-found`: somebody took it, told to its holder after the night.
 */
export type NoticeKind = ReminderKind | 'unconfirmed' | 'cover-wanted' | 'cover-open' | 'cover-found';

/** One notice to one person about one occurrence of a shift. */
export type Notice = {
  personId: string;
  line: string;
  shift: string;
  occurrence: string;
  kind: NoticeKind;
  startMs: number;
  endMs: number;
  dueMs: number;
};

const hourMs = 3_600_000;
/** So long before a shift a coordinator still has time to ask somebody else. */
const coordinatorLeadMs = 4 * hourMs;
/** A shift so near is told to others at once; any other only when it may no longer be undone. */
const nearMs = 6 * hourMs;

/** A notice about `occurrence`. */
export function noticeOf(occurrence: Occurrence, personId: string, kind: NoticeKind, dueMs: number): Notice {
  const { shift, line, startMs, endMs } = occurrence;
  return { personId, shift, occurrence: occurrence.occurrence, line, kind, startMs, endMs, dueMs };
}

/**
 * The reminders of an occurrence for everybody on it, each by their own clock (`zoneOf`; people it does not know get none).
 * What is due already when a shift is first seen is let be.
 */
export function plannedReminders(
  occurrence: Occurrence,
  zoneOf: (personId: string) => string | undefined,
  nowMs: number,
): Notice[] {
  return occurrence.people.flatMap(({ person }) => {
    const zone = zoneOf(person);
    if (zone === undefined) return [];
    const reminders = remindersOf(occurrence.startMs, zone)
      .filter(({ dueMs }) => dueMs > nowMs)
      .map(({ kind, dueMs }) => noticeOf(occurrence, person, kind, dueMs));
    const asks = reminders.some(({ kind }) => kind === 'day-before');
    return asks
      ? [...reminders, noticeOf(occurrence, person, 'unconfirmed', occurrence.startMs - coordinatorLeadMs)]
      : reminders;
  });
}

/** Until when a notice that is due waits for the morning of its person; null where it is said now. A coordinator's list has no night. */
export function waitsForMorning(notice: Pick<Notice, 'kind'>, zone: string, nowMs: number): number | null {
  return notice.kind !== 'unconfirmed' && isNight(nowMs, zone) ? afterNight(nowMs, zone) : null;
}

/** What is stored about the shift of a notice. */
export type NoticeFacts = {
  /** The number under which anybody has put it up; null where it is not up. */
  upNumber: number | null;
  /** Whether the notice's person has put it up themselves. */
  upByThem: boolean;
  /** The reminder a day before was said, and its person has not answered it. */
  waitsForYes: boolean;
};

/** What a notice comes to: a sentence to its person, an entry for the coordinators, both or neither. */
export type NoticeSays = {
  text: { sentence: NoticeSentence; slots?: { number: number } } | null;
  attention: 'shift-unconfirmed' | 'cover-open' | null;
};

export type NoticeSentence = 'shiftReminderAsk' | 'shiftReminder' | 'coverWanted' | 'coverFound' | 'coverOpenStill';

const nothing: NoticeSays = { text: null, attention: null };

/** Whether the notice is still about what it was written for: the shift is there, at that time, and has not begun. */
export function isStillAhead(schedule: CompiledSchedule, notice: Notice, nowMs: number): boolean {
  const found = occurrenceNamed(schedule, notice);
  return found !== null && found.startMs === notice.startMs && notice.startMs > nowMs;
}

/** What is said of a notice at `nowMs`: only what still holds, for the shift and for its person, whose clock is that of `zone`. */
export function whatNoticeSays(
  schedule: CompiledSchedule,
  notice: Notice,
  zone: string,
  facts: NoticeFacts,
  nowMs: number,
): NoticeSays {
  const { kind, line, startMs, endMs, personId } = notice;
  if (!isStillAhead(schedule, notice, nowMs)) return nothing;
  const isTheirs = occurrenceNamed(schedule, notice)?.people.some(({ person }) => person === personId) ?? false;
  if (kind === 'cover-found') return isTheirs ? nothing : { ...nothing, text: { sentence: 'coverFound' } };
  if (isClosedThroughout(schedule, line, startMs, endMs)) return nothing;
  if (kind === 'cover-wanted') {
    if (facts.upNumber === null || isTheirs) return nothing;
    return { ...nothing, text: { sentence: 'coverWanted', slots: { number: facts.upNumber } } };
  }
  if (!isTheirs) return nothing;
  switch (kind) {
    case 'day-before': {
      const [, hourBefore] = remindersOf(startMs, zone);
      const isLate = hourBefore !== undefined && hourBefore.dueMs <= nowMs;
      return facts.upByThem || isLate ? nothing : { ...nothing, text: { sentence: 'shiftReminderAsk' } };
    }
    case 'hour-before':
      return { ...nothing, text: { sentence: 'shiftReminder' } };
    case 'unconfirmed':
      return { ...nothing, attention: !facts.upByThem && facts.waitsForYes ? 'shift-unconfirmed' : null };
    case 'cover-open':
      return facts.upByThem ? { text: { sentence: 'coverOpenStill' }, attention: 'cover-open' } : nothing;
  }
}

/** Somebody who hears of an open shift, on their own clock. */
type Told = { id: string; timeZone: string };

/**
 * What follows from putting an occurrence up: the others hear of it once, never at night, and its holder is reminded where
 * it is still up shortly before; `isUrgent` where that time is past, and a coordinator sees it at once. It may be undone
 * for `undoMs`.
 */
export function noticesOfPutUp(
  occurrence: Occurrence,
  holder: Told,
  others: readonly Told[],
  undoMs: number,
  nowMs: number,
): { notices: Notice[]; isUrgent: boolean } {
  const fromMs = occurrence.startMs - nowMs < nearMs ? nowMs : nowMs + undoMs;
  const notices = others.map(({ id, timeZone }) =>
    noticeOf(occurrence, id, 'cover-wanted', afterNight(fromMs, timeZone)),
  );
  const remindMs = beforeNight(occurrence.startMs - coordinatorLeadMs, holder.timeZone);
  if (remindMs <= nowMs) return { notices, isUrgent: true };
  return { notices: [...notices, noticeOf(occurrence, holder.id, 'cover-open', remindMs)], isUrgent: false };
}

/** When the holder hears that their shift is no longer theirs: `at-once`, or after the night where that is soon enough. */
export function tellsHolder(startMs: number, zone: string, nowMs: number): 'at-once' | { dueMs: number } {
  const dueMs = afterNight(nowMs, zone);
  return dueMs <= nowMs || dueMs >= startMs ? 'at-once' : { dueMs };
}
