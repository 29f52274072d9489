/** Writes what changed of an organisation, and who changed it, within the importer's transaction. */
import { writeAuditAll, type AuditEntry } from '../audit/write-audit.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { lastingKey } from '../platform/caller-key.ts';
import { seal } from '../platform/sealing.ts';
import type { Secrets } from '../platform/secrets.ts';
import { anyChange, type Differences, type IdChanges } from './differences.ts';
import type { Line, Organisation, Person, Shift } from './organisation-file.ts';
import { policyFieldNames } from './policy.ts';

type Transaction = Prisma.TransactionClient;
type Change = { version: number; by: string; at: Date };

/** Applies `differences` so that the tables hold `organisation`; lines and people come first because shifts refer to them. */
export async function writeDifferences(
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
    await transaction.block.deleteMany();
    const rows = organisation.blocks.map(({ key = '', line, reason, until = '', review }, position) => ({
      key,
      lineId: line ?? null,
      reason,
      until: new Date(until),
      review: review ?? null,
      position,
    }));
    await transaction.block.createMany({ data: rows });
  }
  await writeAuditAll(transaction, auditEntries(differences, change));
}

/** Applies `changes` so that the table holds `shifts`, and nothing else of the organisation is touched; `audit` says what was done besides. */
export async function writeShiftsAlone(
  transaction: Transaction,
  shifts: readonly Shift[],
  changes: IdChanges,
  change: Change,
  audit: { action: string; subject: string },
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
    policy: json(policy),
    version,
    changedAt: at,
  };
  await transaction.organisation.upsert({ where: { id: 1 }, create: row, update: row });
}

async function writeLines(
  transaction: Transaction,
  secrets: Secrets,
  lines: readonly Line[],
  changes: IdChanges,
  { at }: Change,
): Promise<void> {
  for (const { thing: line, position } of toWrite(lines, changes)) {
    const row = {
      position,
      name: line.name,
      phoneNumber: line.phoneNumber,
      timeZone: line.timeZone,
      languages: line.languages,
      wishes: json(line.wishes),
      openingHours: json(line.openingHours),
      greeting: line.greeting ?? null,
      wording: json(line.wording),
      automaticAvailability: line.automaticAvailability,
      callbackNumberSealed: line.callbackNumber === undefined ? null : seal(secrets.sealingKey, line.callbackNumber),
      policy: json(Object.fromEntries(policyFieldNames.map((name) => [name, line[name]]))),
      retiredAt: null,
    };
    await transaction.line.upsert({ where: { id: line.id }, create: { id: line.id, ...row }, update: row });
    await transaction.closure.deleteMany({ where: { lineId: line.id } });
    const closures = line.closures.map((closure, closurePosition) => ({
      lineId: line.id,
      position: closurePosition,
      ...closure,
    }));
    await transaction.closure.createMany({ data: closures });
  }
  await transaction.line.updateMany({ where: { id: { in: changes.retired } }, data: { retiredAt: at } });
  await writeOrder(transaction, Prisma.sql`lines`, lines, changes);
}

async function writePeople(
  transaction: Transaction,
  secrets: Secrets,
  people: readonly Person[],
  changes: IdChanges,
  { at }: Change,
): Promise<void> {
  for (const { thing: person, position } of toWrite(people, changes)) {
    const row = {
      position,
      name: person.name,
      phoneSealed: seal(secrets.sealingKey, person.phone),
      phoneKey: lastingKey(secrets, '', person.phone),
      emailSealed: person.email === undefined ? null : seal(secrets.sealingKey, person.email),
      roles: person.roles,
      phoneName: person.phoneName ?? null,
      languages: person.languages,
      tags: person.tags,
      channels: person.channels,
      timeZone: person.timeZone,
      trainee: person.trainee,
      reserve: person.reserve,
      limits: json(person.limits),
      availability: json(person.availability),
      retiredAt: null,
    };
    await transaction.person.upsert({ where: { id: person.id }, create: { id: person.id, ...row }, update: row });
    await transaction.training.deleteMany({ where: { personId: person.id } });
    const training = person.training.map(({ course, until }, coursePosition) => ({
      personId: person.id,
      course,
      until: until ?? null,
      position: coursePosition,
    }));
    await transaction.training.createMany({ data: training });
  }
  // Whoever has left keeps a name in the history of contacts, and nothing they could be reached by.
  const gone = { retiredAt: at, phoneSealed: null, phoneKey: null, emailSealed: null };
  await transaction.person.updateMany({ where: { id: { in: changes.retired } }, data: gone });
  await writeOrder(transaction, Prisma.sql`people`, people, changes);
}

