/** Every effect has one handler: the compiler sees to it, and start-up does so once more. */
import { effectKinds, type EffectKind, type KindOf } from '../src/effects/kinds.ts';
import { callbacksHandlers } from './callbacks.ts';
import { careHandlers } from './care.ts';
import { messagesHandlers } from './messages.ts';
import { offersHandlers } from './offers.ts';
import type { Handlers } from './perform.ts';
import { overflowHandlers } from './voicemail.ts';

/** The handlers of all queues as one; throws where a kind has none, or two. */
export function oneHandlerEach(groups: readonly Partial<Handlers>[], kinds: readonly EffectKind[]): void {
  const handled = groups.flatMap((group) => Object.keys(group));
  const missing = kinds.filter((kind) => !handled.includes(kind));
  if (missing.length > 0) throw new Error(`no handler for ${missing.join(', ')}`);
  const twice = kinds.filter((kind) => handled.indexOf(kind) !== handled.lastIndexOf(kind));
  if (twice.length > 0) throw new Error(`two handlers for ${twice.join(', ')}`);
}

/** The handlers of all queues; those of long jobs know what this process is at. */
export function allHandlers(longJobs: Handlers<KindOf<'rosters'>>): Handlers {
  const others = {
    ...offersHandlers,
    ...overflowHandlers,
    ...callbacksHandlers,
    ...messagesHandlers,
    ...careHandlers,
  };
  const groups = [offersHandlers, overflowHandlers, callbacksHandlers, messagesHandlers, careHandlers, longJobs];
  oneHandlerEach(groups, effectKinds);
  return { ...others, ...longJobs };
}
