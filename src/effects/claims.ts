/** The effects written down: claimed by one worker at a time, done once, tried again only where that is safe. */
import type { ContactsRoom } from '../contacts/room.ts';
import { effectKinds, ringKinds, type EffectKind } from './kinds.ts';

export type ClaimedEffect = {
  id: string;
  kind: EffectKind;
  contactId: string | null;
  legId: string | null;
  payload: Record<string, unknown>;
  attempts: number;
};

/** A claim older than this belongs to a process that is gone. */
const staleClaimMs = 10_000;

const claimedColumns = 'id, kind, contact_id AS "contactId", leg_id AS "legId", payload, attempts';

/** Takes an effect for this process; null when it is done, taken, dropped, not yet due, or of a kind that only a newer release knows. Calls going out are taken by `claimNextRing`. */
export async function claimEffect(
  room: Pick<ContactsRoom, 'pool'>,
  id: string,
  nowMs: number,
): Promise<ClaimedEffect | null> {
  const { rows } = await room.pool.query<ClaimedEffect>({
    name: 'claim-effect',
    text: `UPDATE effects SET state = 'running', claimed_at = $2, attempts = attempts + 1 WHERE id = $1 AND due_at <= $2 AND kind = ANY($4) AND kind NOT LIKE 'Ring%'
      AND (state = 'pending' OR (state = 'running' AND claimed_at < $3)) RETURNING ${claimedColumns}`,
    values: [id, new Date(nowMs), new Date(nowMs - staleClaimMs), effectKinds],
  });
  return rows[0] ?? null;
}

/**
 * Takes the most urgent call to be made, if the account may make one now; otherwise says when to ask again.
 * The gate is one row, so all processes together keep the account's rate (carrier.md). `waitMs` null: nothing to ring.
 * Its leg is `dialling` from now on, so that nobody takes it for one that was never dialled while the carrier is asked.
 * A leg that is being written this instant is passed over: waiting for it could wait for each other.
 */
export async function claimNextRing(
  room: Pick<ContactsRoom, 'pool'>,
  nowMs: number,
  callsPerSecond: number,
): Promise<{ effect: ClaimedEffect | null; waitMs: number | null }> {
  const intervalMs = 1000 / callsPerSecond;
  const { rows } = await room.pool.query<{ effect: ClaimedEffect | null; more: boolean; next_at: Date }>({
    name: 'claim-ring',
    text: `WITH next AS (SELECT e.id, e.priority, e.seq FROM effects e JOIN legs l ON l.id = e.leg_id WHERE e.kind = ANY($3) AND e.due_at <= $1 AND e.state = 'pending'
        ORDER BY e.priority, e.seq LIMIT 2 FOR UPDATE SKIP LOCKED),
      gate AS (UPDATE carrier_gate SET next_at = greatest(next_at, $1 - interval '1 second') + $2 * interval '1 millisecond'
        WHERE id = 1 AND next_at <= $1 AND EXISTS (SELECT 1 FROM next) RETURNING next_at),
      taken AS (UPDATE effects SET state = 'running', claimed_at = $1, attempts = attempts + 1
        WHERE id IN (SELECT id FROM next ORDER BY priority, seq LIMIT 1) AND EXISTS (SELECT 1 FROM gate) RETURNING ${claimedColumns}),
      dialling AS (UPDATE legs SET state = 'dialling', dialled_at = $1 WHERE id = (SELECT "legId" FROM taken) AND state = 'planned')
      SELECT (SELECT to_jsonb(taken) FROM taken) AS effect, (SELECT count(*) FROM next) > (SELECT count(*) FROM taken) AS more,
        coalesce((SELECT next_at FROM gate), (SELECT next_at FROM carrier_gate WHERE id = 1)) AS next_at`,
    values: [new Date(nowMs), intervalMs, ringKinds],
  });
  const [row] = rows;
  return { effect: row?.effect ?? null, waitMs: row?.more ? Math.max(0, row.next_at.getTime() - nowMs) : null };
}

/** The effect is not this process's any more: another one took it over, or it was put off. It is not this one's to finish. */
export class ClaimLost extends Error {}

/** Begins the claim of an effect anew, so that nobody takes it while the carrier is asked; throws `ClaimLost` where another process has it by now. */
export async function renewClaim(
  room: Pick<ContactsRoom, 'pool'>,
  effect: Pick<ClaimedEffect, 'id' | 'attempts'>,
  nowMs: number,
): Promise<void> {
  const { rowCount } = await room.pool.query({
    name: 'renew-claim',
    text: `UPDATE effects SET claimed_at = $3 WHERE id = $1 AND state = 'running' AND attempts = $2`,
    values: [effect.id, effect.attempts, new Date(nowMs)],
  });
  if (rowCount !== 1) throw new ClaimLost('another process has the effect');
}

/** Whether the carrier is being asked, or will be asked again, for the call of a leg. */
export async function isBeingDialled(room: Pick<ContactsRoom, 'pool'>, legId: string): Promise<boolean> {
  const { rows } = await room.pool.query({
    name: 'is-being-dialled',
    text: `SELECT 1 FROM effects WHERE leg_id = $1 AND kind LIKE 'Ring%' AND state IN ('pending', 'running') LIMIT 1`,
    values: [legId],
  });
  return rows.length > 0;
}

