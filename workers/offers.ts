/** The offers queue: rings phones, ends and redirects legs, brings parties together. */
import type { CallStatus, Carrier } from '../src/carrier/carrier.ts';
import { CarrierProblem, isOpen } from '../src/carrier/carrier.ts';
import type { ContactEvent } from '../src/calls/events.ts';
import { sayToCaller, sayToLeg } from '../src/calls/heard.ts';
import { isPresenceInDoubt, seenInConference, unseenLimitMs } from '../src/calls/unseen.ts';
import { isEndOverdue } from '../src/calls/deadlines.ts';
import { callerDocument } from '../src/voice/caller-documents.ts';
import type { CallerScene } from '../src/voice/scenes.ts';
import { legDocument } from '../src/voice/leg-documents.ts';
import type { Leg } from '../src/calls/model.ts';
import type { KindOf } from '../src/effects/kinds.ts';
import { isBeingDialled } from '../src/effects/claims.ts';
import { pauseReasonFor } from '../src/contacts/line-pause.ts';
import { lineOf, type Directory, type DirectoryLine } from '../src/organisation/directory.ts';
import { dial, isToBeDialled } from './dial.ts';
import { tell, type CameOf, type Handler, type Handlers, type LegScene, type Scene } from './perform.ts';

/** What rings: the number of the leg's person, the crisis line, or the partner of a step of the line's ladder. */
async function ring(scene: LegScene, step: number | null): Promise<CameOf> {
  const { deps, contact, leg } = scene;
  if (!isToBeDialled(leg)) return null;
  const directory = await deps.directories.at(scene.version);
  if (!directory) return null;
  const line = lineOf(directory, contact.lineId);
  const to = numberOf(leg, step, directory, line);
  // Somebody taken off the roster a moment ago is not rung any more.
  if (to === undefined) return { kind: 'LegNotDialled', legId: leg.id };
  const dialling = {
    to,
    from: line.phoneNumber,
    ringSeconds: leg.purpose === 'crisis' ? 60 : line.policy.ringSeconds + 10,
  };
  if (!(await isForNobody(scene))) return dial(scene, dialling);
  await tell(scene, { kind: 'CallerHungUp', learntLate: true });
  // An earlier try may have made the call: its person is not free before that is known.
  return dial({ ...scene, leg: { ...leg, state: 'ending' } }, dialling);
}

/** Whether the caller has left without news. Where there was no news of them for a while, the carrier is asked before somebody is rung. */
async function isForNobody(scene: LegScene): Promise<boolean> {
  const { deps, contact, leg } = scene;
  if (leg.purpose !== 'offer' || contact.callSid === null || !isPresenceInDoubt(contact, deps.clock.nowMs()))
    return false;
  const status = await statusOrGone(deps.carrier, contact.callSid).catch(() => null);
  return status !== null && !isOpen(status);
}

/** Numbers are looked up only now: no effect and no job carries one. */
function numberOf(leg: Leg, step: number | null, directory: Directory, line: DirectoryLine): string | undefined {
  if (leg.purpose === 'crisis') return directory.organisation.crisisNumber;
  if (leg.purpose === 'partner') return line.policy.overflow[step ?? -1]?.number;
  return directory.people.get(leg.personId ?? '')?.phone;
}

