/** Sends the carrier's webhooks: signed, with its time limits, its one retry after a failed connection, and the faults asked for. */
import { randomUUID } from 'node:crypto';
import twilio from 'twilio';
import { sendHttp, type HttpAnswer, type HttpFailure } from './http-send.ts';
import type { Call, Hook, Params, WebhookRecord } from './model.ts';
import { alert, type Lab } from './state.ts';

const { getExpectedBodyHash, getExpectedTwilioSignature } = twilio;

export type Reply = HttpAnswer | HttpFailure | { kind: 'timeout' };

/** The carrier waits 15 s for an answer, connection included. */
const ANSWER_WITHIN_MS = 15_000;
const REORDER_HOLD_MS = 3_000;

type Attempt = { hook: Hook; params: Params; headers: Record<string, string>; timeoutMs: number };

/** What a URL's fragment changes: `#rc=2&rt=5000&rp=all`; the fragment itself is never sent or signed. */
function overrides(url: string): { url: string; retries: number; retryOn: string; timeoutMs: number } {
  const [bare = '', fragment = ''] = url.split('#', 2);
  const asked = new URLSearchParams(fragment);
  const timeoutMs = Math.min(Number(asked.get('tt') ?? asked.get('rt') ?? ANSWER_WITHIN_MS), ANSWER_WITHIN_MS);
  return { url: bare, retries: Number(asked.get('rc') ?? 1), retryOn: asked.get('rp') ?? 'ct', timeoutMs };
}

function formOf(params: Params): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) for (const one of [value].flat()) form.append(name, one);
  return form;
}

async function attempt(lab: Lab, { hook, params, headers, timeoutMs }: Attempt): Promise<Reply> {
  const controller = new AbortController();
  const cancel = lab.clock.after(timeoutMs, () => controller.abort());
  let url = hook.url;
  if (hook.method === 'GET' && Object.keys(params).length > 0)
    url += (url.includes('?') ? '&' : '?') + formOf(params).toString();
  const signature = getExpectedTwilioSignature(lab.settings.authToken, url, hook.method === 'GET' ? {} : params);
  const post = hook.method === 'POST';
  const reply = await sendHttp({
    url,
    method: hook.method,
    signal: controller.signal,
    headers: {
      ...headers,
      'X-Twilio-Signature': signature,
      'User-Agent': 'TwilioProxy/1.1',
      Accept: '*/*',
      ...(post ? { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' } : {}),
    },
    ...(post ? { body: formOf(params).toString() } : {}),
  });
  cancel();
  return reply.kind !== 'answer' && controller.signal.aborted ? { kind: 'timeout' } : reply;
}

function worthRetrying(reply: Reply, retryOn: string): boolean {
  const policies = retryOn.split(',');
  const named = (policy: string) => policies.includes(policy) || policies.includes('all');
  if (reply.kind === 'no-connection') return named('ct');
  if (reply.kind !== 'answer') return named('rt');
  return (reply.status >= 500 && named('5xx')) || (reply.status >= 400 && reply.status < 500 && named('4xx'));
}

async function attempts(lab: Lab, hook: Hook, params: Params, record: WebhookRecord): Promise<Reply> {
  const { url, retries, retryOn, timeoutMs } = overrides(hook.url);
  // A retry carries the same token, so that the service can know it again.
  const headers = { 'I-Twilio-Idempotency-Token': randomUUID() };
  const once = () => attempt(lab, { hook: { ...hook, url }, params, headers, timeoutMs });
  let reply = await once();
  for (let retry = 0; retry < retries && !lab.closed && worthRetrying(reply, retryOn); retry++) reply = await once();
  if (reply.kind === 'answer') record.status = reply.status;
  else record.failure = reply.kind;
  return reply;
}

function note(lab: Lab, kind: 'document' | 'callback', hook: Hook, params: Params): WebhookRecord {
  const record: WebhookRecord = { atMs: lab.clock.nowMs(), kind, url: hook.url, method: hook.method, params };
  lab.webhooks.push(record);
  return record;
}

/** Asks the service for TwiML. Never throws: what went wrong is part of the reply. */
export async function askDocument(lab: Lab, hook: Hook, params: Params): Promise<Reply> {
  if (lab.closed) return { kind: 'no-connection', why: 'the carrier has stopped' };
  const fault = lab.faults.takeWebhook('document', hook.url, params);
  if (fault?.kind === 'lost') {
    note(lab, 'document', hook, params).failure = 'lost';
    return { kind: 'no-connection', why: 'lost on request' };
  }
  if (fault?.kind === 'late') await new Promise<void>((resolve) => lab.clock.after(fault.ms, resolve));
  const copies = fault?.kind === 'repeat' ? fault.copies : 1;
  const sent = Array.from({ length: copies }, () =>
    lab.work.track(attempts(lab, hook, params, note(lab, 'document', hook, params))),
  );
  const replies = await Promise.all(sent);
  return fault?.kind === 'answer-lost' ? { kind: 'timeout' } : replies[0]!;
}

async function tell(lab: Lab, hook: Hook, params: Params, call?: Call): Promise<void> {
  if (lab.closed) return;
  const reply = await lab.work.track(attempts(lab, hook, params, note(lab, 'callback', hook, params)));
  if (reply.kind !== 'answer') alert(lab, 11200, `${reply.kind} at ${hook.url}`, call);
  else if (reply.status >= 300) alert(lab, 11200, `${reply.status} from ${hook.url}`, call);
  else if (reply.status === 200 && reply.body.trim() === '')
    alert(lab, 12300, `empty 200 from ${hook.url}: answer callbacks with 204`, call);
}

/** Has something to send later in the order it was asked for: a call, a conference or a message. */
export type InOrder = { callbacks: Promise<void> };

const heldBack = new WeakMap<InOrder, () => void>();

/** Tells the service about something; those of one call, conference or message leave in order unless a fault says otherwise. */
export function sendCallback(lab: Lab, of: InOrder, hook: Hook, params: Params, call?: Call): void {
  const fault = lab.faults.takeWebhook('callback', hook.url, params);
  const send = () => void tell(lab, hook, params, call);
  if (fault?.kind === 'lost') return void (note(lab, 'callback', hook, params).failure = 'lost');
  if (fault?.kind === 'late') return void lab.clock.after(fault.ms, send);
  if (fault?.kind === 'reorder') {
    const cancel = lab.clock.after(REORDER_HOLD_MS, release);
    function release() {
      cancel();
      heldBack.delete(of);
      send();
    }
    heldBack.set(of, release);
    return;
  }
  const copies = fault?.kind === 'repeat' ? fault.copies : 1;
  const overtaken = heldBack.get(of);
  const before = of.callbacks;
  of.callbacks = lab.work.track(
    before.then(async () => {
      for (let copy = 0; copy < copies; copy++) await tell(lab, hook, params, call);
      overtaken?.();
    }),
  );
}

/** Sends a signed JSON webhook, its body's hash in the query as `bodySHA256`. */
export async function sendJson(lab: Lab, url: string, body: unknown): Promise<Reply> {
  const text = JSON.stringify(body);
  const signedUrl = `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${getExpectedBodyHash(text)}`;
  const signature = getExpectedTwilioSignature(lab.settings.authToken, signedUrl, {});
  const headers = { 'Content-Type': 'application/json', 'X-Twilio-Signature': signature };
  return lab.work.track(
    sendHttp({ url: signedUrl, method: 'POST', headers, body: text, signal: new AbortController().signal }),
  );
}
