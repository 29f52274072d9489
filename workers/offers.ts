/** The offers queue: rings phones, ends and redirects legs, brings parties together. */
import type { CallStatus, Carrier } from '../src/platform/telephony.ts';
import { CarrierProblem, isOpen } from '../src/platform/telephony.ts';
import type { ContactEvent } from '../src/routing/events.ts';
import type { Leg } from '../src/routing/model.ts';
import { sayToCaller } from '../src/routing/caller.ts';
import { unseenLimitMs } from '../src/routing/decide.ts';
import { isEndOverdue, sayToLeg } from '../src/routing/offers.ts';
import { callerDocument, type CallerScene } from '../src/voice/caller-documents.ts';
import { legDocument } from '../src/voice/leg-documents.ts';
import { ClaimLost, isBeingDialled, renewClaim } from '../src/contacts/effects.ts';
import { pauseReasonFor } from '../src/contacts/line-pause.ts';
import { legOfCall } from '../src/contacts/lookup.ts';
import { lineOf } from '../src/contacts/room.ts';
import type { Directory, DirectoryLine } from '../src/organisation/directory.ts';
import { tell, type Handler, type Scene } from './perform.ts';

/** How often one call is tried before somebody else is asked. */
const maxDials = 5;

/** What rings: the number of the leg's person, or the crisis line. */
async function ring(scene: Scene): Promise<void> {
  const { deps, contact, leg, effect } = scene;
  if (!leg || !isToBeDialled(leg)) return;
  const directory = await deps.directories.at(scene.version);
  if (!directory) return;
  const line = lineOf(directory, contact.lineId);
  const to = numberOf(scene, directory, line);
  // Somebody taken off the roster a moment ago is not rung any more.
  if (to === undefined) return tell(scene, { kind: 'LegNotDialled', legId: leg.id });
  try {
    const before = effect.attempts > 1 ? await madeBefore(scene, to, line.phoneNumber) : null;
    // A carrier that takes its time to answer may have outlasted the claim: whoever took the call over makes it.
    if (before === null && effect.attempts > 1) await renewClaim(deps.room, effect, deps.clock.nowMs());
    if (before === null && leg.state === 'ending') return await tell(scene, { kind: 'LegNotDialled', legId: leg.id });
    const callSid =
      before ??
      (await deps.carrier.call({
        to,
        from: line.phoneNumber,
        url: deps.urls.legAnswered(contact.id, leg.id),
        statusCallback: deps.urls.legStatus(contact.id, leg.id),
        ringSeconds: leg.purpose === 'crisis' ? 60 : line.policy.ringSeconds + 10,
      }));
    await tell(scene, { kind: 'LegDialled', legId: leg.id, callSid });
  } catch (problem) {
    if (problem instanceof ClaimLost) throw problem;
    const mayRepeat = problem instanceof CarrierProblem && (problem.kind === 'later' || problem.kind === 'unknown');
    if (mayRepeat && effect.attempts < maxDials) throw problem;
    await tell(scene, { kind: 'LegNotDialled', legId: leg.id });
  }
}

/** Whether a call is to be made for the leg, or, where it was ended meanwhile, it is to be learnt whether one was made. */
export function isToBeDialled(leg: Leg): boolean {
  return leg.callSid === null && (leg.state === 'dialling' || leg.state === 'ending');
}

/** Numbers are looked up only now: no effect and no job carries one. */
function numberOf({ leg, effect }: Scene, directory: Directory, line: DirectoryLine): string | undefined {
  if (leg?.purpose === 'crisis') return directory.organisation.crisisNumber;
  if (leg?.purpose === 'partner') return line.policy.overflow[Number(effect.payload['step'])]?.number;
  return directory.people.get(leg?.personId ?? '')?.phone;
}

/**
 * A call that an earlier attempt made although its answer was lost: taken as the leg's, so that nobody is rung twice.
 * Partners and the crisis line may be rung for several callers at once: a call that is another leg's already is left to it.
 */
async function madeBefore({ deps, leg }: Scene, to: string, from: string): Promise<string | null> {
  const calls = await deps.carrier.openCalls(to, from, leg?.createdAtMs ?? deps.clock.nowMs());
  for (const { callSid } of calls) {
    const known = await legOfCall(deps.room, callSid);
    if (known === null || known.legId === leg?.id) return callSid;
  }
  return null;
}

