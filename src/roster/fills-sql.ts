/** Every statement about fills of drafts; what is read is checked. */
import type pg from 'pg';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { FillMode } from '../planning/draft/proposal.ts';
import { isOurs, jobsIn, jobStates, type Claim, type JobState } from '../platform/long-jobs.ts';
import { amount, flag, instant, json, maybe, oneOf, rowReader, text, unlessUnreadable } from '../platform/rows.ts';
import type { Store } from '../platform/store.ts';
import { fillFound, fillProgress, type Found, type KeptProgress } from './fill-shapes.ts';

export type StoredFill = {
  id: string;
  draftId: string;
  mode: FillMode;
  seconds: number;
  askedBy: string;
  askedAtMs: number;
  state: JobState;
  stopAsked: boolean;
  attempts: number;
  /** Of the draft, as it was looked at; null before. */
  revision: number | null;
  progress: KeptProgress | null;
  found: Found | null;
};

const fillOfRow = rowReader<StoredFill>('roster_fills', {
  id: text,
  draftId: text,
  mode: oneOf<FillMode>({ open: true, unlocked: true }),
  seconds: amount,
  askedBy: text,
  askedAtMs: instant,
  state: oneOf(jobStates),
  stopAsked: flag,
  attempts: amount,
  revision: maybe(amount),
  progress: maybe(json(fillProgress)),
  found: maybe(json(fillFound)),
});

type Pool = Pick<Store, 'pool'>;

/** Fills as jobs of the workers. */
export const fillJobs = jobsIn('roster_fills');

/** The fill of a draft; null where there is none. */
export async function fillOfDraft(
  { pool }: { pool: pg.Pool | pg.ClientBase },
  draftId: string,
): Promise<StoredFill | null> {
  const { rows } = await pool.query<{ fill: unknown }>({
    name: 'fill-of-draft',
    text: 'SELECT to_jsonb(f) AS fill FROM roster_fills f WHERE draft_id = $1',
    values: [draftId],
  });
  return rows[0] ? fillOfRow(rows[0].fill) : null;
}

/** The same on the transaction that has the draft. */
export async function fillIn(transaction: Prisma.TransactionClient, draftId: string): Promise<StoredFill | null> {
  const rows = await transaction.$queryRaw<{ fill: unknown }[]>`
    SELECT to_jsonb(f) AS fill FROM roster_fills f WHERE draft_id = ${draftId} FOR UPDATE`;
  return rows[0] ? fillOfRow(rows[0].fill) : null;
}

/** Puts the fill of a draft away, and with it whatever it found. */
export async function endFill(transaction: Prisma.TransactionClient, draftId: string): Promise<boolean> {
  return (await transaction.rosterFill.deleteMany({ where: { draftId } })).count > 0;
}

export type NewFill = Pick<StoredFill, 'id' | 'draftId' | 'mode' | 'seconds' | 'askedBy' | 'askedAtMs'>;

/** Writes down a new fill in the place of one that is over; false where one is still looking, or the draft is not open. */
export async function putFill(client: pg.ClientBase, fill: NewFill): Promise<boolean> {
  const draft = await client.query(`SELECT 1 FROM roster_drafts WHERE id = $1 AND state = 'open' FOR UPDATE`, [
    fill.draftId,
  ]);
  if (draft.rowCount !== 1) return false;
  await client.query(`DELETE FROM roster_fills WHERE draft_id = $1 AND state IN ('done', 'stopped', 'failed')`, [
    fill.draftId,
  ]);
  const { rowCount } = await client.query(
    `INSERT INTO roster_fills (id, draft_id, mode, seconds, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (draft_id) DO NOTHING`,
    [fill.id, fill.draftId, fill.mode, fill.seconds, fill.askedBy, new Date(fill.askedAtMs)],
  );
  return rowCount === 1;
}

/** Asks whoever looks to end it; false where nobody does, or will. */
export async function askToStop({ pool }: Pool, draftId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE roster_fills SET stop_asked = true WHERE draft_id = $1 AND state IN ('queued', 'running')`,
    [draftId],
  );
  return rowCount === 1;
}

/** Takes a fill for this process; null where somebody has it. */
export function claimStoredFill(room: Pick<Store, 'pool' | 'clock'>, id: string): Promise<StoredFill | null> {
  return fillJobs.claim(room, id, fillOfRow);
}

/** Writes down which revision of the draft is looked at. */
export async function keepRevision({ pool }: Pool, { id, attempts }: Claim, revision: number): Promise<void> {
  await pool.query(`UPDATE roster_fills SET revision = $3 WHERE ${isOurs}`, [id, attempts, revision]);
}

/** Writes down what was found. */
export async function keepFound({ pool }: Pool, { id, attempts }: Claim, found: Found): Promise<void> {
  await pool.query(
    `UPDATE roster_fills SET state = CASE WHEN stop_asked THEN 'stopped' ELSE 'done' END, found = $3 WHERE ${isOurs}`,
    [id, attempts, JSON.stringify(found)],
  );
}

/** Puts away a fill whose draft is not to be filled any more. */
export async function dropFill({ pool }: Pool, id: string): Promise<void> {
  await pool.query('DELETE FROM roster_fills WHERE id = $1', [id]);
}

/** What somebody who has a draft open hears of it, its fill without what that found; `version` is the organisation's. */
export type DraftSeen = {
  id: string;
  revision: number;
  state: 'open' | 'published' | 'dropped';
  version: number;
  fill: StoredFill | null;
};

const seenOfRow = rowReader<Omit<DraftSeen, 'fill'>>('roster_drafts', {
  id: text,
  revision: amount,
  state: oneOf<DraftSeen['state']>({ open: true, published: true, dropped: true }),
  version: amount,
});

/** How these drafts are now; one that is gone is left out. */
export async function draftsFollowed({ pool }: Pool, ids: readonly string[]): Promise<DraftSeen[]> {
  const { rows } = await pool.query<{ draft: unknown; fill: unknown }>({
    name: 'drafts-followed',
    text: `SELECT jsonb_build_object('id', d.id, 'revision', d.revision, 'state', d.state, 'version', (SELECT version FROM organisation)) AS draft,
        to_jsonb(f) - 'found' AS fill FROM roster_drafts d LEFT JOIN roster_fills f ON f.draft_id = d.id WHERE d.id = ANY($1)`,
    values: [ids],
  });
  // A fill that cannot be read keeps nobody from seeing their draft.
  const fillIn = (row: unknown) => (row === null ? null : unlessUnreadable(() => fillOfRow(row)));
  return rows.map(({ draft, fill }) => ({ ...seenOfRow(draft), fill: fillIn(fill) }));
}