async function writeShifts(
  transaction: Transaction,
  shifts: readonly Shift[],
  changes: IdChanges,
  { at }: Change,
): Promise<void> {
  for (const { thing: shift, position } of toWrite(shifts, changes)) {
    const row = {
      position,
      lineId: shift.line,
      start: shift.start,
      end: shift.end,
      repeat: shift.repeat ?? null,
      also: shift.also,
      except: shift.except,
      need: shift.need,
      requires: json(shift.requires),
      retiredAt: null,
    };
    await transaction.shift.upsert({ where: { id: shift.id }, create: { id: shift.id, ...row }, update: row });
    await transaction.shiftChange.deleteMany({ where: { shiftId: shift.id } });
    await transaction.assignment.deleteMany({ where: { shiftId: shift.id } });
    await transaction.shiftChange.createMany({
      data: shift.changes.map(({ occurrence, start, end, need, requires, cancelled, assigned }, changePosition) => ({
        shiftId: shift.id,
        occurrence,
        position: changePosition,
        start: start ?? null,
        end: end ?? null,
        need: need ?? null,
        ...(requires && { requires: json(requires) }),
        cancelled: cancelled ?? null,
        reassigned: assigned !== undefined,
      })),
    });
    const assignments = [{ occurrence: '', assigned: shift.assigned }, ...shift.changes].flatMap(
      ({ occurrence, assigned = [] }) =>
        assigned.map(({ person, as }, assignmentPosition) => ({
          shiftId: shift.id,
          occurrence,
          personId: person,
          duty: as,
          position: assignmentPosition,
        })),
    );
    await transaction.assignment.createMany({ data: assignments });
  }
  await transaction.shift.updateMany({ where: { id: { in: changes.retired } }, data: { retiredAt: at } });
  await writeOrder(transaction, Prisma.sql`shifts`, shifts, changes);
}

function toWrite<Thing extends { id: string }>(
  things: readonly Thing[],
  { added, changed }: IdChanges,
): { thing: Thing; position: number }[] {
  const ids = new Set([...added, ...changed]);
  return things.map((thing, position) => ({ thing, position })).filter(({ thing }) => ids.has(thing.id));
}

/** The order of the file; one newcomer moves many places, so it is one statement. */
async function writeOrder(
  transaction: Transaction,
  table: Prisma.Sql,
  things: readonly { id: string }[],
  changes: IdChanges,
): Promise<void> {
  if (!anyChange(changes)) return;
  const ids = things.map(({ id }) => id);
  await transaction.$executeRaw`
    UPDATE ${table} AS stored SET position = ordered.place - 1
    FROM unnest(${ids}::text[]) WITH ORDINALITY AS ordered(id, place) WHERE stored.id = ordered.id`;
}

function entryOf({ by, at, version }: Change, action: string, subject: string): AuditEntry {
  return { atMs: at.getTime(), by, action, subject, organisationVersion: version };
}

function entriesOf(noun: string, { added, changed, retired }: IdChanges, change: Change): AuditEntry[] {
  return [
    ...added.map((id) => entryOf(change, `${noun}.added`, id)),
    ...changed.map((id) => entryOf(change, `${noun}.changed`, id)),
    ...retired.map((id) => entryOf(change, `${noun}.retired`, id)),
  ];
}

function auditEntries(differences: Differences, change: Change): AuditEntry[] {
  const entry = (action: string, subject: string) => entryOf(change, action, subject);
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

function json(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}
