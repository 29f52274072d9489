/** The board's rows of calls: who waits and for whom it rings, who talks, and where everybody else is. */
import { isAsking, isIn } from '../calls/draft.ts';
import type { Contact } from '../calls/model.ts';
import { flag, iso, nameOf } from './board-fields.ts';
import type { ElsewhereState, TalkRow, WaitingRow } from './board-shape.ts';
import type { BoardContact, BoardLeg, BoardWorld, BoardWorldLine } from './board-world.ts';

const minuteMs = 60_000;

/** A caller in line at `place`, or a promised call that has a place. */
export function waitingRow(
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

/** A talk, or a caller who is being put through. */
export function talkRow(
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

/** Where a caller is who neither waits nor talks; null for all others. */
export function elsewhereOf(state: Contact['state']): ElsewhereState | null {
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
