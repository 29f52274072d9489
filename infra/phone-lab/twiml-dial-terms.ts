/** What `<Dial>` has in common whoever is dialled: its result, what cuts it short, and where the other side's status goes. */
import { callTimer } from './call.ts';
import type { Hook, Params } from './model.ts';
import type { Scope } from './state.ts';
import { flag, methodOf, numeric, type Verb } from './twiml-parse.ts';
import { absoluteUrl, type Document } from './twiml-scope.ts';

/** A call may be dialled through for four hours. */
const LONGEST_SECONDS = 14_400;

/** How a `<Dial>` went: what its action is told. */
export type DialResult = Params & { DialCallStatus: string };

/** Resolves when `*` is pressed where the dial allows it, or when the time limit is over. */
export function untilCutShort(scope: Scope, verb: Verb): { done: Promise<string>; stop: () => void } {
  let finish: (why: string) => void = () => {};
  const done = new Promise<string>((resolve) => (finish = resolve));
  const onKey = (key: string) =>
    key === '*' && flag(verb, 'hangupOnStar', false) && finish('participant-hangup-on-star');
  scope.call.keyListeners.add(onKey);
  const cancel = callTimer(scope.lab, scope.call, numeric(verb, 'timeLimit', LONGEST_SECONDS) * 1000, () =>
    finish('time-limit'),
  );
  return {
    done,
    stop: () => {
      scope.call.keyListeners.delete(onKey);
      cancel();
    },
  };
}

/** Where a noun has its status posted, and of which events: those it names, or `otherwise`. */
export function statusHookOf(
  verb: Verb,
  document: Document,
  otherwise: string,
): { statusHook?: Hook & { events: Set<string> } } {
  const url = verb.attributes['statusCallback'];
  if (url === undefined) return {};
  const events = (verb.attributes['statusCallbackEvent'] ?? otherwise).split(/\s+/).filter(Boolean);
  return {
    statusHook: {
      url: absoluteUrl(document, url),
      method: methodOf(verb, 'statusCallbackMethod'),
      events: new Set(events),
    },
  };
}
