/**
 * What the shift leader's live board shows, as a value (L1). Everything that comes and goes is kept under a key of its own
 * and what is not there is left out, so that two boards can be compared and only the difference sent. Callers have no
 * identity here, and of volunteers neither band nor the reason of a rest is told (W2).
 */
import { DateTime } from 'luxon';
import { isInLine } from '../calls/ladder.ts';
import { isAsking, isIn } from '../calls/draft.ts';
import type { Contact, LadderStep, Leg } from '../calls/model.ts';
import type { Cover } from '../schedule/coverage.ts';
import { coverOf } from '../wellbeing/cover.ts';
import { guardsTogether, type Guard, type GuardKind, type PersonFacts } from '../wellbeing/guards.ts';

export type BoardContact = Pick<
  Contact,
  | 'state'
  | 'language'
  | 'wish'
  | 'lastInLine'
  | 'arrivedAtMs'
  | 'waitingSinceMs'
  | 'rankAtMs'
  | 'ladderStep'
  | 'talkingSinceMs'
  | 'callbackId'
> & { id: string };
export type BoardLeg = Pick<Leg, 'purpose' | 'personId' | 'state' | 'createdAtMs' | 'acceptedAtMs'>;
export type BoardConversation = {
  key: string;
  state: 'waiting' | 'active';
  language: string;
  openedAtMs: number;
  waitingSinceMs: number | null;
  assignedAtMs: number | null;
  personId: string | null;
  /** Whether the peer has been reminded that an answer is awaited. */
  unanswered: boolean;
};
export type BoardCallIn = {
  state: 'open' | 'answered' | 'taken-back';
  asked: number;
  declined: number;
  expiresAtMs: number;
  untilAtMs: number;
  personId: string | null;
  closedAtMs: number | null;
};
export type BoardPromise = { key: string; dueAtMs: number; untilAtMs: number; underWay: boolean };

export type BoardWorldLine = {
  id: string;
  name: string;
  timeZone: string;
  /** When its hours open or close it next. */
  open: boolean;
  changesAtMs: number | null;
  pausedSinceMs: number | null;
  pauseReason: string | null;
  hiddenToLeadersUntilMs: number | null;
  softLimitMinutes: number;
  overflow: readonly LadderStep[];
  wishes: readonly { tag: string; name: string }[];
  need: number;
  people: readonly PersonFacts[];
  /** The cover of the hours to come, from the schedule. */
  ahead: readonly Pick<Cover, 'startMs' | 'endMs' | 'need' | 'have' | 'missing'>[];
  /** `key` is new for each contact and names nobody. */
  contacts: readonly { key: string; contact: BoardContact; legs: readonly BoardLeg[] }[];
  conversations: readonly BoardConversation[];
  promises: readonly BoardPromise[];
  /** The latest call to come in. */
  callIn: BoardCallIn | null;
};

export type BoardWorld = {
  nowMs: number;
  names: ReadonlyMap<string, string>;
  lines: readonly BoardWorldLine[];
  attention: number;
};

/** What somebody on shift is doing, in words that say nothing of why they rest. */
export type PersonState =
  | 'free'
  | 'rung'
  | 'talking'
  | 'writing'
  | 'wrap-up'
  | 'break'
  | 'resting'
  | 'ending'
  | 'held'
  | 'off';
/** Where a caller is who neither waits nor talks with a peer. */
export type ElsewhereState = 'choosing' | 'voicemail' | 'called-back' | 'crisis' | 'cut-off';

type Keyed<Value> = Record<string, Value>;

