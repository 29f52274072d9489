/** Every statement about open shifts; what is read is checked. */
import type pg from 'pg';
import type { Offer, OpenShift, ShiftName } from '../planning/open-shifts.ts';
import { amount, instant, maybe, oneOf, rowReader, text } from '../platform/rows.ts';

type Client = pg.ClientBase | pg.Pool;

type OpenShiftRow = Pick<
  OpenShift,
  'id' | 'number' | 'occurrence' | 'holderId' | 'state' | 'closedAtMs' | 'offeredTo' | 'expiresAtMs'
> & {
  forShiftId: string | null;
  forOccurrence: string | null;
  forLineId: string | null;
  forStartAtMs: number | null;
  forEndAtMs: number | null;
  shiftId: string;
  lineId: string;
  startAtMs: number;
  endAtMs: number;
};

const openShiftRow = rowReader<OpenShiftRow>('open_shifts', {
  id: text,
  number: amount,
  shiftId: text,
  occurrence: text,
  lineId: text,
  holderId: text,
  state: oneOf<OpenShift['state']>({ open: true, offered: true, taken: true, withdrawn: true, over: true }),
  startAtMs: instant,
  endAtMs: instant,
  closedAtMs: maybe(instant),
  offeredTo: maybe(text),
  expiresAtMs: maybe(instant),
  forShiftId: maybe(text),
  forOccurrence: maybe(text),
  forLineId: maybe(text),
  forStartAtMs: maybe(instant),
  forEndAtMs: maybe(instant),
});

function openShiftOf({ up }: { up: unknown }): OpenShift {
  const { shiftId, lineId, startAtMs, endAtMs, ...row } = openShiftRow(up);
  const { forShiftId, forOccurrence, forLineId, forStartAtMs, forEndAtMs, ...own } = row;
  const inExchange =
    forShiftId === null || forOccurrence === null
      ? null
      : {
          shift: forShiftId,
          occurrence: forOccurrence,
          line: forLineId ?? '',
          startMs: forStartAtMs ?? 0,
          endMs: forEndAtMs ?? 0,
        };
  return { ...own, shift: shiftId, line: lineId, startMs: startAtMs, endMs: endAtMs, inExchange };
}

async function findOpenShift(client: Client, where: string, values: unknown[]): Promise<OpenShift | null> {
  const { rows } = await client.query<{ up: unknown }>(
    `SELECT to_jsonb(o) AS up FROM open_shifts o WHERE ${where}`,
    values,
  );
  return rows[0] ? openShiftOf(rows[0]) : null;
}

/** The latest shift with this number. */
export const openShiftNumbered = (client: Client, number: number) =>
  findOpenShift(client, `number = $1 ORDER BY state IN ('open', 'offered') DESC, opened_at DESC LIMIT 1`, [number]);

export const openShiftWithId = (client: Client, id: string) => findOpenShift(client, 'id = $1', [id]);

/** The shift as its holder has put it up; null where they have not. */
export const openShiftOfHolder = (client: Client, { shift, occurrence }: ShiftName, holderId: string) =>
  findOpenShift(client, `shift_id = $1 AND occurrence = $2 AND holder_id = $3 AND state = 'open'`, [
    shift,
    occurrence,
    holderId,
  ]);

/** The shift as anybody has put it up; null where nobody has. */
export const openShiftOfAnybody = (client: Client, { shift, occurrence }: ShiftName) =>
  findOpenShift(client, `shift_id = $1 AND occurrence = $2 AND state = 'open' LIMIT 1`, [shift, occurrence]);

/** The shift as its holder offers it to one person at `nowMs`; null where they do not. */
export const offerOfHolder = (client: Client, { shift, occurrence }: ShiftName, holderId: string, nowMs: number) =>
  findOpenShift(
    client,
    `shift_id = $1 AND occurrence = $2 AND holder_id = $3 AND state = 'offered' AND expires_at > $4 LIMIT 1`,
    [shift, occurrence, holderId, new Date(nowMs)],
  );

