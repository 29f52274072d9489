/** The database emptied of everything that was lived in it, for the one organisation that may be replaced like this: the demo (O1). */
import type { Prisma } from '../../prisma/generated/client.ts';
import { quoted } from './backup-sql.ts';

/** What the service knows of itself, and by what running processes notice that the organisation is another. */
const kept: readonly string[] = [
  '_prisma_migrations',
  'carrier_gate',
  'founding_links',
  'gap_looks',
  'last_backup',
  'number_checks',
  'organisation',
  'organisation_changes',
  'report_marks',
  'routing_passes',
  'service_looks',
];

/** Empties all tables but the service's own notes, on a transaction: all of it or nothing. */
export async function emptyDatabase(transaction: Prisma.TransactionClient): Promise<void> {
  const rows = await transaction.$queryRaw<{ table: string }[]>`SELECT relname AS table FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY relname`;
  const tables = rows.map(({ table }) => table).filter((table) => !kept.includes(table));
  await transaction.$executeRawUnsafe(`TRUNCATE ${tables.map(quoted).join(', ')}`);
}
