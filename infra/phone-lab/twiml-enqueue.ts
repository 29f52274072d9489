/** `<Enqueue>` and `<Dial><Queue>`: waiting in a named queue with a document that is asked for again each time it ends. */
import { bridge } from './bridge.ts';
import { callParams } from './call-params.ts';
import type { Call, Params, Queue, QueueMember } from './model.ts';
import { newSid } from './sids.ts';
import { alert, hear, stopMusic, type Lab, type Scope, type Step } from './state.ts';
import { untilCutShort, type DialResult } from './twiml-dial-terms.ts';
import { methodOf, numeric, TwimlError, type Verb } from './twiml-parse.ts';
import { absoluteUrl, goTo, type Document } from './twiml-scope.ts';
import { childOf, Interrupted, orInterrupted, sleep } from './waiting.ts';
import { askDocument } from './webhook.ts';

const DEFAULT_SIZE = 1000;
const LARGEST = 5000;

/** The queue of that name, made on demand. */
export function queueNamed(lab: Lab, friendlyName: string, maxSize = DEFAULT_SIZE): Queue {
  const known = [...lab.queues.values()].find(
    (queue) => queue.friendlyName === friendlyName || queue.sid === friendlyName,
  );
  if (known) return known;
  const queue: Queue = {
    sid: newSid('QU'),
    friendlyName,
    maxSize: Math.min(maxSize, LARGEST),
    createdMs: lab.clock.nowMs(),
    members: [],
    waitedMs: [],
  };
  lab.queues.set(queue.sid, queue);
  return queue;
}

const seconds = (ms: number): string => String(Math.floor(ms / 1000));

/** Mean waiting time of those who left, in whole seconds. */
export const averageWait = (queue: Queue): string =>
  seconds(queue.waitedMs.reduce((sum, ms) => sum + ms, 0) / Math.max(1, queue.waitedMs.length));

const waitParams = (lab: Lab, queue: Queue, member: QueueMember): Params => ({
  QueueSid: queue.sid,
  QueuePosition: String(queue.members.indexOf(member) + 1),
  QueueTime: seconds(lab.clock.nowMs() - member.enqueuedMs),
  AvgQueueTime: averageWait(queue),
  CurrentQueueSize: String(queue.members.length),
});

/** Runs the wait document over and over until it says how to go on. */
async function waitInQueue(scope: Scope, verb: Verb, document: Document): Promise<'leave' | 'hang-up' | 'error'> {
  const { lab, call, signal } = scope;
  const waitUrl = verb.attributes['waitUrl'];
  if (waitUrl === undefined) {
    hear(lab, call, { kind: 'hold-music', on: true });
    return orInterrupted(new Promise<never>(() => {}), signal);
  }
  try {
    const hook = { url: absoluteUrl(document, waitUrl), method: methodOf(verb, 'waitUrlMethod') };
    for (;;) {
      const beganMs = lab.clock.nowMs();
      const ending = await lab.runDocuments(scope, { kind: 'url', hook });
      if (ending.kind === 'leave') return 'leave';
      if (ending.kind !== 'end') return 'hang-up';
      if (lab.clock.nowMs() === beganMs) await sleep(lab.clock, 1000, signal);
    }
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    alert(lab, error.code, error.message, call);
    return 'error';
  }
}

export async function enqueue(scope: Scope, verb: Verb, document: Document): Promise<Step | undefined> {
  const { lab, call, signal } = scope;
  const queue = queueNamed(lab, verb.text, numeric(verb, 'maxQueueSize', DEFAULT_SIZE));
  const action = verb.attributes['action'];
  const enqueuedMs = lab.clock.nowMs();
  const results = (result: string): Params => ({
    QueueResult: result,
    QueueSid: queue.sid,
    QueueTime: seconds(lab.clock.nowMs() - enqueuedMs),
  });
  const next = (params: Params) => (action === undefined ? undefined : goTo(document, action, methodOf(verb), params));
  if (queue.members.length >= queue.maxSize) return next({ QueueResult: 'queue-full' });

  const audio = childOf(signal);
  let bridged = false;
  let dequeued: (result: 'bridged') => void = () => {};
  const taken = new Promise<'bridged'>((resolve) => (dequeued = resolve));
  const leaveQueue = () => {
    const place = queue.members.indexOf(member);
    if (place < 0) return;
    queue.members.splice(place, 1);
    queue.waitedMs.push(lab.clock.nowMs() - enqueuedMs);
    if (call.queue === queue) delete call.queue;
    audio.abort('left');
    stopMusic(lab, call);
  };
  const member: QueueMember = {
    call,
    enqueuedMs,
    take(over) {
      bridged = true;
      leaveQueue();
      void over.then(() => dequeued('bridged'));
    },
  };
  queue.members.push(member);
  call.queue = queue;

  const wait = waitInQueue(
    { ...scope, mode: 'queue-wait', signal: audio.signal, params: () => waitParams(lab, queue, member) },
    verb,
    document,
  );
  const waited = wait.catch((error: unknown) => {
    if (error instanceof Interrupted) return new Promise<never>(() => {});
    throw error;
  });
  try {
    const result = await orInterrupted(Promise.race([waited, taken]), signal);
    if (result === 'hang-up') {
      notify(scope, verb, document, results('hangup'));
      return { kind: 'hang-up' };
    }
    return next(results(result));
  } catch (error) {
    // Leaving by hang-up or redirect is told to the action too; what it answers is not used.
    const why = signal.reason === 'ended' ? 'hangup' : bridged ? 'redirected-from-bridged' : 'redirected';
    if (error instanceof Interrupted) notify(scope, verb, document, results(why));
    throw error;
  } finally {
    leaveQueue();
  }
}

function notify({ lab, call }: Scope, verb: Verb, document: Document, params: Params): void {
  const action = verb.attributes['action'];
  if (action === undefined) return;
  void askDocument(
    lab,
    { url: absoluteUrl(document, action), method: methodOf(verb) },
    { ...callParams(lab, call), ...params },
  );
}

/** Bridges with the first in a queue, or waits up to the dial's timeout for one. */
export async function dialQueue(scope: Scope, verb: Verb, noun: Verb, _document: Document): Promise<DialResult> {
  const { lab, call, signal } = scope;
  const queue = queueNamed(lab, noun.text);
  const untilMs = lab.clock.nowMs() + numeric(verb, 'timeout', 30) * 1000;
  while (queue.members.length === 0) {
    if (lab.clock.nowMs() >= untilMs) return { DialCallStatus: 'no-answer' };
    await sleep(lab.clock, 500, signal);
  }
  const other: Call = queue.members[0]!.call;
  let over: () => void = () => {};
  queue.members[0]!.take(new Promise<void>((resolve) => (over = resolve)));
  const part = bridge(lab, call, other);
  const short = untilCutShort(scope, verb);
  try {
    const hungUp = new Promise<void>((resolve) => other.endListeners.add(resolve));
    await orInterrupted(Promise.race([hungUp, short.done]), signal);
  } finally {
    short.stop();
    part();
    over();
  }
  return { DialCallStatus: 'completed', DialCallSid: other.sid };
}
