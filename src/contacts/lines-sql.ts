/** Every statement about how a line stands now (paused, thin, hidden callers to leaders only); what is read is checked. */
import type pg from 'pg';

type Client = pg.ClientBase | pg.Pool;

/** Locks a line in use until the transaction ends; false where there is no such line. */
export async function lockLine(client: pg.ClientBase, lineId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM lines WHERE id = $1 AND retired_at IS NULL FOR NO KEY UPDATE',
    [lineId],
  );
  return rowCount === 1;
}

/** Since when a line is paused and why, as far as somebody said; null where it is open. */
export type Pause = { since: Date; reason: string | null } | null;

type PauseRow = { paused_at: Date | null; pause_reason: string | null };

const pauseOf = (row: PauseRow | undefined): Pause =>
  row?.paused_at ? { since: row.paused_at, reason: row.pause_reason } : null;

/** The pause of a line. */
export async function readPause(client: Client, lineId: string): Promise<Pause> {
  const { rows } = await client.query<PauseRow>('SELECT paused_at, pause_reason FROM line_states WHERE line_id = $1', [
    lineId,
  ]);
  return pauseOf(rows[0]);
}

/** Pauses a line from `atMs` on, or ends its pause with null. A paused line keeps since when it is paused, and its reason where no other is given. */
export async function savePause(
  client: pg.ClientBase,
  lineId: string,
  atMs: number | null,
  reason: string | null,
): Promise<Pause> {
  const { rows } = await client.query<PauseRow>(
    `INSERT INTO line_states (line_id, paused_at, pause_reason) VALUES ($1, $2, $3) ON CONFLICT (line_id) DO UPDATE
      SET paused_at = CASE WHEN EXCLUDED.paused_at IS NULL THEN NULL ELSE coalesce(line_states.paused_at, EXCLUDED.paused_at) END,
        pause_reason = CASE WHEN EXCLUDED.paused_at IS NULL OR line_states.paused_at IS NULL THEN EXCLUDED.pause_reason
          ELSE coalesce(EXCLUDED.pause_reason, line_states.pause_reason) END RETURNING paused_at, pause_reason`,
    [lineId, atMs === null ? null : new Date(atMs), reason],
  );
  return pauseOf(rows[0]);
}

/** Why a line is paused; null where it is open, or nobody gave a reason. */
export async function pauseReason(client: Client, lineId: string): Promise<string | null> {
  const { rows } = await client.query<{ reason: string | null }>({
    name: 'pause-reason',
    text: 'SELECT pause_reason AS reason FROM line_states WHERE line_id = $1 AND paused_at IS NOT NULL',
    values: [lineId],
  });
  return rows[0]?.reason ?? null;
}

/** Some of the contacts whose callers wait on a paused line. */
export async function contactsOnPausedLines(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'waiting-on-paused-lines',
    text: `SELECT c.id FROM contacts c JOIN line_states s ON s.line_id = c.line_id AND s.paused_at IS NOT NULL
      WHERE c.state IN ('waiting', 'choosing-overflow', 'choosing-unstaffed') LIMIT 200`,
  });
  return rows.map((row) => row.id);
}

/** Until when hidden callers of a line go to shift leaders only; null where that is over at `nowMs`, or never was. */
export async function hiddenToLeadersEnd(client: Client, lineId: string, nowMs: number): Promise<number | null> {
  const { rows } = await client.query<{ until: Date }>({
    name: 'hidden-to-leaders',
    text: 'SELECT hidden_to_leaders_until AS until FROM line_states WHERE line_id = $1 AND hidden_to_leaders_until > $2',
    values: [lineId, new Date(nowMs)],
  });
  return rows[0]?.until.getTime() ?? null;
}

/** Until when hidden callers of a line go to shift leaders only at `nowMs`; null: they do not. Its row is locked. */
export async function lockHiddenToLeaders(
  client: pg.ClientBase,
  lineId: string,
  nowMs: number,
): Promise<number | null> {
  await client.query('INSERT INTO line_states (line_id) VALUES ($1) ON CONFLICT DO NOTHING', [lineId]);
  const { rows } = await client.query<{ until: Date | null }>(
    'SELECT CASE WHEN hidden_to_leaders_until > $2 THEN hidden_to_leaders_until END AS until FROM line_states WHERE line_id = $1 FOR UPDATE',
    [lineId, new Date(nowMs)],
  );
  return rows[0]?.until?.getTime() ?? null;
}

/** Until when hidden callers of a line go to shift leaders only from now on; null: they do not. */
export async function saveHiddenToLeaders(
  client: pg.ClientBase,
  lineId: string,
  untilMs: number | null,
): Promise<void> {
  await client.query(
    'INSERT INTO line_states (line_id, hidden_to_leaders_until) VALUES ($1, $2) ON CONFLICT (line_id) DO UPDATE SET hidden_to_leaders_until = EXCLUDED.hidden_to_leaders_until',
    [lineId, untilMs === null ? null : new Date(untilMs)],
  );
}

/** Since when and how thin the cover of a line is; null: it is not thin. */
export async function saveThinness(
  client: pg.ClientBase,
  lineId: string,
  thin: { sinceMs: number; fewest: number } | null,
): Promise<void> {
  await client.query({
    name: 'keep-thinness',
    text: `INSERT INTO line_states (line_id, thin_since, thin_have) VALUES ($1, $2, $3)
      ON CONFLICT (line_id) DO UPDATE SET thin_since = EXCLUDED.thin_since, thin_have = EXCLUDED.thin_have`,
    values: [lineId, thin && new Date(thin.sinceMs), thin && thin.fewest],
  });
}
