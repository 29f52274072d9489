/** The organisation as its tables hold it: read in one snapshot and put together in the shape of the file. */
import type { Prisma, PrismaClient } from '../../prisma/generated/client.ts';
import { unseal } from '../platform/sealing.ts';
import { StartProblem } from '../platform/start-problem.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Assignment, Block, Line, Organisation, Person, Shift } from './organisation-file.ts';
import {
  availabilityFromStore,
  channelsFromStore,
  openingHoursFromStore,
  overrideFromStore,
  personLimitsFromStore,
  policyFromStore,
  requiresFromStore,
  rolesFromStore,
  wishesFromStore,
  wordingFromStore,
} from './stored-json.ts';
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

const inOrder = { orderBy: { position: 'asc' } } as const;
const lineQuery = { include: { closures: inOrder }, ...inOrder } as const;
const personQuery = { include: { training: inOrder }, ...inOrder } as const;
const shiftQuery = {
  include: { changes: inOrder, assignments: inOrder },
  where: { retiredAt: null },
  ...inOrder,
} as const;

type LineRow = Prisma.LineGetPayload<typeof lineQuery>;
type PersonRow = Prisma.PersonGetPayload<typeof personQuery>;
type ShiftRow = Prisma.ShiftGetPayload<typeof shiftQuery>;

/** The same lock for a transaction on the bare pool. */
export const lockOrganisationSql = `SELECT pg_advisory_xact_lock(hashtext('warmline.organisation'))`;

