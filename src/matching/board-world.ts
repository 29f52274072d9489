/** What the live board is made from: the lines, their callers, texters, promises and people as they are now. */
import type { Contact, LadderStep, Leg } from '../calls/model.ts';
import type { Cover } from '../schedule/coverage.ts';
import type { PersonFacts } from '../wellbeing/guards.ts';

export type BoardContact = Pick<
  Contact,
  | 'state'
  | 'language'
  | 'wish'
  | 'lastInLine'
  | 'arrivedAtMs'
  | 'waitingSinceMs'
  | 'rankAtMs'
  | 'ladderStep'
  | 'talkingSinceMs'
  | 'callbackId'
> & { id: string };
export type BoardLeg = Pick<Leg, 'purpose' | 'personId' | 'state' | 'createdAtMs' | 'acceptedAtMs'>;
export type BoardConversation = {
  key: string;
  state: 'waiting' | 'active';
  language: string;
  openedAtMs: number;
  waitingSinceMs: number | null;
  assignedAtMs: number | null;
  personId: string | null;
  /** Whether the peer has been reminded that an answer is awaited. */
  unanswered: boolean;
};
export type BoardCallIn = {
  state: 'open' | 'answered' | 'taken-back';
  asked: number;
  declined: number;
  expiresAtMs: number;
  untilAtMs: number;
  personId: string | null;
  closedAtMs: number | null;
};
export type BoardPromise = { key: string; dueAtMs: number; untilAtMs: number; underWay: boolean };

export type BoardWorldLine = {
  id: string;
  name: string;
  timeZone: string;
  /** When its hours open or close it next. */
  open: boolean;
  changesAtMs: number | null;
  pausedSinceMs: number | null;
  pauseReason: string | null;
  hiddenToLeadersUntilMs: number | null;
  softLimitMinutes: number;
  /** Where a life is in danger a shift leader may open the number of a live call (V13). */
  mayUnseal: boolean;
  overflow: readonly LadderStep[];
  wishes: readonly { tag: string; name: string }[];
  need: number;
  people: readonly PersonFacts[];
  /** The cover of the hours to come, from the schedule. */
  ahead: readonly Pick<Cover, 'startMs' | 'endMs' | 'need' | 'have' | 'missing'>[];
  /** `key` is new for each contact and names nobody. */
  contacts: readonly { key: string; contact: BoardContact; legs: readonly BoardLeg[] }[];
  conversations: readonly BoardConversation[];
  promises: readonly BoardPromise[];
  /** The latest call to come in. */
  callIn: BoardCallIn | null;
};

export type BoardWorld = {
  nowMs: number;
  names: { get(personId: string): string | undefined };
  lines: readonly BoardWorldLine[];
  attention: number;
};
