/** The carrier as Twilio's REST API does what is asked of it. */
import twilio from 'twilio';
import { CarrierProblem, isOpen, type CallStatus, type Carrier } from '../carrier.ts';
import { attempt, problemOf } from './attempt.ts';
import { openCodes } from './verify.ts';
import { twimlOf } from './twiml.ts';
import type { Config } from '../../platform/config.ts';
import { textStateOf } from './delivered.ts';
import { CarrierRequestClient } from './request-client.ts';

/** How long the carrier's API may take before its answer counts as lost. */
const timeoutMs = 8_000;
/** The carrier rings for whole seconds, and no longer than this. */
const longestRingSeconds = 600;
/** The carrier tells whole seconds of its own clock. */
const clockSkewMs = 5_000;

/** The carrier of the settings, reached at `apiBaseUrl()`: the phone lab's address is known only once it listens. */
export function openCarrier(config: Pick<Config, 'twilio'>, apiBaseUrl: () => string): Carrier {
  const { accountSid, authToken, fallbackUrl, verifyServiceSid } = config.twilio;
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
    codes: verifyServiceSid === null ? null : openCodes(client.verify.v2.services(verifyServiceSid)),
    call: (call) =>
      attempt(async () => {
        const made = await client.calls.create({
          to: call.to,
          from: call.from,
          url: call.url,
          statusCallback: call.statusCallback,
          // That it was made is answered here already; where the answer is lost, the next news of it says as much.
          statusCallbackEvent: ['ringing', 'answered', 'completed'],
          timeout: Math.min(longestRingSeconds, Math.ceil(call.ringSeconds)),
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
          call.direction === 'outbound-api' &&
          call.to === to &&
          call.from === from &&
          (call.dateCreated?.getTime() ?? sinceMs) >= sinceMs - clockSkewMs;
        return calls
          .filter((call) => isOpen(call.status) && isTheirs(call))
          .map((call) => ({ callSid: call.sid, status: call.status as CallStatus }));
      }),
    cancel: (callSid) => attempt(async () => (await client.calls(callSid).update({ status: 'canceled' })).status),
    complete: (callSid) => attempt(async () => (await client.calls(callSid).update({ status: 'completed' })).status),
    speak: (callSid, document) =>
      attempt(async () => void (await client.calls(callSid).update({ twiml: twimlOf(document) }))),
    participantsOf: (conference) =>
      attempt(async () => {
        const found = await conferenceOf(conference);
        return (await found.participants.list({ limit: 250 })).map(({ callSid }) => callSid);
      }).catch((problem: unknown) => {
        if (problem instanceof CarrierProblem && problem.kind === 'gone') return [];
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
        (await client.recordings.list({ callSid, limit: 20 }))
          .filter(({ status }) => status !== 'in-progress' && status !== 'absent')
          // The carrier knows the length of a recording a little later than the recording itself.
          .map(({ sid, duration }) => ({ sid, seconds: Math.max(1, Number(duration) || 0) })),
      ),
    eraseRecording: (recordingSid) => attempt(async () => void (await client.recordings(recordingSid).remove())),
    eraseText: (messageSid) => attempt(async () => void (await client.messages(messageSid).remove())),
    text: (message) => attempt(async () => (await client.messages.create(message)).sid),
    textState: (messageSid) =>
      attempt(async () => {
        const { status, errorCode } = await client.messages(messageSid).fetch();
        return { state: textStateOf(status), code: errorCode || null };
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
