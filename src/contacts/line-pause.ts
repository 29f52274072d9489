/** Pauses and resumes a line: one row that every process looks at, so that it holds everywhere within a second or two (S7). */
import type pg from 'pg';
import { writeAudit } from '../audit/write-audit.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { Contact } from '../calls/model.ts';

export type LinePause = { line: string; paused: boolean; since: Date | null; reason: string | null };

/** `changed`: it was not as the asker saw it, nothing was done, and this is how it is. */
export type LinePaused = LinePause & { changed: boolean };

/** How a line stands, in a word that two askers can compare: `open`, or since when it is paused. */
export const openLine = 'open';

/** Stops offers on a line from now on; `reason` is spoken to callers, and `seen` how the line stood when it was decided. Null when there is no such line in use. */
export async function pauseLine(
  store: Pick<Store, 'pool' | 'clock'>,
  lineId: string,
  reason: string | null,
  by: string,
  seen: string | null = null,
): Promise<LinePaused | null> {
  return change(store, { lineId, paused: true, reason, by, action: 'line.paused', seen });
}

/** Takes calls on a line again. Null when there is no such line in use. */
export async function resumeLine(
  store: Pick<Store, 'pool' | 'clock'>,
  lineId: string,
  by: string,
  seen: string | null = null,
): Promise<LinePaused | null> {
  return change(store, { lineId, paused: false, reason: null, by, action: 'line.resumed', seen });
}

/** The lines that are paused now. */
export async function pausedLines({ pool }: Pick<Store, 'pool'>): Promise<Set<string>> {
  const { rows } = await pool.query<{ line_id: string }>({
    name: 'paused-lines',
    text: 'SELECT line_id FROM line_states WHERE paused_at IS NOT NULL',
  });
  return new Set(rows.map((row) => row.line_id));
}

/** The callers who wait on a paused line and have not been told yet. */
export async function waitingOnPausedLines({ pool }: Pick<Store, 'pool'>): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'waiting-on-paused-lines',
    text: `SELECT c.id FROM contacts c JOIN line_states s ON s.line_id = c.line_id AND s.paused_at IS NOT NULL
      WHERE c.state IN ('waiting', 'choosing-overflow', 'choosing-unstaffed') LIMIT 200`,
  });
  return rows.map((row) => row.id);
}

/** The reason to be spoken to a caller who is told of a pause; null for everybody else, and where none was given. */
export async function pauseReasonFor(
  { pool }: Pick<Store, 'pool'>,
  contact: Pick<Contact, 'state' | 'told' | 'lineId'>,
): Promise<string | null> {
  if (contact.state !== 'told' || (contact.told !== 'paused' && contact.told !== 'paused-waiting')) return null;
  const { rows } = await pool.query<{ reason: string | null }>({
    name: 'pause-reason',
    text: 'SELECT pause_reason AS reason FROM line_states WHERE line_id = $1 AND paused_at IS NOT NULL',
    values: [contact.lineId],
  });
  return rows[0]?.reason ?? null;
}

type Change = {
  lineId: string;
  paused: boolean;
  reason: string | null;
  by: string;
  action: string;
  seen: string | null;
};

/** Pausing a paused line keeps since when it is paused, and its reason where no other is given. */
async function change(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  { lineId, paused, reason, by, action, seen }: Change,
): Promise<LinePaused | null> {
  const nowMs = clock.nowMs();
  return inTransaction(
    pool,
    () => '',
    async (client) => {
      const line = await client.query('SELECT 1 FROM lines WHERE id = $1 AND retired_at IS NULL FOR NO KEY UPDATE', [
        lineId,
      ]);
      if (line.rowCount === 0) return null;
      const before = await standing(client, lineId);
      if (seen !== null && seen !== (before.since?.toISOString() ?? openLine)) return { ...before, changed: true };
      const { rows } = await client.query<{ paused_at: Date | null; pause_reason: string | null }>(
        `INSERT INTO line_states (line_id, paused_at, pause_reason) VALUES ($1, $2, $3) ON CONFLICT (line_id) DO UPDATE
        SET paused_at = CASE WHEN EXCLUDED.paused_at IS NULL THEN NULL ELSE coalesce(line_states.paused_at, EXCLUDED.paused_at) END,
          pause_reason = CASE WHEN EXCLUDED.paused_at IS NULL OR line_states.paused_at IS NULL THEN EXCLUDED.pause_reason
            ELSE coalesce(EXCLUDED.pause_reason, line_states.pause_reason) END RETURNING paused_at, pause_reason`,
        [lineId, paused ? new Date(nowMs) : null, reason],
      );
      await writeAudit(client, { atMs: nowMs, by, action, subject: lineId, reason });
      const since = rows[0]?.paused_at ?? null;
      return { line: lineId, paused: since !== null, since, reason: rows[0]?.pause_reason ?? null, changed: false };
    },
  );
}

async function standing(client: pg.ClientBase, lineId: string): Promise<LinePause> {
  const { rows } = await client.query<{ paused_at: Date | null; pause_reason: string | null }>(
    'SELECT paused_at, pause_reason FROM line_states WHERE line_id = $1',
    [lineId],
  );
  const since = rows[0]?.paused_at ?? null;
  return { line: lineId, paused: since !== null, since, reason: since && (rows[0]?.pause_reason ?? null) };
}
