/** What the simulated carrier knows at an instant, as plain text, and a carrier that goes on from it. */
import { addCall, callTimer, endCall, isOver, queueCall } from '../../infra/phone-lab/call.ts';
import type { Carrier } from '../../infra/phone-lab/carrier.ts';
import { findConference, setHold } from '../../infra/phone-lab/conference.ts';
import type { Call, Conference, Hook, LineNumber, Message, Recording, Source } from '../../infra/phone-lab/model.ts';
import { addNumber } from '../../infra/phone-lab/numbers.ts';
import { phoneOf } from '../../infra/phone-lab/phone.ts';
import type { Lab } from '../../infra/phone-lab/state.ts';

type KeptHook = Hook & { events: string[] };
type KeptCall = Pick<Call, 'sid' | 'from' | 'to' | 'direction' | 'status' | 'states' | 'createdMs' | 'timeoutSeconds'> &
  Pick<Call, 'sequence' | 'extraParams'> & {
    phone: string | null;
    instants: Pick<Call, 'dialedMs' | 'ringingMs' | 'answeredMs' | 'endedMs'>;
    source: Source | null;
    document: string | null;
    fallback: Hook | null;
    statusHook: KeptHook | null;
  };
type KeptConference = Pick<Conference, 'sid' | 'friendlyName' | 'sequence'> & {
  statusHook: KeptHook | null;
  members: { callSid: string; hold: boolean }[];
};

/** A carrier's knowledge; the service's address stands as `here`. */
export type CarrierMemory = {
  calls: KeptCall[];
  conferences: KeptConference[];
  numbers: LineNumber[];
  messages: Omit<Message, 'callbacks'>[];
  recordings: Recording[];
  optedOut: string[];
};

const here = 'https://here.invalid';

const keptHook = (hook: (Hook & { events: ReadonlySet<string> }) | undefined): KeptHook | null =>
  hook ? { ...hook, events: [...hook.events] } : null;

/** Everything of a carrier that a service may ask of it later. */
export function rememberCarrier({ lab }: Carrier, publicBaseUrl: string): CarrierMemory {
  const memory: CarrierMemory = {
    calls: [...lab.calls.values()].map((call) => ({
      sid: call.sid,
      from: call.from,
      to: call.to,
      direction: call.direction,
      status: call.status,
      states: call.states,
      createdMs: call.createdMs,
      timeoutSeconds: call.timeoutSeconds,
      sequence: call.sequence,
      extraParams: call.extraParams,
      phone: call.phone?.number ?? null,
      instants: instantsOf(call),
      source: isOver(call) ? null : (call.source ?? null),
      document: isOver(call) ? null : (call.document ?? null),
      fallback: call.fallback ?? null,
      statusHook: keptHook(call.statusHook),
    })),
    conferences: [...lab.conferences.values()]
      .filter((conference) => conference.status !== 'completed')
      .map(({ sid, friendlyName, sequence, statusHook, participants }) => ({
        sid,
        friendlyName,
        sequence,
        statusHook: keptHook(statusHook),
        members: [...participants.values()].map(({ call, hold }) => ({ callSid: call.sid, hold })),
      })),
    numbers: [...lab.numbers.values()],
    messages: [...lab.messages.values()].map(({ callbacks: _callbacks, ...message }) => message),
    recordings: [...lab.recordings.values()],
    optedOut: [...lab.optedOut],
  };
  return JSON.parse(JSON.stringify(memory).replaceAll(publicBaseUrl, here)) as CarrierMemory;
}

function instantsOf({ dialedMs, ringingMs, answeredMs, endedMs }: Call): KeptCall['instants'] {
  const known = Object.entries({ dialedMs, ringingMs, answeredMs, endedMs }).filter(([, ms]) => ms !== undefined);
  return Object.fromEntries(known);
}

