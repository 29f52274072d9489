/** The answer to an event while it is being decided: a copy that handlers change, so that `decide` is pure from outside. */
import type { Answer, CalleeSay, CallerSay, Effect, LegSay, LoadNote, PersonChange } from './answers.ts';
import type { Availability, Contact, ContactWorld, Leg, LegOutcome } from './model.ts';

/** An answer in the making; only a draft is ever changed, and never what it was made from. */
export type Draft = { -readonly [Part in keyof Answer]: Answer[Part] } & {
  contact: Contact;
  legs: Leg[];
  effects: Effect[];
  people: PersonChange[];
  load: LoadNote[];
  world: Readonly<ContactWorld>;
  allLegs: Leg[];
};

/** An answer that changes nothing yet. */
export function startDraft(contact: Readonly<Contact>, world: Readonly<ContactWorld>): Draft {
  return {
    contact: { ...contact },
    allLegs: world.legs.map((leg) => ({ ...leg })),
    legs: [],
    say: { to: 'nobody', kind: 'hang-up' },
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

/** Adds a new leg to the draft. */
export function addLeg(draft: Draft, leg: Leg): void {
  draft.allLegs.push(leg);
  draft.legs.push(leg);
}

/** Adds a change of somebody's availability to those the draft has for them. */
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
export function talkingLegOf(legs: readonly Leg[]): Leg | undefined {
  return legs.find((leg) => (leg.purpose === 'offer' || leg.purpose === 'partner') && isIn(leg));
}

/** `talkingLegOf` the draft as it stands. */
export function talkingLeg(draft: Draft): Leg | undefined {
  return talkingLegOf(draft.allLegs);
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

/** The draft, with what the caller hears next. */
export function tellCaller(draft: Draft, say: CallerSay): Draft {
  draft.say = { to: 'caller', ...say };
  return draft;
}

/** The draft, with what somebody we rang hears next. */
export function tellLeg(draft: Draft, say: LegSay): Draft {
  draft.say = { to: 'leg', ...say };
  return draft;
}

/** The draft, with what whoever picked up a promised call hears next. */
export function tellCallee(draft: Draft, say: CalleeSay): Draft {
  draft.say = { to: 'callee', ...say };
  return draft;
}

/** The draft, with nothing to say to the party that told us of the event. */
export function tellNobody(draft: Draft): Draft {
  draft.say = { to: 'nobody', kind: 'hang-up' };
  return draft;
}
