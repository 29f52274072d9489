/** What a carrier delivers about a call or a text, in words of our own: null where it says nothing of it. */
import type { CallStatus, TextState } from './carrier.ts';

export type Delivered = {
  callSid: string | null;
  textSid: string | null;
  /** In international form where they are numbers; empty where nothing is said. */
  from: string;
  to: string;
  channel: 'sms' | 'whatsapp';
  direction: 'in' | 'out' | null;
  status: CallStatus | null;
  /** A call that has just come in, and not the news of one. */
  isNewCall: boolean;
  /** The keys pressed. */
  keys: string | null;
  /** Who the carrier believes picked up; `unknown` where it listened and cannot tell. */
  answerer: 'person' | 'machine' | 'unknown' | null;
  /** Whether the call that a document handed on was talked on. */
  handedOnTalked: boolean;
  recording: { sid: string; seconds: number; isWhole: boolean } | null;
  conference: { name: string; event: 'joined' | 'left' | 'other' } | null;
  text: { body: string; mediaCount: number };
  /** What became of a text of ours, with the carrier's own code where it has one. */
  textState: TextState | null;
  problemCode: number | null;
};

const over: ReadonlySet<CallStatus> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** Whether the call is over, by what is delivered. */
export function isOver({ status }: Pick<Delivered, 'status'>): boolean {
  return status !== null && over.has(status);
}
