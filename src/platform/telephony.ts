/** Everything the service asks of the carrier, in words of its own; what went wrong comes back as what may be done about it. */
import twilio from 'twilio';
import type { Document } from '../carrier/document.ts';
import { twimlOf } from '../carrier/twilio/twiml.ts';
import type { Config } from './config.ts';
import { CarrierRequestClient } from './carrier-client.ts';

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

export type NewCall = {
  to: string;
  from: string;
  url: string;
  statusCallback: string;
  ringSeconds: number;
  /** Where the carrier posts its guess at who picked up, without the call waiting for it; absent: it does not listen. */
  whoAnswered?: string;
};

export type Carrier = {
  /** Starts a call; answers its sid. */
  call(call: NewCall): Promise<string>;
  statusOf(callSid: string): Promise<CallStatus>;
  /** Calls from `from` to `to` begun since `sinceMs` that are not over. */
  openCalls(to: string, from: string, sinceMs: number): Promise<{ callSid: string; status: CallStatus }[]>;
  /** Ends a call that is not answered yet; answers the status it had or has. */
  cancel(callSid: string): Promise<CallStatus>;
  /** Ends a call whatever its state. */
  complete(callSid: string): Promise<CallStatus>;
  /** Puts another document in the place of what the call hears. */
  speak(callSid: string, document: Document): Promise<void>;
  /** Whether the call is in the running conference. */
  isInConference(conference: string, callSid: string): Promise<boolean>;
  /** Holds or releases one participant of a running conference. */
  hold(conference: string, callSid: string, held: boolean, holdUrl: string): Promise<void>;
  /** Speaks the document at `url` to one participant, or to everybody. */
  announce(conference: string, callSid: string | null, url: string): Promise<void>;
  /** The sound of a recording, as MP3; `gone` while the carrier is not done with it, or once it is erased. */
  recording(recordingSid: string): Promise<Buffer>;
  eraseRecording(recordingSid: string): Promise<void>;
  /** What was recorded of a call and is not erased. */
  recordingsOf(callSid: string): Promise<{ sid: string; seconds: number }[]>;
  /** Sends a text; answers its sid. */
  text(message: { to: string; from: string; body: string; statusCallback: string }): Promise<string>;
  /** Erases a text at the carrier, words and all. */
  eraseText(messageSid: string): Promise<void>;
  /** What became of a text so far, and the carrier's code where it did not arrive. */
  textStatus(messageSid: string): Promise<{ status: string; code: number | null }>;
  /** The latest texts from `from` to `to`, newest first. */
  textsSent(to: string, from: string): Promise<{ messageSid: string; body: string; sentAtMs: number | null }[]>;
};

/** How long the carrier's API may take before its answer counts as lost. */
const timeoutMs = 8_000;
/** The carrier tells whole seconds of its own clock. */
const clockSkewMs = 5_000;

