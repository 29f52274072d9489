/** Blocks of callers, one at a time: set by a person, for a while, with a reason and a day to look at them again (V9, O4). */
import type pg from 'pg';
import { attentionSettled, needAttention } from '../attention/need-attention.ts';
import type { AuditAction } from '../audit/actions.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { inTransaction } from '../platform/transaction.ts';
import { localDate } from '../schedule/zone-clock.ts';
import type { Directory } from './directory.ts';
import { versionOf } from './edit-organisation.ts';
import type { Records } from './records.ts';
import { lockOrganisationSql } from './stored-organisation.ts';

/** A block that holds; null as `lineId`: on every line. Of its caller nothing is told. */
export type StandingBlock = {
  id: number;
  lineId: string | null;
  reason: string;
  untilMs: number;
  review: string | null;
  setBy: string | null;
  setAtMs: number | null;
  contactId: string | null;
  /** How long its key tells who it is; null: always. */
  knownUntilMs: number | null;
  objectedAtMs: number | null;
  objectionBy: string | null;
};

/** What may be changed of a block; what is absent stays. */
export type BlockTerms = { reason?: string; untilMs?: number; review?: string | null };

/** `gone`: it does not hold any more. `changed`: it is not as whoever changes it has seen it. */
export type BlockChanged = { kind: 'done' | 'changed'; block: StandingBlock } | { kind: 'gone' };

type Client = pg.ClientBase | pg.Pool;
type Room = Pick<Records, 'pool' | 'clock' | 'afterCommit'>;

const columns = `id, line_id AS "lineId", reason, until_at AS until, review_date AS review, set_by AS "setBy", set_at AS "setAt",
  contact_id AS "contactId", known_until AS "knownUntil", objected_at AS "objectedAt", objection_by AS "objectionBy"`;

type Row = Omit<StandingBlock, 'untilMs' | 'setAtMs' | 'objectedAtMs' | 'knownUntilMs'> & {
  knownUntil: Date | null;
  until: Date;
  setAt: Date | null;
  objectedAt: Date | null;
};

const blockIn = ({ until, setAt, objectedAt, knownUntil, ...row }: Row): StandingBlock => ({
  ...row,
  untilMs: until.getTime(),
  knownUntilMs: knownUntil?.getTime() ?? null,
  setAtMs: setAt?.getTime() ?? null,
  objectedAtMs: objectedAt?.getTime() ?? null,
});

/** What a change of a block is made on. */
export function versionOfBlock(block: StandingBlock): string {
  return versionOf(block);
}

/** Every block that holds, the one that ends first before the others. */
export async function blocksNow({ pool, clock }: Pick<Records, 'pool' | 'clock'>): Promise<StandingBlock[]> {
  const { rows } = await pool.query<Row>(`SELECT ${columns} FROM blocks WHERE until_at > $1 ORDER BY until_at, id`, [
    new Date(clock.nowMs()),
  ]);
  return rows.map(blockIn);
}

/** The block that holds of a caller known by any of `keys`, the longest of them; null where none does. */
export async function blockOfKeys(
  client: Client,
  keys: readonly string[],
  nowMs: number,
): Promise<StandingBlock | null> {
  const { rows } = await client.query<Row>(
    `SELECT ${columns} FROM blocks WHERE key = ANY($1) AND until_at > $2 ORDER BY until_at DESC, id LIMIT 1`,
    [keys, new Date(nowMs)],
  );
  return rows[0] ? blockIn(rows[0]) : null;
}

/** Who is to be blocked: the key that is written down, and every key under which they may be blocked already. */
export type Blocking = Required<Omit<BlockTerms, 'review'>> & {
  key: string;
  knownBy: readonly string[];
  lineId: string | null;
  review: string | null;
  contactId: string;
  knownUntilMs: number | null;
};

/** Blocks a caller; `changed` with the block that holds already. */
export async function setBlock(room: Room, blocking: Blocking, by: string): Promise<BlockChanged> {
  const nowMs = room.clock.nowMs();
  return changing(room, async (client) => {
    const standing = await blockOfKeys(client, blocking.knownBy, nowMs);
    if (standing) return { kind: 'changed', block: standing };
    const { key, lineId, reason, untilMs, review, contactId, knownUntilMs } = blocking;
    const { rows } = await client.query<Row>(
      `INSERT INTO blocks (position, key, line_id, reason, until_at, review_date, set_by, set_at, contact_id, known_until)
        SELECT coalesce(max(position), -1) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM blocks RETURNING ${columns}`,
      [
        key,
        lineId,
        reason,
        new Date(untilMs),
        review,
        by,
        new Date(nowMs),
        contactId,
        knownUntilMs === null ? null : new Date(knownUntilMs),
      ],
    );
    const block = blockIn(rows[0]!);
    await auditVersion(client, { nowMs, by, action: 'block.set', subject: `${block.id} of contact ${contactId}` });
    return { kind: 'done', block };
  });
}

/** Changes what `terms` has of a block. */
export function changeBlock(
  room: Room,
  id: number,
  terms: BlockTerms,
  { by, seen }: { by: string; seen: string | null },
): Promise<BlockChanged> {
  return onBlock(room, id, seen, async (client, block, nowMs) => {
    const after = { ...block, ...terms };
    await client.query('UPDATE blocks SET reason = $2, until_at = $3, review_date = $4 WHERE id = $1', [
      id,
      after.reason,
      new Date(after.untilMs),
      after.review,
    ]);
    if (after.review !== block.review) await attentionSettled(client, reviewKey(id), by, nowMs);
    await auditVersion(client, { nowMs, by, action: 'block.changed', subject: String(id) });
    return after;
  });
}