/** The shift as it was last taken from its holder; null where it never was. */
export const openShiftTakenFrom = (client: Client, { shift, occurrence }: ShiftName, holderId: string) =>
  findOpenShift(
    client,
    `shift_id = $1 AND occurrence = $2 AND holder_id = $3 AND state = 'taken' ORDER BY closed_at DESC LIMIT 1`,
    [shift, occurrence, holderId],
  );

/** What is offered by `personId`, or to them, and may still be taken at `nowMs`; soonest first. */
export async function offersAround(client: Client, personId: string, nowMs: number): Promise<OpenShift[]> {
  const { rows } = await client.query<{ up: unknown }>({
    name: 'offers-around',
    text: `SELECT to_jsonb(o) AS up FROM open_shifts o
      WHERE (offered_to = $1 OR holder_id = $1) AND state = 'offered' AND expires_at > $2 AND start_at > $2 ORDER BY start_at, number`,
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
  const { rows } = await client.query<{ up: unknown }>(
    `SELECT to_jsonb(o) AS up FROM open_shifts o WHERE state = 'open' AND start_at > $1 ORDER BY start_at, number`,
    [new Date(nowMs)],
  );
  return rows.map(openShiftOf);
}

/** What `holderId` has put up that begins after `nowMs`. */
export async function openShiftsOfHolder(client: Client, holderId: string, nowMs: number): Promise<ShiftName[]> {
  const { rows } = await client.query<{ up: unknown }>({
    name: 'open-shifts-of-holder',
    text: `SELECT to_jsonb(o) AS up FROM open_shifts o WHERE holder_id = $1 AND state = 'open' AND start_at > $2`,
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
  const { rows } = await client.query<{ up: unknown }>(
    `INSERT INTO open_shifts AS o (id, number, shift_id, occurrence, line_id, holder_id, start_at, end_at, opened_at,
        state, offered_to, expires_at, for_shift_id, for_occurrence, for_line_id, for_start_at, for_end_at)
      SELECT $1, min(free), $2, $3, $4, $5, $6, $7, $8, $10, $11::text, $12::timestamptz, $13::text, $14::text, $15::text, $16::timestamptz, $17::timestamptz FROM generate_series(1, (SELECT count(*) + 1 FROM open_shifts WHERE closed_at IS NULL OR closed_at > $9)) free
      WHERE NOT EXISTS (SELECT 1 FROM open_shifts used WHERE used.number = free AND (used.closed_at IS NULL OR used.closed_at > $9))
      RETURNING to_jsonb(o) AS up`,
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
    ],
  );
  if (!rows[0]) throw new Error('the database gave no number for an open shift');
  return openShiftOf(rows[0]);
}

/** What is open again stays closed where the same shift got another number meanwhile. */
export async function setOpenShift(
  client: Client,
  id: string,
  state: OpenShift['state'],
  nowMs: number,
): Promise<void> {
  if (state !== 'open') {
    const closedAt = state === 'offered' ? null : new Date(nowMs);
    await client.query('UPDATE open_shifts SET state = $2, closed_at = $3 WHERE id = $1', [id, state, closedAt]);
    return;
  }
  await client.query(
    `UPDATE open_shifts mine SET state = 'open', closed_at = NULL WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM open_shifts other
      WHERE other.id <> mine.id AND other.state = 'open' AND other.shift_id = mine.shift_id AND other.occurrence = mine.occurrence AND other.holder_id = mine.holder_id)`,
    [id],
  );
}

export async function closeShiftsBegun(client: Client, nowMs: number): Promise<void> {
  await client.query({
    name: 'close-begun-shifts',
    text: `UPDATE open_shifts SET state = 'over', closed_at = $1 WHERE (state IN ('open', 'offered') AND start_at <= $1) OR (state = 'offered' AND expires_at <= $1)`,
    values: [new Date(nowMs)],
  });
}

/** The open shift of a step that was done already; null where it was not. */
export async function openShiftOfStep(client: Client, stepId: string): Promise<OpenShift | null> {
  return findOpenShift(client, 'id = (SELECT open_shift_id FROM shift_steps WHERE id = $1)', [stepId]);
}
