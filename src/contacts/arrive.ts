/** Makes the contact of a call that comes in: what is remembered of its caller decides how it begins, and a call that is known goes on where it was. */
import { lineOf, routingLine, type Directory, type DirectoryLine } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { callerKey, callerKeys, lastingKey, lastingKeys, pepperIdAt } from '../platform/caller-key.ts';
import { inSpan } from '../platform/traces.ts';
import { seal } from '../platform/sealing.ts';
import { staffingOf, type Present } from '../people/facts.ts';
import { arrivalOf } from '../calls/arrival.ts';
import type { CallerMemory, Contact } from '../calls/model.ts';
import { insertArrival, type ArrivalFound } from './arrival-sql.ts';
import { nobodySaidAnything, presentOf } from './present.ts';
import { keepRefusedPairs } from './refused-pairs.ts';
import { dayOfLineStartMs } from './talks-today.ts';

/** What a webhook says of a call: `number` is null for a hidden caller, and for a volunteer who wants to talk themselves (V14). */
export type Arrival = { callSid: string; lineId: string; number: string | null; hidden: boolean };

export type Arrived = { contact: Contact; line: DirectoryLine; directory: Directory; known: boolean };

/** Whoever rings back within this returns to their volunteer or their place; not where the volunteer ended the talk, since they said goodbye (V6). */
const returnWithinMs = 120_000;

const nothingRemembered: CallerMemory = { blockedUntilMs: null, talksToday: 0, dropped: null };

/** Makes the contact of a call, or finds it again; null before the first import or when no such line exists. */
export function arrive(room: Records, arrival: Arrival): Promise<Arrived | null> {
  return inSpan('decision', { 'warmline.event': 'Arrived' }, async (tell) => {
    const arrived = await takeIn(room, arrival);
    if (arrived) tell({ 'warmline.state': arrived.contact.state });
    return arrived;
  });
}

async function takeIn(room: Records, arrival: Arrival): Promise<Arrived | null> {
  let directory = room.directories.inHand() ?? (await room.directories.current());
  let present = nobodySaidAnything;
  let memory: CallerMemory | null = null;
  if (arrival.number !== null) await keepRefusedPairs(room.pool, room, arrival.lineId, arrival.number);
  let loads = new Map<string, number>();
  for (let attempt = 0; directory?.lines.has(arrival.lineId) && attempt < 4; attempt += 1) {
    const contact = contactFor(room, directory, arrival, memory ?? nothingRemembered, presentOf(present, loads));
    const found = await tryToInsert(room, directory, arrival, contact, memory !== null);
    const line = lineOf(directory, arrival.lineId);
    if (found.isInserted) {
      const wakes = contact.nextAtMs === null ? [] : [{ contactId: contact.id, atMs: contact.nextAtMs }];
      room.afterCommit({ effects: [], wakes, route: contact.state === 'waiting' && { lineId: contact.lineId } });
      return { contact, line, directory, known: false };
    }
    directory = await room.directories.at(found.version);
    const { known } = found;
    if (known && directory) return { contact: known, line: lineOf(directory, known.lineId), directory, known: true };
    ({ present, memory } = found);
    loads = await room.loads();
  }
  return null;
}

function contactFor(
  room: Records,
  directory: Directory,
  arrival: Arrival,
  memory: CallerMemory,
  present: Present,
): Contact {
  const line = lineOf(directory, arrival.lineId);
  const nowMs = room.clock.nowMs();
  return arrivalOf({
    id: room.draw(),
    callSid: arrival.callSid,
    hidden: arrival.hidden,
    callerKey: arrival.number === null ? null : callerKey(room.secrets, pepperIdAt(nowMs), line.id, arrival.number),
    lastingKey: arrival.number === null ? null : lastingKey(room.secrets, line.id, arrival.number),
    numberSealed: arrival.number === null ? null : seal(room.secrets.sealingKey, arrival.number),
    line: routingLine(line),
    memory,
    staffing: () => staffingOf(directory, line, present, nowMs),
    nowMs,
  });
}

/** Writes the contact down as it was decided, unless what the tables say makes it another. */
function tryToInsert(
  room: Records,
  directory: Directory,
  { callSid, lineId, number }: Arrival,
  contact: Contact,
  isRemembered: boolean,
): Promise<ArrivalFound> {
  const nowMs = room.clock.nowMs();
  const by = {
    callSid,
    lastingKeys: number === null ? [] : ['', lineId].flatMap((ofLine) => lastingKeys(room.secrets, ofLine, number)),
    callerKeys: number === null ? [] : callerKeys(room.secrets, nowMs, lineId, number),
    nowMs,
    dayStartMs: dayOfLineStartMs(lineOf(directory, lineId), nowMs),
    droppedSinceMs: nowMs - returnWithinMs,
  };
  if (isRemembered) return insertArrival(room.pool, contact, by, 'always');
  // With nobody on the roster a reserve may still be there, which only the tables can tell.
  const mayInsert = contact.told !== 'nobody-on';
  return insertArrival(room.pool, contact, by, mayInsert ? { version: directory.version } : 'never');
}
