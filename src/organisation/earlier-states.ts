/** How lines and settings stood before each change: kept sealed, to look at and to go back to (O3). */
import { z } from 'zod';
import type { Prisma } from '../../prisma/generated/client.ts';
import { seal, unseal } from '../platform/sealing.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Line, Organisation } from './organisation-file.ts';

/** The records of which it is kept how they stood. */
export type KeptRecord = 'line' | 'settings';

/** One change: the version it made, who made it, and how the record stood before; null where it was not there. */
export type EarlierState = {
  version: number;
  by: string;
  atMs: number;
  before: Record<string, unknown> | null;
};

/** Where they are kept. */
type Kept = { room: { secrets: Secrets }; database: { prisma: Pick<Prisma.TransactionClient, 'earlierState'> } };

const statesListed = 100;
const record = z.record(z.string(), z.unknown());

/** Keeps how the record stood before a change, on the transaction that makes it. */
export async function keepState(
  transaction: Prisma.TransactionClient,
  secrets: Secrets,
  state: { record: KeptRecord; subject: string; version: number; by: string; atMs: number },
  before: Pick<Organisation, 'organisation' | 'policy' | 'lines'>,
): Promise<void> {
  const { atMs, ...row } = state;
  const content = state.record === 'line' ? lineIn(before, state.subject) : settingsIn(before);
  const beforeSealed = content === null ? null : seal(secrets.sealingKey, JSON.stringify(content));
  await transaction.earlierState.create({ data: { ...row, at: new Date(atMs), beforeSealed } });
}

/** The changes of a record that are still kept, the latest first. */
export async function earlierStates(
  { room: { secrets }, database: { prisma } }: Kept,
  of: { record: KeptRecord; subject: string },
): Promise<EarlierState[]> {
  const rows = await prisma.earlierState.findMany({ where: of, orderBy: { version: 'desc' }, take: statesListed });
  return rows.map(({ version, by, at, beforeSealed }) => ({
    version,
    by,
    atMs: at.getTime(),
    before: beforeSealed === null ? null : record.parse(JSON.parse(unseal(secrets.sealingKey, beforeSealed))),
  }));
}

function lineIn({ lines }: Pick<Organisation, 'lines'>, id: string): Line | null {
  return lines.find((line) => line.id === id) ?? null;
}

function settingsIn({ organisation, policy }: Pick<Organisation, 'organisation' | 'policy'>) {
  return { organisation, policy };
}