/** Ends a leg's call in whatever state it is; the contact is told when it is known to be over. */
async function hangUpLeg(scene: LegScene): Promise<CameOf> {
  const { deps, leg } = scene;
  // A leg that is over may have a call that came about too late to be stopped.
  if (leg.callSid === null) return null;
  const status = await endCall(deps.carrier, leg.callSid);
  return isOpen(status) ? null : { kind: 'LegEnded', legId: leg.id, status: endedStatus(status) };
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
async function lookAtLeg(scene: LegScene): Promise<CameOf> {
  const { deps, leg } = scene;
  if (leg.state === 'ended' || leg.state === 'planned') return null;
  // A dial that is under way tells its own result.
  if (leg.callSid === null)
    return (await isBeingDialled(deps.room, leg.id)) ? null : { kind: 'LegEnded', legId: leg.id, status: 'failed' };
  const status = await statusOrGone(deps.carrier, leg.callSid);
  if (!isOpen(status)) return { kind: 'LegEnded', legId: leg.id, status: endedStatus(status) };
  // Until then they may be hearing how it ended.
  if (leg.state === 'ending') return isEndOverdue(leg, deps.clock.nowMs()) ? hangUpLeg(scene) : null;
  if (status === 'in-progress') return { kind: 'LegAnswered', legId: leg.id, callSid: null };
  return status === 'ringing' ? { kind: 'LegRinging', legId: leg.id, callSid: null } : null;
}

/** Asks the carrier about a caller without news for too long; one who is still there is spoken to again. */
async function lookAtCaller(scene: Scene): Promise<CameOf> {
  const { deps, contact } = scene;
  if (contact.callSid === null || contact.state === 'ended') return null;
  const status = await statusOrGone(deps.carrier, contact.callSid);
  if (!isOpen(status)) return { kind: 'CallerHungUp', learntLate: true };
  if (contact.state === 'talking') return lookAtTalk(scene);
  if (deps.clock.nowMs() - (contact.seenAtMs ?? contact.arrivedAtMs) < unseenLimitMs) return null;
  // A new document would cut off whoever is talking: with the crisis line, into a message.
  if (contact.state !== 'crisis' && contact.state !== 'leaving-voicemail') await tellIfAny(scene, speakToCaller(scene));
  return { kind: 'CallerSeen' };
}

/** Asks the carrier who is together in the conference: news of coming and going may be lost, and nobody stays alone for it. */
async function lookAtTalk(scene: Scene): Promise<CameOf> {
  const { deps, contact, legs } = scene;
  if (contact.conference === null) return null;
  const seen = seenInConference(contact, legs, await deps.carrier.participantsOf(contact.conference));
  for (const event of seen.news) await tell(scene, event);
  for (const leg of seen.missing) await tellIfAny(scene, lookAtLeg({ ...scene, leg, number: null }));
  // Only a caller who is still awaited is spoken to again: another document would separate two people who talk.
  if (seen.isCallerAwaited) await tellIfAny(scene, speakToCaller(scene));
  return { kind: 'CallerSeen' };
}

async function tellIfAny(scene: Scene, work: Promise<CameOf>): Promise<void> {
  const cameOf = await work;
  if (cameOf !== null) await tell(scene, cameOf);
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
async function speakToCaller(scene: Scene, first?: CallerScene['first']): Promise<CameOf> {
  const { deps, contact } = scene;
  if (contact.callSid === null || contact.state === 'ended') return null;
  const directory = await deps.directories.at(scene.version);
  if (!directory) return null;
  const what = sayToCaller(contact);
  const document = callerDocument(what, {
    contact,
    line: lineOf(directory, contact.lineId),
    directory,
    urls: deps.urls,
    nowMs: deps.clock.nowMs(),
    place: null,
    pauseReason: await pauseReasonFor(deps.room, contact),
    first,
  });
  return whileOpen(deps.carrier.speak(contact.callSid, document), { kind: 'CallerHungUp' });
}

/** Puts the document of a leg's present state on its phone. */
async function speakToLeg(scene: LegScene): Promise<CameOf> {
  const { deps, contact, leg } = scene;
  if (leg.callSid === null || leg.state === 'ended') return null;
  const directory = await deps.directories.at(scene.version);
  if (!directory) return null;
  const document = legDocument(sayToLeg(leg), {
    contact,
    leg,
    line: lineOf(directory, contact.lineId),
    directory,
    urls: deps.urls,
  });
  return whileOpen(deps.carrier.speak(leg.callSid, document), {
    kind: 'LegEnded',
    legId: leg.id,
    status: 'completed',
  });
}

/** A call that turns out to be over is news, not a failure. */
async function whileOpen(work: Promise<void>, over: ContactEvent): Promise<CameOf> {
  try {
    await work;
    return null;
  } catch (problem) {
    if (!(problem instanceof CarrierProblem) || (problem.kind !== 'not-in-progress' && problem.kind !== 'gone'))
      throw problem;
    return over;
  }
}

function holding(held: boolean): Handler<'HoldCaller' | 'ReleaseCaller'> {
  return async ({ deps, contact }) => {
    if (contact.state !== 'talking' || contact.conference === null || contact.callSid === null) return;
    const url = deps.urls.hold(contact.lineId, contact.language);
    await ignoringGone(deps.carrier.hold(contact.conference, contact.callSid, held, url));
  };
}

const announceToVolunteer: Handler<'AnnounceToVolunteer'> = async ({ deps, contact, legs, effect }) => {
  const leg = legs.find((one) => one.purpose === 'offer' && (one.state === 'accepted' || one.state === 'menu'));
  if (contact.state !== 'talking' || contact.conference === null || !leg?.callSid) return;
  const language = deps.directories.inHand()?.people.get(leg.personId ?? '')?.languages[0] ?? 'en';
  await untilThere(
    deps.carrier.announce(
      contact.conference,
      leg.callSid,
      deps.urls.announce(contact.id, effect.payload.sentence, language),
    ),
  );
};

const announceToAll: Handler<'AnnounceToAll'> = async ({ deps, contact, effect }) => {
  if (contact.state !== 'talking' || contact.conference === null) return;
  await ignoringGone(
    deps.carrier.announce(
      contact.conference,
      null,
      deps.urls.announce(contact.id, effect.payload.sentence, contact.language),
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

/** Ignores that a conference or a party is gone: it needs no hold and no announcement. */
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

export const offersHandlers: Handlers<KindOf<'offers'>> = {
  RingVolunteer: (scene) => ring(scene, null),
  RingLeader: (scene) => ring(scene, null),
  RingCrisisLine: (scene) => ring(scene, null),
  RingPartner: (scene) => ring(scene, scene.effect.payload.step),
  HangUpLeg: hangUpLeg,
  LookAtLeg: lookAtLeg,
  SpeakToLeg: speakToLeg,
  SpeakToCaller: (scene) => speakToCaller(scene, scene.effect.payload.first),
  LookAtCaller: lookAtCaller,
  HoldCaller: holding(true),
  ReleaseCaller: holding(false),
  AnnounceToVolunteer: announceToVolunteer,
  AnnounceToAll: announceToAll,
};
