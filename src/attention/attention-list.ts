/** The list of what waits for a coordinator, and the word that somebody has seen to it (C4). */
import type pg from 'pg';

/** Something that waits; ids only, whoever looks at it looks the rest up. */
export type AttentionEntry = {
  id: string;
  kind: string;
  at: Date;
  line: string | null;
  person: string | null;
  subject: string | null;
};

/** What nobody has seen to yet, oldest first. */
export async function listAttention(pool: pg.Pool): Promise<AttentionEntry[]> {
  const { rows } = await pool.query<AttentionEntry>({
    name: 'list-attention',
    text: 'SELECT id, kind, at, line_id AS line, person_id AS person, subject FROM attention WHERE done_at IS NULL ORDER BY at, id',
  });
  return rows;
}

/** Marks an entry as seen to by `by`, who is kept in the audit; doing it twice looks like doing it once. False where there is no such entry. */
export async function attentionDone(pool: pg.Pool, id: string, by: string, nowMs: number): Promise<boolean> {
  const { rows } = await pool.query<{ known: boolean }>({
    name: 'attention-done',
    text: `WITH done AS (UPDATE attention SET done_at = $3, done_by = $2 WHERE id = $1 AND done_at IS NULL RETURNING kind, id),
      noted AS (INSERT INTO audit (at, by_whom, action, subject) SELECT $3, $2, 'attention.done', kind || ' ' || id FROM done)
      SELECT EXISTS (SELECT 1 FROM attention WHERE id = $1) AS known`,
    values: [id, by, new Date(nowMs)],
  });
  return rows[0]?.known ?? false;
}

/** So long somebody may take back that they have seen to something. */
const undoMs = 10 * 60_000;

/** Puts back what `by` took off the list in the last ten minutes; false where there is nothing to put back. */
export async function attentionUndone(pool: pg.Pool, id: string, by: string, nowMs: number): Promise<boolean> {
  const { rows } = await pool.query<{ undone: boolean }>({
    name: 'attention-undone',
    // The same trouble may have come again meanwhile: one entry is enough.
    text: `WITH undone AS (UPDATE attention a SET done_at = NULL, done_by = NULL WHERE id = $1 AND done_by = $2 AND done_at >= $4
        AND NOT EXISTS (SELECT 1 FROM attention o WHERE o.key = a.key AND o.done_at IS NULL) RETURNING kind, id),
      noted AS (INSERT INTO audit (at, by_whom, action, subject) SELECT $3, $2, 'attention.undone', kind || ' ' || id FROM undone)
      SELECT EXISTS (SELECT 1 FROM undone) AS undone`,
    values: [id, by, new Date(nowMs), new Date(nowMs - undoMs)],
  });
  return rows[0]?.undone ?? false;
}
