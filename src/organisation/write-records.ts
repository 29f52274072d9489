/** Writes lines, people and shifts as a file has them: however many there are, each table takes a few statements. */
import { Prisma } from '../../prisma/generated/client.ts';
import { lastingKey } from '../platform/caller-key.ts';
import { seal } from '../platform/sealing.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { IdChanges } from './differences.ts';
import type { Line, Person, Shift } from './organisation-file.ts';
import { policyFieldNames } from './policy.ts';

type Transaction = Prisma.TransactionClient;

/** Which version a change makes, who makes it, and when. */
export type Change = { version: number; by: string; at: Date };

/** Writes the lines that are new or different, and retires those that are gone. */
export async function writeLines(
  transaction: Transaction,
  secrets: Secrets,
  lines: readonly Line[],
  changes: IdChanges,
  { at }: Change,
): Promise<void> {
  const written = toWrite(lines, changes);
  await upsert(transaction, 'lines', lines, changes, (line) => ({
    name: line.name,
    phone_number: line.phoneNumber,
    time_zone: line.timeZone,
    languages: line.languages,
    wishes: line.wishes,
    opening_hours: line.openingHours,
    greeting: line.greeting ?? null,
    wording: line.wording,
    automatic_availability: line.automaticAvailability,
    callback_number_sealed: line.callbackNumber === undefined ? null : seal(secrets.sealingKey, line.callbackNumber),
    policy: Object.fromEntries(policyFieldNames.map((name) => [name, line[name]])),
  }));
  await transaction.closure.deleteMany({ where: { lineId: { in: idsOf(written) } } });
  await insert(
    transaction,
    'closures',
    written.flatMap(({ id, closures }) =>
      closures.map(({ from, to, reason }, position) => ({
        line_id: id,
        position,
        from_date: from,
        to_date: to,
        reason,
      })),
    ),
  );
  await transaction.line.updateMany({ where: { id: { in: changes.retired } }, data: { retiredAt: at } });
}

/** Writes the people who are new or different; whoever is gone keeps a name in the history of contacts, and nothing they could be reached by. */
export async function writePeople(
  transaction: Transaction,
  secrets: Secrets,
  people: readonly Person[],
  changes: IdChanges,
  { at }: Change,
): Promise<void> {
  const written = toWrite(people, changes);
  await upsert(transaction, 'people', people, changes, (person) => ({
    name: person.name,
    phone_sealed: seal(secrets.sealingKey, person.phone),
    phone_key: lastingKey(secrets, '', person.phone),
    email_sealed: person.email === undefined ? null : seal(secrets.sealingKey, person.email),
    roles: person.roles,
    phone_name: person.phoneName ?? null,
    languages: person.languages,
    tags: person.tags,
    channels: person.channels,
    time_zone: person.timeZone,
    trainee: person.trainee,
    reserve: person.reserve,
    limits: person.limits,
    availability: person.availability,
  }));
  await transaction.training.deleteMany({ where: { personId: { in: idsOf(written) } } });
  await insert(
    transaction,
    'training',
    written.flatMap(({ id, training }) =>
      training.map(({ course, until }, position) => ({ person_id: id, course, until_date: until ?? null, position })),
    ),
  );
  const gone = { retiredAt: at, phoneSealed: null, phoneKey: null, emailSealed: null };
  await transaction.person.updateMany({ where: { id: { in: changes.retired } }, data: gone });
  await transaction.timeOff.deleteMany({ where: { personId: { in: changes.retired } } });
}

