/** The simulated carrier's handle for tests and for the page: phones, numbers, faults, and everything that happened. */
import { controlPhone, type PhoneControl } from './control-phone.ts';
import type { Faults } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type {
  Alert,
  Call,
  CallStatus,
  Conference,
  Direction,
  Heard,
  LabEvent,
  LineNumber,
  Message,
  Recording,
  WebhookRecord,
} from './model.ts';
import { addNumber, type NumberHooks } from './numbers.ts';
import type { Lab } from './state.ts';
import { sendJson, type Reply } from './webhook.ts';

export type CallView = {
  sid: string;
  from: string;
  to: string;
  direction: Direction;
  status: CallStatus;
  parentCallSid: string | undefined;
  createdMs: number;
  dialedMs: number | undefined;
  ringingMs: number | undefined;
  answeredMs: number | undefined;
  endedMs: number | undefined;
  states: { status: CallStatus; atMs: number }[];
  heard: Heard[];
  conference: string | undefined;
  talkingWith: string[];
};

export type ConferenceView = {
  sid: string;
  friendlyName: string;
  status: Conference['status'];
  createdMs: number;
  endedMs: number | undefined;
  endedBy: string | undefined;
  participants: { callSid: string; number: string; hold: boolean; muted: boolean }[];
  /** Every number that was ever in it, in order of joining. */
  everyone: string[];
};

export type Control = Ledger & {
  phone(number: string): PhoneControl;
  /** Adds or changes one of the account's numbers. */
  number(phoneNumber: string, hooks?: NumberHooks): LineNumber;
  calls(filter?: { to?: string; from?: string; direction?: Direction; status?: CallStatus }): CallView[];
  conferences(): ConferenceView[];
  messages(): Message[];
  recordings(): Recording[];
  webhooks(): WebhookRecord[];
  /** The carrier's debugger: whatever of the service's it could not use. */
  alerts(): Alert[];
  faults: Faults;
  /** The most calls the service asked for within any one second. */
  mostCreatedInASecond(): number;
  /** The most calls that left the carrier within any one second: never above its rate. */
  mostDialedInASecond(): number;
  /** Calls asked for that still wait for the carrier's own rate limit. */
  waitingToBeDialed(): number;
  /** Makes the carrier slow with texts: what is handed over within the next `seconds` leaves when they are over. */
  holdTexts(seconds: number): void;
  /** How long a `<Play>` of a matching URL lasts. */
  playLasts(matching: RegExp, seconds: number): void;
  /** Sends a signed JSON webhook. */
  sendJsonWebhook(url: string, body: unknown): Promise<Reply>;
  subscribe(listener: (event: LabEvent) => void): () => void;
};

const numberOf = (call: Call): string => call.phone?.number ?? (call.direction === 'inbound' ? call.from : call.to);

function viewCall(call: Call): CallView {
  return {
    sid: call.sid,
    from: call.from,
    to: call.to,
    direction: call.direction,
    status: call.status,
    parentCallSid: call.parentCallSid,
    createdMs: call.createdMs,
    dialedMs: call.dialedMs,
    ringingMs: call.ringingMs,
    answeredMs: call.answeredMs,
    endedMs: call.endedMs,
    states: [...call.states],
    heard: [...call.heard],
    conference: call.conference?.friendlyName,
    talkingWith: call.talkingWith.map(numberOf),
  };
}

function viewConference(conference: Conference): ConferenceView {
  return {
    sid: conference.sid,
    friendlyName: conference.friendlyName,
    status: conference.status,
    createdMs: conference.createdMs,
    endedMs: conference.endedMs,
    endedBy: conference.endedBy?.reason,
    participants: [...conference.participants.values()].map(({ call, hold, muted }) => ({
      callSid: call.sid,
      number: numberOf(call),
      hold,
      muted,
    })),
    everyone: conference.past.map(({ call }) => numberOf(call)),
  };
}

function mostWithinASecond(instants: number[]): number {
  const sorted = [...instants].sort((one, other) => one - other);
  return sorted.reduce(
    (most, fromMs, index) => Math.max(most, sorted.slice(index).filter((atMs) => atMs < fromMs + 1000).length),
    0,
  );
}

export function createControl(lab: Lab): Control {
  const phones = new Map<string, PhoneControl>();
  const outgoing = () => [...lab.calls.values()].filter((call) => call.direction === 'outbound-api');
  return {
    ...createLedger(lab),
    phone(number) {
      const control = phones.get(number) ?? controlPhone(lab, number);
      phones.set(number, control);
      return control;
    },
    number: (phoneNumber, hooks = {}) => addNumber(lab, phoneNumber, hooks),
    calls: (filter = {}) =>
      [...lab.calls.values()]
        .filter((call) =>
          Object.entries(filter).every(
            ([name, value]) => value === undefined || call[name as keyof typeof filter] === value,
          ),
        )
        .map(viewCall),
    conferences: () => [...lab.conferences.values()].map(viewConference),
    messages: () => [...lab.messages.values()],
    recordings: () => [...lab.recordings.values()],
    webhooks: () => [...lab.webhooks],
    alerts: () => [...lab.alerts],
    faults: lab.faults,
    mostCreatedInASecond: () => mostWithinASecond(outgoing().map((call) => call.createdMs)),
    mostDialedInASecond: () =>
      mostWithinASecond(outgoing().flatMap((call) => (call.dialedMs === undefined ? [] : [call.dialedMs]))),
    waitingToBeDialed: () =>
      outgoing().filter((call) => call.status === 'queued' && call.dialedMs === undefined).length,
    holdTexts: (seconds) => void (lab.textsHeldUntilMs = lab.clock.nowMs() + seconds * 1000),
    playLasts: (matching, seconds) => void lab.playLengths.unshift({ matching, seconds }),
    sendJsonWebhook: (url, body) => sendJson(lab, url, body),
    subscribe(listener) {
      lab.listeners.add(listener);
      return () => void lab.listeners.delete(listener);
    },
  };
}
