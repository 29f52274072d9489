/** What people are told of single shifts: which notices are planned, and what each says once its time has come (T4). */
import type { CompiledSchedule } from '../schedule/compile.ts';
import { goesOn, type GoesOn } from '../schedule/goes-on.ts';
import type { Occurrence } from '../schedule/model.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { isClosedThroughout } from '../schedule/opening.ts';
import {
  afterNight,
  beforeNight,
  remindersOf,
  type ReminderKind,
  type ReminderTimes,
} from '../schedule/reminder-times.ts';
import type { OpenShift, ShiftTime } from './open-shifts.ts';
import { whenTexted } from './unasked-texts.ts';

/**
 * `unconfirmed`: a coordinator hears that nobody answered the reminder. `cover-wanted`: a shift is up, told to others.
 * `cover-open`: nobody took it yet. `cover-found`: somebody took it, told to its holder after the night.
 * `offer-made`: a shift is offered to the person. `offer-open`: nobody took it, told to its holder. `move-asked`: somebody
 * would take it once a coordinator says yes, told to its holder. `move-decided`: what became of that, told to both.
 */
export type NoticeKind =
  | ReminderKind
  | 'unconfirmed'
  | 'cover-wanted'
  | 'cover-open'
  | 'cover-found'
  | 'offer-made'
  | 'offer-open'
  | 'move-asked'
  | 'move-decided';

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

/** How somebody is reminded: by which clock, and at their own times where they have said so. */
export type Reminded = { zone: string; times?: ReminderTimes | undefined };

/**
 * The reminders of an occurrence for everybody on it, each in their own way (people whom `remindedOf` does not know get none).
 * What is due already when a shift is first seen is let be. Whoever is on call in one shift after another (`goOn`) is
 * reminded of the first: a day of short shifts is no reason for a dozen texts.
 */
export function plannedReminders(
  occurrence: Occurrence,
  remindedOf: (personId: string) => Reminded | undefined,
  nowMs: number,
  goOn: GoesOn = goesOn([]),
): Notice[] {
  // Where nobody is planned, coordinators hear that once; not, besides, of everybody on call who says nothing.
  const isPlanned = occurrence.people.some(({ as }) => as === 'primary');
  return occurrence.people.flatMap(({ person, as }) => {
    const reminded = remindedOf(person);
    if (reminded === undefined || (as === 'backup' && goOn.ends(occurrence.startMs, person))) return [];
    const reminders = remindersOf(occurrence.startMs, reminded.zone, reminded.times)
      .filter(({ dueMs }) => dueMs > nowMs)
      .map(({ kind, dueMs }) => noticeOf(occurrence, person, kind, dueMs));
    const asks = isPlanned && reminders.some(({ kind }) => kind === 'day-before');
    return asks
      ? [...reminders, noticeOf(occurrence, person, 'unconfirmed', occurrence.startMs - coordinatorLeadMs)]
      : reminders;
  });
}

/** Until when a notice that is due waits for the morning of its person; null where it is said now. A coordinator's list has no night. */
export function waitsForMorning(notice: Pick<Notice, 'kind'>, zone: string, nowMs: number): number | null {
  const when = whenTexted({ zone }, nowMs);
  return notice.kind !== 'unconfirmed' && when.kind === 'later' ? when.atMs : null;
}

/** What is stored about the shift of a notice. */
export type NoticeFacts = {
  /** The number under which anybody has put it up; null where it is not up. */
  upNumber: number | null;
  /** Whether the notice's person has put it up themselves. */
  upByThem: boolean;
  /** The reminder a day before was said, and its person has not answered it. */
  waitsForYes: boolean;
  /** What is offered to the notice's person and may still be taken; null where that is nothing. */
  offer: OpenShift | null;
  /** Whether the notice's person still offers it to somebody. */
  offeredByThem: boolean;
  /** The shift that the notice's person got for it when it was taken; null where they got none. */
  inExchange: ShiftTime | null;
  /** Whether somebody waits for a coordinator's yes to take it. */
  moveWaits: boolean;
  /** What the notice's person has to hear of a coordinator's yes or no. */
  decided: Said | null;
};

