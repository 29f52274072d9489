/** What a replay is given and answers, as values. Instants are milliseconds since the epoch. */
import type { ScheduleLine, SchedulePerson, ScheduleSource } from '../../schedule/model.ts';
import type { LoadEvent } from '../../wellbeing/load.ts';
import type { Behaviour, SimulationPolicy } from '../../planning/simulation/plan.ts';

/** A caller as recorded: how their wait ended is known, what they were willing to wait often only from below. */
export type PastCall = {
  lineId: string;
  language: string;
  /** A tag they asked for, such as `veteran`. */
  wish: string | null;
  arrivesMs: number;
  end: 'talked' | 'hung-up' | 'callback' | 'message' | 'nobody-on' | 'other';
  /** From arrival to the peer's key, to hanging up, or to the choice that ended the wait; null where they never waited. */
  waitedMs: number | null;
  /** Null where they talked with nobody, or it is not known for how long. */
  talkMs: number | null;
  crisis: boolean;
  abusive: boolean;
  /** The volunteer's answer to the check-in, 1–5, or 4 where it is known to have been heavy; null where nobody knows. */
  weight: number | null;
};

/** A call that the service made to keep a promise, and for how long it took somebody's time; whoever it was for is no caller. */
export type CallBack = { lineId: string; language: string; startsMs: number; talkMs: number };

/** A half hour that lies ahead: how many callers are expected, and the variance of their count. */
export type ForeseenHalfHour = { lineId: string; startMs: number; expected: number; variance: number };

/** The callers of a replay: those who came, or those foreseen, drawn anew in each run. */
export type Callers =
  | { kind: 'recorded'; calls: readonly PastCall[] }
  | { kind: 'foreseen'; halfHours: readonly ForeseenHalfHour[]; past: readonly PastCall[] };

export type ReplayPolicy = SimulationPolicy & { training: readonly string[] };

/** The part of an organisation that a replay needs; every line with the policy that holds on it. */
export type ReplayRoster = Omit<ScheduleSource, 'lines' | 'people'> & {
  lines: readonly (ScheduleLine & { automaticAvailability: boolean; policy: ReplayPolicy })[];
  people: readonly (SchedulePerson & {
    timeZone: string;
    languages: readonly string[];
    tags: readonly string[];
    roles: readonly string[];
    trainee: boolean;
    training: readonly { course: string; until?: string | null | undefined }[];
  })[];
};

/** More people on a line: on this weekday (0 Monday … 6; null: every day), between minutes of the local day; an end at or before the start is on the next day. */
export type MorePeople = {
  lineId: string;
  weekday: number | null;
  fromMinute: number;
  toMinute: number;
  count: number;
};

/** What is tried. Absent is as it is; `roster` takes the place of the whole roster, with its own policies. */
export type Change = {
  morePeople?: readonly MorePeople[];
  /** Numbers of the policy that are replaced, on every line that is replayed. */
  policy?: Partial<ReplayPolicy>;
  roster?: ReplayRoster;
};

/** The range is [fromMs, untilMs). */
export type ReplayInput = {
  fromMs: number;
  untilMs: number;
  /** The lines that are replayed. */
  lineIds: readonly string[];
  roster: ReplayRoster;
  callers: Callers;
  /** The calls back within the range or, where it lies ahead, those of the last weeks before it: they take people's time. */
  callsBack?: readonly CallBack[];
  /** What people did before the range begins; whoever is absent did nothing. */
  before?: ReadonlyMap<string, readonly LoadEvent[]>;
  change: Change | null;
  /** At least 2, so that there is an interval. */
  runs: number;
  seed: number;
  /** How people are taken to behave where the past does not say. */
  behaviour: Behaviour;
};

/** A figure over the runs: its mean, and the bounds between which it lies in 19 of 20 such weeks or, of a difference, with 95 % confidence. */
export type Spread = { mean: number; low: number; high: number };

export const callerFigures = [
  'offered',
  'answered',
  'hungUp',
  'promised',
  'nobodyOn',
  /** Answered within `inTimeSeconds`, as a share of those offered. */
  'inTimeShare',
  'meanWaitSeconds',
  'medianWaitSeconds',
  'wait90Seconds',
] as const;
export type CallerFigure = (typeof callerFigures)[number];

/** One person's load (averaged and highest), talks, and minutes of rest, averaged over the runs. */
export type PersonFigures = {
  person: string;
  shiftHours: number;
  talks: number;
  restMinutes: number;
  load: number;
  highestLoad: number;
};

export type Side = {
  [Figure in CallerFigure]: Spread;
} & {
  /** Talk and wrap-up of everybody offered over planned hours; null where nobody is planned. */
  occupancy: number | null;
  /** As much work is offered as there are people for, or more. */
  overloaded: boolean;
  people: PersonFigures[];
};

/** With the change less without it, of the same runs. */
export type Difference = { [Figure in CallerFigure]: Spread } & {
  people: { person: string; load: Spread; restMinutes: Spread }[];
};

/** How far a replay is, and what its runs so far say of the callers who hang up waiting; `hungUp` is null before there are two. */
export type SoFar = {
  done: number;
  of: number;
  hungUp: { without: Spread; with: Spread | null; difference: Spread | null } | null;
};

export type Replay = { runs: number; without: Side; with: Side | null; difference: Difference | null };