/** Writes the shifts that are new or different with their changes and people, and retires those that are gone. */
export async function writeShifts(
  transaction: Transaction,
  shifts: readonly Shift[],
  changes: IdChanges,
  { at }: Change,
): Promise<void> {
  const written = toWrite(shifts, changes);
  await upsert(transaction, 'shifts', shifts, changes, (shift) => ({
    line_id: shift.line,
    start_local: shift.start,
    end_local: shift.end,
    repeat_rule: shift.repeat ?? null,
    also: shift.also,
    except: shift.except,
    need: shift.need,
    requires: shift.requires,
  }));
  const ofThem = { where: { shiftId: { in: idsOf(written) } } };
  await transaction.shiftChange.deleteMany(ofThem);
  await transaction.assignment.deleteMany(ofThem);
  await insert(
    transaction,
    'shift_changes',
    written.flatMap((shift) =>
      shift.changes.map(({ occurrence, start, end, need, requires, cancelled, assigned }, position) => ({
        shift_id: shift.id,
        occurrence,
        position,
        start_local: start ?? null,
        end_local: end ?? null,
        need: need ?? null,
        requires: requires ?? null,
        cancelled: cancelled ?? null,
        reassigned: assigned !== undefined,
      })),
    ),
  );
  await insert(
    transaction,
    'assignments',
    written.flatMap((shift) =>
      [{ occurrence: '', assigned: shift.assigned }, ...shift.changes].flatMap(({ occurrence, assigned = [] }) =>
        assigned.map(({ person, as }, position) => ({
          shift_id: shift.id,
          occurrence,
          person_id: person,
          position,
          duty: as,
        })),
      ),
    ),
  );
  await transaction.shift.updateMany({ where: { id: { in: changes.retired } }, data: { retiredAt: at } });
}

/** A value as a column of JSON holds it. */
export function inJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}

/** Rows of these tables stand in an order of their own. */
type Ordered = 'lines' | 'people' | 'shifts';

/**
 * Writes what is new or different. A new one comes after all others, and what stands keeps its place, unless the order of the
 * file asks for more: then each gets the place it has there.
 */
async function upsert<Thing extends { id: string }>(
  transaction: Transaction,
  table: Ordered,
  things: readonly Thing[],
  changes: IdChanges,
  columnsOf: (thing: Thing) => Record<string, unknown>,
): Promise<void> {
  const written = toWrite(things, changes);
  const [first] = written;
  if (first) {
    const next = await nextPosition(transaction, table);
    const rows = written.map((thing, place) => ({ id: thing.id, ...columnsOf(thing), position: next + place }));
    const columns = Object.keys(columnsOf(first));
    const sets = columns.map((column) => `"${column}" = EXCLUDED."${column}"`);
    await insert(
      transaction,
      table,
      rows,
      `ON CONFLICT (id) DO UPDATE SET ${sets.join(', ')}, retired_at = NULL,
        position = CASE WHEN stored.retired_at IS NULL THEN stored.position ELSE EXCLUDED.position END`,
    );
  }
  if (isReordered(things, changes)) await writeOrder(transaction, table, things);
}

/** Whether the file has them in another order than what stands, with what is new at its end. */
function isReordered(things: readonly { id: string }[], { added, reordered }: IdChanges): boolean {
  if (reordered) return true;
  const isNew = new Set(added);
  const firstNew = things.findIndex(({ id }) => isNew.has(id));
  return firstNew !== -1 && things.slice(firstNew).some(({ id }) => !isNew.has(id));
}

async function writeOrder(transaction: Transaction, table: Ordered, things: readonly { id: string }[]): Promise<void> {
  const ids = things.map(({ id }) => id);
  await transaction.$executeRaw`
    UPDATE ${Prisma.raw(table)} AS stored SET position = ordered.place - 1
    FROM unnest(${ids}::text[]) WITH ORDINALITY AS ordered(id, place) WHERE stored.id = ordered.id`;
}

async function nextPosition(transaction: Transaction, table: Ordered): Promise<number> {
  const rows = await transaction.$queryRaw<
    { next: number }[]
  >`SELECT coalesce(max(position) + 1, 0)::int AS next FROM ${Prisma.raw(table)}`;
  return rows[0]?.next ?? 0;
}

type Table = Ordered | 'closures' | 'training' | 'shift_changes' | 'assignments';

/** One statement for all rows; the order of a value's fields is kept. */
async function insert(
  transaction: Transaction,
  table: Table,
  rows: readonly Record<string, unknown>[],
  onConflict = '',
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first)
    .map((column) => `"${column}"`)
    .join(', ');
  await transaction.$executeRawUnsafe(
    `INSERT INTO ${table} AS stored (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json) ${onConflict}`,
    JSON.stringify(rows),
  );
}

function toWrite<Thing extends { id: string }>(things: readonly Thing[], { added, changed }: IdChanges): Thing[] {
  const ids = new Set([...added, ...changed]);
  return things.filter(({ id }) => ids.has(id));
}

function idsOf(things: readonly { id: string }[]): string[] {
  return things.map(({ id }) => id);
}
