/** What of a line a coordinator says yes to first: kept beside the organisation file, which has no field for it (R6). */
import type pg from 'pg';
import { writeAudit } from '../audit/write-audit.ts';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import { withRoster } from './open-shifts.ts';

/** Of a line nobody has set anything for, nothing waits. */
export type LineApprovals = { moves: boolean; timeOff: boolean };

type Client = pg.ClientBase | pg.Pool;

/** The line's own word. */
export async function approvalsOf(client: Client, lineId: string): Promise<LineApprovals> {
  const { rows } = await client.query<LineApprovals>(
    'SELECT moves, time_off AS "timeOff" FROM line_approvals WHERE line_id = $1',
    [lineId],
  );
  return rows[0] ?? { moves: false, timeOff: false };
}

/** Whether a move that touches these lines waits for a yes. */
export async function wantsYes(client: Client, lineIds: readonly string[]): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM line_approvals WHERE line_id = ANY($1) AND moves', [lineIds]);
  return rowCount !== 0;
}

/** The first of these lines whose coordinators answer when somebody asks for days away; null where none does. */
export async function lineThatAnswers(client: Client, lineIds: readonly string[]): Promise<string | null> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT line_id AS line FROM line_approvals WHERE line_id = ANY($1) AND time_off ORDER BY array_position($1, line_id) LIMIT 1`,
    [lineIds],
  );
  return rows[0]?.line ?? null;
}

/** What the line wants from now on; what waits already goes on waiting. */
export async function setApprovals(
  room: Records,
  lineId: string,
  wanted: LineApprovals,
  by: string,
): Promise<LineApprovals> {
  const nowMs = room.clock.nowMs();
  await withRoster(room, async (client) => {
    const now = await approvalsOf(client, lineId);
    if (now.moves === wanted.moves && now.timeOff === wanted.timeOff) return;
    await client.query(
      `INSERT INTO line_approvals (line_id, moves, time_off, set_by, set_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (line_id) DO UPDATE SET moves = EXCLUDED.moves, time_off = EXCLUDED.time_off, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at`,
      [lineId, wanted.moves, wanted.timeOff, by, new Date(nowMs)],
    );
    const said = [wanted.moves ? 'moves' : '', wanted.timeOff ? 'time off' : ''].filter(Boolean).join(', ');
    await writeAudit(client, {
      atMs: nowMs,
      by: `person:${by}`,
      action: 'line.approvals-set',
      subject: `${lineId}: ${said || 'nothing'}`,
    });
  });
  return approvalsOf(room.pool, lineId);
}

/** The same for whoever only looks. */
export const lineApprovals = ({ pool }: Pick<Store, 'pool'>, lineId: string) => approvalsOf(pool, lineId);