/** Ends a leg's call in whatever state it is, and tells the contact when it is known to be over. */
async function hangUpLeg(scene: Scene): Promise<void> {
  const { deps, leg } = scene;
  // A leg that is over may have a call that came about too late to be stopped.
  if (!leg || leg.callSid === null) return;
  const status = await endCall(deps.carrier, leg.callSid);
  if (!isOpen(status)) await tell(scene, { kind: 'LegEnded', legId: leg.id, status: endedStatus(status) });
}

/** `canceled` stops a ringing call and does nothing to an answered one, `completed` the other way round (carrier.md). */
async function endCall(carrier: Carrier, callSid: string): Promise<CallStatus> {
  try {
    const status = await carrier.cancel(callSid);
    return status === 'in-progress' ? await carrier.complete(callSid) : status;
  } catch (problem) {
    if (!(problem instanceof CarrierProblem)) throw problem;
    if (problem.kind === 'gone') return 'completed';
    if (problem.kind !== 'not-in-progress') throw problem;
    const status = await carrier.statusOf(callSid);
    return status === 'in-progress' ? carrier.complete(callSid) : status;
  }
}

/** Asks the carrier about a leg whose news is overdue. */
async function lookAtLeg(scene: Scene): Promise<void> {
  const { deps, leg } = scene;
  if (!leg || leg.state === 'ended' || leg.state === 'planned') return;
  if (leg.callSid === null) {
    // What becomes of its dial is told by the dial.
    if (!(await isBeingDialled(deps.room, leg.id)))
      await tell(scene, { kind: 'LegEnded', legId: leg.id, status: 'failed' });
    return;
  }
  const status = await statusOrGone(deps.carrier, leg.callSid);
  if (!isOpen(status)) await tell(scene, { kind: 'LegEnded', legId: leg.id, status: endedStatus(status) });
  // Until then they may be hearing how it ended.
  else if (leg.state === 'ending') await (isEndOverdue(leg, deps.clock.nowMs()) ? hangUpLeg(scene) : undefined);
  else if (status === 'in-progress') await tell(scene, { kind: 'LegAnswered', legId: leg.id, callSid: null });
  else if (status === 'ringing') await tell(scene, { kind: 'LegRinging', legId: leg.id, callSid: null });
}

/** Asks the carrier about a caller not heard of for too long; a live one is spoken to again. */
async function lookAtCaller(scene: Scene): Promise<void> {
  const { deps, contact } = scene;
  if (contact.callSid === null || contact.state === 'ended') return;
  const status = await statusOrGone(deps.carrier, contact.callSid);
  if (!isOpen(status)) return tell(scene, { kind: 'CallerHungUp', learntLate: true });
  const isAwaited = contact.state === 'talking' && contact.talkingSinceMs === null;
  // Only the news that they have met was lost: another document would part them.
  if (
    isAwaited &&
    contact.conference !== null &&
    (await deps.carrier.isInConference(contact.conference, contact.callSid))
  )
    return tell(scene, { kind: 'CallerJoined' });
  if (!isAwaited && deps.clock.nowMs() - (contact.seenAtMs ?? contact.arrivedAtMs) < unseenLimitMs) return;
  // A new document would cut off whoever is talking: with a peer, with the crisis line, into a message.
  if (isAwaited || (contact.state !== 'talking' && contact.state !== 'crisis' && contact.state !== 'leaving-voicemail'))
    await speakToCaller(scene);
  await tell(scene, { kind: 'CallerResumed' });
}

async function statusOrGone(carrier: Carrier, callSid: string): Promise<CallStatus> {
  try {
    return await carrier.statusOf(callSid);
  } catch (problem) {
    if (problem instanceof CarrierProblem && problem.kind === 'gone') return 'completed';
    throw problem;
  }
}

