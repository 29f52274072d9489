/** The hard reasons why somebody is not offered contacts now: the volunteers' half of the promise. */
import { bandOf } from './bands.ts';

/** What is known of one person at the instant of a decision. Instants are milliseconds since the epoch. */
export type PersonFacts = {
  personId: string;
  languages: string[];
  tags: string[];
  leader: boolean;
  trainee: boolean;
  reserve: boolean;
  /** They are asked for texts alone: no caller reaches them. */
  textsOnly?: true;
  /** As what they are on shift on the line in question; null when they are not. */
  onShiftAs: 'primary' | 'backup' | null;
  /** Their unbroken time on shift, over all lines (touching shifts are one). */
  duty: { startMs: number; endMs: number } | null;
  /** Whether going on shift makes them available without a word (S5). */
  automatic: boolean;
  missingTraining: string[];
  setting: 'on' | 'off' | null;
  settingAtMs: number | null;
  breakUntilMs: number | null;
  wrapUpUntilMs: number | null;
  restUntilMs: number | null;
  /** The end of the rest after which they have said that they want calls. */
  restMoreUntilMs?: number | null;
  /** Guards that do not hold for them until `waivedUntilMs`, by their own yes. */
  waived?: GuardKind[];
  waivedUntilMs?: number | null;
  busy: 'offered' | 'in-contact' | null;
  /** They are about to get off the phone: their call is ending, so it neither rings nor can they be rung. */
  leaving?: true;
  /** While words go to and fro in a text conversation they are in that contact, until it has been quiet for a while. */
  textingUntilMs?: number | null;
  idleSinceMs: number | null;
  load: number;
};

/** Everything that keeps somebody from being offered contacts. */
export const guardKinds = [
  'off-shift',
  'off',
  'on-break',
  'offered',
  'in-contact',
  'wrap-up',
  'heavy-rest',
  'untrained',
  'trainee-alone',
  'shift-ending',
  'spent',
] as const;

export type GuardKind = (typeof guardKinds)[number];

/** The guards in spite of which somebody may take calls: by their own yes alone or, asked by a named person, by that and their yes. The others are facts. */
export const waivableGuards = [
  'on-break',
  'wrap-up',
  'heavy-rest',
  'untrained',
  'trainee-alone',
  'shift-ending',
  'spent',
] as const satisfies GuardKind[];

export type Guard = { kind: GuardKind; untilMs: number | null };

const hourMs = 3_600_000;
/** `ON` said this long before a shift holds for it. */
const onBeforeShiftMs = 4 * hourMs;
/** A reserve's `ON` holds this long. */
const reserveOnMs = 12 * hourMs;
/** No new offers in a shift's last minutes without their yes (S5). */
export const shiftEndingMs = 15 * 60_000;

/** Whether the person counts as having set themselves available, by their last word or by their line's rule. */
export function isSetAvailable(facts: PersonFacts, nowMs: number): boolean {
  const saidAtMs = facts.settingAtMs ?? -Infinity;
  if (facts.duty) {
    if (facts.setting === 'off' && saidAtMs >= facts.duty.startMs) return false;
    if (facts.setting === 'on' && saidAtMs >= facts.duty.startMs - onBeforeShiftMs) return true;
    return facts.automatic;
  }
  return facts.setting === 'on' && nowMs - saidAtMs < reserveOnMs;
}

