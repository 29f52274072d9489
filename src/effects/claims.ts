/** The effects written down: claimed by one worker at a time, done once, tried again only where that is safe. */
import pg from 'pg';
import { instantOfDatabase } from '../platform/clock.ts';
import { staleClaim } from '../platform/stale-claim.ts';
import type { Store } from '../platform/store.ts';
import { effectKinds, ringKinds, type EffectKind } from './kinds.ts';

export type ClaimedEffect = {
  id: string;
  kind: EffectKind;
  contactId: string | null;
  legId: string | null;
  /** As it is stored; `payloadOf` checks it. */
  payload: unknown;
  attempts: number;
  /** When this process asked for it, in milliseconds since the epoch: the claim lasts from then on. */
  claimedAtMs: number;
  /** What it follows from, for traces; null where none were made. */
  trace: string | null;
};

const claimedColumns = 'id, kind, contact_id AS "contactId", leg_id AS "legId", payload, attempts, trace';

const now = instantOfDatabase('$3');

/**
 * Part of a statement that takes the effect `$1` for this process, as `taken`: not where it is done, taken, dropped or not
 * yet due at `$2`, or of none of the kinds `$4`; `$3` is how far the clock is ahead. Calls going out are taken by `takeRingsParts`.
 */
export const takeEffectPart = `taken AS (UPDATE effects SET state = 'running', claimed_at = ${now}, attempts = attempts + 1
      WHERE id = $1 AND due_at <= $2 AND kind = ANY($4) AND kind NOT LIKE 'Ring%'
      AND (state = 'pending' OR (state = 'running' AND claimed_at < ${now} - ${staleClaim})) RETURNING ${claimedColumns})`;

/** How many calls the account may make at `$1`, with one each `$2` milliseconds and what it left out in the last second. */
const allowed = `floor(extract(epoch FROM $1::timestamptz - greatest(next_at, $1::timestamptz - interval '1 second')) * 1000 / $2::float8) + 1`;

/**
 * Parts of a statement that takes the most urgent calls to be made, as `taken`: of those due at `$1` and of the kinds `$4`,
 * as many as the account may make now and `$5` at most, one each `$2` milliseconds; `$3` is how far the clock is ahead.
 * `next` has one more, where there is one. The gate is one row, so all processes together keep the account's rate (carrier.md).
 */
export const takeRingsParts = `next AS (SELECT e.id, e.priority, e.seq FROM effects e JOIN legs l ON l.id = e.leg_id WHERE e.kind = ANY($4) AND e.due_at <= $1 AND e.state = 'pending'
        ORDER BY e.priority, e.seq LIMIT 1 + coalesce((SELECT greatest(0, least($5::int, ${allowed}))::int FROM carrier_gate WHERE id = 1), 0) FOR UPDATE SKIP LOCKED),
      opened AS (SELECT next_at, least((SELECT count(*) FROM next), $5::int, ${allowed})::int AS taking FROM carrier_gate
        WHERE id = 1 AND next_at <= $1 AND EXISTS (SELECT 1 FROM next) FOR UPDATE),
      gate AS (UPDATE carrier_gate g SET next_at = greatest(o.next_at, $1::timestamptz - interval '1 second') + o.taking * $2::float8 * interval '1 millisecond'
        FROM opened o WHERE g.id = 1 RETURNING g.next_at, o.taking),
      taken AS (UPDATE effects SET state = 'running', claimed_at = ${now}, attempts = attempts + 1
        WHERE id IN (SELECT id FROM next ORDER BY priority, seq LIMIT coalesce((SELECT taking FROM gate), 0)) RETURNING ${claimedColumns}, priority, seq)`;

/** Another process claimed the effect meanwhile, or it was postponed, so this process must not finish it. */
export class ClaimLost extends Error {}

/** Begins the claim of an effect anew, so that nobody takes it while the carrier is asked; throws `ClaimLost` where another process has it by now. */
export async function renewClaim(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  effect: Pick<ClaimedEffect, 'id' | 'attempts'>,
): Promise<void> {
  const { rowCount } = await pool.query({
    name: 'renew-claim',
    text: `UPDATE effects SET claimed_at = ${instantOfDatabase('$3')} WHERE id = $1 AND state = 'running' AND attempts = $2`,
    values: [effect.id, effect.attempts, clock.aheadMs()],
  });
  if (rowCount !== 1) throw new ClaimLost('another process has the effect');
}

