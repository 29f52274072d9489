/** Every statement about resources; what is read is checked. */
import type pg from 'pg';
import { z } from 'zod';
import { amount, flag, instant, json, list, maybe, rowReader, text, toRow } from '../platform/rows.ts';
import type { Resource, ResourceWords } from '../texts/resources.ts';

type Client = pg.ClientBase | pg.Pool;

const columns = 'id, version, name, area, tags, words, checked_on, holds_months, told_stale, archived_at';

const resourceOf = rowReader<Resource>('resources', {
  id: text,
  version: amount,
  name: text,
  area: text,
  tags: list(text),
  words: json<ResourceWords[]>(z.array(z.object({ language: z.string(), text: z.string() }))),
  checkedOn: text,
  holdsMonths: amount,
  toldStale: flag,
  archivedAtMs: maybe(instant),
});

/** How often a resource was asked for, the latest months first. */
export type Sendings = { month: string; count: number }[];

/** Every resource, those put away too. */
export async function readResources(client: Client): Promise<Resource[]> {
  const { rows } = await client.query<{ one: unknown }>('SELECT to_jsonb(r) AS one FROM resources r ORDER BY id');
  return rows.map(({ one }) => resourceOf(one));
}

/** One of them, locked for a change; null where there is none. */
export async function lockedResource(client: pg.ClientBase, id: string): Promise<Resource | null> {
  const { rows } = await client.query<{ one: unknown }>(
    'SELECT to_jsonb(r) AS one FROM resources r WHERE id = $1 FOR UPDATE',
    [id],
  );
  return rows[0] ? resourceOf(rows[0].one) : null;
}

/** Writes one as it is from now on. */
export async function saveResource(client: pg.ClientBase, resource: Resource): Promise<void> {
  await client.query({
    name: 'save-resource',
    text: `INSERT INTO resources (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::resources, $1::jsonb)
      ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, name = EXCLUDED.name, area = EXCLUDED.area, tags = EXCLUDED.tags, words = EXCLUDED.words,
        checked_on = EXCLUDED.checked_on, holds_months = EXCLUDED.holds_months, told_stale = EXCLUDED.told_stale, archived_at = EXCLUDED.archived_at`,
    values: [JSON.stringify(toRow(resource))],
  });
}

/** Notes that coordinators are told of it; false where somebody was quicker, or it is another one by now. */
export async function noteToldStale(client: pg.ClientBase, { id, version }: Resource): Promise<boolean> {
  const { rowCount } = await client.query(
    'UPDATE resources SET told_stale = true WHERE id = $1 AND version = $2 AND NOT told_stale',
    [id, version],
  );
  return rowCount === 1;
}

/** Counts one sending in `month` for each of these that there are. */
export async function countOneMore(client: pg.ClientBase, ids: readonly string[], month: string): Promise<void> {
  await client.query(
    `INSERT INTO resource_sendings (resource_id, month, count) SELECT id, $2, 1 FROM resources WHERE id = ANY($1) ORDER BY id
      ON CONFLICT (resource_id, month) DO UPDATE SET count = resource_sendings.count + 1`,
    [ids, month],
  );
}

/** By resource, how often it was sent in the months since `month`. */
export async function readSendings(client: Client, month: string): Promise<Map<string, Sendings>> {
  const { rows } = await client.query<{ id: string; sendings: Sendings }>(
    `SELECT resource_id AS id, jsonb_agg(jsonb_build_object('month', month, 'count', count) ORDER BY month DESC) AS sendings
      FROM resource_sendings WHERE month >= $1 GROUP BY resource_id`,
    [month],
  );
  return new Map(rows.map(({ id, sendings }) => [id, sendings]));
}