/** Puts the document of the contact's present state on the caller's phone. */
async function speakToCaller(scene: Scene): Promise<void> {
  const { deps, contact } = scene;
  if (contact.callSid === null || contact.state === 'ended') return;
  const directory = await deps.directories.at(scene.version);
  if (!directory) return;
  const what = sayToCaller(contact);
  const document = callerDocument(what, {
    contact,
    line: lineOf(directory, contact.lineId),
    directory,
    urls: deps.urls,
    nowMs: deps.clock.nowMs(),
    place: null,
    pauseReason: await pauseReasonFor(deps.room, contact),
    first: scene.effect.payload['first'] as CallerScene['first'],
  });
  await whileOpen(scene, deps.carrier.speak(contact.callSid, document), { kind: 'CallerHungUp' });
}

/** Puts the document of a leg's present state on its phone. */
async function speakToLeg(scene: Scene): Promise<void> {
  const { deps, contact, leg } = scene;
  if (!leg || leg.callSid === null || leg.state === 'ended') return;
  const directory = await deps.directories.at(scene.version);
  if (!directory) return;
  const document = legDocument(sayToLeg(leg), {
    contact,
    leg,
    line: lineOf(directory, contact.lineId),
    directory,
    urls: deps.urls,
  });
  await whileOpen(scene, deps.carrier.speak(leg.callSid, document), {
    kind: 'LegEnded',
    legId: leg.id,
    status: 'completed',
  });
}

/** A call that turns out to be over is news, not a failure. */
async function whileOpen(scene: Scene, work: Promise<void>, over: ContactEvent): Promise<void> {
  try {
    await work;
  } catch (problem) {
    if (!(problem instanceof CarrierProblem) || (problem.kind !== 'not-in-progress' && problem.kind !== 'gone'))
      throw problem;
    await tell(scene, over);
  }
}

function holding(held: boolean): Handler {
  return async ({ deps, contact }) => {
    if (contact.state !== 'talking' || contact.conference === null || contact.callSid === null) return;
    const url = deps.urls.hold(contact.lineId, contact.language);
    await ignoringGone(deps.carrier.hold(contact.conference, contact.callSid, held, url));
  };
}

const announceToVolunteer: Handler = async ({ deps, contact, legs, effect }) => {
  const leg = legs.find((one) => one.purpose === 'offer' && (one.state === 'accepted' || one.state === 'menu'));
  if (contact.state !== 'talking' || contact.conference === null || !leg?.callSid) return;
  const language = deps.directories.inHand()?.people.get(leg.personId ?? '')?.languages[0] ?? 'en';
  await untilThere(
    deps.carrier.announce(
      contact.conference,
      leg.callSid,
      deps.urls.announce(contact.id, String(effect.payload['sentence']), language),
    ),
  );
};

const announceToAll: Handler = async ({ deps, contact, effect }) => {
  if (contact.state !== 'talking' || contact.conference === null) return;
  await ignoringGone(
    deps.carrier.announce(
      contact.conference,
      null,
      deps.urls.announce(contact.id, String(effect.payload['sentence']), contact.language),
    ),
  );
};

/** A volunteer on their way back from the menu is not in the conference yet: they are told a little later. */
async function untilThere(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (problem) {
    throw problem instanceof CarrierProblem && problem.kind === 'gone'
      ? new CarrierProblem('later', problem.code)
      : problem;
  }
}

/** A conference or a party that is gone needs no holding and hears no announcement. */
async function ignoringGone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (problem) {
    if (!(problem instanceof CarrierProblem) || problem.kind !== 'gone') throw problem;
  }
}

function endedStatus(status: CallStatus): Extract<ContactEvent, { kind: 'LegEnded' }>['status'] {
  return status === 'busy' || status === 'no-answer' || status === 'failed' || status === 'canceled'
    ? status
    : 'completed';
}

export const offersHandlers = {
  RingVolunteer: ring,
  RingLeader: ring,
  RingCrisisLine: ring,
  RingPartner: ring,
  HangUpLeg: hangUpLeg,
  LookAtLeg: lookAtLeg,
  SpeakToLeg: speakToLeg,
  SpeakToCaller: speakToCaller,
  LookAtCaller: lookAtCaller,
  HoldCaller: holding(true),
  ReleaseCaller: holding(false),
  AnnounceToVolunteer: announceToVolunteer,
  AnnounceToAll: announceToAll,
} satisfies Record<string, Handler>;
