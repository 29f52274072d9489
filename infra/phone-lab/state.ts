/** What the simulated carrier knows: calls, conferences, queues, texts and numbers, as plain values its parts share. */
import type { Clock } from '../../src/platform/clock.ts';
import type { Faults } from './faults.ts';
import type { Phone } from './phone.ts';
import type { Verification } from './rest-verify.ts';
import type { Work } from './work.ts';

export type Params = Record<string, string | string[]>;
export type Hook = { url: string; method: 'GET' | 'POST' };
/** Where a call gets its next instructions from. */
export type Source = { kind: 'url'; hook: Hook; params?: Params } | { kind: 'twiml'; twiml: string };

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';
export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial';
export type StatusHook = Hook & { events: ReadonlySet<string> };

/** One thing that reached a phone's ear, or a key its owner pressed. */
export type HeardWhat =
  | { kind: 'say'; text: string; language?: string }
  | { kind: 'play'; url: string }
  | { kind: 'hold-music'; on: boolean }
  | { kind: 'carrier-error'; text: string }
  /** The phone itself rings, or is picked up. */
  | { kind: 'rings'; from: string }
  | { kind: 'picked-up' }
  | { kind: 'dials'; to: string }
  /** It rings at the other end. */
  | { kind: 'ringing' }
  | { kind: 'beep' }
  | { kind: 'pressed'; key: string }
  | { kind: 'tone'; key: string; from: string }
  | { kind: 'voice'; text: string; from: string }
  | { kind: 'said'; text: string }
  | { kind: 'connected'; with: string[]; conference?: string }
  | { kind: 'alone' }
  | { kind: 'ended'; why: string };
export type Heard = HeardWhat & { atMs: number; callSid: string };

export type Call = {
  sid: string;
  from: string;
  to: string;
  direction: Direction;
  status: CallStatus;
  states: { status: CallStatus; atMs: number }[];
  parentCallSid?: string;
  createdMs: number;
  dialedMs?: number;
  ringingMs?: number;
  answeredMs?: number;
  endedMs?: number;
  timeoutSeconds: number;
  source?: Source;
  /** The document it runs, as it came: what is needed to take the call up elsewhere. */
  document?: string;
  fallback?: Hook;
  statusHook?: StatusHook;
  sequence: number;
  /** Status callbacks of one call leave one after the other. */
  callbacks: Promise<void>;
  extraParams: Params;
  phone?: Phone;
  run?: AbortController;
  timers: Set<() => void>;
  keyListeners: Set<(key: string) => void>;
  speechListeners: Set<(text: string) => void>;
  endListeners: Set<() => void>;
  heard: Heard[];
  talkingWith: Call[];
  conference?: Conference;
  queue?: Queue;
  /** What a `<Dial>` does when this leg of it is picked up. */
  onAnswer?: () => void;
  /** What the carrier does besides, once somebody or something has picked up. */
  onPickedUp?: () => void;
  /** Where the far end is another call of this account: carries sound across. */
  passOn?: (what: HeardWhat) => void;
};

export type Participant = {
  call: Call;
  label?: string;
  muted: boolean;
  hold: boolean;
  startConferenceOnEnter: boolean;
  endConferenceOnExit: boolean;
  joinedMs: number;
  /** What this participant alone hears now: wait, hold or announcement document. */
  audio?: AbortController;
  left?: string;
  leave(why: string): void;
};

export type Conference = {
  sid: string;
  friendlyName: string;
  status: 'init' | 'in-progress' | 'completed';
  createdMs: number;
  endedMs?: number;
  endedBy?: { reason: string; callSid?: string };
  participants: Map<string, Participant>;
  /** Everyone who was ever in it, in order of joining. */
  past: Participant[];
  statusHook?: StatusHook;
  sequence: number;
  callbacks: Promise<void>;
  announcement?: AbortController;
};

export type Queue = {
  sid: string;
  friendlyName: string;
  maxSize: number;
  createdMs: number;
  members: QueueMember[];
  waitedMs: number[];
};
export type QueueMember = {
  call: Call;
  enqueuedMs: number;
  /** Lets the member talk with somebody until `over`. */
  take(over: Promise<void>): void;
};

