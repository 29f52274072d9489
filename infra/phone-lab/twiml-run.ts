/** Runs TwiML: asks for a document, does its verbs in order, follows where they lead, and speaks the carrier's error when all fails. */
import { answerCall, endCall } from './call.ts';
import { callParams } from './call-params.ts';
import type { Call, Source } from './model.ts';
import { alert, hear, type Ending, type Lab, type Mode, type Scope, type Step } from './state.ts';
import { flag, parseTwiml, TwimlError, type Verb } from './twiml-parse.ts';
import type { Document } from './twiml-scope.ts';
import { verbs } from './twiml-verbs.ts';
import { Interrupted, sleep } from './waiting.ts';
import { askDocument, type Reply } from './webhook.ts';

const APPLICATION_ERROR = 'We are sorry, an application error has occurred. Goodbye.';
/** More documents than this at one instant is a circle that never waits. */
const MOST_AT_ONE_INSTANT = 60;

/** Which verbs may stand where; everywhere else all may. */
const ALLOWED: Record<Mode, readonly string[] | undefined> = {
  call: undefined,
  'queue-wait': ['Play', 'Say', 'Pause', 'Gather', 'Redirect', 'Leave', 'Hangup'],
  'conference-audio': ['Play', 'Say', 'Pause', 'Redirect'],
  screening: ['Play', 'Say', 'Pause', 'Gather', 'Redirect', 'Hangup'],
};

function readReply(reply: Reply, url: string): Verb[] {
  if (reply.kind === 'timeout') throw new TwimlError(11200, `no answer within the time limit from ${url}`);
  if (reply.kind !== 'answer') throw new TwimlError(11205, `${reply.kind} at ${url}: ${reply.why}`);
  if (reply.status >= 300) throw new TwimlError(11200, `${reply.status} from ${url}`);
  const type = reply.contentType.split(';')[0]!.trim().toLowerCase();
  if (type.startsWith('audio/')) return [{ name: 'Play', attributes: {}, text: url, children: [] }];
  if (type !== 'text/xml' && type !== 'application/xml')
    throw new TwimlError(12300, `content type ${JSON.stringify(reply.contentType)} from ${url}`);
  return parseTwiml(reply.body);
}

async function load(scope: Scope, source: Source): Promise<Document> {
  if (source.kind === 'twiml') {
    const document: Document = { verbs: parseTwiml(source.twiml), method: 'POST' };
    if (scope.mode === 'call') scope.call.document = source.twiml;
    return document;
  }
  const params = { ...callParams(scope.lab, scope.call), ...scope.params(), ...source.params };
  const reply = await askDocument(scope.lab, source.hook, params);
  if (scope.signal.aborted) throw new Interrupted(scope.signal.reason);
  const document = { verbs: readReply(reply, source.hook.url), url: source.hook.url, method: source.hook.method };
  if (scope.mode === 'call' && reply.kind === 'answer') scope.call.document = reply.body;
  return document;
}

/** Whether a verb picks up a call that still rings. */
const answers = (verb: Verb): boolean =>
  !['Reject', 'Redirect', 'Pause'].includes(verb.name) && !flag(verb, 'answerOnBridge', false);

async function runVerbs(scope: Scope, document: Document): Promise<Step | undefined> {
  for (const verb of document.verbs) {
    const run = verbs[verb.name];
    if (!run || ALLOWED[scope.mode]?.includes(verb.name) === false) {
      alert(scope.lab, 12200, `<${verb.name}> is not allowed in a ${scope.mode} document`, scope.call);
      continue;
    }
    if (scope.mode === 'call' && answers(verb)) answerCall(scope.lab, scope.call);
    const step = await run(scope, verb, document);
    if (scope.signal.aborted) throw new Interrupted(scope.signal.reason);
    if (step) return step;
  }
  return undefined;
}

/** Counts the documents of one instant. */
type Circle = { instantMs: number; count: number };

function countDocument(scope: Scope, circle: Circle): void {
  const nowMs = scope.lab.clock.nowMs();
  if (nowMs !== circle.instantMs) [circle.instantMs, circle.count] = [nowMs, 0];
  if (++circle.count > MOST_AT_ONE_INSTANT) throw new TwimlError(12100, 'documents lead to each other without end');
}

/** Runs a document and all it leads to; throws `TwimlError` where one cannot be had, `Interrupted` when broken off. */
export async function runDocuments(
  scope: Scope,
  first: Source,
  circle: Circle = { instantMs: 0, count: 0 },
): Promise<Ending> {
  let source = first;
  for (;;) {
    try {
      countDocument(scope, circle);
      const step = await runVerbs(scope, await load(scope, source));
      if (!step) return { kind: 'end' };
      if (step.kind !== 'go') return step;
      source = step.source;
    } catch (error) {
      if (error instanceof TwimlError && source.kind === 'url') error.url ??= source.hook.url;
      throw error;
    }
  }
}

/** As `runDocuments`, but each failure goes to the call's fallback URL; only when that fails too is the failure final. */
async function runWithFallback(scope: Scope, first: Source): Promise<Ending> {
  const { lab, call } = scope;
  const circle: Circle = { instantMs: 0, count: 0 };
  let source = first;
  for (;;) {
    try {
      return await runDocuments(scope, source, circle);
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      alert(lab, error.code, error.message, call);
      if (!call.fallback || error.url === call.fallback.url || circle.count > MOST_AT_ONE_INSTANT) throw error;
      source = {
        kind: 'url',
        hook: call.fallback,
        params: { ErrorCode: String(error.code), ErrorUrl: error.url ?? '' },
      };
    }
  }
}

async function runCall(lab: Lab, call: Call, source: Source, signal: AbortSignal): Promise<void> {
  const scope: Scope = { lab, call, mode: 'call', signal, listeners: () => [call], params: () => ({}) };
  try {
    const ending = await runWithFallback(scope, source);
    if (ending.kind === 'reject') endCall(lab, call, ending.status, 'the call was not accepted');
    else endCall(lab, call, 'completed', 'the call was ended for you');
  } catch (error) {
    if (error instanceof Interrupted) return;
    if (!(error instanceof TwimlError))
      alert(lab, 0, `fault of the lab: ${String(error instanceof Error ? error.stack : error)}`, call);
    answerCall(lab, call);
    hear(lab, call, { kind: 'carrier-error', text: APPLICATION_ERROR });
    try {
      await sleep(lab.clock, 4000, signal);
    } catch {
      return;
    }
    endCall(lab, call, 'completed', 'an application error has occurred');
  }
}

/** Gives a call new instructions, breaking off whatever it was doing. */
export function startRun(lab: Lab, call: Call, source: Source): void {
  call.run?.abort('redirected');
  const run = new AbortController();
  call.run = run;
  void runCall(lab, call, source, run.signal);
}