/** The carrier of the settings, reached at `apiBaseUrl()`: the phone lab's address is known only once it listens. */
export function openCarrier(config: Pick<Config, 'twilio'>, apiBaseUrl: () => string): Carrier {
  const { accountSid, authToken, fallbackUrl } = config.twilio;
  const client = twilio(accountSid, authToken, {
    accountSid,
    httpClient: new CarrierRequestClient(apiBaseUrl, timeoutMs),
    logLevel: 'error',
  });
  const conferenceOf = async (name: string) => {
    const [conference] = await client.conferences.list({ friendlyName: name, status: 'in-progress', limit: 1 });
    if (!conference) throw new CarrierProblem('gone', null);
    return client.conferences(conference.sid);
  };
  return {
    call: (call) =>
      attempt(async () => {
        const made = await client.calls.create({
          to: call.to,
          from: call.from,
          url: call.url,
          statusCallback: call.statusCallback,
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
          timeout: call.ringSeconds,
          ...(call.whoAnswered === undefined
            ? {}
            : {
                machineDetection: 'DetectMessageEnd',
                asyncAmd: 'true',
                asyncAmdStatusCallback: call.whoAnswered,
                asyncAmdStatusCallbackMethod: 'POST',
              }),
          ...(fallbackUrl === null ? {} : { fallbackUrl }),
        });
        return made.sid;
      }),
    statusOf: (callSid) => attempt(async () => (await client.calls(callSid).fetch()).status),
    openCalls: (to, from, sinceMs) =>
      attempt(async () => {
        const calls = await client.calls.list({ to, from, limit: 50 });
        const isTheirs = (call: (typeof calls)[number]) =>
          call.to === to && call.from === from && (call.dateCreated?.getTime() ?? sinceMs) >= sinceMs - clockSkewMs;
        return calls
          .filter((call) => isOpen(call.status) && isTheirs(call))
          .map((call) => ({ callSid: call.sid, status: call.status as CallStatus }));
      }),
    cancel: (callSid) => attempt(async () => (await client.calls(callSid).update({ status: 'canceled' })).status),
    complete: (callSid) => attempt(async () => (await client.calls(callSid).update({ status: 'completed' })).status),
    speak: (callSid, document) =>
      attempt(async () => void (await client.calls(callSid).update({ twiml: twimlOf(document) }))),
    isInConference: (conference, callSid) =>
      attempt(async () => {
        const found = await conferenceOf(conference);
        await found.participants(callSid).fetch();
        return true;
      }).catch((problem: unknown) => {
        if (problem instanceof CarrierProblem && problem.kind === 'gone') return false;
        throw problem;
      }),
    hold: (conference, callSid, held, holdUrl) =>
      attempt(async () => {
        const found = await conferenceOf(conference);
        await found.participants(callSid).update(held ? { hold: true, holdUrl, holdMethod: 'POST' } : { hold: false });
      }),
    announce: (conference, callSid, url) =>
      attempt(async () => {
        const found = await conferenceOf(conference);
        if (callSid === null) await found.update({ announceUrl: url, announceMethod: 'POST' });
        else await found.participants(callSid).update({ announceUrl: url, announceMethod: 'POST' });
      }),
    recording: (recordingSid) =>
      attempt(async () => {
        const response = await fetch(
          `${apiBaseUrl()}/2010-04-01/Accounts/${accountSid}/Recordings/${recordingSid}.mp3`,
          {
            headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
            signal: AbortSignal.timeout(timeoutMs),
          },
        );
        if (!response.ok) throw problemOf({ status: response.status });
        return Buffer.from(await response.arrayBuffer());
      }),
    recordingsOf: (callSid) =>
      attempt(async () =>
        (await client.recordings.list({ callSid, limit: 20 })).map(({ sid, duration }) => ({
          sid,
          seconds: Number(duration) || 0,
        })),
      ),
    eraseRecording: (recordingSid) => attempt(async () => void (await client.recordings(recordingSid).remove())),
    eraseText: (messageSid) => attempt(async () => void (await client.messages(messageSid).remove())),
    text: (message) => attempt(async () => (await client.messages.create(message)).sid),
    textStatus: (messageSid) =>
      attempt(async () => {
        const { status, errorCode } = await client.messages(messageSid).fetch();
        return { status, code: errorCode || null };
      }),
    textsSent: (to, from) =>
      attempt(async () => {
        const texts = await client.messages.list({ to, from, limit: 20 });
        const isTheirs = (text: (typeof texts)[number]) =>
          text.to === to && text.from === from && text.direction !== 'inbound';
        return texts
          .filter(isTheirs)
          .map((text) => ({ messageSid: text.sid, body: text.body, sentAtMs: text.dateCreated?.getTime() ?? null }));
      }),
  };
}

/** Whether a call of this status is still going on. */
export function isOpen(status: string): boolean {
  return status === 'queued' || status === 'initiated' || status === 'ringing' || status === 'in-progress';
}

async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (problem) {
    throw problem instanceof CarrierProblem ? problem : problemOf(problem);
  }
}

function problemOf(problem: unknown): CarrierProblem {
  const { status, code } = (problem ?? {}) as { status?: unknown; code?: unknown };
  const ownCode = typeof code === 'number' ? code : null;
  if (typeof status !== 'number' || status >= 500) return new CarrierProblem('unknown', ownCode);
  if (status === 429) return new CarrierProblem('later', ownCode);
  if (status === 404) return new CarrierProblem('gone', ownCode);
  if (ownCode === 21220) return new CarrierProblem('not-in-progress', ownCode);
  return new CarrierProblem('refused', ownCode);
}
