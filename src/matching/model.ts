/** What routing is decided from and what it answers, as values. */
import type { Guard, PersonFacts } from '../wellbeing/guards.ts';
import type { LadderStep, LegOutcome, RoutingPolicy } from '../calls/model.ts';

/** The role in which somebody is asked. */
export type Role = 'primary' | 'backup' | 'reserve';

/** A waiting contact as routing sees it; asks are those of the present wait. */
export type MatchContact = {
  id: string;
  lineId: string;
  language: string;
  wish: string | null;
  hidden: boolean;
  lastInLine: boolean;
  arrivedAtMs: number;
  rankAtMs: number;
  waitingSinceMs: number;
  ladderStep: number;
  /** True while the caller hears choices, or a partner is being rung for them: the next question waits. */
  choosing?: boolean;
  decided: boolean;
  preferredPersonId: string | null;
  /** People who must not meet this caller; why is nobody's business. */
  notWith: string[];
  asks: { personId: string; outcome: LegOutcome | 'asking'; atMs: number }[];
};

export type MatchLine = {
  id: string;
  policy: Pick<RoutingPolicy, 'waves' | 'overflow'>;
  hiddenToLeaders: boolean;
  /** How many people its running shifts need: where rests leave fewer, backups step up (W4). */
  need?: number;
  /** Everybody on shift on the line, and the reserves. */
  people: PersonFacts[];
};

export type MatchWorld = { nowMs: number; seed: string; lines: MatchLine[]; contacts: MatchContact[] };

export type Reason =
  | Guard
  | {
      kind: 'language' | 'not-matched' | 'leaders-only' | 'passed' | 'busy' | 'failed' | 'held-back' | 'ladder';
      untilMs: null;
    };

/** One person of the answer: offered, or every reason why not. */
export type Candidate = { personId: string; as: Role; reasons: Reason[]; offered: boolean };

/** What is to happen to one contact: steps of the ladder taken now, offers made now, and why. */
export type MatchAnswer = {
  contactId: string;
  steps: LadderStep[];
  /** True when the last step was taken now: a caller who goes on waiting is offered to whoever becomes free. */
  over: boolean;
  offers: { personId: string; as: Role }[];
  candidates: Candidate[];
};
