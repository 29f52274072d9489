/** The live board of a moment, made from the world, and when time alone changes it next (L1). */
import { isIn } from '../calls/draft.ts';
import { isInLine } from '../calls/ladder.ts';
import { coverOf } from '../wellbeing/cover.ts';
import { guardsTogether } from '../wellbeing/guards.ts';
import { callInChangesAtMs, callInRow } from './board-call-in.ts';
import { elsewhereOf, talkRow, waitingRow } from './board-calls.ts';
import { flag, iso, nameOf, when } from './board-fields.ts';
import { personRow } from './board-people.ts';
import type { Board, BoardLine, TextRow } from './board-shape.ts';
import type { BoardConversation, BoardWorld, BoardWorldLine } from './board-world.ts';
import { byPlaceInLine } from './ranking.ts';

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
    ...callInChangesAtMs(line.callIn),
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
  const takers = line.people.filter(({ textsOnly }) => !textsOnly);
  const guards = new Map([...guardsTogether(line.people, nowMs), ...guardsTogether(takers, nowMs)]);
  const people = line.people.map(
    (facts) => [facts.personId, personRow(facts, guards.get(facts.personId) ?? [], names)] as const,
  );
  const somebodyFree = people.some(([, { state, textsOnly }]) => state === 'free' && !textsOnly);
  const inLine = line.contacts
    .filter(({ contact }) => isInLine(contact.state))
    .toSorted((a, b) => byPlaceInLine(a.contact, b.contact));
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
    ...flag('mayUnseal', line.mayUnseal),
    have: coverOf(takers, line.need, nowMs).have,
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