/** What a notice comes to: a sentence to its person, an entry for the coordinators, both or neither. */
export type NoticeSays = {
  text: Said | null;
  attention: 'shift-unconfirmed' | 'cover-open' | null;
};

export type NoticeSentence =
  | 'shiftReminderAsk'
  | 'shiftReminder'
  | 'coverWanted'
  | 'coverFound'
  | 'coverOpenStill'
  | 'offerMade'
  | 'swapAsked'
  | 'swapDone'
  | 'offerNotTaken'
  | 'moveAsked'
  | 'moveApproved'
  | 'swapApproved'
  | 'moveRefused'
  | 'moveNotNow'
  | 'moveOver';

export type Said = { sentence: NoticeSentence; slots?: Record<string, string | number> };

const nothing: NoticeSays = { text: null, attention: null };

/** What the one reads to whom a shift is offered. */
export function offerSays({ holderId, number, startMs, expiresAtMs, inExchange }: OpenShift): Said {
  const slots = { nameOf: holderId, number, untilMs: expiresAtMs ?? startMs };
  return inExchange
    ? { sentence: 'swapAsked', slots: { ...slots, otherShiftOf: spanOf(inExchange) } }
    : { sentence: 'offerMade', slots };
}

/** What its holder reads when somebody takes a shift, in exchange for one of their own or not. */
export function foundSays(inExchange: ShiftTime | null): Said {
  return inExchange
    ? { sentence: 'swapDone', slots: { otherShiftOf: spanOf(inExchange) } }
    : { sentence: 'coverFound' };
}

/**
 * What the holder of a shift hears once its taking is taken back: nothing where they had not heard of it. An offer that
 * stands again is then told when nothing comes of it (`notices`); of what is up for everybody a coordinator sees.
 */
export function takenBackSays(up: OpenShift, hadHeard: boolean): NoticeSays & { notices: Notice[] } {
  const { offeredTo, askedMany, holderId, shift, occurrence, line, startMs, endMs, expiresAtMs } = up;
  if (offeredTo === null && !askedMany)
    return { text: hadHeard ? { sentence: 'coverOpenStill' } : null, attention: 'cover-open', notices: [] };
  if (hadHeard) return { text: { sentence: 'offerNotTaken' }, attention: null, notices: [] };
  const dueMs = expiresAtMs ?? startMs;
  const over: Notice = { personId: holderId, shift, occurrence, line, startMs, endMs, kind: 'offer-open', dueMs };
  return { text: null, attention: null, notices: [over] };
}

/** A span of time as a slot of a sentence. */
export function spanOf({ startMs, endMs }: Pick<ShiftTime, 'startMs' | 'endMs'>): string {
  return `${startMs}/${endMs}`;
}

/** Whether the notice is still about what it was written for: the shift is there, at that time, and has not begun. */
export function isStillAhead(schedule: CompiledSchedule, notice: Notice, nowMs: number): boolean {
  const found = occurrenceNamed(schedule, notice);
  return found !== null && found.startMs === notice.startMs && notice.startMs > nowMs;
}

