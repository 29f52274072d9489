/** The records of the demo's past as they begin: calls without a caller, and the phones that rang for them. */
import { freshContact } from '../../../src/calls/fresh-contact.ts';
import type { Contact, Leg } from '../../../src/calls/model.ts';
import type { Arrival } from './arrivals.ts';

type Begun = Pick<Arrival, 'line' | 'language' | 'wish' | 'atMs'>;

/** A call that has just come in. By its id it is known to be made up; `name` is its own. */
export function blank(name: string, { line, language, wish, atMs }: Begun): Contact {
  return freshContact({
    id: `demo-call-${name}`,
    lineId: line,
    met: 'open',
    callerKey: null,
    lastingKey: null,
    language,
    wish,
    lastInLine: false,
    arrivedAtMs: atMs,
    waitingSinceMs: atMs + 1_000,
    rankAtMs: atMs,
  });
}

type Rung = Partial<Leg> & Pick<Leg, 'purpose' | 'personId' | 'role' | 'createdAtMs' | 'outcome' | 'endedAtMs'>;

/** A phone that rang for it, and is quiet again. */
export function legOf({ id, lineId }: Contact, index: number, rung: Rung): Leg {
  return {
    id: `${id}-leg-${index}`,
    contactId: id,
    lineId,
    state: 'ended',
    callSid: null,
    dialledAtMs: rung.createdAtMs + 300,
    ringingAtMs: rung.createdAtMs + 1_200,
    answeredAtMs: null,
    acceptedAtMs: null,
    joinedAtMs: null,
    ...rung,
  };
}