/** Instants are ISO texts in UTC. */
export type WaitingRow = {
  place: number;
  since: string;
  language: string;
  wish?: string;
  /** A promised call that takes its place in line: its caller is not on the phone. */
  promised?: true;
  /** The last step of the ladder that was taken, and the next one with its time. */
  step?: LadderStep['do'];
  next?: { step: LadderStep['do']; at: string };
  /** They are hearing their choices. */
  choosing?: true;
  /** Whose phones ring for them, by person. */
  rings: Keyed<{ name: string; since: string }>;
  /** No phone rings for them and nobody is free. */
  nobody?: true;
};
export type TalkRow = {
  person?: string;
  name?: string;
  /** Another organisation talks with them. */
  partner?: true;
  since: string;
  /** They are both there; else one is still being put through. */
  met?: true;
  softLimitAt: string;
  /** The caller hears music while the volunteer chooses in the menu. */
  onHold?: true;
  /** Who else is asked in, or there. */
  guests: Keyed<{ name?: string; there: boolean }>;
};
export type TextRow = {
  waits?: true;
  since: string;
  language: string;
  person?: string;
  name?: string;
  unanswered?: true;
};
export type PromiseRow = { due: string; until: string; calling?: true };
export type PersonRow = {
  name: string;
  as: 'primary' | 'backup' | 'reserve';
  leader?: true;
  state: PersonState;
  until?: string;
};
/** `expired`: nobody came. What came of it is shown for a while. */
export type CallInRow = {
  state: 'open' | 'answered' | 'expired';
  asked: number;
  declined: number;
  expires: string;
  until: string;
  name?: string;
};
export type CoverRow = { until: string; have: number; need: number; missing?: string };

export type BoardLine = {
  order: number;
  name: string;
  timeZone: string;
  state: 'open' | 'closed' | 'paused';
  changesAt?: string;
  pausedSince?: string;
  pauseReason?: string;
  hiddenToLeadersUntil?: string;
  have: number;
  need: number;
  ahead: Keyed<CoverRow>;
  waiting: Keyed<WaitingRow>;
  talks: Keyed<TalkRow>;
  elsewhere: Keyed<{ what: ElsewhereState; since: string; name?: string }>;
  texts: Keyed<TextRow>;
  promises: Keyed<PromiseRow>;
  people: Keyed<PersonRow>;
  callIn?: CallInRow;
};

export type Board = { attention: number; lines: Keyed<BoardLine> };

const minuteMs = 60_000;

/** The board at `world.nowMs`. */
export function boardOf(world: BoardWorld): Board {
  return {
    attention: world.attention,
    lines: Object.fromEntries(world.lines.map((line, order) => [line.id, lineOf(line, order, world)])),
  };
}

/** The next instant after `nowMs` at which time alone changes something of the board; null where nothing does. */
export function boardChangesAtMs({ nowMs, lines }: BoardWorld): number | null {
  const instants = lines.flatMap((line) => [
    line.changesAtMs,
    line.hiddenToLeadersUntilMs,
    ...(line.callIn ? [line.callIn.expiresAtMs, endOfCallIn(line.callIn) + callInShownMs] : []),
    ...line.ahead.flatMap(({ startMs, endMs }) => [startMs, endMs]),
    ...line.people.flatMap((facts) => [
      facts.breakUntilMs,
      facts.wrapUpUntilMs,
      facts.restUntilMs,
      facts.textingUntilMs ?? null,
      ...(facts.duty ? [facts.duty.startMs, facts.duty.endMs - 15 * minuteMs, facts.duty.endMs] : []),
    ]),
  ]);
  const later = instants.filter((atMs) => atMs !== null && atMs > nowMs) as number[];
  return later.length === 0 ? null : Math.min(...later);
}

function lineOf(line: BoardWorldLine, order: number, { names, nowMs }: BoardWorld): BoardLine {
  const guards = guardsTogether(line.people, nowMs);
  const people = line.people.map(
    (facts) => [facts.personId, personRow(facts, guards.get(facts.personId) ?? [], names)] as const,
  );
  const somebodyFree = people.some(([, { state }]) => state === 'free');
  const inLine = line.contacts
    .filter(({ contact }) => isInLine(contact.state))
    .toSorted((a, b) => byPlace(a.contact, b.contact));
  const rest = line.contacts.filter(({ contact }) => !isInLine(contact.state));
  const talking = rest.filter(({ contact }) => contact.state === 'talking');
  return {
    order,
    name: line.name,
    timeZone: line.timeZone,
    state: line.pausedSinceMs !== null ? 'paused' : line.open ? 'open' : 'closed',
    ...when('changesAt', line.changesAtMs),
    ...when('pausedSince', line.pausedSinceMs),
    ...(line.pausedSinceMs !== null && line.pauseReason ? { pauseReason: line.pauseReason } : {}),
    ...when('hiddenToLeadersUntil', line.hiddenToLeadersUntilMs),
    have: coverOf(line.people, line.need, nowMs).have,
    need: line.need,
    ahead: Object.fromEntries(
      line.ahead.map(({ startMs, endMs, have, need, missing }) => [
        iso(startMs),
        { until: iso(endMs), have, need, ...(missing.length > 0 ? { missing: missing.join(', ') } : {}) },
      ]),
    ),
    waiting: Object.fromEntries(
      inLine.map(({ key, contact, legs }, index) => [
        key,
        waitingRow(contact, legs, index + 1, somebodyFree, line, names),
      ]),
    ),
    talks: Object.fromEntries(talking.map(({ key, contact, legs }) => [key, talkRow(contact, legs, line, names)])),
    elsewhere: Object.fromEntries(
      rest.flatMap(({ key, contact, legs }) => {
        const what = elsewhereOf(contact.state);
        const person = legs.find((leg) => leg.purpose === 'offer' && isIn(leg))?.personId ?? null;
        return what === null
          ? []
          : [[key, { what, since: iso(contact.waitingSinceMs ?? contact.arrivedAtMs), ...nameOf(person, names) }]];
      }),
    ),
    texts: Object.fromEntries(line.conversations.map((one) => [one.key, textRow(one, names)])),
    promises: Object.fromEntries(
      line.promises.map(({ key, dueAtMs, untilAtMs, underWay }) => [
        key,
        { due: iso(dueAtMs), until: iso(untilAtMs), ...flag('calling', underWay) },
      ]),
    ),
    people: Object.fromEntries(people),
    ...callInRow(line.callIn, names, nowMs),
  };
}

