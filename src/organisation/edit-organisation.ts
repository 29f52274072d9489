/** One small change of the organisation: read, changed, checked and written record by record, however many others there are (O2, O3). */
import { createHash } from 'node:crypto';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { AuditAction } from '../audit/actions.ts';
import { writeAuditAll } from '../audit/write-audit.ts';
import type { Database } from '../platform/database.ts';
import { lastingKeys } from '../platform/caller-key.ts';
import { faultWord } from '../reading/fault-words.ts';
import { anyDifference, differencesBetween, type Differences } from './differences.ts';
import { faultLine, type Fault } from './faults.ts';
import type { Organisation } from './organisation-file.ts';
import { checkOrganisation } from './read-file.ts';
import type { Records } from './records.ts';
import { keepState, type KeptRecord } from './earlier-states.ts';
import { lockOrganisation, readStored, type Touched } from './stored-organisation.ts';
import { writeRecords } from './write-organisation.ts';

/** What changing the organisation needs. */
export type Editing = { room: Records; database: Pick<Database, 'prisma'> };

/** The organisation and its lines; of people, shifts and time off those of the records that are changed; no blocks. */
export type Part = Organisation;

/**
 * Who asks for what, and which records besides the lines it is about; a trial answers the same and writes nothing. `alongside`
 * is what other rooms write on the same transaction, before the
 * records are.
 */
export type Asked = {
  touched: Touched;
  by: string;
  action: AuditAction;
  subject: string;
  keeps?: KeptRecord;
  isTrial?: true;
  alongside?: (transaction: Prisma.TransactionClient) => Promise<void>;
};

/** As many as one statement takes with ease. */
const keysAtOnce = 5_000;

/** What a change wants: the part as it is to be, or why nothing is to be changed. */
export type Wanted<Reason> = { kind: 'part'; part: Part } | { kind: 'no'; reason: Reason };

/** `same`: it is as it is wanted already. `faulty`: the file's own rules refuse it, each at its place in the part. */
export type Edited<Reason> =
  | { kind: 'done' | 'same'; version: number; part: Part }
  | { kind: 'faulty'; faults: Fault[]; part: Part }
  | { kind: 'no'; reason: Reason }
  | { kind: 'nothing-there' };

/**
 * Makes of a part what `change` wants of it: one transaction, one version, one entry of the audit. Everybody who works with
 * the organisation hears of it after the commit.
 */
export async function editOrganisation<Reason>(
  { room, database }: Editing,
  asked: Asked,
  change: (part: Part) => Wanted<Reason>,
): Promise<Edited<Reason>> {
  const nowMs = room.clock.nowMs();
  const done = await database.prisma.$transaction(
    async (transaction): Promise<Edited<Reason>> => {
      await lockOrganisation(transaction);
      const stored = await readStored(transaction, room.secrets, undefined, asked.touched);
      if (!stored) return { kind: 'nothing-there' };
      const before = stored.organisation;
      const wanted = change(before);
      if (wanted.kind === 'no') return wanted;
      const faults = newFaults(before, wanted.part, asked.touched);
      const taken = faults.length > 0 ? [] : await takenPhones(transaction, room, wanted.part);
      if (faults.length + taken.length > 0) return { kind: 'faulty', faults: [...faults, ...taken], part: wanted.part };
      const differences = ofPart(differencesBetween(before, wanted.part));
      if (!anyDifference(differences)) return { kind: 'same', version: stored.version, part: before };
      if (asked.isTrial) return { kind: 'done', version: stored.version, part: wanted.part };
      const version = stored.version + 1;
      const by = `person:${asked.by}`;
      await asked.alongside?.(transaction);
      await writeRecords(transaction, room.secrets, wanted.part, differences, { version, by, at: new Date(nowMs) });
      const { action, subject, keeps } = asked;
      if (keeps)
        await keepState(transaction, room.secrets, { record: keeps, subject, version, by, atMs: nowMs }, before);
      await writeAuditAll(transaction, [{ atMs: nowMs, by, action, subject, organisationVersion: version }]);
      return { kind: 'done', version, part: wanted.part };
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
  if (done.kind === 'done' && !asked.isTrial)
    room.afterCommit({ effects: [], wakes: [], route: true, organisation: true });
  return done;
}

/** Time off and blocks are written by others, and the order of people and shifts is that of all of them. */
function ofPart(differences: Differences): Differences {
  const { people, shifts } = differences;
  return {
    ...differences,
    people: { ...people, reordered: false },
    shifts: { ...shifts, reordered: false },
    timeOff: false,
    blocks: false,
  };
}

/** The version of one record: it changes with the record and with nothing else. */
export function versionOf(record: unknown): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('base64url').slice(0, 22);
}

/**
 * What the rules of the file say of the part and did not say of it before: what an earlier release took stands in nobody's way.
 * Shifts are only ever taken from people here, which no rule is about.
 */
function newFaults(before: Part, after: Part, touched: Touched): Fault[] {
  if (touched.shifts.length > 0) return [];
  const known = new Set(faultsOf(before).map(faultLine));
  return faultsOf(after).filter((fault) => !known.has(faultLine(fault)));
}

function faultsOf(part: Part): Fault[] {
  const reading = checkOrganisation(JSON.parse(JSON.stringify({ ...part, timeOff: [], blocks: [] })));
  return reading.kind === 'faults' ? reading.faults : [];
}

/** A number belongs to one person; the others are not in the part. */
async function takenPhones(
  transaction: Prisma.TransactionClient,
  { secrets }: Pick<Records, 'secrets'>,
  { people, lines }: Part,
): Promise<Fault[]> {
  const named = [
    ...people.map(({ id, phone }, index) => ({ id, number: phone, path: `people[${index}].phone` })),
    ...lines.flatMap(({ callbackNumber }, index) =>
      callbackNumber === undefined ? [] : [{ id: '', number: callbackNumber, path: `lines[${index}].callbackNumber` }],
    ),
  ];
  const keyed = named.map((one) => ({ ...one, keys: lastingKeys(secrets, '', one.number) }));
  const owners = new Map<string, string>();
  const keys = keyed.flatMap((one) => one.keys);
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const phoneKey = { in: keys.slice(from, from + keysAtOnce) };
    const found = await transaction.person.findMany({
      where: { phoneKey, retiredAt: null },
      select: { id: true, phoneKey: true },
    });
    for (const owner of found) owners.set(owner.phoneKey ?? '', owner.id);
  }
  const inPart = new Set(people.map(({ id }) => id));
  return keyed.flatMap(({ id, path, keys: own }) => {
    const owner = own.map((key) => owners.get(key)).find((one) => one !== undefined);
    const isTaken = owner !== undefined && owner !== id && !inPart.has(owner);
    return isTaken ? [{ path, problem: faultWord('numberOfSomebody') }] : [];
  });
}

/** `record` with what `fields` has in its place, as the file would have it: what is null is not there, what is absent stays. */
export function withFields<Record extends object>(record: Record, fields: object): Record {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const merged = Object.entries({ ...record, ...Object.fromEntries(given) });
  return Object.fromEntries(merged.filter(([, value]) => value !== null)) as Record;
}