/** Marks an effect done, or given up with a problem that names no one. */
export async function finishEffect(
  room: Pick<ContactsRoom, 'pool'>,
  id: string,
  nowMs: number,
  problem: string | null = null,
): Promise<void> {
  await room.pool.query({
    name: 'finish-effect',
    text: `UPDATE effects SET state = $2, done_at = $3, problem = $4 WHERE id = $1`,
    values: [id, problem === null ? 'done' : 'failed', new Date(nowMs), problem],
  });
}

/** Puts an effect back to be tried again at `dueAtMs`. */
export async function postponeEffect(room: Pick<ContactsRoom, 'pool'>, id: string, dueAtMs: number): Promise<void> {
  await room.pool.query({
    name: 'postpone-effect',
    text: `UPDATE effects SET state = 'pending', due_at = $2 WHERE id = $1`,
    values: [id, new Date(dueAtMs)],
  });
}

/** Puts a claimed effect back as if it had not been tried: it has to wait for something else first. */
export async function putOffEffect(
  room: Pick<ContactsRoom, 'pool'>,
  effect: Pick<ClaimedEffect, 'id' | 'attempts'>,
  dueAtMs: number,
): Promise<void> {
  await room.pool.query({
    name: 'put-off-effect',
    text: `UPDATE effects SET state = 'pending', due_at = $3, attempts = attempts - 1 WHERE id = $1 AND state = 'running' AND attempts = $2`,
    values: [effect.id, effect.attempts, new Date(dueAtMs)],
  });
}

/** What the sweep has to see to: first tries due since `dueBeforeMs`, repeats due by now, and claims of processes that are gone. */
export async function overdueEffects(
  room: Pick<ContactsRoom, 'pool'>,
  dueBeforeMs: number,
  nowMs: number,
): Promise<{ id: string; kind: string; legId: string | null; contactId: string | null; state: string }[]> {
  const { rows } = await room.pool.query<{
    id: string;
    kind: string;
    legId: string | null;
    contactId: string | null;
    state: string;
  }>({
    name: 'overdue-effects',
    text: `SELECT id, kind, leg_id AS "legId", contact_id AS "contactId", state FROM effects
      WHERE state IN ('pending', 'running') AND kind = ANY($4) AND ((state = 'pending' AND due_at <= CASE WHEN attempts = 0 THEN $1::timestamptz ELSE $3::timestamptz END) OR (state = 'running' AND claimed_at < $2)) ORDER BY priority, seq LIMIT 200`,
    values: [new Date(dueBeforeMs), new Date(nowMs - staleClaimMs), new Date(nowMs), effectKinds],
  });
  return rows;
}

/** Kinds of effects that are due and that this code does not know: a newer release beside it wrote them and does them. */
export async function strangeKinds(room: Pick<ContactsRoom, 'pool'>, nowMs: number): Promise<string[]> {
  const { rows } = await room.pool.query<{ kind: string }>({
    name: 'strange-kinds',
    text: `SELECT DISTINCT kind FROM effects WHERE state IN ('pending', 'running') AND due_at <= $1 AND kind <> ALL($2) ORDER BY kind`,
    values: [new Date(nowMs), effectKinds],
  });
  return rows.map(({ kind }) => kind);
}

/** Contacts whose time to be thought about comes before `beforeMs`, soonest first. */
export async function dueContacts(
  room: Pick<ContactsRoom, 'pool'>,
  beforeMs: number,
): Promise<{ id: string; nextAtMs: number }[]> {
  // The driver gives a number, not a date, for a time that is no moment.
  const { rows } = await room.pool.query<{ id: string; next_at: Date | number }>({
    name: 'due-contacts',
    text: 'SELECT id, next_at FROM contacts WHERE next_at <= $1 ORDER BY next_at LIMIT 200',
    values: [new Date(beforeMs)],
  });
  return rows.map((row) => ({ id: row.id, nextAtMs: Number(row.next_at) }));
}

/** Whether anybody waits for a peer. */
export async function anybodyWaits(room: Pick<ContactsRoom, 'pool'>): Promise<boolean> {
  const { rows } = await room.pool.query({
    name: 'anybody-waits',
    text: `SELECT 1 FROM contacts WHERE state IN ('waiting', 'choosing-overflow') LIMIT 1`,
  });
  return rows.length > 0;
}

/**
 * Writes down that everything at the carrier is to be looked at: what was missed while nobody answered, or nobody
 * worked, is learnt now. A look that has not begun yet serves every process that starts before it does.
 */
export async function lookAtEverything(room: Pick<ContactsRoom, 'pool'>, nowMs: number): Promise<void> {
  await room.pool.query(
    `WITH looks AS (SELECT contact_id, id AS leg_id, 'LookAtLeg' AS kind FROM legs WHERE state NOT IN ('planned', 'ended')
        UNION ALL SELECT id, NULL, 'LookAtCaller' FROM contacts WHERE state <> 'ended' AND call_sid IS NOT NULL)
      INSERT INTO effects (id, contact_id, leg_id, kind, queue, due_at)
      SELECT gen_random_uuid()::text, contact_id, leg_id, kind, 'offers', $1 FROM looks l WHERE NOT EXISTS
        (SELECT 1 FROM effects e WHERE e.contact_id = l.contact_id AND e.leg_id IS NOT DISTINCT FROM l.leg_id AND e.kind = l.kind AND e.state = 'pending' AND e.due_at <= $1)`,
    [new Date(nowMs)],
  );
}
