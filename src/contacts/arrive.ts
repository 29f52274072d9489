/** A call comes in: what is remembered of its caller decides how it begins, and a call that is known goes on where it was. */
import { lineOf, routingLine, type Directory, type DirectoryLine } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { callerKey, callerKeys, lastingKey, lastingKeys, pepperIdAt } from '../platform/caller-key.ts';
import { inSpan } from '../platform/traces.ts';
import { seal } from '../platform/sealing.ts';
import { staffingOf, type Present } from '../people/facts.ts';
import { arrivalOf } from '../calls/arrival.ts';
import type { CallerMemory, Contact } from '../calls/model.ts';
import { nobodySaidAnything, presentOf, presentSql, type PresentRow } from './present.ts';
import { keepRefusedPairs } from './refused-pairs.ts';
import { toRow } from '../platform/rows.ts';
import { contactOf } from './rows.ts';
import { contactColumnList } from './save.ts';
import { dayOfLineStartMs, hadNothing, hadTodaySql, talksIn, type HadTodayRow } from './talks-today.ts';

/** What a webhook says of a call: `number` is null for a hidden caller, and for a volunteer who wants to talk themselves (V14). */
export type Arrival = { callSid: string; lineId: string; number: string | null; hidden: boolean };

export type Arrived = { contact: Contact; line: DirectoryLine; directory: Directory; known: boolean };

type MemoryRow = {
  inserted: number;
  version: number;
  known: unknown;
  blocked_until: string | null;
  had_today: HadTodayRow;
  dropped: { person_id: string | null; rank_at: string } | null;
  present: PresentRow;
};

/** Whoever rings back within this returns to their volunteer or their place; not where the volunteer ended the talk, who has told them goodbye (V6). */
const returnWithinMs = 120_000;

/**
 * Remembers and inserts in one round trip: the contact is written as decided for a caller of whom nothing is remembered,
 * and only where that holds; otherwise it is decided again from what was remembered.
 */
const arriveSql = `WITH memory AS (SELECT
    (SELECT version FROM organisation) AS version,
    (SELECT to_jsonb(c) FROM contacts c WHERE c.call_sid = $2) AS known,
    (SELECT max(until_at) FROM blocks WHERE key = ANY($3) AND until_at > $5) AS blocked_until,
    ${hadTodaySql({ callerKeys: '$4', since: '$6' })} AS had_today,
    (SELECT jsonb_build_object('person_id', CASE WHEN outcome = 'talked' THEN person_id END, 'rank_at', rank_at)
      FROM (SELECT * FROM contacts WHERE caller_key = ANY($4) AND ended_at > $7 ORDER BY ended_at DESC LIMIT 1) latest
      WHERE outcome IN ('abandoned-in-queue', 'abandoned-in-greeting') OR (outcome = 'talked' AND told IS NULL)) AS dropped,
    ${presentSql} AS present),
  inserted AS (INSERT INTO contacts (${contactColumnList}) SELECT ${contactColumnList} FROM jsonb_populate_record(NULL::contacts, $1::jsonb)
    WHERE $8 OR EXISTS (SELECT 1 FROM memory WHERE version = $9 AND known IS NULL AND blocked_until IS NULL AND had_today = ${hadNothing} AND dropped IS NULL
      AND NOT EXISTS (SELECT 1 FROM line_states WHERE line_id = $10 AND paused_at IS NOT NULL))
    ON CONFLICT (call_sid) DO NOTHING RETURNING id)
  SELECT memory.*, (SELECT count(*)::int FROM inserted) AS inserted FROM memory`;

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
    // With nobody on the roster a reserve may still be there: only what the tables say can tell.
    const mayInsert = memory !== null || contact.told !== 'nobody-on';
    const row = await tryToInsert(room, directory, arrival, contact, memory !== null, mayInsert);
    const line = lineOf(directory, arrival.lineId);
    if (row.inserted === 1) {
      const wakes = contact.nextAtMs === null ? [] : [{ contactId: contact.id, atMs: contact.nextAtMs }];
      room.afterCommit({ effects: [], wakes, route: contact.state === 'waiting' });
      return { contact, line, directory, known: false };
    }
    directory = await room.directories.at(row.version);
    if (row.known && directory) {
      const known = contactOf(row.known);
      return { contact: known, line: lineOf(directory, known.lineId), directory, known: true };
    }
    present = row.present;
    loads = await room.loads();
    memory = {
      blockedUntilMs: row.blocked_until ? Date.parse(row.blocked_until) : null,
      talksToday: talksIn(row.had_today),
      dropped: row.dropped && { personId: row.dropped.person_id, rankAtMs: Date.parse(row.dropped.rank_at) },
    };
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

async function tryToInsert(
  room: Records,
  directory: Directory,
  arrival: Arrival,
  contact: Contact,
  remembered: boolean,
  mayInsert: boolean,
): Promise<MemoryRow> {
  const line = lineOf(directory, arrival.lineId);
  const nowMs = room.clock.nowMs();
  const { number } = arrival;
  const { rows } = await room.pool.query<MemoryRow>({
    name: 'arrive',
    text: arriveSql,
    values: [
      JSON.stringify(toRow(contact)),
      arrival.callSid,
      number === null ? [] : ['', line.id].flatMap((ofLine) => lastingKeys(room.secrets, ofLine, number)),
      number === null ? [] : callerKeys(room.secrets, nowMs, line.id, number),
      new Date(nowMs),
      new Date(dayOfLineStartMs(line, nowMs)),
      new Date(nowMs - returnWithinMs),
      remembered,
      mayInsert ? directory.version : -1,
      line.id,
    ],
  });
  const [row] = rows;
  if (!row) throw new Error('the database gave no answer to an arrival');
  return row;
}
