/** The demo's past as it is being made up: what it holds so far, and how a call that is over and a talk are written into it. */
import type { Contact, Leg } from '../../../src/calls/model.ts';
import type { DecisionRecord } from '../../../src/contacts/decision-record.ts';
import type { Directory } from '../../../src/organisation/directory.ts';
import { chance } from '../../../src/planning/simulation/random.ts';
import type { PromisedCall } from '../../../src/promises/model.ts';
import type { Conversation } from '../../../src/texts/model.ts';
import type { Crew } from './crew.ts';

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

/** A promise whose next try is at `atMs`. */
export type Attempt = { promise: PromisedCall; atMs: number; tries: number };

/** The past as it is being made up. */
export type Making = { directory: Directory; crew: Crew; past: Past; untilMs: number; later: Attempt[] };

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
