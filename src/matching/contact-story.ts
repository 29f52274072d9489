/** What happened to a contact from arrival to end, as a picture can be drawn from it: moments, whose phone rang when, and why nobody else's (O4). Pure. */
import type { Contact, LadderStep, Leg, LegOutcome } from '../calls/model.ts';
import type { Candidate, MatchAnswer, Role } from './model.ts';
import { publicKind, type PublicReason } from './reason-words.ts';

/** What came of one ringing; nothing of a talk but that there was one: how it was is not told here (W2). */
export const ringingOutcomes = [
  'rings',
  'answers',
  'talked',
  'cut-off',
  'passed',
  'no-answer',
  'no-key',
  'busy',
  'failed',
  'machine',
  'somebody-else',
  'no-talk',
  'taken-back',
  'beaten',
  'caller-gone',
  'not-needed',
] as const;
export type RingingOutcome = (typeof ringingOutcomes)[number];

/** One phone that rang. `talkFromMs`: since when they were with the caller. */
export type Ringing = {
  personId: string | null;
  role: Leg['role'];
  fromMs: number;
  talkFromMs: number | null;
  untilMs: number | null;
  cameOf: RingingOutcome;
};

/** Somebody who was not asked, and why. */
export type KeptBack = { personId: string; as: Role; reasons: { kind: PublicReason; untilMs: number | null }[] };

/** What was decided at an instant, and went on being so until `untilMs`; `newer` and `unreadable` as they were found. */
export type StoryDecision = { atMs: number; untilMs: number } & (
  | {
      kind: 'told';
      asked: { personId: string; as: Role }[];
      /** Free too, and asked later if need be. */
      free: string[];
      keptBack: KeptBack[];
      steps: LadderStep['do'][];
      over: boolean;
    }
  | { kind: 'newer' | 'unreadable' }
);

export const momentKinds = ['arrived', 'waited', 'talked', 'ended', 'opened', 'given', 'answered', 'closed'] as const;
export type Moment = { what: (typeof momentKinds)[number]; atMs: number };

/** `waitedUntilMs`: when the first talk began, or the end where there was none. `untilMs`: the end, or now. */
export type ContactStory = {
  fromMs: number;
  waitedUntilMs: number;
  untilMs: number;
  moments: Moment[];
  ringings: Ringing[];
  decisions: StoryDecision[];
};

/** A decision as it was stored. */
export type DecisionTold = { atMs: number } & (
  | { kind: 'told'; answer: MatchAnswer }
  | { kind: 'newer' | 'unreadable' }
);

type ToldContact = Pick<Contact, 'arrivedAtMs' | 'waitingSinceMs' | 'talkingSinceMs' | 'endedAtMs'>;
type ToldLeg = Pick<
  Leg,
  | 'personId'
  | 'role'
  | 'state'
  | 'outcome'
  | 'createdAtMs'
  | 'dialledAtMs'
  | 'ringingAtMs'
  | 'answeredAtMs'
  | 'joinedAtMs'
  | 'endedAtMs'
>;

/** The story of a call: one that came in, or one that we made. */
export function storyOfCall(
  contact: ToldContact,
  legs: readonly ToldLeg[],
  decisions: readonly DecisionTold[],
  nowMs: number,
): ContactStory {
  const untilMs = Math.max(contact.arrivedAtMs, contact.endedAtMs ?? nowMs);
  const ringings = legs.map((leg) => ringingOf(leg)).toSorted((a, b) => a.fromMs - b.fromMs);
  const talks = [contact.talkingSinceMs, ...ringings.map(({ talkFromMs }) => talkFromMs)].filter((ms) => ms !== null);
  const talkFromMs = talks.length === 0 ? null : Math.min(...talks);
  return {
    fromMs: contact.arrivedAtMs,
    waitedUntilMs: talkFromMs ?? untilMs,
    untilMs,
    moments: momentsOf([
      ['arrived', contact.arrivedAtMs],
      ['waited', contact.waitingSinceMs],
      ['talked', talkFromMs],
      ['ended', contact.endedAtMs],
    ]),
    ringings,
    decisions: together(decisions.map(decisionOf)),
  };
}

type ToldConversation = Record<'openedAtMs', number> &
  Record<'assignedAtMs' | 'answeredAtMs' | 'closedAtMs', number | null>;

/** The story of a text conversation; who else could have had it is not on record. */
export function storyOfTexts(conversation: ToldConversation, nowMs: number): ContactStory {
  const { openedAtMs, assignedAtMs, answeredAtMs, closedAtMs } = conversation;
  const untilMs = Math.max(openedAtMs, closedAtMs ?? nowMs);
  return {
    fromMs: openedAtMs,
    waitedUntilMs: answeredAtMs ?? untilMs,
    untilMs,
    moments: momentsOf([
      ['opened', openedAtMs],
      ['given', assignedAtMs],
      ['answered', answeredAtMs],
      ['closed', closedAtMs],
    ]),
    ringings: [],
    decisions: [],
  };
}