export type LineNumber = {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  voice?: Hook;
  voiceFallback?: Hook;
  status?: Hook;
  sms?: Hook;
  smsFallback?: Hook;
  /** What is asked of it beyond the hooks, kept and given back as it came. */
  other: Record<string, string>;
};

export type Message = {
  sid: string;
  from: string;
  to: string;
  body: string;
  mediaUrls: string[];
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  status: string;
  states: { status: string; atMs: number }[];
  errorCode?: number;
  createdMs: number;
  sentMs?: number;
  statusHook?: Hook;
  callbacks: Promise<void>;
  fromCarrier?: boolean;
};

export type Recording = {
  sid: string;
  callSid: string;
  durationSeconds: number;
  createdMs: number;
  status: 'processing' | 'completed' | 'deleted';
  spoken: string[];
};

/** An entry of the carrier's debugger: something the service did that the carrier could not use. */
export type Alert = { atMs: number; code: number; text: string; callSid?: string };
export type WebhookRecord = {
  atMs: number;
  kind: 'document' | 'callback';
  url: string;
  method: string;
  params: Params;
  status?: number;
  failure?: string;
};

export type LabEvent =
  | { kind: 'call'; atMs: number; call: Call }
  | { kind: 'heard'; atMs: number; call: Call; heard: Heard }
  | { kind: 'conference'; atMs: number; conference: Conference }
  | { kind: 'text'; atMs: number; message: Message }
  | { kind: 'alert'; atMs: number; alert: Alert };

export type Settings = {
  accountSid: string;
  authToken: string;
  callsPerSecond: number;
  /** From the dial to the first ring. */
  setupMs: number;
  wordsPerSecond: number;
  playSeconds: number;
  textMs: number;
  recordingReadyMs: number;
  mediaAuth: boolean;
};

export type Lab = {
  clock: Clock;
  settings: Settings;
  baseUrl: string;
  closed: boolean;
  calls: Map<string, Call>;
  conferences: Map<string, Conference>;
  queues: Map<string, Queue>;
  messages: Map<string, Message>;
  recordings: Map<string, Recording>;
  verifications: Map<string, Verification>;
  numbers: Map<string, LineNumber>;
  phones: Map<string, Phone>;
  optedOut: Set<string>;
  whatsappSeenMs: Map<string, number>;
  playLengths: { matching: RegExp; seconds: number }[];
  nextDialMs: number;
  /** A backlog: texts handed over before this leave then, and those whose time is up by then never. */
  textsHeldUntilMs: number;
  alerts: Alert[];
  webhooks: WebhookRecord[];
  work: Work;
  faults: Faults;
  listeners: Set<(event: LabEvent) => void>;
};

/** Tells every listener (the page, a test) what happened. */
export function emit(lab: Lab, event: LabEvent): void {
  for (const listener of lab.listeners) listener(event);
}

/** Enters something into the carrier's debugger. */
export function alert(lab: Lab, code: number, text: string, call?: Call): void {
  const entry: Alert = { atMs: lab.clock.nowMs(), code, text, ...(call ? { callSid: call.sid } : {}) };
  lab.alerts.push(entry);
  emit(lab, { kind: 'alert', atMs: entry.atMs, alert: entry });
}

/** Ends the carrier's own hold music where it plays. */
export function stopMusic(lab: Lab, call: Call): void {
  const last = call.heard.findLast((heard) => heard.kind === 'hold-music');
  if (last?.kind === 'hold-music' && last.on && call.endedMs === undefined)
    hear(lab, call, { kind: 'hold-music', on: false });
}

/** Writes down what a call's phone hears. */
export function hear(lab: Lab, call: Call, what: HeardWhat): Heard {
  const heard: Heard = { ...what, atMs: lab.clock.nowMs(), callSid: call.sid };
  call.heard.push(heard);
  call.phone?.hears(call, heard);
  call.passOn?.(what);
  emit(lab, { kind: 'heard', atMs: heard.atMs, call, heard });
  return heard;
}
