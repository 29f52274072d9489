/** The audit: who did what to what, and why where they said so. The only place that writes it. */
import type pg from 'pg';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { AuditAction } from './actions.ts';

/** `by` is whoever did it as they are known there (`person:<id>`, or a name of the machine's); `subject` is an id, never a name or a number. */
export type AuditEntry = {
  atMs: number;
  by: string;
  action: AuditAction;
  subject: string;
  reason?: string | null;
  /** The version of the organisation that the change made; absent where it changed nothing of the organisation. */
  organisationVersion?: number;
};

/** Writes entries on `client`'s transaction: what is done and that it was done are committed together. */
export async function writeAudit(client: pg.ClientBase | pg.Pool, ...entries: AuditEntry[]): Promise<void> {
  for (const { atMs, by, action, subject, reason, organisationVersion } of entries)
    await client.query({
      name: 'write-audit',
      text: 'INSERT INTO audit (at, by_whom, action, subject, reason, organisation_version) VALUES ($1, $2, $3, $4, $5, $6)',
      values: [new Date(atMs), by, action, subject, reason ?? null, organisationVersion ?? null],
    });
}

/** Writes the entry unless the same person did the same to the same subject within `withinMs` before it; two at once wait for each other elsewhere. */
export async function writeAuditOnce(client: pg.ClientBase, entry: AuditEntry, withinMs: number): Promise<void> {
  const { atMs, by, action, subject } = entry;
  const { rowCount } = await client.query({
    name: 'audited-lately',
    text: 'SELECT 1 FROM audit WHERE at > $1 AND at <= $2 AND by_whom = $3 AND action = $4 AND subject = $5 LIMIT 1',
    values: [new Date(atMs - withinMs), new Date(atMs), by, action, subject],
  });
  if (rowCount === 0) await writeAudit(client, entry);
}

/** Writes entries on a transaction of Prisma's. */
export async function writeAuditAll(transaction: Prisma.TransactionClient, entries: AuditEntry[]): Promise<void> {
  await transaction.auditEntry.createMany({
    data: entries.map(({ atMs, reason, ...entry }) => ({ ...entry, at: new Date(atMs), reason: reason ?? null })),
  });
}
