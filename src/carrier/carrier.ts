/** Everything the service asks of the carrier, in words of its own; what went wrong comes back as what may be done about it. */
import type { Document } from './document.ts';

/**
 * Why the carrier did not do it. `refused`: it will never; `later`: not processed, safe to repeat (429); `unknown`: it
 * may have acted (a timeout, a 5xx); `gone`: no such thing; `not-in-progress`: over already, or not yet answered.
 */
export type CarrierProblemKind = 'refused' | 'later' | 'unknown' | 'gone' | 'not-in-progress';

export class CarrierProblem extends Error {
  readonly kind: CarrierProblemKind;
  /** The carrier's own code, such as 21610; null where it gave none. */
  readonly code: number | null;

  constructor(kind: CarrierProblemKind, code: number | null) {
    super(`the carrier answered: ${kind}${code === null ? '' : ` (${code})`}`);
    this.kind = kind;
    this.code = code;
  }
}

export type CallStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

/** What becomes of a text of ours in the end. */
export type TextState = 'delivered' | 'undelivered' | 'failed';

export type NewCall = {
  to: string;
  from: string;
  url: string;
  statusCallback: string;
  ringSeconds: number;
  /** Where the carrier posts its guess at who picked up, without the call waiting for it; absent: it does not listen. */
  whoAnswered?: string;
};

export type NewMessage = {
  to: string;
  from: string;
  body: string;
  statusCallback: string;
  /** Seconds it may wait at the carrier before it is given up, 1 to `longestValidity`; absent: as long as the carrier keeps it. */
  validityPeriod?: number;
};

/** The longest a text may wait at the carrier, in seconds. */
export const longestValidity = 36_000;
/** The carrier gave a text up before it left, since its queue was full or its time was over. */
export const isQueueCode = (code: number | null) => code === 30001 || code === validityOver;
/** A text's time was over before it left. */
export const validityOver = 30036;

/** The carrier's own service for codes: it makes, sends and checks them, so that nobody here ever knows one. */
export type CodeService = {
  /**
   * Sends a code by text or call, in `language` where it can; answers the id of its verification. While the last one to
   * this number is open the carrier sends the same code again, under the same id.
   */
  send(code: { to: string; by: 'text' | 'call'; language: string }): Promise<string>;
  /** Whether this is the code of the verification; it is right once, then never again. With null the answer is no, after the time that any other answer takes. */
  isRight(verificationId: string | null, code: string): Promise<boolean>;
  /** Ends a verification, so that its code opens nothing; one that is over stays so. */
  end(verificationId: string): Promise<void>;
};

export type Carrier = {
  /** Null where none is set up. */
  codes: CodeService | null;
  /** Starts a call; answers its sid. */
  call(call: NewCall): Promise<string>;
  statusOf(callSid: string): Promise<CallStatus>;
  /** Calls that we started from `from` to `to` since `sinceMs` and that are not over; a call that a document dials is not among them. */
  openCalls(to: string, from: string, sinceMs: number): Promise<{ callSid: string; status: CallStatus }[]>;
  /** Ends a call that is not answered yet; answers the status it had or has. */
  cancel(callSid: string): Promise<CallStatus>;
  /** Ends a call whatever its state. */
  complete(callSid: string): Promise<CallStatus>;
  /** Puts another document in the place of what the call hears. */
  speak(callSid: string, document: Document): Promise<void>;
  /** The calls that are in the running conference; none where it does not run. */
  participantsOf(conference: string): Promise<string[]>;
  /** Holds or releases one participant of a running conference. */
  hold(conference: string, callSid: string, held: boolean, holdUrl: string): Promise<void>;
  /** Speaks the document at `url` to one participant, or to everybody. */
  announce(conference: string, callSid: string | null, url: string): Promise<void>;
  /** The sound of a recording, as MP3; `gone` while the carrier is not done with it, or once it is erased. */
  recording(recordingSid: string): Promise<Buffer>;
  eraseRecording(recordingSid: string): Promise<void>;
  /** What was recorded of a call, is over and is not erased. */
  recordingsOf(callSid: string): Promise<{ sid: string; seconds: number }[]>;
  /** Sends a text; answers its sid. */
  text(message: NewMessage): Promise<string>;
  /** Erases a text at the carrier, words and all. */
  eraseText(messageSid: string): Promise<void>;
  /** What became of a text, null while it is on its way, and the carrier's code where it did not arrive. */
  textState(messageSid: string): Promise<{ state: TextState | null; code: number | null }>;
  /** The latest texts from `from` to `to`, newest first. */
  textsSent(to: string, from: string): Promise<{ messageSid: string; body: string; sentAtMs: number | null }[]>;
};

/** Whether a call of this status is still going on. */
export function isOpen(status: string): boolean {
  return status === 'queued' || status === 'initiated' || status === 'ringing' || status === 'in-progress';
}
