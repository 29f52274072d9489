/** The organisation as its tables hold it: read in one snapshot and put together in the shape of the file. */
import type { Prisma, PrismaClient } from '../../prisma/generated/client.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Line, Organisation, Person } from './organisation-file.ts';
import { policyFromStore } from './stored-json.ts';
import {
  blockOf,
  inOrder,
  lineOf,
  lineQuery,
  personOf,
  personQuery,
  sealedOtherwise,
  shiftOf,
  shiftQuery,
  withoutNulls,
  type HeadRow,
  type OnUnusable,
  type PersonRow,
} from './stored-rows.ts';
import type { OwnTag } from './tags.ts';

/** A client or a transaction of one. */
export type Queries = Pick<
  PrismaClient,
  'organisation' | 'line' | 'person' | 'shift' | 'timeOff' | 'dateWish' | 'block' | 'droppedTag' | 'addedTag'
>;

/** What is stored. Retired lines are whole, so that contacts on them go on; of retired people only the name is kept. */
export type StoredOrganisation = {
  version: number;
  organisation: Organisation;
  retired: { lines: Line[]; people: { id: string; name: string }[] };
  droppedTags: OwnTag[];
  addedTags: OwnTag[];
  /** What people have said of single dates; no file has it. */
  dateWishes: DateWish[];
};

/** A local date of the person, and how gladly they would be on shift then. */
export type DateWish = { person: string; date: string; wish: 'preferred' | 'fine' | 'reluctant' | 'not' };

/** The same lock for a transaction on the bare pool. */
export const lockOrganisationSql = `SELECT pg_advisory_xact_lock(hashtext('warmline.organisation'))`;

/** Whoever changes the organisation takes this lock first, so that changes come one after the other; it ends with the transaction. */
export async function lockOrganisation(transaction: Prisma.TransactionClient): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('warmline.organisation'))`;
}

/** Ids of people and shifts that something of theirs was written of. */
export type Touched = { people: readonly string[]; shifts: readonly string[] };

/**
 * Reads everything within one transaction, or of people and shifts those `touched` only; null before the first import. What
 * cannot be understood is left out. A sealed field that cannot be opened throws a StartProblem; with `onUnusable` it is told
 * and left out, and so is a person whose phone it was, unless that is everybody's.
 */
export async function readStored(
  queries: Queries,
  secrets: Secrets,
  onUnusable?: OnUnusable,
  touched?: Touched,
): Promise<StoredOrganisation | null> {
  const row = await queries.organisation.findUnique({ where: { id: 1 } });
  if (!row) return null;
  const those = (ids: readonly string[] | undefined) => (ids === undefined ? {} : { in: [...ids] });
  const ofPeople = { personId: those(touched?.people) };
  const lines = await queries.line.findMany(lineQuery);
  const people = await queries.person.findMany({ ...personQuery, where: { id: those(touched?.people) } });
  const shifts = await queries.shift.findMany({
    ...shiftQuery,
    where: { ...shiftQuery.where, id: those(touched?.shifts) },
  });
  const timeOff = await queries.timeOff.findMany({ ...inOrder, where: ofPeople });
  const blocks = touched ? [] : await queries.block.findMany(inOrder);
  const droppedTags = await queries.droppedTag.findMany({
    orderBy: [{ personId: 'asc' }, { tag: 'asc' }],
    where: ofPeople,
  });
  const addedTags = await queries.addedTag.findMany({ orderBy: [{ addedAt: 'asc' }, { tag: 'asc' }], where: ofPeople });
  const linesIn = (isRetired: boolean) =>
    lines.filter((line) => (line.retiredAt !== null) === isRetired).map((line) => lineOf(line, secrets, onUnusable));
  const dateWishes = await queries.dateWish.findMany({
    orderBy: [{ personId: 'asc' }, { date: 'asc' }],
    where: ofPeople,
  });
  return {
    version: row.version,
    organisation: {
      ...headOf(row, onUnusable),
      lines: linesIn(false),
      people: opened(people, secrets, onUnusable, touched === undefined),
      shifts: shifts.map((shift) => shiftOf(shift, onUnusable)),
      timeOff: timeOff.map(({ personId, from, to }) => ({ person: personId, from, to })),
      blocks: blocks.map(blockOf),
    },
    retired: {
      lines: linesIn(true),
      people: people.filter((person) => person.retiredAt).map(({ id, name }) => ({ id, name })),
    },
    droppedTags: droppedTags.map(({ personId, tag }) => ({ person: personId, tag })),
    addedTags: addedTags.map(({ personId, tag }) => ({ person: personId, tag })),
    dateWishes: dateWishes.map(({ personId, date, wish }) => ({
      person: personId,
      date,
      wish: wish as DateWish['wish'],
    })),
  };
}

/** The organisation itself, without its records. */
export function headOf(
  { name, timeZone, crisisNumber, crisisName, policy }: HeadRow,
  onUnusable?: OnUnusable,
): Pick<Organisation, 'organisation' | 'policy'> {
  return {
    organisation: withoutNulls({ name, timeZone, crisisNumber, crisisName }),
    policy: policyFromStore(policy, (field) => onUnusable?.('organisation', '', field)),
  };
}

/** Those in the organisation whose phone can be opened. */
export function opened(
  rows: readonly PersonRow[],
  secrets: Secrets,
  onUnusable: OnUnusable | undefined,
  isEverybody: boolean,
): Person[] {
  const current = rows.filter((row) => !row.retiredAt);
  const people = current.flatMap((row) => {
    const person = personOf(row, secrets, onUnusable);
    return person.phone === '' && row.phoneSealed !== null ? [] : [person];
  });
  // One number that cannot be opened is that one's fault; where none can, it is the secret's.
  if (isEverybody && people.length === 0 && current.length > 0) throw sealedOtherwise();
  return people;
}
