/**
 * What the shift leader's live board shows, as a value (L1). Everything that comes and goes is kept under a key of its own
 * and what is not there is left out, so that two boards can be compared and only the difference sent. Callers have no
 * identity here, and of volunteers neither band nor the reason of a rest is told (W2).
 */
import type { LadderStep } from '../calls/model.ts';

/** What somebody on shift is doing, in words that say nothing of why they rest. */
export type PersonState =
  | 'free'
  | 'rung'
  | 'talking'
  | 'writing'
  | 'wrap-up'
  | 'break'
  | 'resting'
  | 'ending'
  | 'held'
  | 'off';
/** Where a caller is who neither waits nor talks with a peer. */
export type ElsewhereState = 'choosing' | 'voicemail' | 'called-back' | 'crisis' | 'cut-off';

type Keyed<Value> = Record<string, Value>;

/** Instants are ISO texts in UTC. */
export type WaitingRow = {
  place: number;
  since: string;
  language: string;
  wish?: string;
  /** A promised call that takes its place in line: its caller is not on the phone. */
  promised?: true;
  /** The last step of the ladder that was taken, and the next one with its time. */
  step?: LadderStep['do'];
  next?: { step: LadderStep['do']; at: string };
  /** They are hearing their choices. */
  choosing?: true;
  /** Whose phones ring for them, by person. */
  rings: Keyed<{ name: string; since: string }>;
  /** No phone rings for them and nobody is free. */
  nobody?: true;
};
export type TalkRow = {
  person?: string;
  name?: string;
  /** Another organisation talks with them. */
  partner?: true;
  since: string;
  /** They are both there; else one is still being put through. */
  met?: true;
  softLimitAt: string;
  /** The caller hears music while the volunteer chooses in the menu. */
  onHold?: true;
  /** Who else is asked in, or there. */
  guests: Keyed<{ name?: string; there: boolean }>;
};
export type TextRow = {
  waits?: true;
  since: string;
  language: string;
  person?: string;
  name?: string;
  unanswered?: true;
};
export type PromiseRow = { due: string; until: string; calling?: true };
export type PersonRow = {
  name: string;
  as: 'primary' | 'backup' | 'reserve';
  leader?: true;
  /** No phone of theirs rings for a caller: they are asked for texts alone. */
  textsOnly?: true;
  state: PersonState;
  until?: string;
};
/** `expired`: nobody came. What came of it is shown for a while. */
export type CallInRow = {
  state: 'open' | 'answered' | 'expired';
  asked: number;
  declined: number;
  expires: string;
  until: string;
  name?: string;
};
export type CoverRow = { until: string; have: number; need: number; missing?: string };

export type BoardLine = {
  order: number;
  name: string;
  timeZone: string;
  state: 'open' | 'closed' | 'paused';
  changesAt?: string;
  pausedSince?: string;
  pauseReason?: string;
  hiddenToLeadersUntil?: string;
  /** Where a life is in danger a shift leader may open the number of a call here (V13). */
  mayUnseal?: true;
  have: number;
  need: number;
  ahead: Keyed<CoverRow>;
  waiting: Keyed<WaitingRow>;
  talks: Keyed<TalkRow>;
  elsewhere: Keyed<{ what: ElsewhereState; since: string; name?: string }>;
  texts: Keyed<TextRow>;
  promises: Keyed<PromiseRow>;
  people: Keyed<PersonRow>;
  callIn?: CallInRow;
};

export type Board = { attention: number; lines: Keyed<BoardLine> };
