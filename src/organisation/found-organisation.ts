/** Founding: the first organisation of one's own, where there is none or only the demo; once there is one, never again (O1). */
import type { Prisma } from '../../prisma/generated/client.ts';
import { isFoundingLink, spendFoundingLink } from '../access/founding-links.ts';
import { writeAuditAll } from '../audit/write-audit.ts';
import { emptyDatabase } from '../operations/emptied.ts';
import { dropMadeUp, writeMadeUp, type MadeUp } from '../operations/made-up.ts';
import type { Database } from '../platform/database.ts';
import { localDate } from '../schedule/zone-clock.ts';
import type { Fault } from './faults.ts';
import { foundingFaults, foundingFile, type Founding } from './founding-file.ts';
import { importWithin } from './import-organisation.ts';
import type { Organisation } from './organisation-file.ts';
import { checkOrganisation } from './read-file.ts';
import type { Records } from './records.ts';
import { lockOrganisation } from './stored-organisation.ts';
import { isZoneName } from '../schedule/zone-names.ts';

/**
 * Whether an organisation can be founded here: `open` to anybody, in the phone lab; `replaces-demo`, the same where the demo
 * goes; `link`, by whoever runs the server; `no`, since there is one of somebody's own.
 */
export type Foundable = 'open' | 'replaces-demo' | 'link' | 'no';

type Room = Pick<Records, 'pool' | 'clock' | 'secrets' | 'draw' | 'afterCommit'>;
type Places = { room: Room; database: Pick<Database, 'prisma'>; isLab: boolean };

/** How it stands now. */
export async function foundable({
  room,
  isLab,
}: Pick<Places, 'isLab'> & { room: Pick<Room, 'pool'> }): Promise<Foundable> {
  const { rows } = await room.pool.query<Stored>({
    name: 'is-foundable',
    text: 'SELECT version, demo_version AS "demoVersion" FROM organisation WHERE id = 1',
  });
  return judged(rows[0] ?? null, isLab);
}

type Stored = { version: number; demoVersion: number | null };

/** With a carrier, a demo that was changed counts as somebody's own: it may have become just that. */
function judged(stored: Stored | null, isLab: boolean): Foundable {
  if (stored === null) return isLab ? 'open' : 'link';
  if (stored.demoVersion === null) return 'no';
  if (isLab) return 'replaces-demo';
  return stored.demoVersion === stored.version ? 'link' : 'no';
}

export type Founded =
  | { kind: 'founded'; personId: string }
  | { kind: 'faulty'; faults: Fault[] }
  /** `link-over`: the link was spent, is too old, or there is none. */
  | { kind: 'no'; reason: 'there-already' | 'link-over' };

/** What would come of it, with nothing done and no link spent; null where nothing is in its way. */
export async function foundingTried(
  places: Places,
  founding: Founding,
  token: string | null,
): Promise<Exclude<Founded, { kind: 'founded' }> | null> {
  const now = await foundable(places);
  if (now === 'no') return { kind: 'no', reason: 'there-already' };
  if (now === 'link' && !(token !== null && (await isFoundingLink(places.room, token))))
    return { kind: 'no', reason: 'link-over' };
  const made = organisationOf(places, founding);
  return made.kind === 'faulty' ? made : null;
}

/** Founds it: one transaction in which the demo goes whole and the new organisation is there whole, in the founder's name. */
export async function foundOrganisation(places: Places, founding: Founding, token: string | null): Promise<Founded> {
  const { room, database, isLab } = places;
  const made = organisationOf(places, founding);
  if (made.kind === 'faulty') return (await foundingTried(places, founding, token)) ?? made;
  const nowMs = room.clock.nowMs();
  const by = `person:${made.personId}`;
  const work = async (transaction: Prisma.TransactionClient): Promise<Founded> => {
    await lockOrganisation(transaction);
    const stored = await transaction.organisation.findUnique({ where: { id: 1 } });
    const now = judged(stored, isLab);
    if (now === 'no') return { kind: 'no', reason: 'there-already' };
    if (now === 'link' && !(token !== null && (await spendFoundingLink(room, transaction, token))))
      return { kind: 'no', reason: 'link-over' };
    if (stored !== null) {
      await emptyDatabase(transaction);
      // What running processes know of the demo is no part of what comes: they read everything anew.
      await transaction.organisationChange.create({ data: { record: 'order', subject: '' } });
    }
    await importWithin(transaction, room.secrets, { organisation: made.organisation, by, nowMs, replace: true });
    await transaction.organisation.updateMany({ data: { demoVersion: null } });
    await writeAuditAll(transaction, [{ atMs: nowMs, by, action: 'organisation.founded', subject: '' }]);
    return { kind: 'founded', personId: made.personId };
  };
  const founded = await withoutDeadlock(() => database.prisma.$transaction(work, { timeout: 60_000, maxWait: 60_000 }));
  if (founded.kind === 'founded') room.afterCommit({ effects: [], wakes: [], route: true, organisation: true });
  return founded;
}

/** The demo may be lived in while it goes: of two transactions that wait for each other the database ends one, and nothing was done. */
const triesAtMost = 5;

async function withoutDeadlock<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1)
    try {
      return await work();
    } catch (problem) {
      const isDeadlock = (problem as { code?: unknown }).code === 'P2034' || /40P01|deadlock/i.test(String(problem));
      if (!isDeadlock || tries >= triesAtMost) throw problem;
    }
}

type Made =
  | { kind: 'organisation'; organisation: Organisation; personId: string }
  | { kind: 'faulty'; faults: Fault[] };

function organisationOf({ room, isLab }: Places, founding: Founding): Made {
  const ids = [founding.you, ...founding.people].map(() => room.draw());
  const zone = isZoneName(founding.timeZone) ? founding.timeZone : 'UTC';
  const today = localDate(room.clock.nowMs(), zone);
  const reading = checkOrganisation(foundingFile(founding, { ids, today, isLab }));
  if (reading.kind === 'faults') return { kind: 'faulty', faults: foundingFaults(reading.faults) };
  return { kind: 'organisation', organisation: reading.organisation, personId: ids[0] ?? '' };
}

/**
 * Loads the demo where there is nothing at all, with what is made up of its past: what is loaded like this may be replaced by
 * founding.
 */
export async function loadDemo(
  database: Pick<Database, 'prisma'>,
  room: Pick<Records, 'clock' | 'secrets'>,
  organisation: Organisation,
  past: MadeUp,
): Promise<void> {
  const nowMs = room.clock.nowMs();
  await database.prisma.$transaction(
    async (transaction) => {
      await lockOrganisation(transaction);
      if ((await transaction.organisation.findUnique({ where: { id: 1 } })) !== null) return;
      const asked = { organisation, by: 'phone lab', nowMs, replace: false };
      const { version } = await importWithin(transaction, room.secrets, asked);
      await transaction.organisation.updateMany({ data: { demoVersion: version } });
      await writeMadeUp(transaction, past);
    },
    { timeout: 120_000, maxWait: 60_000 },
  );
}

/** With a carrier calls are real: what is made up of a demo's past goes, also where somebody has made the demo their own. */
export async function forgetDemosPast({ prisma }: Pick<Database, 'prisma'>): Promise<void> {
  await prisma.$transaction(
    async (transaction) => {
      const stored = await transaction.organisation.findUnique({ where: { id: 1 } });
      if (stored !== null && stored.demoVersion !== null) await dropMadeUp(transaction);
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}