/**
 * Where on the picture an instant is, from 0 to 1: what happened before the first talk matters here, so it gets most of
 * the room however long the talk was.
 */
export function placeOnPicture(
  { fromMs, waitedUntilMs, untilMs }: Pick<ContactStory, 'fromMs' | 'waitedUntilMs' | 'untilMs'>,
  atMs: number,
): number {
  const waited = waitedUntilMs - fromMs;
  const after = untilMs - waitedUntilMs;
  const waitShare = after <= 0 ? 1 : waited <= 0 ? 0 : 0.75;
  const within = Math.min(Math.max(atMs, fromMs), untilMs);
  if (within <= waitedUntilMs) return waited <= 0 ? 0 : ((within - fromMs) / waited) * waitShare;
  return waitShare + ((within - waitedUntilMs) / after) * (1 - waitShare);
}

function momentsOf(found: [Moment['what'], number | null][]): Moment[] {
  return found.flatMap(([what, atMs]) => (atMs === null ? [] : [{ what, atMs }])).toSorted((a, b) => a.atMs - b.atMs);
}

function ringingOf(leg: ToldLeg): Ringing {
  return {
    personId: leg.personId,
    role: leg.role,
    fromMs: leg.ringingAtMs ?? leg.dialledAtMs ?? leg.createdAtMs,
    talkFromMs: leg.joinedAtMs,
    untilMs: leg.endedAtMs,
    cameOf: cameOf(leg),
  };
}

const plainOutcomes: Readonly<Partial<Record<LegOutcome, RingingOutcome>>> = {
  passed: 'passed',
  busy: 'busy',
  failed: 'failed',
  machine: 'machine',
  stranger: 'somebody-else',
  refused: 'no-talk',
  withdrawn: 'taken-back',
  'no-answer': 'no-answer',
  short: 'caller-gone',
  beaten: 'beaten',
  'caller-gone': 'caller-gone',
  lost: 'cut-off',
  'not-reached': 'not-needed',
  'not-waiting': 'not-needed',
  declined: 'not-needed',
  'volunteer-gone': 'not-needed',
};

function cameOf({ state, outcome, answeredAtMs, joinedAtMs }: ToldLeg): RingingOutcome {
  if (outcome === 'missed') return answeredAtMs === null ? 'no-answer' : 'no-key';
  if (outcome === null) {
    if (state === 'ended') return joinedAtMs === null ? 'not-needed' : 'talked';
    return answeredAtMs === null ? 'rings' : 'answers';
  }
  // However a talk ended: how heavy it was, and whether they want to meet again, stays between few.
  return plainOutcomes[outcome] ?? 'talked';
}

function decisionOf(decision: DecisionTold): StoryDecision {
  const { atMs } = decision;
  if (decision.kind !== 'told') return { kind: decision.kind, atMs, untilMs: atMs };
  const { candidates, steps, over } = decision.answer;
  const others = candidates.filter(({ offered }) => !offered);
  return {
    kind: 'told',
    atMs,
    untilMs: atMs,
    asked: candidates.filter(({ offered }) => offered).map(({ personId, as }) => ({ personId, as })),
    free: others.filter(isFree).map(({ personId }) => personId),
    keptBack: others.filter((one) => !isFree(one)).map(keptBackOf),
    steps: steps.map((step) => step.do),
    over,
  };
}

const isFree = ({ reasons }: Candidate) => reasons.every(({ kind }) => kind === 'held-back');

function keptBackOf({ personId, as, reasons }: Candidate): KeptBack {
  return { personId, as, reasons: reasons.map((reason) => ({ kind: publicKind(reason), untilMs: reason.untilMs })) };
}

/** Decisions that changed nothing are one with what was decided before. */
function together(decisions: readonly StoryDecision[]): StoryDecision[] {
  const found: StoryDecision[] = [];
  for (const decision of decisions) {
    const before = found.at(-1);
    if (before && changesNothing(decision, before)) before.untilMs = decision.untilMs;
    else found.push({ ...decision });
  }
  return found;
}

function changesNothing(decision: StoryDecision, before: StoryDecision): boolean {
  if (decision.kind !== 'told' || before.kind !== 'told') return decision.kind === before.kind;
  if (decision.asked.length + decision.steps.length > 0 || decision.over) return false;
  const said = ({ free, keptBack }: typeof decision) => JSON.stringify([free, keptBack]);
  return said(decision) === said(before);
}
