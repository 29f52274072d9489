/** Every statement about open shifts; what is read is checked. */
import type pg from 'pg';
import type { Offer, OpenShift, ShiftName, ShiftTime } from '../planning/open-shifts.ts';
import { insertAsks } from './offer-asks-sql.ts';
import { openShiftOf, seenBy, type UpRow } from './open-shift-rows.ts';

type Client = pg.ClientBase | pg.Pool;

/** `viewer`: who looks at it; null: whoever takes it. */
async function findOpenShift(
  client: Client,
  where: string,
  values: unknown[],
  viewer: string | null = null,
): Promise<OpenShift | null> {
  const { rows } = await client.query<UpRow>(`SELECT ${seenBy(`$${values.length + 1}::text`)} WHERE ${where}`, [
    ...values,
    viewer,
  ]);
  return rows[0] ? openShiftOf(rows[0]) : null;
}

/** The latest shift with this number, as `viewer` sees it. */
export const openShiftNumbered = (client: Client, number: number, viewer: string) =>
  findOpenShift(
    client,
    `number = $1 ORDER BY state IN ('open', 'offered', 'waiting') DESC, opened_at DESC LIMIT 1`,
    [number],
    viewer,
  );

export const openShiftWithId = (client: Client, id: string, viewer: string | null = null) =>
  findOpenShift(client, 'id = $1', [id], viewer);

/** The shift as its holder has put it up for everybody, somebody's asking for it included; null where they have not. */
export const openShiftOfHolder = (client: Client, { shift, occurrence }: ShiftName, holderId: string) =>
  findOpenShift(
    client,
    `shift_id = $1 AND occurrence = $2 AND holder_id = $3 AND (state = 'open' OR (state = 'waiting' AND expires_at IS NULL))`,
    [shift, occurrence, holderId],
  );

/** The shift as anybody has put it up; null where nobody has. */
export const openShiftOfAnybody = (client: Client, { shift, occurrence }: ShiftName) =>
  findOpenShift(client, `shift_id = $1 AND occurrence = $2 AND state = 'open' LIMIT 1`, [shift, occurrence]);

/** The shift as its holder offers it at `nowMs`, to one or to several; null where they do not. */
export const offerOfHolder = (client: Client, { shift, occurrence }: ShiftName, holderId: string, nowMs: number) =>
  findOpenShift(
    client,
    `shift_id = $1 AND occurrence = $2 AND holder_id = $3 AND ((state = 'offered' AND expires_at > $4) OR (state = 'waiting' AND expires_at IS NOT NULL)) LIMIT 1`,
    [shift, occurrence, holderId, new Date(nowMs)],
  );

/** The shift as it was last taken from its holder; null where it never was. */
export const openShiftTakenFrom = (client: Client, { shift, occurrence }: ShiftName, holderId: string) =>
  findOpenShift(
    client,
    `shift_id = $1 AND occurrence = $2 AND holder_id = $3 AND state = 'taken' ORDER BY closed_at DESC LIMIT 1`,
    [shift, occurrence, holderId],
  );

/** What is offered by `personId`, or to them, and may still be taken at `nowMs`; soonest first. What they left alone is left out. */
export async function offersAround(client: Client, personId: string, nowMs: number): Promise<OpenShift[]> {
  const { rows } = await client.query<UpRow>({
    name: 'offers-around',
    text: `SELECT ${seenBy('$1::text')}
      WHERE (offered_to = $1 OR holder_id = $1 OR EXISTS (SELECT 1 FROM offer_asks m WHERE m.open_shift_id = o.id AND m.person_id = $1 AND m.left_at IS NULL))
        AND state = 'offered' AND expires_at > $2 AND start_at > $2 ORDER BY start_at, number`,
    values: [personId, new Date(nowMs)],
  });
  return rows.map(openShiftOf);
}

/** The shift as it was last open because it is short of people, whatever became of it; null where it never was. */
export const openShiftShort = (client: Client, { shift, occurrence }: ShiftName) =>
  findOpenShift(
    client,
    `shift_id = $1 AND occurrence = $2 AND holder_id = '' ORDER BY state = 'open' DESC, opened_at DESC LIMIT 1`,
    [shift, occurrence],
  );

/** What is up that begins after `nowMs`, soonest first. */
export async function openShiftsAfter(client: Client, nowMs: number): Promise<OpenShift[]> {
  const { rows } = await client.query<UpRow>(
    `SELECT ${seenBy('NULL::text')} WHERE state = 'open' AND start_at > $1 ORDER BY start_at, number`,
    [new Date(nowMs)],
  );
  return rows.map(openShiftOf);
}

/** What its holder has up, in whichever way, and begins after `nowMs`. */
export async function heldShiftsUp(client: Client, nowMs: number): Promise<OpenShift[]> {
  const { rows } = await client.query<UpRow>({
    name: 'held-shifts-up',
    text: `SELECT ${seenBy('NULL::text')} WHERE holder_id <> '' AND state IN ('open', 'offered', 'waiting') AND start_at > $1 ORDER BY start_at, number`,
    values: [new Date(nowMs)],
  });
  return rows.map(openShiftOf);
}

