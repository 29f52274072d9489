/** Makes the call of a leg, whoever it is for: once, whatever becomes of the carrier's answers, and never another leg's. */
import { takeNumber } from '../src/contacts/dials.ts';
import { ClaimLost, putOffEffect, renewClaim } from '../src/effects/claims.ts';
import { legOfCall } from '../src/contacts/lookup.ts';
import { queueOf } from '../src/effects/kinds.ts';
import { dialKey } from '../src/platform/caller-key.ts';
import { CarrierProblem } from '../src/carrier/carrier.ts';
import type { Leg } from '../src/calls/model.ts';
import { isDatabaseTrouble } from '../src/platform/connection-loss.ts';
import type { CameOf, LegScene } from './perform.ts';

/** Whom to call, as which number, and for how long. */
export type Dialling = { to: string; from: string; ringSeconds: number; whoAnswered?: string };

/** How often one call is tried before somebody else is asked, or the attempt counts as failed. */
const maxDials = 5;
/** So long after its claim a call is certainly not another process's: the carrier is asked for 8 s at most, and a claim lasts 10 s. */
const surelyOursMs = 1_000;
/** How soon it is checked again whether another leg's call between the same numbers is known by now. */
const numberBusyMs = 500;

/** Whether a call is to be made for the leg or, where the leg was ended meanwhile, it is to be found out whether one was made. */
export function isToBeDialled(leg: Leg): boolean {
  return leg.callSid === null && (leg.state === 'dialling' || leg.state === 'ending');
}

/** Makes the leg's call, or finds the one that an earlier attempt made although its answer was lost; answers what came of it. */
export async function dial(scene: LegScene, dialling: Dialling): Promise<CameOf> {
  const { deps, contact, effect, leg } = scene;
  const { room, clock, carrier, urls } = deps;
  if (!(await hasNumber(scene, dialling))) {
    await putOffEffect(room, effect, clock.nowMs() + numberBusyMs);
    clock.after(numberBusyMs, () => deps.wakeups.do?.([{ ...effect, queue: queueOf(effect.kind) }]));
    throw new ClaimLost('another leg between the same numbers is being dialled');
  }
  const isRepeat = effect.attempts > 1;
  try {
    const before = isRepeat ? await madeBefore(scene, dialling) : null;
    // Slow answers may have outlasted the claim; a process that took the call over makes it then.
    const isLate = clock.nowMs() - effect.claimedAtMs > surelyOursMs;
    if (before === null && (isRepeat || isLate)) await renewClaim(room, effect);
    if (before === null && leg.state === 'ending') return { kind: 'LegNotDialled', legId: leg.id };
    const callSid =
      before ??
      (await carrier.call({
        ...dialling,
        url: urls.legAnswered(contact.id, leg.id),
        statusCallback: urls.legStatus(contact.id, leg.id),
      }));
    return { kind: 'LegDialled', legId: leg.id, callSid };
  } catch (problem) {
    // While the database is away it is not known whether a call was made: that is looked for when it is back.
    if (problem instanceof ClaimLost || isDatabaseTrouble(problem)) throw problem;
    const mayRepeat = problem instanceof CarrierProblem && (problem.kind === 'later' || problem.kind === 'unknown');
    if (mayRepeat && effect.attempts < maxDials) throw problem;
    return { kind: 'LegNotDialled', legId: leg.id };
  }
}

/** Whether the leg has its pair of numbers to itself: taken with the call, or now, where the call names none or another. */
async function hasNumber({ deps, effect, leg, number }: LegScene, { to, from }: Dialling): Promise<boolean> {
  const key = dialKey(deps.secrets, from, to);
  const isNamed = number !== null && 'dial' in effect.payload && effect.payload.dial === key;
  return isNamed ? number === 'taken' : takeNumber(deps.room, key, leg.id, deps.clock.nowMs());
}

/** A call that an earlier attempt made although its answer was lost: taken as the leg's, so that nobody is rung twice. One that is another leg's is left to it. */
async function madeBefore({ deps, leg }: LegScene, { to, from }: Dialling): Promise<string | null> {
  for (const { callSid } of await deps.carrier.openCalls(to, from, leg.createdAtMs)) {
    const known = await legOfCall(deps.room, callSid);
    if (known === null || known.legId === leg.id) return callSid;
  }
  return null;
}
