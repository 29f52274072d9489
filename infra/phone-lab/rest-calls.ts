/** The Calls resource: create, look at, list, redirect, cancel and end. */
import { Router, type Request } from 'express';
import { addCall, durationSeconds, endCall, isOver, queueCall, type NewCall } from './call.ts';
import { detectMachine } from './machine-detection.ts';
import type { Call, Hook, Source, StatusHook } from './model.ts';
import { phoneOf } from './phone.ts';
import {
  accountPath,
  dateOrNull,
  formOf,
  many,
  notFound,
  queryOf,
  RestError,
  sendPage,
  type Form,
  type Json,
} from './rest-answer.ts';
import type { Lab } from './state.ts';

const LONGEST_TWIML = 4000;
const SUBRESOURCES = [
  'Events',
  'Notifications',
  'Payments',
  'Recordings',
  'Siprec',
  'Streams',
  'Transcriptions',
  'UserDefinedMessages',
];

/** When a call began: with its dial, or with its arrival. */
const startedMs = (call: Call): number | undefined =>
  call.dialedMs ?? (call.direction === 'inbound' ? call.createdMs : undefined);

/** Whether a call falls into the span asked for; one not yet dialled counts by its creation. */
function startsWithin(req: Request, call: Call): boolean {
  const atMs = startedMs(call) ?? call.createdMs;
  const bound = (name: string) => queryOf(req, name);
  const day = (text: string) => new Date(atMs).toISOString().startsWith(text.slice(0, 10));
  const [on, from, to] = [bound('StartTime'), bound('StartTime>'), bound('StartTime<')];
  return (
    (on === undefined || day(on)) &&
    (from === undefined || atMs >= Date.parse(from)) &&
    (to === undefined || atMs <= Date.parse(to))
  );
}

function callJson(lab: Lab, call: Call): Json {
  const path = `${accountPath(lab)}/Calls/${call.sid}`;
  return {
    sid: call.sid,
    account_sid: lab.settings.accountSid,
    api_version: '2010-04-01',
    from: call.from,
    from_formatted: call.from,
    to: call.to,
    to_formatted: call.to,
    status: call.status,
    direction: call.direction,
    parent_call_sid: call.parentCallSid ?? null,
    phone_number_sid: lab.numbers.get(call.direction === 'inbound' ? call.to : call.from)?.sid ?? null,
    date_created: dateOrNull(call.createdMs),
    date_updated: dateOrNull(call.states.at(-1)?.atMs),
    start_time: dateOrNull(startedMs(call)),
    end_time: dateOrNull(call.endedMs),
    duration: call.endedMs === undefined ? null : String(durationSeconds(call)),
    price: null,
    price_unit: 'USD',
    answered_by: null,
    caller_name: null,
    forwarded_from: null,
    group_sid: null,
    trunk_sid: null,
    annotation: null,
    queue_time: String((call.dialedMs ?? lab.clock.nowMs()) - call.createdMs),
    uri: `${path}.json`,
    subresource_uris: Object.fromEntries(
      SUBRESOURCES.map((name) => [name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase(), `${path}/${name}.json`]),
    ),
  };
}

export const hookOf = (url: string | undefined, method: string | undefined): Hook | undefined =>
  url ? { url, method: method?.toUpperCase() === 'GET' ? 'GET' : 'POST' } : undefined;

export function statusHookOf(req: Request, form: Form): { statusHook?: StatusHook } {
  const hook = hookOf(form['StatusCallback'], form['StatusCallbackMethod']);
  const events = many(req, 'StatusCallbackEvent');
  return hook ? { statusHook: { ...hook, events: new Set(events.length > 0 ? events : ['completed']) } } : {};
}