/** The shift, and the one that comes back for it, are at other times by now, or have other names. */
export async function moveOpenShift(
  client: Client,
  id: string,
  shift: ShiftName & ShiftTime,
  back: (ShiftName & ShiftTime) | null,
): Promise<void> {
  await client.query(
    `UPDATE open_shifts SET shift_id = $2, occurrence = $3, start_at = $4, end_at = $5, expires_at = least(expires_at, $4),
        for_shift_id = coalesce($6, for_shift_id), for_occurrence = coalesce($7, for_occurrence), for_start_at = coalesce($8, for_start_at), for_end_at = coalesce($9, for_end_at)
      WHERE id = $1`,
    [
      id,
      shift.shift,
      shift.occurrence,
      new Date(shift.startMs),
      new Date(shift.endMs),
      back?.shift ?? null,
      back?.occurrence ?? null,
      back && new Date(back.startMs),
      back && new Date(back.endMs),
    ],
  );
}

/** What `holderId` has put up that begins after `nowMs`, or somebody would take once a coordinator says yes. */
export async function openShiftsOfHolder(client: Client, holderId: string, nowMs: number): Promise<OpenShift[]> {
  const { rows } = await client.query<UpRow>({
    name: 'open-shifts-of-holder',
    text: `SELECT ${seenBy('NULL::text')} WHERE holder_id = $1 AND state IN ('open', 'waiting') AND start_at > $2`,
    values: [holderId, new Date(nowMs)],
  });
  return rows.map(openShiftOf);
}

/** Puts a shift up under the lowest number that nobody was given since `numbersFreeMs`: for everybody, or as an offer to one. */
export async function insertOpenShift(
  client: Client,
  up: Pick<OpenShift, 'id' | 'shift' | 'occurrence' | 'line' | 'holderId' | 'startMs' | 'endMs'> & { offer?: Offer },
  nowMs: number,
  numbersFreeMs: number,
): Promise<OpenShift> {
  const { offer } = up;
  const swapped = offer?.inExchange;
  const { rows } = await client.query<UpRow>(
    `INSERT INTO open_shifts AS o (id, number, shift_id, occurrence, line_id, holder_id, start_at, end_at, opened_at,
        state, offered_to, expires_at, for_shift_id, for_occurrence, for_line_id, for_start_at, for_end_at, asked_many)
      SELECT $1, min(free), $2, $3, $4, $5, $6, $7, $8, $10, $11::text, $12::timestamptz, $13::text, $14::text, $15::text, $16::timestamptz, $17::timestamptz, $18::boolean FROM generate_series(1, (SELECT count(*) + 1 FROM open_shifts WHERE closed_at IS NULL OR closed_at > $9)) free
      WHERE NOT EXISTS (SELECT 1 FROM open_shifts used WHERE used.number = free AND (used.closed_at IS NULL OR used.closed_at > $9))
      RETURNING to_jsonb(o) AS up, NULL AS ask`,
    [
      up.id,
      up.shift,
      up.occurrence,
      up.line,
      up.holderId,
      new Date(up.startMs),
      new Date(up.endMs),
      new Date(nowMs),
      new Date(numbersFreeMs),
      offer ? 'offered' : 'open',
      offer?.to ?? null,
      offer ? new Date(offer.expiresAtMs) : null,
      swapped?.shift ?? null,
      swapped?.occurrence ?? null,
      swapped?.line ?? null,
      swapped ? new Date(swapped.startMs) : null,
      swapped ? new Date(swapped.endMs) : null,
      (offer?.asks.length ?? 0) > 0,
    ],
  );
  if (!rows[0]) throw new Error('the database gave no number for an open shift');
  if (offer) await insertAsks(client, up.id, offer.asks);
  return openShiftOf(rows[0]);
}

/** What is open again stays closed where the same shift got another number meanwhile. `takenBy`: who takes it, or would. */
export async function setOpenShift(
  client: Client,
  id: string,
  state: OpenShift['state'],
  nowMs: number,
  takenBy: string | null = null,
): Promise<void> {
  if (state !== 'open') {
    const closedAt = state === 'offered' || state === 'waiting' ? null : new Date(nowMs);
    await client.query('UPDATE open_shifts SET state = $2, closed_at = $3, taken_by = $4 WHERE id = $1', [
      id,
      state,
      closedAt,
      takenBy,
    ]);
    return;
  }
  await client.query(
    `UPDATE open_shifts mine SET state = 'open', closed_at = NULL, taken_by = NULL WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM open_shifts other
      WHERE other.id <> mine.id AND other.state = 'open' AND other.shift_id = mine.shift_id AND other.occurrence = mine.occurrence AND other.holder_id = mine.holder_id)`,
    [id],
  );
}

export async function closeShiftsBegun(client: Client, nowMs: number): Promise<void> {
  await client.query({
    name: 'close-begun-shifts',
    text: `UPDATE open_shifts SET state = 'over', closed_at = $1 WHERE (state IN ('open', 'offered', 'waiting') AND start_at <= $1) OR (state = 'offered' AND expires_at <= $1)`,
    values: [new Date(nowMs)],
  });
}

/** The open shift of a step that was done already; null where it was not. */
export async function openShiftOfStep(client: Client, stepId: string, personId: string): Promise<OpenShift | null> {
  return findOpenShift(client, 'id = (SELECT open_shift_id FROM shift_steps WHERE id = $1)', [stepId], personId);
}
