/** Reads who did what: newest first, page by page, only what is asked for (O6). */
import type { Store } from '../platform/store.ts';
import { writeAudit } from './write-audit.ts';

/** An entry as it was written: ids, never a name, a number or a word of content. */
export type AuditRow = {
  id: string;
  at: Date;
  by: string;
  action: string;
  subject: string;
  reason: string | null;
};

/** `action`: as it begins, such as `person.`. `before`: the id of the last entry of the page before. */
export type AuditWanted = {
  by?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  fromMs?: number | undefined;
  toMs?: number | undefined;
  before?: string | undefined;
  limit: number;
};

/** As many as one statement reads with ease. */
const entriesAtOnce = 1_000;

/**
 * Every entry that matches, from the newest on, read as it is wanted: however many there are, few are in hand. That `by` took
 * them along is an entry of its own, written first.
 */
export async function exportAudit(
  room: Pick<Store, 'pool' | 'clock'>,
  wanted: Omit<AuditWanted, 'before' | 'limit'>,
  by: string,
): Promise<AsyncGenerator<AuditRow>> {
  await writeAudit(room.pool, { atMs: room.clock.nowMs(), by, action: 'audit.exported', subject: '' });
  return everyEntry(room, wanted);
}

async function* everyEntry(
  room: Pick<Store, 'pool'>,
  wanted: Omit<AuditWanted, 'before' | 'limit'>,
): AsyncGenerator<AuditRow> {
  let before: string | undefined;
  do {
    const rows = await readAudit(room, { ...wanted, before, limit: entriesAtOnce });
    yield* rows;
    before = rows.length < entriesAtOnce ? undefined : rows.at(-1)?.id;
  } while (before !== undefined);
}

/** The entries that match, from the newest on. */
export async function readAudit({ pool }: Pick<Store, 'pool'>, wanted: AuditWanted): Promise<AuditRow[]> {
  const { by, action, subject, fromMs, toMs, before, limit } = wanted;
  const instant = (ms: number | undefined) => (ms === undefined ? null : new Date(ms));
  const { rows } = await pool.query<AuditRow>({
    name: 'read-audit',
    text: `SELECT id::text AS id, at, by_whom AS by, action, subject, reason FROM audit
      WHERE ($1::text IS NULL OR by_whom = $1) AND ($2::text IS NULL OR starts_with(action, $2)) AND ($3::text IS NULL OR position(lower($3) IN lower(subject)) > 0)
        AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5) AND ($6::bigint IS NULL OR id < $6)
      ORDER BY audit.id DESC LIMIT $7`,
    values: [by ?? null, action ?? null, subject ?? null, instant(fromMs), instant(toMs), before ?? null, limit],
  });
  return rows;
}