/** Puts the calls of another carrier into this one's books as they were: who rang rings, who talked talks, who listened hears the same document from its beginning. */
export async function resumeCarrier(carrier: Carrier, kept: CarrierMemory, publicBaseUrl: string): Promise<void> {
  const memory = JSON.parse(JSON.stringify(kept).replaceAll(here, publicBaseUrl)) as CarrierMemory;
  const { lab } = carrier;
  for (const number of memory.numbers) Object.assign(addNumber(lab, number.phoneNumber, {}), number);
  for (const message of memory.messages)
    lab.messages.set(message.sid, { ...message, callbacks: Promise.resolve() } as Message);
  for (const recording of memory.recordings) lab.recordings.set(recording.sid, recording);
  for (const pair of memory.optedOut) lab.optedOut.add(pair);
  const calls = memory.calls.map((one) => ({ one, call: bookCall(lab, one) }));
  // Conferences come together before anything else is heard, and the service has been told of that long ago.
  const inConference = new Set(memory.conferences.flatMap(({ members }) => members.map(({ callSid }) => callSid)));
  for (const { one, call } of calls) {
    if (!inConference.has(call.sid)) continue;
    lab.startRun(call, { kind: 'twiml', twiml: onlyDial(one.document ?? '') });
    await carrier.idle();
    call.document = one.document ?? '';
  }
  for (const conference of memory.conferences) resumeConference(lab, conference);
  for (const { one, call } of calls) if (!inConference.has(call.sid)) goOn(lab, one, call);
  await carrier.idle();
}

/** What was spoken before two met has been heard. */
function onlyDial(document: string): string {
  const dial = document.slice(Math.max(0, document.indexOf('<Dial')));
  return `<Response>${dial.replace(/ statusCallback(Event|Method)?="[^"]*"/g, '')}`;
}

function bookCall(lab: Lab, one: KeptCall): Call {
  const call = addCall(lab, { from: one.from, to: one.to, direction: one.direction });
  lab.calls.delete(call.sid);
  const { phone, instants, source, document, fallback, statusHook, ...same } = one;
  Object.assign(call, same, instants, {
    ...(source ? { source } : {}),
    ...(document === null ? {} : { document }),
    ...(fallback ? { fallback } : {}),
    ...(statusHook ? { statusHook: { ...statusHook, events: new Set(statusHook.events) } } : {}),
  });
  lab.calls.set(call.sid, call);
  if (phone === null) return call;
  call.phone = phoneOf(lab, phone);
  if (isOver(call) || call.status === 'queued') return call;
  call.phone.call = call;
  if (call.answeredMs !== undefined || call.direction === 'inbound') call.phone.attended = 'person';
  return call;
}

function resumeConference(lab: Lab, { sid, friendlyName, sequence, statusHook, members }: KeptConference): void {
  const conference = findConference(lab, friendlyName);
  if (!conference) throw new Error('a conference of the fixture has nobody in it');
  lab.conferences.delete(conference.sid);
  Object.assign(conference, { sid, sequence });
  lab.conferences.set(sid, conference);
  for (const { callSid, hold } of members) {
    const participant = conference.participants.get(callSid);
    if (hold && participant) setHold(lab, conference, participant, true);
  }
  if (statusHook) conference.statusHook = { ...statusHook, events: new Set(statusHook.events) };
}

function goOn(lab: Lab, one: KeptCall, call: Call): void {
  if (isOver(call)) return;
  if (call.status === 'queued') return queueCall(lab, call);
  if (call.status === 'ringing' && call.direction !== 'inbound') {
    const rungMs = lab.clock.nowMs() - (call.ringingMs ?? lab.clock.nowMs());
    callTimer(lab, call, Math.max(0, (call.timeoutSeconds + 5) * 1000 - rungMs), () => {
      if (call.status === 'ringing') endCall(lab, call, 'no-answer', 'nobody answered');
    });
  } else if (one.document !== null) lab.startRun(call, { kind: 'twiml', twiml: one.document });
}
