/** Every statement about moves that wait for a coordinator's yes; what is read is checked. */
import type pg from 'pg';
import { z } from 'zod';
import { attentionSettled, needAttention } from '../attention/need-attention.ts';
import type { Move, MoveState } from '../planning/moves.ts';
import type { BrokenCap, OpenShift, ShiftName } from '../planning/open-shifts.ts';
import { instant, json, maybe, oneOf, rowReader, text } from '../platform/rows.ts';

type Client = pg.ClientBase | pg.Pool;

const caps = ['hoursPerWeek', 'shiftHours', 'restHours', 'daysInRow', 'nightsInRow', 'shiftsPerWeek', 'nightsPerWeek'];
const overCap = json<BrokenCap>(
  z.object({
    cap: z.enum(caps as [BrokenCap['cap'], ...BrokenCap['cap'][]]),
    value: z.number(),
    limit: z.number(),
  }),
);

const moveOf = rowReader<Move>('shift_moves', {
  id: text,
  openShiftId: text,
  personId: text,
  askedAtMs: instant,
  overCap: maybe(overCap),
  state: oneOf<MoveState>({ waiting: true, approved: true, refused: true, withdrawn: true, over: true }),
  reason: maybe(text),
});

const keyOf = (id: string) => `move ${id}`;

/** Writes down that somebody would take `up`, and puts it on the coordinators' list. */
export async function insertMove(
  client: pg.ClientBase,
  { id, personId, overCap: broken }: Pick<Move, 'id' | 'personId' | 'overCap'>,
  up: OpenShift,
  nowMs: number,
): Promise<void> {
  await client.query(
    'INSERT INTO shift_moves (id, open_shift_id, person_id, asked_at, over_cap) VALUES ($1, $2, $3, $4, $5)',
    [id, up.id, personId, new Date(nowMs), broken && JSON.stringify(broken)],
  );
  const subject = `${up.shift} ${up.occurrence}`;
  await needAttention(client, { kind: 'move-waits', lineId: up.line, personId, subject, key: keyOf(id) }, nowMs);
}

/** The move of this id; null where there is none. */
export async function moveWithId(client: Client, id: string): Promise<Move | null> {
  const { rows } = await client.query<{ move: unknown }>(
    'SELECT to_jsonb(m) AS move FROM shift_moves m WHERE id = $1',
    [id],
  );
  return rows[0] ? moveOf(rows[0].move) : null;
}

/** What waits, oldest first. */
export async function movesWaiting(client: Client): Promise<Move[]> {
  const { rows } = await client.query<{ move: unknown }>({
    name: 'moves-waiting',
    text: `SELECT to_jsonb(m) AS move FROM shift_moves m WHERE state = 'waiting' ORDER BY asked_at, id`,
  });
  return rows.map(({ move }) => moveOf(move));
}

/** The latest move of a shift that the person would take, or holds; null where there was none. */
export async function moveAbout(
  client: Client,
  { shift, occurrence }: ShiftName,
  personId: string,
): Promise<Move | null> {
  const { rows } = await client.query<{ move: unknown }>(
    `SELECT to_jsonb(m) AS move FROM shift_moves m JOIN open_shifts o ON o.id = m.open_shift_id
      WHERE o.shift_id = $1 AND o.occurrence = $2 AND (m.person_id = $3 OR o.holder_id = $3) ORDER BY m.asked_at DESC LIMIT 1`,
    [shift, occurrence, personId],
  );
  return rows[0] ? moveOf(rows[0].move) : null;
}

/** The shifts that the person has asked for and that wait for a yes. */
export async function movesAskedBy(client: Client, personId: string): Promise<(ShiftName & { openShiftId: string })[]> {
  const { rows } = await client.query<ShiftName & { openShiftId: string }>({
    name: 'moves-asked-by',
    text: `SELECT o.id AS "openShiftId", o.shift_id AS shift, o.occurrence FROM shift_moves m JOIN open_shifts o ON o.id = m.open_shift_id
      WHERE m.state = 'waiting' AND m.person_id = $1 ORDER BY o.start_at`,
    values: [personId],
  });
  return rows;
}

/** What waits for the open shift ends so, and is off the coordinators' list; the move, or null where none waited. */
export async function endWaiting(
  client: pg.ClientBase,
  up: Pick<OpenShift, 'id'>,
  state: Exclude<MoveState, 'waiting'>,
  by: string,
  nowMs: number,
  reason: string | null = null,
): Promise<Move | null> {
  const { rows } = await client.query<{ move: unknown }>(
    `UPDATE shift_moves m SET state = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE open_shift_id = $1 AND state = 'waiting' RETURNING to_jsonb(m) AS move`,
    [up.id, state, by, new Date(nowMs), reason],
  );
  const move = rows[0] ? moveOf(rows[0].move) : null;
  if (move) await attentionSettled(client, keyOf(move.id), by, nowMs);
  return move;
}

/** The open shifts for which somebody waits although they are closed by now. */
export async function waitingInVain(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'moves-in-vain',
    text: `SELECT o.id FROM shift_moves m JOIN open_shifts o ON o.id = m.open_shift_id WHERE m.state = 'waiting' AND o.state <> 'waiting'`,
  });
  return rows.map(({ id }) => id);
}