/** Whether the carrier is being asked, or will be asked again, for the call of a leg. */
export async function isBeingDialled({ pool }: Pick<Store, 'pool'>, legId: string): Promise<boolean> {
  const { rows } = await pool.query({
    name: 'is-being-dialled',
    text: `SELECT 1 FROM effects WHERE leg_id = $1 AND kind LIKE 'Ring%' AND state IN ('pending', 'running') LIMIT 1`,
    values: [legId],
  });
  return rows.length > 0;
}

/** The statement that marks an effect done, or given up with a problem that names no one. */
export function overText({ id }: Pick<ClaimedEffect, 'id'>, nowMs: number, problem: string | null = null): string {
  const said = problem === null ? 'NULL' : pg.escapeLiteral(problem);
  return `UPDATE effects SET state = '${problem === null ? 'done' : 'failed'}', done_at = '${new Date(nowMs).toISOString()}', problem = ${said} WHERE id = ${pg.escapeLiteral(id)}`;
}

/** Puts an effect back to be tried again at `dueAtMs`. */
export async function postponeEffect({ pool }: Pick<Store, 'pool'>, id: string, dueAtMs: number): Promise<void> {
  await pool.query({
    name: 'postpone-effect',
    text: `UPDATE effects SET state = 'pending', due_at = $2 WHERE id = $1`,
    values: [id, new Date(dueAtMs)],
  });
}

/** Puts a claimed effect back as if it had not been tried: it has to wait for something else first. */
export async function putOffEffect(
  { pool }: Pick<Store, 'pool'>,
  effect: Pick<ClaimedEffect, 'id' | 'attempts'>,
  dueAtMs: number,
): Promise<void> {
  await pool.query({
    name: 'put-off-effect',
    text: `UPDATE effects SET state = 'pending', due_at = $3, attempts = attempts - 1 WHERE id = $1 AND state = 'running' AND attempts = $2`,
    values: [effect.id, effect.attempts, new Date(dueAtMs)],
  });
}

/** An effect that the sweep has to see to now: a first try due for longer than `graceMs`, a repeat due by now, or a claim of a process that is gone. `values` are those of `$1` to `$4`. */
export function overdue({ clock }: Pick<Store, 'clock'>, graceMs: number): { condition: string; values: unknown[] } {
  const nowMs = clock.nowMs();
  return {
    condition: `state IN ('pending', 'running') AND kind = ANY($4) AND ((state = 'pending' AND due_at <= CASE WHEN attempts = 0 THEN $1::timestamptz ELSE $3::timestamptz END)
        OR (state = 'running' AND claimed_at < ${instantOfDatabase('$2')} - ${staleClaim}))`,
    values: [new Date(nowMs - graceMs), clock.aheadMs(), new Date(nowMs), effectKinds],
  };
}

export type OverdueEffect = { id: string; kind: EffectKind; state: 'pending' | 'running' };

/** After a restore, on `client`'s transaction: calls that were to be made may have been since the backup, so the carrier is asked first. */
export async function ringsMayHaveGone(client: pg.ClientBase): Promise<void> {
  await client.query(`UPDATE effects SET attempts = attempts + 1 WHERE state = 'pending' AND kind = ANY($1)`, [
    ringKinds,
  ]);
}

/** What the sweep has to see to, most urgent first. */
export async function overdueEffects(store: Pick<Store, 'pool' | 'clock'>, graceMs: number): Promise<OverdueEffect[]> {
  const { condition, values } = overdue(store, graceMs);
  const { rows } = await store.pool.query<OverdueEffect>({
    name: 'overdue-effects',
    text: `SELECT id, kind, state FROM effects WHERE ${condition} ORDER BY priority, seq LIMIT 200`,
    values,
  });
  return rows;
}

/** Kinds of effects that are due and that this code does not know: a newer release beside it wrote them and does them. */
export async function strangeKinds({ pool, clock }: Pick<Store, 'pool' | 'clock'>): Promise<string[]> {
  const { rows } = await pool.query<{ kind: string }>({
    name: 'strange-kinds',
    text: `SELECT DISTINCT kind FROM effects WHERE state IN ('pending', 'running') AND due_at <= $1 AND kind <> ALL($2) ORDER BY kind`,
    values: [new Date(clock.nowMs()), effectKinds],
  });
  return rows.map(({ kind }) => kind);
}
