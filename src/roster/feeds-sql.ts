/** Every statement about calendar feeds; what is read is checked. */
import type pg from 'pg';
import { z } from 'zod';
import type { Role } from '../access/rights.ts';
import type { FeedEvent } from '../planning/feeds/events.ts';
import { json, Unreadable } from '../platform/rows.ts';

/** Whose feed it is; with a line, the one of all shifts there. */
export type FeedName = { owner: string; line: string | null };

export type StoredFeed = FeedName & {
  id: string;
  revision: number;
  version: number;
  day: number;
  readAtMs: number | null;
  /** The owner's present roles; null once they are gone. */
  roles: Role[] | null;
};

const events = json<FeedEvent[]>(
  z.array(
    z.object({
      shift: z.string(),
      occurrence: z.string(),
      shows: z.object({
        line: z.string(),
        zone: z.string(),
        startMs: z.number(),
        endMs: z.number(),
        as: z.enum(['primary', 'backup']).nullable(),
        primaries: z.array(z.string()),
        backups: z.array(z.string()),
        missing: z.number(),
        language: z.string(),
      }),
      isCancelled: z.boolean(),
      sequence: z.number(),
      changedAtMs: z.number(),
    }),
  ),
);

const place = 'calendar_feeds.published';

type FeedRow = {
  id: string;
  owner_id: string;
  line_id: string;
  revision: number;
  published_version: number;
  published_day: number;
  read_at: Date | null;
  roles: Role[] | null;
};

/** The feed of this address; null where there is none. */
export async function feedOfSecret(pool: pg.Pool, secretHash: string): Promise<StoredFeed | null> {
  const { rows } = await pool.query<FeedRow>({
    name: 'feed-of-secret',
    text: `SELECT f.id, f.owner_id, f.line_id, f.revision, f.published_version, f.published_day, f.read_at, p.roles
      FROM calendar_feeds f LEFT JOIN people p ON p.id = f.owner_id AND p.retired_at IS NULL WHERE f.secret_hash = $1`,
    values: [secretHash],
  });
  const [row] = rows;
  if (!row) return null;
  return {
    id: row.id,
    owner: row.owner_id,
    line: row.line_id === '' ? null : row.line_id,
    revision: row.revision,
    version: row.published_version,
    day: row.published_day,
    readAtMs: row.read_at?.getTime() ?? null,
    roles: row.roles,
  };
}

export type FeedDates = { madeAtMs: number; readAtMs: number | null };

/** Every feed of somebody, that of their own shifts first. */
export async function feedsOfOwner(pool: pg.Pool, owner: string): Promise<(FeedName & FeedDates)[]> {
  const { rows } = await pool.query<{ line_id: string; made_at: Date; read_at: Date | null }>(
    'SELECT line_id, made_at, read_at FROM calendar_feeds WHERE owner_id = $1 ORDER BY line_id',
    [owner],
  );
  return rows.map((row) => ({
    owner,
    line: row.line_id === '' ? null : row.line_id,
    madeAtMs: row.made_at.getTime(),
    readAtMs: row.read_at?.getTime() ?? null,
  }));
}

/** Gives the feed a new address, and makes it where there is none; whether there was one. What was published stays. */
export async function putSecret(
  client: pg.ClientBase,
  { id, owner, line, secretHash, nowMs }: FeedName & { id: string; secretHash: string; nowMs: number },
): Promise<boolean> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO calendar_feeds (id, owner_id, line_id, secret_hash, made_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (owner_id, line_id) DO UPDATE SET secret_hash = EXCLUDED.secret_hash, made_at = EXCLUDED.made_at, read_at = NULL
      RETURNING id`,
    [id, owner, line ?? '', secretHash, new Date(nowMs)],
  );
  return rows[0]?.id !== id;
}

/** Whether there was one. */
export async function removeFeed(client: pg.ClientBase, { owner, line }: FeedName): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM calendar_feeds WHERE owner_id = $1 AND line_id = $2', [
    owner,
    line ?? '',
  ]);
  return rowCount === 1;
}

/** Removes the feeds of people who are gone, or whose roles have no right to them any more. */
export async function removeLostFeeds(
  client: pg.ClientBase,
  rolesOf: { own: readonly Role[]; line: readonly Role[] },
): Promise<FeedName[]> {
  const { rows } = await client.query<{ owner_id: string; line_id: string }>(
    `DELETE FROM calendar_feeds f WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = f.owner_id AND p.retired_at IS NULL
        AND p.roles && CASE WHEN f.line_id = '' THEN $1::text[] ELSE $2::text[] END)
      RETURNING f.owner_id, f.line_id`,
    [rolesOf.own, rolesOf.line],
  );
  return rows.map((row) => ({ owner: row.owner_id, line: row.line_id === '' ? null : row.line_id }));
}

export async function noteRead(pool: pg.Pool, id: string, nowMs: number): Promise<void> {
  await pool.query({
    name: 'feed-read',
    text: 'UPDATE calendar_feeds SET read_at = $2 WHERE id = $1',
    values: [id, new Date(nowMs)],
  });
}

export type Published = { revision: number; version: number; day: number; events: FeedEvent[] };

type PublishedRow = { revision: number; published_version: number; published_day: number; published: unknown };

/**
 * What was published last; with `forUpdate` nobody else publishes before the transaction is over, and what cannot be read is
 * as if nothing had been: it is published anew, and comes after what calendars know. Null where the feed is gone.
 */
export async function readPublished(
  client: pg.ClientBase | pg.Pool,
  id: string,
  { forUpdate = false }: { forUpdate?: boolean } = {},
): Promise<Published | null> {
  const { rows } = await client.query<PublishedRow>(
    `SELECT revision, published_version, published_day, published FROM calendar_feeds WHERE id = $1${forUpdate ? ' FOR UPDATE' : ''}`,
    [id],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    revision: row.revision,
    version: row.published_version,
    day: row.published_day,
    events: forUpdate ? eventsOrNone(row.published) : events(row.published, place),
  };
}

function eventsOrNone(stored: unknown): FeedEvent[] {
  try {
    return events(stored, place);
  } catch (problem) {
    if (problem instanceof Unreadable) return [];
    throw problem;
  }
}

export async function writePublished(client: pg.ClientBase, id: string, published: Published): Promise<void> {
  const { revision, version, day } = published;
  await client.query(
    'UPDATE calendar_feeds SET revision = $2, published_version = $3, published_day = $4, published = $5 WHERE id = $1',
    [id, revision, version, day, JSON.stringify(published.events)],
  );
}
