/** A promised call as a value, and what somebody asks for who wants one (C1, C4). */

/** How a call was asked for; `text` is SMS. */
export type AskedVia = 'key' | 'text' | 'whatsapp' | 'coordinator';

/** What settled a promise: a talk of two minutes, the caller's own word, "never again", three tries, its end, whoever picked up, abuse. */
export type SettledBy = 'talk' | 'word' | 'opt-out' | 'attempts' | 'expiry' | 'person' | 'abuse';

/** A promise; instants in milliseconds. Keys and number go when it is no longer open, but for `callerKey`. */
export type PromisedCall = {
  id: string;
  lineId: string;
  state: 'open' | 'kept' | 'stopped' | 'failed' | 'expired';
  via: AskedVia;
  timed: boolean;
  keyedIn: boolean;
  messageOk: boolean;
  textOk: boolean;
  language: string;
  wish: string | null;
  timeZone: string | null;
  callerKey: string;
  lastingKey: string | null;
  numberKey: string | null;
  numberSealed: string | null;
  askerKey: string | null;
  askedIn: string | null;
  rankAtMs: number;
  lastInLine: boolean;
  promisedAtMs: number;
  dueAtMs: number;
  untilAtMs: number;
  nextAtMs: number | null;
  attempts: number;
  contactId: string | null;
  settledAtMs: number | null;
  settledBy: SettledBy | null;
  keptAtMs: number | null;
};

/** How a promise ends that is no longer open. */
export type EndOfPromise = Exclude<PromisedCall['state'], 'open'>;

/** What somebody asks for; everything not given is answered the careful way. */
export type PromiseRequest = {
  lineId: string;
  /** The number to call. */
  number: string;
  via: AskedVia;
  /** Typed in by a caller, not the one they call from. */
  keyedIn?: boolean;
  /** When to call; null or absent: as soon as somebody is free. */
  atMs?: number | null;
  messageOk?: boolean;
  textOk?: boolean;
  language?: string;
  wish?: string | null;
  timeZone?: string | null;
  /** When the caller first arrived; now where they have not. */
  rankAtMs?: number;
  lastInLine?: boolean;
  /** The contact or conversation it was asked in. */
  askedIn?: string | null;
  /** The lasting key of whoever asked, where they typed in another number. */
  askerKey?: string | null;
  /** Who entered it, for the audit, where that was somebody of the organisation. */
  by?: string;
};
