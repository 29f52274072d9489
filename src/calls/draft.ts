/** The answer to an event while it is being thought out: a copy that handlers change, so that `decide` stays pure outside. */
import type { Answer, Say } from './answers.ts';
import type { Availability, Contact, ContactWorld, Leg, LegOutcome } from './model.ts';

export type Draft = Answer & { world: ContactWorld; allLegs: Leg[] };

/** An answer that changes nothing yet. */
export function startDraft(contact: Contact, world: ContactWorld): Draft {
  return {
    contact: { ...contact },
    allLegs: world.legs.map((leg) => ({ ...leg })),
    legs: [],
    say: { kind: 'hang-up' },
    effects: [],
    people: [],
    load: [],
    refusedPair: null,
    voicemail: null,
    feltHeard: null,
    thanked: null,
    route: false,
    world,
  };
}

/** The draft's own copy of a leg, noted as changed. */
export function changeLeg(draft: Draft, leg: Leg, change: Partial<Leg>): Leg {
  Object.assign(leg, change);
  if (!draft.legs.includes(leg)) draft.legs.push(leg);
  return leg;
}

export function addLeg(draft: Draft, leg: Leg): void {
  draft.allLegs.push(leg);
  draft.legs.push(leg);
}

export function changePerson(draft: Draft, personId: string, change: Partial<Availability>): void {
  const known = draft.people.find((person) => person.personId === personId);
  if (known) Object.assign(known, change);
  else draft.people.push({ personId, ...change });
}

/** A leg somebody is still being asked on: planned, ringing, or picked up without a key. */
export function isAsking(leg: Pick<Leg, 'state'>): boolean {
  return leg.state === 'planned' || leg.state === 'dialling' || leg.state === 'ringing' || leg.state === 'answered';
}

/** A leg whose person is in the conversation. */
export function isIn(leg: Pick<Leg, 'state'>): boolean {
  return leg.state === 'accepted' || leg.state === 'menu';
}

/** The leg of the volunteer, or of the partner in their place, while they talk. */
export function talkingLeg(draft: Draft): Leg | undefined {
  return draft.allLegs.find((leg) => (leg.purpose === 'offer' || leg.purpose === 'partner') && isIn(leg));
}

/**
 * Ends a leg from our side. One that was never dialled is over at once; a call stays `ending` until it is confirmed to
 * be over, so that its person is never rung twice at once. So does one that is on its way to the carrier: it is rung off
 * once it has a name. `spoken` says that the leg itself is asking and hears a
 * goodbye in reply; otherwise it is rung off or spoken to.
 */
export function endLeg(draft: Draft, leg: Leg, outcome: LegOutcome, spoken = false): void {
  const neverDialled = leg.state === 'planned';
  const pickedUp = leg.state === 'answered' || isIn(leg);
  changeLeg(draft, leg, { state: neverDialled ? 'ended' : 'ending', outcome, endedAtMs: draft.world.nowMs });
  if (!neverDialled && !spoken && leg.callSid !== null)
    draft.effects.push({ kind: pickedUp ? 'SpeakToLeg' : 'HangUpLeg', legId: leg.id });
  if (neverDialled) draft.route = true;
}

/** Ends every leg that is still asking; the leg of a caller who is called back asks nobody of ours. */
export function stopAsking(draft: Draft, outcome: LegOutcome, except?: Leg): void {
  for (const leg of draft.allLegs)
    if (leg !== except && leg.purpose !== 'caller' && isAsking(leg)) endLeg(draft, leg, outcome);
}

export function answer(draft: Draft, say: Say): Draft {
  draft.say = say;
  return draft;
}
