/** The callbacks queue: rings the caller of an accepted callback, and leaves the message they agreed to. */
import { messageAgreed, numberToCall } from '../src/callbacks/ledger.ts';
import { ClaimLost, renewClaim } from '../src/contacts/effects.ts';
import { lineOf } from '../src/contacts/room.ts';
import { CarrierProblem } from '../src/platform/telephony.ts';
import { callerRingSeconds } from '../src/routing/callback-call.ts';
import { messageDocument } from '../src/voice/callback-documents.ts';
import { isToBeDialled } from './offers.ts';
import { tell, type Handler, type Scene } from './perform.ts';

/** How often one call is tried before the attempt counts as failed. */
const maxDials = 5;

/** Rings the caller, from the line's second number where it has one. Whoever phones us meanwhile is not rung. */
async function ringCaller(scene: Scene): Promise<void> {
  const { deps, contact, leg, effect } = scene;
  if (!leg || !isToBeDialled(leg)) return;
  const directory = await deps.directories.current();
  const to = await numberToCall(deps.room, contact.id);
  if (!directory || to === null) {
    await tell(scene, { kind: 'CallbackWithdrawn' });
    return tell(scene, { kind: 'LegNotDialled', legId: leg.id });
  }
  const line = lineOf(directory, contact.lineId);
  const from = line.callbackNumber ?? line.phoneNumber;
  try {
    const before =
      effect.attempts > 1 ? (await deps.carrier.openCalls(to, from, leg.createdAtMs))[0]?.callSid : undefined;
    // As with an offer: whoever took the call over makes it.
    if (before === undefined && effect.attempts > 1) await renewClaim(deps.room, effect, deps.clock.nowMs());
    if (before === undefined && leg.state === 'ending')
      return await tell(scene, { kind: 'LegNotDialled', legId: leg.id });
    const callSid =
      before ??
      (await deps.carrier.call({
        to,
        from,
        url: deps.urls.legAnswered(contact.id, leg.id),
        statusCallback: deps.urls.legStatus(contact.id, leg.id),
        ringSeconds: callerRingSeconds + 10,
        whoAnswered: deps.urls.legHint(contact.id, leg.id),
      }));
    await tell(scene, { kind: 'LegDialled', legId: leg.id, callSid });
  } catch (problem) {
    if (problem instanceof ClaimLost) throw problem;
    const mayRepeat = problem instanceof CarrierProblem && (problem.kind === 'later' || problem.kind === 'unknown');
    if (mayRepeat && effect.attempts < maxDials) throw problem;
    await tell(scene, { kind: 'LegNotDialled', legId: leg.id });
  }
}

/** A machine's greeting is over: the discreet message, where it was agreed; otherwise nothing more than it hears anyway. */
async function leaveMessage(scene: Scene): Promise<void> {
  const { deps, contact, leg } = scene;
  if (!leg || leg.state !== 'answered' || leg.callSid === null) return;
  const directory = await deps.directories.current();
  if (!directory || !(await messageAgreed(deps.room, contact.callbackId))) return;
  try {
    await deps.carrier.speak(
      leg.callSid,
      messageDocument({ contact, leg, line: lineOf(directory, contact.lineId), urls: deps.urls }),
    );
  } catch (problem) {
    if (!(problem instanceof CarrierProblem) || (problem.kind !== 'not-in-progress' && problem.kind !== 'gone'))
      throw problem;
    await tell(scene, { kind: 'LegEnded', legId: leg.id, status: 'completed' });
  }
}

export const callbacksHandlers = { RingCaller: ringCaller, LeaveMessage: leaveMessage } satisfies Record<
  string,
  Handler
>;
