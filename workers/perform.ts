/** Does one effect: reads what holds now, asks the carrier, and tells the contact what came of it. */
import { advance, NewerThanThis } from '../src/contacts/advance.ts';
import { ClaimLost, finishEffect, postponeEffect, type ClaimedEffect } from '../src/effects/claims.ts';
import { readContact } from '../src/contacts/lookup.ts';
import type { Deps } from '../src/deps.ts';
import type { EffectKind } from '../src/effects/kinds.ts';
import { isDatabaseTrouble } from '../src/platform/connection-loss.ts';
import { CarrierProblem } from '../src/carrier/carrier.ts';
import type { Contact, Leg } from '../src/calls/model.ts';

/** What every handler is given. */
export type Errand = { deps: Deps; effect: ClaimedEffect };

/** What an effect of a contact acts on; the handlers of effects without a contact take an errand. */
export type Scene = Errand & { contact: Contact; legs: Leg[]; leg: Leg | undefined; version: number };

export type Handler = (scene: Scene) => Promise<void>;

const backoffMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** What must be done however long the carrier is away: nobody waits on the line for it. */
const patient = new Set<EffectKind>(['FindVoicemail', 'KeepVoicemail', 'AlertVoicemail', 'EraseVoicemail']);
const patienceMs = 300_000;
const newerMs = 15_000;

/** Performs a claimed effect with the handler of its kind; repeats it later where the carrier says that this is safe. */
export async function perform(
  deps: Deps,
  effect: ClaimedEffect,
  handlers: Partial<Record<EffectKind, Handler>>,
): Promise<void> {
  try {
    const handler = handlers[effect.kind];
    if (!handler) throw new Error('there is no handler for an effect of this kind');
    const found = effect.contactId === null ? null : await readContact(deps.room, effect.contactId);
    if (effect.contactId === null) await handler({ deps, effect } as Scene);
    else if (found) await handler({ deps, effect, ...found, leg: found.legs.find((leg) => leg.id === effect.legId) });
    await finishEffect(deps.room, effect.id, deps.clock.nowMs());
  } catch (problem) {
    if (!(problem instanceof ClaimLost)) await settle(deps, effect, problem);
  }
}

/** Repeats what may be repeated: everything here but a new call looks the same when done twice. */
async function settle(deps: Deps, effect: ClaimedEffect, problem: unknown): Promise<void> {
  const nowMs = deps.clock.nowMs();
  // A newer release decides about that contact: it, or this code once it is back, does the effect.
  if (problem instanceof NewerThanThis) return postponeEffect(deps.room, effect.id, nowMs + newerMs);
  // What the database could not do now is the effect's no more than the caller's fault.
  const isTrouble = isDatabaseTrouble(problem);
  const isPatient = patient.has(effect.kind) || isTrouble;
  const delayMs = backoffMs[effect.attempts - 1] ?? (isTrouble ? backoffMs.at(-1) : isPatient ? patienceMs : undefined);
  const carrier = problem instanceof CarrierProblem ? problem : null;
  const repeatable = isPatient || carrier === null || carrier.kind === 'later' || carrier.kind === 'unknown';
  if (repeatable && delayMs !== undefined) {
    await postponeEffect(deps.room, effect.id, nowMs + delayMs);
    return;
  }
  deps.log.warn(
    {
      effect: effect.kind,
      effectId: effect.id,
      carrier: carrier?.kind,
      code: carrier?.code,
      err: carrier ? undefined : problem,
    },
    'an effect was given up',
  );
  await finishEffect(deps.room, effect.id, nowMs, carrier ? carrier.kind : 'error');
  if (carrier === null) deps.room.aside.note({ record: 'effect', id: effect.id, field: effect.kind }, problem);
}

/** Tells the contact what happened on a leg. */
export async function tell(scene: Scene, event: Parameters<typeof advance>[2]): Promise<void> {
  await advance(scene.deps.room, scene.contact.id, event);
}
