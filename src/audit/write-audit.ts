/** The audit: who did what to what, and why where they said so. The only place that writes it. */
import type pg from 'pg';
import type { Prisma } from '../../prisma/generated/client.ts';

/** `by` is whoever did it as they are known there (`person:<id>`, or a name of the machine's); `subject` is an id, never a name or a number. */
export type AuditEntry = {
  atMs: number;
  by: string;
  action: string;
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

/** The same on a transaction of Prisma's. */
export async function writeAuditAll(transaction: Prisma.TransactionClient, entries: AuditEntry[]): Promise<void> {
  await transaction.auditEntry.createMany({
    data: entries.map(({ atMs, reason, ...entry }) => ({ ...entry, at: new Date(atMs), reason: reason ?? null })),
  });
}