/** What came of calling people in is shown for so long. */
const callInShownMs = 15 * minuteMs;
const endOfCallIn = ({ closedAtMs, expiresAtMs }: BoardCallIn) => closedAtMs ?? expiresAtMs;

function callInRow(callIn: BoardCallIn | null, names: BoardWorld['names'], nowMs: number): { callIn?: CallInRow } {
  if (!callIn || callIn.state === 'taken-back' || nowMs >= endOfCallIn(callIn) + callInShownMs) return {};
  const { asked, declined, expiresAtMs, untilAtMs, personId } = callIn;
  const state = callIn.state === 'open' && nowMs >= expiresAtMs ? 'expired' : callIn.state;
  return {
    callIn: { state, asked, declined, expires: iso(expiresAtMs), until: iso(untilAtMs), ...nameOf(personId, names) },
  };
}

/** The order in which callers are served, as in `matching/match`. */
function byPlace(a: BoardContact, b: BoardContact): number {
  return (
    Number(a.lastInLine) - Number(b.lastInLine) ||
    a.rankAtMs - b.rankAtMs ||
    a.arrivedAtMs - b.arrivedAtMs ||
    (a.id < b.id ? -1 : 1)
  );
}

function waitingRow(
  contact: BoardContact,
  legs: readonly BoardLeg[],
  place: number,
  somebodyFree: boolean,
  line: BoardWorldLine,
  names: BoardWorld['names'],
): WaitingRow {
  const sinceMs = contact.waitingSinceMs ?? contact.arrivedAtMs;
  const taken = line.overflow[contact.ladderStep - 1];
  const next = line.overflow[contact.ladderStep];
  const wish = line.wishes.find(({ tag }) => tag === contact.wish);
  const rings = legs.filter((leg) => leg.purpose === 'offer' && isAsking(leg) && leg.personId !== null);
  return {
    place,
    since: iso(sinceMs),
    language: contact.language,
    ...(wish ? { wish: wish.name } : {}),
    ...flag('promised', contact.callbackId !== null),
    ...(taken ? { step: taken.do } : {}),
    ...(next ? { next: { step: next.do, at: iso(sinceMs + next.afterSeconds * 1000) } } : {}),
    ...flag('choosing', contact.state === 'choosing-overflow'),
    rings: Object.fromEntries(
      rings.map(({ personId, createdAtMs }) => [
        personId ?? '',
        { name: names.get(personId ?? '') ?? personId ?? '', since: iso(createdAtMs) },
      ]),
    ),
    ...flag('nobody', rings.length === 0 && !somebodyFree),
  };
}

