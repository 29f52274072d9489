/** What there is at the simulated carrier: calls and the phones at their ends, conferences, queues, texts and numbers, as plain values. */
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

/** What happens when this phone is rung. */
export type Behaviour =
  /** Rings until somebody acts through the control interface. */
  | { kind: 'waits' }
  /** Picks up by itself and presses keys, each so many seconds after picking up. */
  | { kind: 'answers'; afterSeconds: number; presses?: { key: string; afterSeconds: number }[] }
  | { kind: 'busy' }
  | { kind: 'no-answer' }
  | { kind: 'declines'; afterSeconds?: number }
  /** Voicemail: picks up, plays its greeting, records what is said, presses nothing. */
  | { kind: 'machine'; afterSeconds?: number; greetingSeconds?: number; recordSeconds?: number }
  /** A call assistant picks up at once and asks who is calling; the person may still take or refuse the call. */
  | { kind: 'screening'; afterSeconds?: number }
  | { kind: 'unreachable' };

export type PhoneText = {
  sid: string;
  from: string;
  body: string;
  mediaUrls: string[];
  atMs: number;
  fromCarrier?: boolean;
};

export type Phone = {
  number: string;
  behaviour: Behaviour;
  textBehaviour: 'delivered' | 'undelivered' | 'landline';
  call?: Call;
  /** Where a machine or an assistant, not a person, holds the line. */
  attended: 'person' | 'machine' | 'assistant' | undefined;
  heard: Heard[];
  texts: PhoneText[];
  voicemails: { callSid: string; heard: string[] }[];
  rings(call: Call): void;
  hears(call: Call, heard: Heard): void;
  callEnded(call: Call): void;
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

/** A code that Verify sent to a phone, and how far checking it has come. */
export type Verification = {
  sid: string;
  service: string;
  to: string;
  channel: 'sms' | 'call';
  code: string;
  status: 'pending' | 'approved' | 'canceled';
  createdMs: number;
  sends: number;
  checks: number;
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