/** What is said of a notice at `nowMs`: only what still holds, for the shift and for its person, who is reminded in their own way. */
export function whatNoticeSays(
  schedule: CompiledSchedule,
  notice: Notice,
  { zone, times }: Reminded,
  facts: NoticeFacts,
  nowMs: number,
): NoticeSays {
  const { kind, line, startMs, endMs, personId } = notice;
  if (!isStillAhead(schedule, notice, nowMs)) return nothing;
  const isTheirs = occurrenceNamed(schedule, notice)?.people.some(({ person }) => person === personId) ?? false;
  if (kind === 'move-decided') return { ...nothing, text: facts.decided };
  if (kind === 'cover-found') return isTheirs ? nothing : { ...nothing, text: foundSays(facts.inExchange) };
  if (isClosedThroughout(schedule, line, startMs, endMs)) return nothing;
  if (kind === 'cover-wanted') {
    if (facts.upNumber === null || isTheirs) return nothing;
    return { ...nothing, text: { sentence: 'coverWanted', slots: { number: facts.upNumber } } };
  }
  if (kind === 'offer-made') return { ...nothing, text: facts.offer && offerSays(facts.offer) };
  if (!isTheirs) return nothing;
  switch (kind) {
    case 'day-before': {
      const isLate = remindersOf(startMs, zone, times).some((one) => one.kind === 'hour-before' && one.dueMs <= nowMs);
      return facts.upByThem || isLate ? nothing : { ...nothing, text: { sentence: 'shiftReminderAsk' } };
    }
    case 'hour-before':
      return { ...nothing, text: { sentence: 'shiftReminder' } };
    case 'unconfirmed':
      return { ...nothing, attention: !facts.upByThem && facts.waitsForYes ? 'shift-unconfirmed' : null };
    case 'offer-open':
      return facts.upByThem || facts.offeredByThem ? nothing : { ...nothing, text: { sentence: 'offerNotTaken' } };
    case 'move-asked':
      return { ...nothing, text: facts.moveWaits ? { sentence: 'moveAsked' } : null };
    case 'cover-open':
      return facts.upByThem ? { text: { sentence: 'coverOpenStill' }, attention: 'cover-open' } : nothing;
  }
}

/** Somebody who hears of an open shift, on their own clock. */
export type Told = { id: string; timeZone: string };

/** What everybody who could take an occurrence hears once, never at night; it may be undone for `undoMs`. */
export function invitationsTo(
  occurrence: Occurrence,
  others: readonly Told[],
  undoMs: number,
  nowMs: number,
): Notice[] {
  const fromMs = occurrence.startMs - nowMs < nearMs ? nowMs : nowMs + undoMs;
  return others.map(({ id, timeZone }) => noticeOf(occurrence, id, 'cover-wanted', afterNight(fromMs, timeZone)));
}

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
  const notices = invitationsTo(occurrence, others, undoMs, nowMs);
  const remindMs = beforeNight(occurrence.startMs - coordinatorLeadMs, holder.timeZone);
  if (remindMs <= nowMs) return { notices, isUrgent: true };
  return { notices: [...notices, noticeOf(occurrence, holder.id, 'cover-open', remindMs)], isUrgent: false };
}

/**
 * What is to be said of a shift that is up and has moved: those asked are asked anew, for its new time and never in their
 * night, and its holder is told when nothing has come of it.
 */
export function noticesOfMoved(
  occurrence: Occurrence,
  { state, expiresAtMs }: Pick<OpenShift, 'state' | 'expiresAtMs'>,
  holder: Told,
  others: readonly Told[],
  nowMs: number,
): Notice[] {
  if (state === 'waiting') return [noticeOf(occurrence, holder.id, 'move-asked', afterNight(nowMs, holder.timeZone))];
  const made = others.map(({ id, timeZone }) => noticeOf(occurrence, id, 'offer-made', afterNight(nowMs, timeZone)));
  if (expiresAtMs !== null)
    return [...made, noticeOf(occurrence, holder.id, 'offer-open', Math.min(expiresAtMs, occurrence.startMs))];
  const remindMs = beforeNight(occurrence.startMs - coordinatorLeadMs, holder.timeZone);
  return remindMs > nowMs ? [noticeOf(occurrence, holder.id, 'cover-open', remindMs)] : [];
}

/** The holder hears that somebody would take it, once that can be taken back no more (`undoMs`); never in their night. */
export function movesHolderHears(occurrence: Occurrence, holder: Told, undoMs: number, nowMs: number): Notice[] {
  return [noticeOf(occurrence, holder.id, 'move-asked', afterNight(nowMs + undoMs, holder.timeZone))];
}

/** When the holder hears that their shift is no longer theirs: `at-once`, or after the night where that is soon enough. */
export function tellsHolder(startMs: number, zone: string, nowMs: number): 'at-once' | { dueMs: number } {
  const when = whenTexted({ zone }, nowMs);
  return when.kind !== 'later' || when.atMs >= startMs ? 'at-once' : { dueMs: when.atMs };
}
