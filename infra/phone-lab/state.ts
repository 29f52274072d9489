/** What the simulated carrier has on its books, and how it works through TwiML: what all its parts share. */
import type { Clock } from '../../src/platform/clock.ts';
import type { Faults } from './faults.ts';
import type {
  Alert,
  Call,
  Conference,
  Heard,
  HeardWhat,
  LabEvent,
  LineNumber,
  Message,
  Params,
  Phone,
  Queue,
  QueueMember,
  Recording,
  Source,
  Verification,
  WebhookRecord,
} from './model.ts';
import type { Work } from './work.ts';

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
  /** Gives a call new instructions, breaking off whatever it was doing. */
  startRun: (call: Call, source: Source) => void;
  /** Runs a document and all it leads to; throws `TwimlError` where one cannot be had, `Interrupted` when broken off. */
  runDocuments: (scope: Scope, first: Source) => Promise<Ending>;
};

/** Where a document stands: a call's own, or one that is heard while waiting, in a conference, or before a leg is bridged. */
export type Mode = 'call' | 'queue-wait' | 'conference-audio' | 'screening';

/** Who runs a document, who hears it, and what breaks it off. */
export type Scope = {
  lab: Lab;
  call: Call;
  mode: Mode;
  signal: AbortSignal;
  listeners: () => Call[];
  params: () => Params;
  queueMember?: QueueMember;
};

/** What a verb leads to; nothing means the next verb. */
export type Step =
  | { kind: 'go'; source: Source }
  | { kind: 'hang-up' }
  | { kind: 'leave' }
  | { kind: 'reject'; status: 'busy' | 'no-answer' };
/** How a document ended, and all it led to. */
export type Ending = { kind: 'end' } | Exclude<Step, { kind: 'go' }>;

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
