/** Values for tests of the routing decisions: a contact, its legs, people and a line, each with only what a test is about spelled out. */
import { arrivalOf } from '../../src/calls/arrival.ts';
import { decide } from '../../src/calls/decide.ts';
import type { MatchContact, MatchLine, MatchWorld } from '../../src/matching/match.ts';
import type { Answer } from '../../src/calls/answers.ts';
import type { ContactEvent } from '../../src/calls/events.ts';
import type { Availability, Contact, ContactWorld, Leg, RoutingLine, Staffing } from '../../src/calls/model.ts';
import type { PersonFacts } from '../../src/wellbeing/guards.ts';

export const minute = 60_000;
export const second = 1_000;
/** A Tuesday evening. */
export const now = Date.parse('2026-11-10T18:00:00Z');

export function aLine(over: Partial<RoutingLine> = {}, policy: Partial<RoutingLine['policy']> = {}): RoutingLine {
  return {
    id: 'north',
    languages: ['en'],
    wishes: [{ key: '2', tag: 'veteran', name: 'a veteran' }],
    policy: {
      callsPerDay: 3,
      ringSeconds: 20,
      waves: [
        { afterSeconds: 0, size: 1 },
        { afterSeconds: 20, size: 2 },
        { afterSeconds: 45, size: 4 },
      ],
      overflow: [
        { afterSeconds: 60, do: 'ring-backups' },
        { afterSeconds: 120, do: 'offer-callback' },
        { afterSeconds: 600, do: 'voicemail' },
      ],
      wrapUpMinutes: 5,
      restAfterHeavyMinutes: 15,
      restAfterCrisisMinutes: 30,
      softLimitMinutes: 25,
      training: [],
      ...policy,
    },
    ...over,
  };
}

export function staffing(over: Partial<Staffing> = {}): Staffing {
  return { open: true, paused: false, nextOpeningMs: null, anybodyOn: true, languages: ['en'], leaders: [], ...over };
}

export const nothingRemembered = { blockedUntilMs: null, talksToday: 0, dropped: null };

export function arrival(over: Partial<Parameters<typeof arrivalOf>[0]> = {}): Contact {
  return arrivalOf({
    id: 'c1',
    callSid: 'CA-caller',
    hidden: false,
    callerKey: 'key',
    lastingKey: 'lasting',
    numberSealed: 'sealed',
    line: aLine(),
    memory: nothingRemembered,
    staffing: () => staffing(),
    nowMs: now,
    ...over,
  });
}

/** A caller in line since `now`, unless told otherwise. */
export function aContact(over: Partial<Contact> = {}): Contact {
  return { ...arrival(), ...over };
}

export function aLeg(id: string, over: Partial<Leg> = {}): Leg {
  const state = over.state ?? 'ringing';
  const reached = (other: Leg['state']) => (order.indexOf(state) >= order.indexOf(other) ? now : null);
  return {
    id,
    contactId: 'c1',
    lineId: 'north',
    purpose: 'offer',
    personId: `person-${id}`,
    role: 'primary',
    state,
    outcome: null,
    callSid: state === 'planned' ? null : `CA-${id}`,
    createdAtMs: now,
    dialledAtMs: reached('dialling'),
    ringingAtMs: reached('ringing'),
    answeredAtMs: reached('answered'),
    acceptedAtMs: reached('accepted'),
    joinedAtMs: null,
    endedAtMs: reached('ending'),
    ...over,
  };
}

const order = ['planned', 'dialling', 'ringing', 'answered', 'accepted', 'menu', 'ending', 'ended'];

/** How far a leg has come, as a number that never falls; in the talk and in its menu count alike. */
export function stageOf(leg: Leg): number {
  return order.indexOf(leg.state === 'menu' ? 'accepted' : leg.state);
}

/** A contact and its legs that events happen to, as the contacts room keeps them. */
export type Scene = {
  contact: Contact;
  legs: Leg[];
  people: Map<string, Partial<Availability>>;
  nowMs: number;
  line: RoutingLine;
  staffing: Staffing;
  draws: number;
};

export function scene(contact: Contact, legs: Leg[] = [], over: Partial<Scene> = {}): Scene {
  return { contact, legs, people: new Map(), nowMs: now, line: aLine(), staffing: staffing(), draws: 0, ...over };
}

export function worldOf(stage: Scene): ContactWorld {
  const nobody = {
    setting: null,
    settingAtMs: null,
    breakUntilMs: null,
    breakReason: null,
    wrapUpUntilMs: null,
    restUntilMs: null,
    restReason: null,
    missedInRow: 0,
    idleSinceMs: null,
  };
  const availability = [...stage.people].map(([personId, said]): Availability => ({ personId, ...nobody, ...said }));
  return {
    nowMs: stage.nowMs,
    draw: `draw${stage.draws}`,
    line: stage.line,
    legs: stage.legs,
    availability,
    staffing: () => stage.staffing,
  };
}

/** Lets an event happen: the scene takes on what was decided, and the answer is given back. */
export function happen(stage: Scene, event: ContactEvent, afterMs = 0): Answer {
  stage.nowMs += afterMs;
  const answer = decide(stage.contact, event, worldOf(stage));
  const changed = new Map(answer.legs.map((leg) => [leg.id, leg]));
  const known = new Set(stage.legs.map((leg) => leg.id));
  stage.legs = [
    ...stage.legs.map((leg) => changed.get(leg.id) ?? leg),
    ...answer.legs.filter((leg) => !known.has(leg.id)),
  ];
  stage.contact = answer.contact;
  for (const { personId, ...said } of answer.people)
    stage.people.set(personId, { ...stage.people.get(personId), ...said });
  stage.draws += 1;
  return answer;
}

export function legOf(stage: Scene, id: string): Leg {
  const leg = stage.legs.find((one) => one.id === id);
  if (!leg) throw new Error(`no leg ${id}`);
  return leg;
}

/** Somebody on shift and free. */
export function aPerson(personId: string, over: Partial<PersonFacts> = {}): PersonFacts {
  return {
    personId,
    languages: ['en'],
    tags: [],
    leader: false,
    trainee: false,
    reserve: false,
    onShiftAs: 'primary',
    duty: { startMs: now - 60 * minute, endMs: now + 180 * minute },
    automatic: true,
    missingTraining: [],
    setting: null,
    settingAtMs: null,
    breakUntilMs: null,
    wrapUpUntilMs: null,
    restUntilMs: null,
    busy: null,
    idleSinceMs: null,
    load: 0,
    ...over,
  };
}

/** Somebody waiting since `now`. */
export function waiting(id: string, over: Partial<MatchContact> = {}): MatchContact {
  return {
    id,
    lineId: 'north',
    language: 'en',
    wish: null,
    hidden: false,
    lastInLine: false,
    arrivedAtMs: now,
    rankAtMs: now,
    waitingSinceMs: now,
    ladderStep: 0,
    decided: false,
    preferredPersonId: null,
    notWith: [],
    asks: [],
    ...over,
  };
}

export function matchWorld(
  contacts: MatchContact[],
  people: PersonFacts[],
  over: Partial<MatchWorld> & { line?: Partial<MatchLine> } = {},
): MatchWorld {
  const { line, ...rest } = over;
  const { waves, overflow } = aLine().policy;
  return {
    nowMs: now,
    seed: 'seed',
    lines: [{ id: 'north', policy: { waves, overflow }, hiddenToLeaders: false, people, ...line }],
    contacts,
    ...rest,
  };
}
