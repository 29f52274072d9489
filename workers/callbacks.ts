/** The callbacks queue: rings the caller of an accepted callback, and leaves the message they agreed to. */
import { messageAgreed, numberToCall } from '../src/callbacks/ledger.ts';
import { lineOf } from '../src/organisation/directory.ts';
import { CarrierProblem } from '../src/carrier/carrier.ts';
import { callerRingSeconds } from '../src/calls/callback-start.ts';
import { messageDocument } from '../src/voice/callback-documents.ts';
import type { KindOf } from '../src/effects/kinds.ts';
import { dial, isToBeDialled } from './dial.ts';
import { tell, type CameOf, type Handlers, type LegScene } from './perform.ts';

/** Rings the caller, from the line's second number where it has one. Whoever phones us meanwhile is not rung. */
async function ringCaller(scene: LegScene): Promise<CameOf> {
  const { deps, contact, leg } = scene;
  if (!isToBeDialled(leg)) return null;
  const directory = await deps.directories.current();
  const to = await numberToCall(deps.room, contact.id);
  if (!directory || to === null) {
    await tell(scene, { kind: 'CallbackWithdrawn' });
    return { kind: 'LegNotDialled', legId: leg.id };
  }
  const line = lineOf(directory, contact.lineId);
  const from = line.callbackNumber ?? line.phoneNumber;
  return dial(scene, {
    to,
    from,
    ringSeconds: callerRingSeconds + 10,
    whoAnswered: deps.urls.legHint(contact.id, leg.id),
  });
}

/** A machine's greeting is over: the discreet message, where it was agreed; otherwise nothing more than it hears anyway. */
async function leaveMessage(scene: LegScene): Promise<CameOf> {
  const { deps, contact, leg } = scene;
  if (leg.state !== 'answered' || leg.callSid === null) return null;
  const directory = await deps.directories.current();
  if (!directory || !(await messageAgreed(deps.room, contact.callbackId))) return null;
  try {
    await deps.carrier.speak(
      leg.callSid,
      messageDocument({ contact, leg, line: lineOf(directory, contact.lineId), urls: deps.urls }),
    );
    return null;
  } catch (problem) {
    if (!(problem instanceof CarrierProblem) || (problem.kind !== 'not-in-progress' && problem.kind !== 'gone'))
      throw problem;
    return { kind: 'LegEnded', legId: leg.id, status: 'completed' };
  }
}

export const callbacksHandlers: Handlers<KindOf<'callbacks'>> = { RingCaller: ringCaller, LeaveMessage: leaveMessage };
