/** The texts that peers may send to whoever asks: added, changed, looked at again and put away, and how often each is asked for (O8). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { attentionSettled, needAttention } from '../attention/need-attention.ts';
import type { AuditAction } from '../audit/actions.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { isStale, type Resource } from '../texts/resources.ts';
import { localDate } from '../schedule/zone-clock.ts';
import {
  countOneMore,
  lockedResource,
  noteToldStale,
  readResources,
  readSendings,
  saveResource,
  type Sendings,
} from './resources-sql.ts';

export type { Sendings } from './resources-sql.ts';

/** What coordinators say of a resource. */
export type ResourceFields = Pick<Resource, 'name' | 'area' | 'tags' | 'words' | 'checkedOn' | 'holdsMonths'>;
export type ResourceChange = { [Field in keyof ResourceFields]?: ResourceFields[Field] | undefined } & {
  archived?: boolean | undefined;
};

/** Counts are shown for this month and as many before it. */
const monthsCounted = 12;

const keyOf = (id: string) => `resource-stale ${id}`;

/** The date by the clock of the organisation. */
export function todayOf({ organisation }: Pick<Directory, 'organisation'>, nowMs: number): string {
  return localDate(nowMs, organisation.timeZone);
}

/** Every resource, those put away too. */
export const allResources = ({ pool }: Pick<Store, 'pool'>): Promise<Resource[]> => readResources(pool);

/** By resource, how often it was asked for in the last months. */
export function sendingsOf({ pool }: Pick<Store, 'pool'>, today: string): Promise<Map<string, Sendings>> {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const first = year * 12 + month - 1 - monthsCounted;
  return readSendings(pool, `${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, '0')}`);
}

/** Counts, on `client`'s transaction, that each of these was asked for: a number of the month, of nobody. */
export function countSent(
  client: pg.ClientBase,
  directory: Pick<Directory, 'organisation'>,
  ids: readonly string[],
  nowMs: number,
): Promise<void> {
  return countOneMore(client, ids, todayOf(directory, nowMs).slice(0, 7));
}

/** Adds one, in the name of `by`. */
export async function addResource(room: Records, fields: ResourceFields, by: string): Promise<Resource> {
  const atMs = room.clock.nowMs();
  const resource = { ...fields, id: randomUUID(), version: 1, toldStale: false, archivedAtMs: null };
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      await saveResource(client, resource);
      await writeAudit(client, { atMs, by: `person:${by}`, action: 'resource.added', subject: resource.id });
    },
  );
  return resource;
}

/** `changed`: it is not as whoever changes it has seen it, and nothing was done. */
export type ResourceChanged = { kind: 'done' | 'changed'; resource: Resource } | { kind: 'unknown' };

/** Changes what is named, where it is as it was `seen` (null: however it is), in the name of `by`; a new check takes it off the list of what needs attention. */
export async function changeResource(
  room: Records,
  id: string,
  { archived, ...fields }: ResourceChange,
  { by, seen }: { by: string; seen: string | null },
): Promise<ResourceChanged> {
  const atMs = room.clock.nowMs();
  const done = await inTransaction(
    room.pool,
    () => '',
    async (client): Promise<ResourceChanged> => {
      const before = await lockedResource(client, id);
      if (!before) return { kind: 'unknown' };
      if (seen !== null && seen !== String(before.version)) return { kind: 'changed', resource: before };
      const isArchived = before.archivedAtMs !== null;
      const wanted = {
        ...before,
        ...(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as ResourceFields),
        archivedAtMs: archived === undefined || archived === isArchived ? before.archivedAtMs : archived ? atMs : null,
      };
      if (JSON.stringify(wanted) === JSON.stringify(before)) return { kind: 'done', resource: before };
      // Whether it is stale is another question now: if it is, they are told again.
      const resource = { ...wanted, version: before.version + 1, toldStale: false };
      await saveResource(client, resource);
      await attentionSettled(client, keyOf(id), `person:${by}`, atMs);
      await writeAudit(client, { atMs, by: `person:${by}`, action: actionOf(before, resource), subject: id });
      return { kind: 'done', resource };
    },
  );
  // The board counts what needs attention.
  if (done.kind === 'done') room.afterCommit({ effects: [], wakes: [], route: true });
  return done;
}

function actionOf(before: Resource, after: Resource): AuditAction {
  if (before.archivedAtMs !== after.archivedAtMs)
    return after.archivedAtMs === null ? 'resource.taken-up' : 'resource.put-away';
  const { checkedOn, version } = after;
  return JSON.stringify(after) === JSON.stringify({ ...before, toldStale: false, version, checkedOn })
    ? 'resource.checked'
    : 'resource.changed';
}

/** Puts on the list, once, what nobody has looked at for too long. */
export async function tellOfStale(room: Records, directory: Directory): Promise<void> {
  const nowMs = room.clock.nowMs();
  const today = todayOf(directory, nowMs);
  const stale = (await readResources(room.pool)).filter((one) => !one.toldStale && isStale(one, today));
  for (const resource of stale)
    await inTransaction(
      room.pool,
      () => '',
      async (client) => {
        if (!(await noteToldStale(client, resource))) return;
        const { id } = resource;
        await needAttention(client, { kind: 'resource-stale', subject: id, key: keyOf(id) }, nowMs);
      },
    );
  if (stale.length > 0) room.afterCommit({ effects: [], wakes: [], route: true });
}
