/** What is made up of the demo's past, told from what happened by its ids: written with the demo, and gone as soon as anything is somebody's own (O1). */
import type { Prisma } from '../../prisma/generated/client.ts';
import { lockNumbers } from '../platform/advisory-locks.ts';
import { quoted } from './backup-sql.ts';

/** By table, rows in the words of their columns; all rows of a table have the same ones. */
export type MadeUp = Record<string, readonly Record<string, unknown>[]>;

/** What everything made up is called by, where it has an id. */
const begins = 'demo-';

/** Tables whose rows name themselves; what hangs on them goes with them. */
const named: readonly string[] = [
  'attention',
  'callbacks',
  'contacts',
  'conversations',
  'decisions',
  'handover_notes',
  'load_events',
  'open_shifts',
  'resources',
  'time_off_asks',
];
/** Counts of what is made up, which are counted anew of what is left. */
const counts: readonly string[] = ['felt_heard', 'report_calls', 'report_promises', 'report_texts', 'report_marks'];

/** Writes it on a transaction, table by table in this order. */
export async function writeMadeUp(transaction: Prisma.TransactionClient, past: MadeUp): Promise<void> {
  for (const [table, rows] of Object.entries(past)) {
    const columns = Object.keys(rows[0] ?? {}).map(quoted);
    if (columns.length === 0) continue;
    const list = columns.join(', ');
    await transaction.$executeRawUnsafe(
      `INSERT INTO ${quoted(table)} (${list}) SELECT ${list} FROM jsonb_populate_recordset(NULL::${quoted(table)}, $1::jsonb)`,
      JSON.stringify(rows),
    );
  }
}

/** Takes it away, on a transaction; whoever counts waits, or is waited for. */
export async function dropMadeUp(transaction: Prisma.TransactionClient): Promise<void> {
  await transaction.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${lockNumbers.reports})`);
  for (const table of named)
    await transaction.$executeRawUnsafe(`DELETE FROM ${quoted(table)} WHERE id LIKE '${begins}%'`);
  for (const table of counts) await transaction.$executeRawUnsafe(`DELETE FROM ${quoted(table)}`);
}