/** Ends a block: its caller comes through from their next contact on, and nothing is left to look at. */
export function endBlock(
  room: Room,
  id: number,
  { by, seen }: { by: string; seen: string | null },
): Promise<BlockChanged> {
  return onBlock(room, id, seen, async (client, block, nowMs) => {
    await client.query('DELETE FROM blocks WHERE id = $1', [id]);
    for (const key of [reviewKey(id), objectionKey(id)]) await attentionSettled(client, key, by, nowMs);
    await auditVersion(client, { nowMs, by, action: 'block.ended', subject: String(id) });
    return block;
  });
}

/** Notes that the caller objects, and puts it on the list to be looked at again; noted twice it is noted once. */
export async function noteObjection(room: Room, id: number, by: string): Promise<BlockChanged> {
  const nowMs = room.clock.nowMs();
  return inTransaction(
    room.pool,
    () => '',
    async (client): Promise<BlockChanged> => {
      const { rows } = await client.query<Row>(
        `UPDATE blocks SET objected_at = coalesce(objected_at, $2), objection_by = coalesce(objection_by, $3)
          WHERE id = $1 AND until_at > $2 RETURNING ${columns}`,
        [id, new Date(nowMs), by],
      );
      if (!rows[0]) return { kind: 'gone' };
      const block = blockIn(rows[0]);
      if (block.objectedAtMs === nowMs)
        await writeAudit(client, { atMs: nowMs, by, action: 'block.objection', subject: String(id) });
      await needAttention(client, objectionItem(block), nowMs);
      return { kind: 'done', block };
    },
  );
}

/** A blocked caller, known by `keys`, has left a message to object: it is noted at the block and put on the list. */
export async function objectionHeard(client: pg.ClientBase, keys: readonly string[], nowMs: number): Promise<void> {
  const { rows } = await client.query<Row>(
    `UPDATE blocks SET objected_at = coalesce(objected_at, $2) WHERE key = ANY($1) AND until_at > $2 RETURNING ${columns}`,
    [keys, new Date(nowMs)],
  );
  for (const row of rows) await needAttention(client, objectionItem(blockIn(row)), nowMs);
}

/** Reminds once of each block whose day to be looked at again has come, on the clock of its line. */
export async function remindOfReviews(room: Pick<Records, 'pool' | 'clock'>, directory: Directory): Promise<void> {
  const nowMs = room.clock.nowMs();
  const { rows } = await room.pool.query<{ id: number; lineId: string | null; review: string }>(
    `SELECT id, line_id AS "lineId", review_date AS review FROM blocks
      WHERE until_at > $1 AND review_date IS NOT NULL AND review_told IS DISTINCT FROM review_date`,
    [new Date(nowMs)],
  );
  const isDue = ({ lineId, review }: (typeof rows)[number]) => {
    const zone = directory.lines.get(lineId ?? '')?.timeZone ?? directory.organisation.timeZone;
    return review <= localDate(nowMs, zone);
  };
  for (const { id, lineId, review } of rows.filter(isDue))
    await inTransaction(
      room.pool,
      () => '',
      async (client) => {
        const told = await client.query(
          'UPDATE blocks SET review_told = $2 WHERE id = $1 AND review_date = $2 AND review_told IS DISTINCT FROM $2',
          [id, review],
        );
        if (told.rowCount === 1)
          await needAttention(client, { kind: 'block-review', lineId, subject: String(id), key: reviewKey(id) }, nowMs);
      },
    );
}

const reviewKey = (id: number) => `block-review ${id}`;
const objectionKey = (id: number) => `block-objection ${id}`;
const objectionItem = ({ id, lineId }: StandingBlock) =>
  ({ kind: 'block-objection', lineId, subject: String(id), key: objectionKey(id) }) as const;

async function onBlock(
  room: Room,
  id: number,
  seen: string | null,
  change: (client: pg.ClientBase, block: StandingBlock, nowMs: number) => Promise<StandingBlock>,
): Promise<BlockChanged> {
  const nowMs = room.clock.nowMs();
  return changing(room, async (client) => {
    const { rows } = await client.query<Row>(`SELECT ${columns} FROM blocks WHERE id = $1 AND until_at > $2`, [
      id,
      new Date(nowMs),
    ]);
    if (!rows[0]) return { kind: 'gone' };
    const block = blockIn(rows[0]);
    if (seen !== null && seen !== versionOfBlock(block)) return { kind: 'changed', block };
    return { kind: 'done', block: await change(client, block, nowMs) };
  });
}

/** Changes of blocks are changes of the organisation: one after the other, and each process hears of them. */
async function changing(room: Room, work: (client: pg.ClientBase) => Promise<BlockChanged>): Promise<BlockChanged> {
  const changed = await inTransaction(room.pool, () => lockOrganisationSql, work);
  if (changed.kind === 'done') room.afterCommit({ effects: [], wakes: [], route: false, organisation: true });
  return changed;
}

/** One version of the organisation more, and who made it: a file exported before does not undo it unseen (O7). */
async function auditVersion(
  client: pg.ClientBase,
  { nowMs, by, action, subject }: { nowMs: number; by: string; action: AuditAction; subject: string },
): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    'UPDATE organisation SET version = version + 1, changed_at = $1 WHERE id = 1 RETURNING version',
    [new Date(nowMs)],
  );
  await writeAudit(client, { atMs: nowMs, by, action, subject, organisationVersion: rows[0]?.version ?? 0 });
}
