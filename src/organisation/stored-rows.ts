/** One row of the organisation's tables as the record of the file that it holds. */
import type { Prisma } from '../../prisma/generated/client.ts';
import { unseal } from '../platform/sealing.ts';
import { StartProblem } from '../platform/start-problem.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Assignment, Block, Closure, Line, Person, Shift } from './organisation-file.ts';
import {
  availabilityFromStore,
  channelsFromStore,
  openingHoursFromStore,
  overrideFromStore,
  personLimitsFromStore,
  requiresFromStore,
  rolesFromStore,
  wishesFromStore,
  wordingFromStore,
} from './stored-json.ts';

export const inOrder = { orderBy: { position: 'asc' } } as const;
export const lineQuery = { include: { closures: inOrder }, ...inOrder } as const;
export const personQuery = { include: { training: inOrder }, ...inOrder } as const;
export const shiftQuery = {
  include: { changes: inOrder, assignments: inOrder },
  where: { retiredAt: null },
  ...inOrder,
} as const;

export type HeadRow = {
  version: number;
  name: string;
  timeZone: string;
  crisisNumber: string;
  crisisName: string | null;
  policy: unknown;
};
/** What of a row the record is made of; it matters not by which statement it was read. */
export type LineRow = Omit<Prisma.LineGetPayload<object>, 'position'> & { closures: Closure[] };
export type PersonRow = Omit<Prisma.PersonGetPayload<object>, 'position' | 'phoneKey'> & {
  training: { course: string; until: string | null }[];
};
export type ShiftRow = Omit<Prisma.ShiftGetPayload<object>, 'position' | 'retiredAt'> & {
  changes: Omit<Prisma.ShiftChangeGetPayload<object>, 'position' | 'shiftId'>[];
  assignments: Omit<Prisma.AssignmentGetPayload<object>, 'position' | 'shiftId'>[];
};

/** Told of a field that cannot be used as it is stored: sealed and not to be opened, or not to be understood. */
export type OnUnusable = (record: 'organisation' | 'line' | 'person' | 'shift', id: string, field: string) => void;

/** A line, retired or not. */
export function lineOf(row: LineRow, secrets: Secrets, onUnusable?: OnUnusable): Line {
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

/** A person; without a phone where it cannot be opened. */
export function personOf(row: PersonRow, secrets: Secrets, onUnusable?: OnUnusable): Person {
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

/** A shift with its changes and its people. */
export function shiftOf(row: ShiftRow, onUnusable?: OnUnusable): Shift {
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

/** A block, under the key of its caller. */
export function blockOf(row: Prisma.BlockGetPayload<object>): Block {
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

/** What to say when nothing can be opened. */
export function sealedOtherwise(): StartProblem {
  return new StartProblem(
    'The numbers in this database were sealed with another WARMLINE_SECRET: set the one it was made with.',
  );
}

/** The tables say null where the file says nothing. */
export function withoutNulls<Row extends object>(
  row: Row,
): { [Field in keyof Row as null extends Row[Field] ? never : Field]: Row[Field] } & {
  [Field in keyof Row as null extends Row[Field] ? Field : never]?: Exclude<Row[Field], null>;
} {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as never;
}