/** Every guard that holds for the person now; none means that they may be offered a contact. */
export function guardsOf(facts: PersonFacts, nowMs: number): Guard[] {
  // Each by itself: this is asked of everybody on shift while callers wait, and a list of rules takes ten times as long.
  const guards: Guard[] = [];
  const set = isSetAvailable(facts, nowMs);
  if (facts.onShiftAs === null) {
    if (!facts.reserve || !set) guards.push({ kind: 'off-shift', untilMs: null });
  } else if (!set) guards.push({ kind: 'off', untilMs: null });
  if (isAhead(facts.breakUntilMs, nowMs)) guards.push({ kind: 'on-break', untilMs: facts.breakUntilMs });
  if (facts.busy === 'offered') guards.push({ kind: 'offered', untilMs: null });
  if (facts.busy === 'in-contact') guards.push({ kind: 'in-contact', untilMs: null });
  else if (isAhead(facts.textingUntilMs, nowMs)) guards.push({ kind: 'in-contact', untilMs: facts.textingUntilMs });
  if (isAhead(facts.wrapUpUntilMs, nowMs)) guards.push({ kind: 'wrap-up', untilMs: facts.wrapUpUntilMs });
  if (isAhead(facts.restUntilMs, nowMs)) guards.push({ kind: 'heavy-rest', untilMs: facts.restUntilMs });
  if (facts.missingTraining.length > 0) guards.push({ kind: 'untrained', untilMs: null });
  if (isShiftEnding(facts, nowMs)) guards.push({ kind: 'shift-ending', untilMs: null });
  if (bandOf(facts.load) === 'spent') guards.push({ kind: 'spent', untilMs: null });
  return guards.length === 0 ? guards : guards.filter((guard) => !isWaived(facts, guard.kind, nowMs));
}

function isAhead(untilMs: number | null | undefined, nowMs: number): untilMs is number {
  return untilMs != null && untilMs > nowMs;
}

/**
 * The guards of everybody on a line, by person: with those of each comes that a trainee is never there without a trained
 * peer who is on shift and has not said `OFF`.
 */
export function guardsTogether(people: readonly PersonFacts[], nowMs: number): Map<string, Guard[]> {
  const hasPeer = people.some(
    (facts) =>
      !facts.trainee && facts.onShiftAs !== null && facts.missingTraining.length === 0 && isSetAvailable(facts, nowMs),
  );
  return new Map(
    people.map((facts) => {
      const isAlone = facts.trainee && !hasPeer && !isWaived(facts, 'trainee-alone', nowMs);
      const guards = guardsOf(facts, nowMs);
      return [facts.personId, isAlone ? [...guards, { kind: 'trainee-alone', untilMs: null }] : guards];
    }),
  );
}

/** Whether the person has said that this does not keep them from calls. */
export function isWaived(facts: PersonFacts, kind: GuardKind, nowMs: number): boolean {
  return (facts.waivedUntilMs ?? -Infinity) > nowMs && (facts.waived ?? []).includes(kind);
}

/** The person's shift ends within 15 minutes and they have not said `ON` since that began; a word said during a rest acts when the rest is over. */
function isShiftEnding(facts: PersonFacts, nowMs: number): boolean {
  if (!facts.duty || facts.onShiftAs === null) return false;
  const fromMs = Math.max(facts.duty.startMs, facts.duty.endMs - shiftEndingMs);
  const saidAtMs = Math.max(facts.settingAtMs ?? -Infinity, facts.restMoreUntilMs ?? -Infinity);
  const saidYes = facts.setting === 'on' && saidAtMs >= fromMs;
  return nowMs >= facts.duty.endMs - shiftEndingMs && !saidYes;
}

/** The courses of `required` that the person lacks, or whose validity ran out before `today` (a local date; `until` is included). */
export function missingTraining(
  training: readonly { course: string; until?: string | null | undefined }[],
  required: readonly string[],
  today: string,
): string[] {
  return required.filter(
    (course) => !training.some((one) => one.course === course && (one.until == null || one.until >= today)),
  );
}

export type AvailabilityState = 'off' | 'available' | 'break' | 'offered' | 'in-contact' | 'wrap-up' | 'resting';

/** What a volunteer is doing now, in the words of the field. */
export function availabilityState(facts: PersonFacts, nowMs: number): AvailabilityState {
  const holds = (kind: GuardKind) => guardsOf(facts, nowMs).some((guard) => guard.kind === kind);
  if (facts.busy && !facts.leaving) return facts.busy;
  if (holds('in-contact')) return 'in-contact';
  if (holds('off-shift') || holds('off')) return 'off';
  if (holds('on-break')) return 'break';
  if (holds('heavy-rest')) return 'resting';
  if (holds('wrap-up')) return 'wrap-up';
  return 'available';
}
