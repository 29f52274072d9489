/** Does one effect: reads what holds now, asks the carrier, and tells the contact what came of it. */
import { advance, NewerThanThis } from '../src/contacts/advance.ts';
import { ClaimLost, postponeEffect, type ClaimedEffect } from '../src/effects/claims.ts';
import { asItStands, type ContactAsItStands } from '../src/contacts/contacts-sql.ts';
import { finishErrand } from '../src/contacts/dials.ts';
import type { Claimed, ClaimedRing } from '../src/contacts/claims.ts';
import type { Deps } from '../src/deps.ts';
import { effects, payloadOf, type EffectKind, type Payload, type TargetOf } from '../src/effects/kinds.ts';
import { delayBeforeRepeat } from '../src/effects/patience.ts';
import { inSpan } from '../src/platform/traces.ts';
import { isDatabaseTrouble } from '../src/platform/connection-loss.ts';
import { CarrierProblem } from '../src/carrier/carrier.ts';
import type { ContactEvent } from '../src/calls/events.ts';
import type { Contact, Leg } from '../src/calls/model.ts';

/** An effect in hand, its payload checked. */
type EffectInHand<Kind extends EffectKind> = Omit<ClaimedEffect, 'kind' | 'payload'> & {
  kind: Kind;
  payload: Payload<Kind>;
};

/** What every handler is given. */
export type Errand<Kind extends EffectKind = EffectKind> = { deps: Deps; effect: EffectInHand<Kind> };

export type Scene<Kind extends EffectKind = EffectKind> = Errand<Kind> & ContactAsItStands;
/** `number`: whether the pair of numbers of a call was taken with it. */
export type LegScene<Kind extends EffectKind = EffectKind> = Scene<Kind> & { leg: Leg; number: ClaimedRing['number'] };

type Given = { contact?: Contact; legs?: Leg[]; leg?: Leg | undefined };

/** By what an effect acts on, what its handler is given. */
type SceneOf<Kind extends EffectKind> = {
  leg: LegScene<Kind>;
  contact: Scene<Kind>;
  nobody: Errand<Kind>;
  anybody: Errand<Kind> & Given;
}[TargetOf<Kind>];

/** What came of it, if the contact is to be told: it is told as the effect is done, in one transaction. */
export type CameOf = ContactEvent | null;

export type Handler<Kind extends EffectKind> = (scene: SceneOf<Kind>) => Promise<CameOf | void>;

/** One for each kind: the compiler refuses a kind without one. */
export type Handlers<Kind extends EffectKind = EffectKind> = { [Each in Kind]: Handler<Each> };

/** Performs a claimed effect with the handler of its kind; repeats it later where the carrier says that this is safe. */
export function perform(deps: Deps, claimed: Claimed | ClaimedRing, handlers: Handlers): Promise<void> {
  const { kind, attempts, trace } = claimed.effect;
  const told = { 'warmline.effect': kind, 'warmline.attempt': attempts };
  return inSpan('effect', told, () => performOnce(deps, claimed, handlers), trace);
}

async function performOnce(deps: Deps, claimed: Claimed | ClaimedRing, handlers: Handlers): Promise<void> {
  const { effect } = claimed;
  try {
    const scene = sceneOf(deps, claimed);
    const handle = handlers[effect.kind] as (given: object) => Promise<CameOf | void>;
    const cameOf = scene === null ? null : await handle(scene);
    const isTold = cameOf && effect.contactId && (await advance(deps.room, effect.contactId, cameOf, effect));
    if (!isTold) await finishErrand(deps.room, effect);
  } catch (problem) {
    if (!(problem instanceof ClaimLost)) await settle(deps, effect, problem);
  }
}

/** What the handler of an effect is given; null where what it would act on is not there any more. */
function sceneOf(deps: Deps, claimed: Claimed | ClaimedRing): object | null {
  const { stored } = claimed;
  const effect = { ...claimed.effect, payload: payloadOf(claimed.effect.kind, claimed.effect.payload) };
  const { target } = effects[effect.kind];
  if (effect.contactId === null) {
    if (target === 'leg' || target === 'contact') throw new Error('an effect on a contact does not say which');
    return { deps, effect };
  }
  const found = stored && asItStands(stored);
  const leg = found?.legs.find(({ id }) => id === effect.legId);
  if (found === null || (target === 'leg' && leg === undefined)) return null;
  return { deps, effect, ...found, leg, number: 'number' in claimed ? claimed.number : null };
}

/** How soon an effect on a contact that only a newer release understands is tried again. */
const newerMs = 15_000;

/** Repeats what may be repeated: everything here but a new call looks the same when done twice. */
async function settle(deps: Deps, effect: ClaimedEffect, problem: unknown): Promise<void> {
  const nowMs = deps.clock.nowMs();
  // A newer release decides about that contact: it, or this code once it is back, does the effect.
  if (problem instanceof NewerThanThis) return postponeEffect(deps.room, effect.id, nowMs + newerMs);
  const carrier = problem instanceof CarrierProblem ? problem : null;
  const delayMs = delayBeforeRepeat(effect.kind, effect.attempts, {
    isRepeatable: carrier === null || carrier.kind === 'later' || carrier.kind === 'unknown',
    isDatabaseTrouble: isDatabaseTrouble(problem),
  });
  if (delayMs !== null) return postponeEffect(deps.room, effect.id, nowMs + delayMs);
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
  await finishErrand(deps.room, effect, carrier ? carrier.kind : 'error');
  if (carrier === null) deps.room.aside.note({ record: 'effect', id: effect.id, field: effect.kind }, problem);
}

/** Tells the contact something before the effect is done. */
export async function tell(scene: Scene, event: ContactEvent): Promise<void> {
  await advance(scene.deps.room, scene.contact.id, event);
}
