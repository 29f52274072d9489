/** What was lived in the demo before somebody first looks at it: its calls go through the service's own routing decision, with its own people on shift. */
import type { Contact, Leg } from '../../../src/calls/model.ts';
import type { DecisionRecord } from '../../../src/contacts/decision-record.ts';
import { directoryOf, type Directory } from '../../../src/organisation/directory.ts';
import type { Organisation } from '../../../src/organisation/organisation-file.ts';
import { chance } from '../../../src/planning/simulation/random.ts';
import type { PromisedCall } from '../../../src/promises/model.ts';
import { isOpen } from '../../../src/schedule/opening.ts';
import type { Conversation } from '../../../src/texts/model.ts';
import { arrivalsBetween, type Arrival } from './arrivals.ts';
import { callBack, type Attempt } from './calls-back.ts';
import { crewOf, type Crew } from './crew.ts';
import { blank } from './records.ts';
import { textsOf } from './texting.ts';
import { wait } from './waits.ts';

export type LoadRow = {
  id: string;
  personId: string;
  kind: 'contact' | 'check-in';
  contactId: string | null;
  startAtMs: number;
  endAtMs: number | null;
  heavy: boolean;
  abusive: boolean;
  crisis: boolean;
  answer: number | null;
};
export type AttemptRow = {
  id: string;
  callbackId: string;
  contactId: string;
  startedAtMs: number;
  endedAtMs: number;
  outcome: 'talked' | 'no-answer';
};
/** As the tables have it; nothing of it names a caller. */
export type Past = {
  contacts: Contact[];
  legs: Leg[];
  decisions: DecisionRecord[];
  load: LoadRow[];
  promises: PromisedCall[];
  attempts: AttemptRow[];
  conversations: Conversation[];
};

/** The past as it is being made up. */
export type Making = { directory: Directory; crew: Crew; past: Past; untilMs: number; later: Attempt[] };

const minuteMs = 60_000;
/** Whatever is made up is over by then: nobody is on the phone when somebody first looks. */
const quietMs = 3 * minuteMs;
const greetingShare = 0.05;

/** Everything from `fromMs` on, over before `nowMs`; the same for the same arguments. */
export function pastOf(organisation: Organisation, fromMs: number, nowMs: number, seed: number): Past {
  const directory = directoryOf(
    { version: 1, organisation, retired: { lines: [], people: [] }, droppedTags: [], addedTags: [], dateWishes: [] },
    [],
  );
  const past: Past = { contacts: [], legs: [], decisions: [], load: [], promises: [], attempts: [], conversations: [] };
  const making: Making = { directory, crew: crewOf(directory), past, untilMs: nowMs - quietMs, later: [] };
  for (const [number, arrival] of arrivalsBetween(fromMs, nowMs - quietMs, seed).entries()) {
    callsBackUntil(making, arrival.atMs);
    if (arrival.channel === 'text') textsOf(making, arrival);
    else called(making, arrival, number);
  }
  callsBackUntil(making, making.untilMs);
  // Whoever was still to be called once more has said meanwhile that it is no longer needed.
  for (const { promise } of making.later)
    Object.assign(promise, { state: 'stopped', settledAtMs: making.untilMs, settledBy: 'word' });
  return past;
}

function callsBackUntil(making: Making, untilMs: number): void {
  for (;;) {
    const next = making.later.sort((a, b) => a.atMs - b.atMs)[0];
    if (!next || next.atMs > untilMs) return;
    making.later.shift();
    callBack(making, next);
  }
}

function called(making: Making, arrival: Arrival, number: number): void {
  const { directory } = making;
  const contact = blank(String(number), arrival);
  if (!isOpen(directory.schedule, arrival.line, arrival.atMs))
    over(making, contact, { outcome: 'closed', met: 'closed', told: 'closed', endedAtMs: arrival.atMs + 25_000 });
  else if (arrival.draws.greeting < greetingShare) {
    const heardMs = 3_000 + 100_000 * arrival.draws.greeting;
    over(making, contact, { outcome: 'abandoned-in-greeting', met: 'open', endedAtMs: arrival.atMs + heardMs });
  } else wait(making, contact, arrival);
}

/** Keeps a call that is over; one that would still go on has never been. */
export function over(
  making: Making,
  contact: Contact,
  ended: Partial<Contact> & { endedAtMs: number },
  legs: Leg[] = [],
): boolean {
  const { decisions } = making.past;
  if (ended.endedAtMs > making.untilMs) {
    while (decisions.at(-1)?.contactIds.includes(contact.id)) decisions.pop();
    return false;
  }
  making.past.contacts.push({ ...contact, ...ended, state: 'ended', endedAtMs: Math.round(ended.endedAtMs) });
  making.past.legs.push(...legs);
  return true;
}

/** How heavy it was, from 1 to 5, by how it went. */
function weightOf(draw: number, isCrisis: boolean): number {
  if (isCrisis) return 5;
  return [0.22, 0.55, 0.86, 0.96].findIndex((share) => draw < share) + 1 || 5;
}

/** What a talk leaves with whoever had it: load, an answer to the check-in from most, and rest. */
export function talkWith(
  making: Making,
  personId: string,
  talk: {
    contactId: string;
    fromMs: number;
    untilMs: number;
    weight: number;
    told: number;
    crisis?: boolean;
    abusive?: boolean;
  },
): void {
  const { past, crew } = making;
  const { contactId, fromMs, untilMs, crisis = false, abusive = false } = talk;
  const answer = weightOf(talk.weight, crisis || abusive);
  const isTold = talk.told < 0.7;
  const id = `demo-load-${past.load.length}`;
  const heavy = isTold && answer >= 4;
  past.load.push({
    id,
    personId,
    kind: 'contact',
    contactId,
    startAtMs: fromMs,
    endAtMs: untilMs,
    heavy,
    abusive,
    crisis,
    answer: null,
  });
  if (isTold)
    past.load.push({
      ...{ id: `${id}-felt`, personId, kind: 'check-in', contactId: null, endAtMs: null },
      ...{ startAtMs: untilMs + 40_000, heavy: false, abusive: false, crisis: false, answer },
    });
  crew.talked(personId, { untilMs, restMinutes: crisis || abusive ? 30 : heavy ? 15 : 0 });
}

/** Draws that are about nobody in particular. */
export const draw = (of: string, index: number, past: Past): number =>
  chance(past.contacts.length, past.legs.length, index, ...Array.from(of, (letter) => letter.charCodeAt(0)));