function talkRow(
  contact: BoardContact,
  legs: readonly BoardLeg[],
  line: BoardWorldLine,
  names: BoardWorld['names'],
): TalkRow {
  const own = legs.find((leg) => (leg.purpose === 'offer' || leg.purpose === 'partner') && isIn(leg));
  const sinceMs = contact.talkingSinceMs ?? own?.acceptedAtMs ?? contact.waitingSinceMs ?? contact.arrivedAtMs;
  const guests = legs.filter(
    (leg) => (leg.purpose === 'leader' || leg.purpose === 'crisis') && (isIn(leg) || isAsking(leg)),
  );
  return {
    ...(own?.personId ? { person: own.personId } : {}),
    ...nameOf(own?.personId ?? null, names),
    ...flag('partner', own?.purpose === 'partner'),
    since: iso(sinceMs),
    ...flag('met', contact.talkingSinceMs !== null),
    softLimitAt: iso(sinceMs + line.softLimitMinutes * minuteMs),
    ...flag('onHold', own?.state === 'menu'),
    guests: Object.fromEntries(
      guests.map((leg) => [leg.purpose, { ...nameOf(leg.personId, names), there: isIn(leg) }]),
    ),
  };
}

function textRow(one: BoardConversation, names: BoardWorld['names']): TextRow {
  const sinceMs = (one.state === 'waiting' ? one.waitingSinceMs : one.assignedAtMs) ?? one.openedAtMs;
  return {
    ...flag('waits', one.state === 'waiting'),
    since: iso(sinceMs),
    language: one.language,
    ...(one.personId === null ? {} : { person: one.personId }),
    ...nameOf(one.personId, names),
    ...flag('unanswered', one.unanswered),
  };
}

function elsewhereOf(state: Contact['state']): ElsewhereState | null {
  switch (state) {
    case 'choosing-language':
    case 'choosing-unstaffed':
      return 'choosing';
    case 'leaving-voicemail':
      return 'voicemail';
    case 'calling-back':
      return 'called-back';
    case 'crisis':
      return 'crisis';
    case 'lost-volunteer':
      return 'cut-off';
    case 'waiting':
    case 'choosing-overflow':
    case 'talking':
    case 'told':
    case 'ended':
      return null;
  }
}

/** What holds somebody, the most telling first; each stands for what is shown of it. */
const shown: readonly (readonly [GuardKind, PersonState])[] = [
  ['off-shift', 'off'],
  ['off', 'off'],
  ['heavy-rest', 'resting'],
  ['spent', 'resting'],
  ['on-break', 'break'],
  ['wrap-up', 'wrap-up'],
  ['shift-ending', 'ending'],
  ['untrained', 'held'],
  ['trainee-alone', 'held'],
];

function personRow(facts: PersonFacts, guards: readonly Guard[], names: BoardWorld['names']): PersonRow {
  const { state, untilMs } = doing(facts, guards);
  return {
    name: names.get(facts.personId) ?? facts.personId,
    as: facts.onShiftAs ?? 'reserve',
    ...flag('leader', facts.leader),
    state,
    ...when('until', untilMs),
  };
}

function doing(facts: PersonFacts, guards: readonly Guard[]): { state: PersonState; untilMs: number | null } {
  if (facts.busy !== null && !facts.leaving)
    return { state: facts.busy === 'offered' ? 'rung' : 'talking', untilMs: null };
  if (guards.some(({ kind }) => kind === 'in-contact')) return { state: 'writing', untilMs: null };
  const found = shown.find(([kind]) => guards.some((guard) => guard.kind === kind));
  if (!found) return { state: facts.leaving ? 'wrap-up' : 'free', untilMs: null };
  const [, state] = found;
  if (state === 'off' || state === 'held') return { state, untilMs: null };
  const kinds = shown.filter(([, one]) => one === state).map(([kind]) => kind);
  // A rest without an end of its own lasts as long as their time on shift.
  const ends = guards
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ untilMs }) => untilMs ?? facts.duty?.endMs ?? null)
    .filter((untilMs) => untilMs !== null);
  return { state, untilMs: ends.length === 0 ? null : Math.max(...ends) };
}

function iso(atMs: number): string {
  return DateTime.fromMillis(atMs, { zone: 'utc' }).toISO() ?? '';
}

function when<Name extends string>(name: Name, atMs: number | null): Partial<Record<Name, string>> {
  return atMs === null ? {} : ({ [name]: iso(atMs) } as Partial<Record<Name, string>>);
}

function flag<Name extends string>(name: Name, holds: boolean): Partial<Record<Name, true>> {
  return holds ? ({ [name]: true } as Partial<Record<Name, true>>) : {};
}

function nameOf(personId: string | null, names: BoardWorld['names']): { name?: string } {
  return personId === null ? {} : { name: names.get(personId) ?? personId };
}