/** Whoever changes the organisation takes this lock first, so that changes come one after the other; it ends with the transaction. */
export async function lockOrganisation(transaction: Prisma.TransactionClient): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('warmline.organisation'))`;
}

/** Told of a field that cannot be used as it is stored: sealed and not to be opened, or not to be understood. */
export type OnUnusable = (record: 'organisation' | 'line' | 'person' | 'shift', id: string, field: string) => void;

/**
 * Reads everything within one transaction; null before the first import. What cannot be understood is left out. A sealed
 * field that cannot be opened throws a StartProblem; with `onUnusable` it is told and left out, and so is a person whose
 * phone it was, unless that is everybody's.
 */
export async function readStored(
  queries: Queries,
  secrets: Secrets,
  onUnusable?: OnUnusable,
): Promise<StoredOrganisation | null> {
  const row = await queries.organisation.findUnique({ where: { id: 1 } });
  if (!row) return null;
  const lines = await queries.line.findMany(lineQuery);
  const people = await queries.person.findMany(personQuery);
  const shifts = await queries.shift.findMany(shiftQuery);
  const timeOff = await queries.timeOff.findMany(inOrder);
  const blocks = await queries.block.findMany(inOrder);
  const droppedTags = await queries.droppedTag.findMany({ orderBy: [{ personId: 'asc' }, { tag: 'asc' }] });
  const lineIn = (line: LineRow) => lineOf(line, secrets, onUnusable);
  const current = people.filter((person) => !person.retiredAt);
  const opened = current.flatMap((row) => {
    const person = personOf(row, secrets, onUnusable);
    return person.phone === '' && row.phoneSealed !== null ? [] : [person];
  });
  // One number that cannot be opened is that one's fault; where none can, it is the secret's.
  if (opened.length === 0 && current.length > 0) throw sealedOtherwise();
  const addedTags = await queries.addedTag.findMany({ orderBy: [{ addedAt: 'asc' }, { tag: 'asc' }] });
  const dateWishes = await queries.dateWish.findMany({ orderBy: [{ personId: 'asc' }, { date: 'asc' }] });
  return {
    version: row.version,
    organisation: {
      organisation: withoutNulls({
        name: row.name,
        timeZone: row.timeZone,
        crisisNumber: row.crisisNumber,
        crisisName: row.crisisName,
      }),
      policy: policyFromStore(row.policy, (field) => onUnusable?.('organisation', '', field)),
      lines: lines.filter((line) => !line.retiredAt).map(lineIn),
      people: opened,
      shifts: shifts.map((shift) => shiftOf(shift, onUnusable)),
      timeOff: timeOff.map(({ personId, from, to }) => ({ person: personId, from, to })),
      blocks: blocks.map(blockOf),
    },
    retired: {
      lines: lines.filter((line) => line.retiredAt).map(lineIn),
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

function lineOf(row: LineRow, secrets: Secrets, onUnusable?: OnUnusable): Line {
  const tell = (field: string) => onUnusable?.('line', row.id, field);
  return withoutNulls({
    id: row.id,
    name: row.name,
    phoneNumber: row.phoneNumber,
    timeZone: row.timeZone,
    languages: row.languages,
    wishes: wishesFromStore(row.wishes, tell),
    openingHours: openingHoursFromStore(row.openingHours, tell),
    closures: row.closures.map(({ from, to, reason }) => ({ from, to, reason })),
    greeting: row.greeting,
    wording: wordingFromStore(row.wording, tell),
    automaticAvailability: row.automaticAvailability,
    callbackNumber: unsealed(
      row.callbackNumberSealed,
      secrets,
      onUnusable && (() => onUnusable('line', row.id, 'callbackNumber')),
    ),
    ...overrideFromStore(row.policy, tell),
  });
}

function personOf(row: PersonRow, secrets: Secrets, onUnusable?: OnUnusable): Person {
  const onField = (field: string) => onUnusable && (() => onUnusable('person', row.id, field));
  const tell = (field: string) => onUnusable?.('person', row.id, field);
  return withoutNulls({
    id: row.id,
    name: row.name,
    phone: unsealed(row.phoneSealed, secrets, onField('phone')) ?? '',
    email: unsealed(row.emailSealed, secrets, onField('email')),
    roles: rolesFromStore(row.roles, tell),
    phoneName: row.phoneName,
    languages: row.languages,
    tags: row.tags,
    channels: channelsFromStore(row.channels, tell),
    timeZone: row.timeZone,
    training: row.training.map(({ course, until }) => withoutNulls({ course, until })),
    trainee: row.trainee,
    reserve: row.reserve,
    limits: personLimitsFromStore(row.limits, tell),
    availability: availabilityFromStore(row.availability, tell),
  });
}

function shiftOf(row: ShiftRow, onUnusable?: OnUnusable): Shift {
  const tell = (field: string) => onUnusable?.('shift', row.id, field);
  const assignedTo = (occurrence: string): Assignment[] =>
    row.assignments
      .filter((assignment) => assignment.occurrence === occurrence)
      .map(({ personId, duty }) => ({ person: personId, as: duty as Assignment['as'] }));
  return withoutNulls({
    id: row.id,
    line: row.lineId,
    start: row.start,
    end: row.end,
    repeat: row.repeat,
    also: row.also,
    except: row.except,
    changes: row.changes.map(({ occurrence, start, end, need, requires, cancelled, reassigned }) =>
      withoutNulls({
        occurrence,
        start,
        end,
        need,
        requires: requires === null ? null : requiresFromStore(requires, tell),
        assigned: reassigned ? assignedTo(occurrence) : null,
        cancelled,
      }),
    ),
    need: row.need,
    requires: requiresFromStore(row.requires, tell),
    assigned: assignedTo(''),
  });
}

function blockOf(row: Prisma.BlockGetPayload<object>): Block {
  return withoutNulls({
    key: row.key,
    line: row.lineId,
    reason: row.reason,
    until: utcInstant(row.until),
    review: row.review,
  });
}

/** `2026-03-08T08:00:00Z`, with milliseconds only where there are any. */
export function utcInstant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

function unsealed(sealed: string | null, secrets: Secrets, onFailure?: () => void): string | null {
  if (sealed === null) return null;
  try {
    return unseal(secrets.sealingKey, sealed);
  } catch {
    if (!onFailure) throw sealedOtherwise();
    onFailure();
    return null;
  }
}

function sealedOtherwise(): StartProblem {
  return new StartProblem(
    'The numbers in this database were sealed with another WARMLINE_SECRET: set the one it was made with.',
  );
}

/** The tables say null where the file says nothing. */
function withoutNulls<Row extends object>(
  row: Row,
): { [Field in keyof Row as null extends Row[Field] ? never : Field]: Row[Field] } & {
  [Field in keyof Row as null extends Row[Field] ? Field : never]?: Exclude<Row[Field], null>;
} {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as never;
}
