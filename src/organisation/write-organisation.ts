/** Writes what changed of an organisation, and who changed it, within the importer's transaction. */
import type { AuditAction } from '../audit/actions.ts';
import { writeAuditAll, type AuditEntry } from '../audit/write-audit.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Differences, IdChanges } from './differences.ts';
import type { Organisation, Shift } from './organisation-file.ts';
import { writeBlocks } from './write-blocks.ts';
import { inJson, writeLines, writePeople, writeShifts, type Change } from './write-records.ts';

type Transaction = Prisma.TransactionClient;

/** Applies `differences` so that the tables hold `organisation`. */
export async function writeDifferences(
  transaction: Transaction,
  secrets: Secrets,
  organisation: Organisation,
  differences: Differences,
  change: Change,
): Promise<void> {
  await writeRecords(transaction, secrets, organisation, differences, change);
  if (differences.timeOff) {
    await transaction.timeOff.deleteMany();
    const rows = organisation.timeOff.map(({ person, from, to }, position) => ({
      personId: person,
      from,
      to,
      position,
    }));
    await transaction.timeOff.createMany({ data: rows });
  }
  if (differences.blocks) {
    await writeBlocks(transaction, organisation.blocks, change);
  }
  await writeAuditAll(transaction, auditEntries(differences, change));
}

/** Applies what `differences` says of the organisation itself, lines, people and shifts, and of nothing else; lines and people come first because shifts refer to them. */
export async function writeRecords(
  transaction: Transaction,
  secrets: Secrets,
  organisation: Organisation,
  differences: Differences,
  change: Change,
): Promise<void> {
  await writeHead(transaction, organisation, change);
  await writeLines(transaction, secrets, organisation.lines, differences.lines, change);
  await writePeople(transaction, secrets, organisation.people, differences.people, change);
  await writeShifts(transaction, organisation.shifts, differences.shifts, change);
}

/** Applies `changes` so that the table holds `shifts`, and nothing else of the organisation is touched; `audit` says what was done besides. */
export async function writeShiftsAlone(
  transaction: Transaction,
  shifts: readonly Shift[],
  changes: IdChanges,
  change: Change,
  audit: { action: AuditAction; subject: string },
): Promise<void> {
  const { version, by, at } = change;
  await transaction.organisation.update({ where: { id: 1 }, data: { version, changedAt: at } });
  await writeShifts(transaction, shifts, changes, change);
  const done = { atMs: at.getTime(), by, ...audit, organisationVersion: version };
  await writeAuditAll(transaction, [done, ...entriesOf('shift', changes, change)]);
}

async function writeHead(
  transaction: Transaction,
  { organisation, policy }: Organisation,
  { version, at }: Change,
): Promise<void> {
  const row = {
    ...organisation,
    crisisName: organisation.crisisName ?? null,
    policy: inJson(policy),
    version,
    changedAt: at,
  };
  await transaction.organisation.upsert({ where: { id: 1 }, create: row, update: row });
}

function entryOf({ by, at, version }: Change, action: AuditAction, subject: string): AuditEntry {
  return { atMs: at.getTime(), by, action, subject, organisationVersion: version };
}

function entriesOf(
  noun: 'line' | 'person' | 'shift',
  { added, changed, retired }: IdChanges,
  change: Change,
): AuditEntry[] {
  return [
    ...added.map((id) => entryOf(change, `${noun}.added`, id)),
    ...changed.map((id) => entryOf(change, `${noun}.changed`, id)),
    ...retired.map((id) => entryOf(change, `${noun}.retired`, id)),
  ];
}

function auditEntries(differences: Differences, change: Change): AuditEntry[] {
  const entry = (action: AuditAction, subject: string) => entryOf(change, action, subject);
  return [
    entry('organisation.imported', ''),
    ...(['organisation', 'policy', 'timeOff', 'blocks'] as const)
      .filter((part) => differences[part])
      .map((part) => entry(`${part}.changed`, '')),
    ...entriesOf('line', differences.lines, change),
    ...entriesOf('person', differences.people, change),
    ...entriesOf('shift', differences.shifts, change),
  ];
}