function sourceOf(form: Form): Source | undefined {
  const twiml = form['Twiml'];
  const hook = hookOf(form['Url'], form['Method']);
  if (hook) {
    if (!/^https?:\/\//.test(hook.url)) throw new RestError(400, 21205, `Url is not a valid URL: ${hook.url}`);
    return { kind: 'url', hook };
  }
  if (twiml === undefined) return undefined;
  if (twiml.length > LONGEST_TWIML)
    throw new RestError(400, 20001, `Twiml has ${twiml.length} characters, ${LONGEST_TWIML} at most`);
  return { kind: 'twiml', twiml };
}

/** A call out of the account, checked as the carrier checks it; it waits for its turn at the account's rate. */
export function placeCall(lab: Lab, asked: NewCall): Call {
  if (!/^\+[1-9]\d{6,14}$/.test(asked.to))
    throw new RestError(400, 21211, `The phone number you are attempting to call, ${asked.to}, is not valid.`);
  if (!lab.numbers.has(asked.from))
    throw new RestError(
      400,
      21210,
      `The source phone number provided, ${asked.from}, is not yet verified for your account.`,
    );
  const call = addCall(lab, asked);
  if (!lab.numbers.has(call.to)) call.phone = phoneOf(lab, call.to);
  queueCall(lab, call);
  return call;
}

function update(lab: Lab, req: Request, call: Call): void {
  const form = formOf(req);
  const status = form['Status'];
  const source = sourceOf(form);
  const notInProgress = () => new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.');
  if (isOver(call)) throw notInProgress();
  if (status !== undefined && status !== 'canceled' && status !== 'completed')
    throw new RestError(400, 21218, `Invalid status: ${status}`);
  if (status === 'canceled') {
    // On an answered call this answers 200 and changes nothing.
    if (call.status !== 'in-progress') endCall(lab, call, 'canceled', 'the caller is no longer there');
    return;
  }
  if (call.status !== 'in-progress') throw notInProgress();
  const statusHook = statusHookOf(req, form).statusHook;
  if (statusHook) call.statusHook = statusHook;
  const fallback = hookOf(form['FallbackUrl'], form['FallbackMethod']);
  if (fallback) call.fallback = fallback;
  if (status === 'completed') endCall(lab, call, 'completed', 'the call was ended for you');
  else if (source) lab.startRun(call, source);
  else throw new RestError(400, 21219, 'An update needs a Status, a Url or Twiml');
}

export function callsRouter(lab: Lab): Router {
  const router = Router({ mergeParams: true });
  const find = (req: Request): Call => {
    const call = lab.calls.get(String(req.params['sid']));
    if (!call) throw notFound(req);
    return call;
  };
  router.post('/Calls', (req, res) => {
    const form = formOf(req);
    const source = sourceOf(form);
    if (!source) throw new RestError(400, 21205, 'Url or Twiml is required.');
    const fallback = hookOf(form['FallbackUrl'], form['FallbackMethod']);
    const call = placeCall(lab, {
      from: form['From'] ?? '',
      to: form['To'] ?? '',
      direction: 'outbound-api',
      timeoutSeconds: Number(form['Timeout'] ?? 60),
      source,
      ...(fallback ? { fallback } : {}),
      ...statusHookOf(req, form),
    });
    const guess = hookOf(form['AsyncAmdStatusCallback'], form['AsyncAmdStatusCallbackMethod']);
    if (form['MachineDetection'] && form['AsyncAmd'] === 'true' && guess)
      detectMachine(lab, call, form['MachineDetection'], guess);
    res.status(201).json({ ...callJson(lab, call), status: 'queued' });
  });
  router.get('/Calls', (req, res) => {
    const wanted = {
      status: queryOf(req, 'Status'),
      to: queryOf(req, 'To'),
      from: queryOf(req, 'From'),
      parentCallSid: queryOf(req, 'ParentCallSid'),
    };
    const names = Object.keys(wanted) as (keyof typeof wanted)[];
    const matches = (call: Call) =>
      names.every((name) => wanted[name] === undefined || call[name] === wanted[name]) && startsWithin(req, call);
    const calls = [...lab.calls.values()].filter(matches);
    sendPage(
      req,
      res,
      'calls',
      calls.reverse().map((call) => callJson(lab, call)),
    );
  });
  router.get('/Calls/:sid', (req, res) => void res.json(callJson(lab, find(req))));
  router.post('/Calls/:sid', (req, res) => {
    const call = find(req);
    update(lab, req, call);
    res.json(callJson(lab, call));
  });
  router.delete('/Calls/:sid', (req, res) => {
    lab.calls.delete(find(req).sid);
    res.status(204).end();
  });
  return router;
}
