/** What is written down while weeks are simulated: every figure and every test reads this, and nothing else. */

/** How a call ended: with a peer, by the caller hanging up while waiting, with a callback or a message at a step of the overflow ladder, or at once because nobody was on. */
export type CallEnd = { callId: string; kind: 'answered' | 'abandoned' | 'ended' | 'nobody-on'; waitedMs: number };

export type RingOutcome = 'accepted' | 'passed' | 'missed' | 'beaten' | 'caller-gone' | 'resting';

/** One phone that rang for one call, from dialling to its end. */
export type RingRecord = { callId: string; personId: string; startMs: number; endMs: number; outcome: RingOutcome };

/** One talk. */
export type TalkRecord = {
  callId: string;
  personId: string;
  startMs: number;
  endMs: number;
  heavy: boolean;
  /** It began while the person needed rest from a heavy call before it. */
  unrested: boolean;
  /** Of that need the service had been told when it rang. */
  told: boolean;
  /** How much of it lay after the person's shift had ended. */
  lateMs: number;
  /** The true load of the person when it ended. */
  loadAfter: number;
};

/** A time in which somebody must not be rung. */
export type RestRecord = { personId: string; startMs: number; endMs: number };

/** The true load of everybody at one moment, in the order of the crew. */
export type LoadSample = { atMs: number; loads: number[] };

export type Journal = {
  ends: CallEnd[];
  rings: RingRecord[];
  talks: TalkRecord[];
  rests: RestRecord[];
  samples: LoadSample[];
};
