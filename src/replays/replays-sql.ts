/** Every statement about replays; what is read is checked. */
import type pg from 'pg';
import { isOurs, jobsIn, jobStates, type Claim, type JobState } from '../platform/long-jobs.ts';
import { amount, instant, json, maybe, oneOf, rowReader, text, unlessUnreadable } from '../platform/rows.ts';
import type { Store } from '../platform/store.ts';
import {
  replayFound,
  replayProgress,
  replayRequest,
  type ReplayFound,
  type ReplayProgress,
  type ReplayRequest,
} from './replay-shapes.ts';

/** Why a replay came to nothing: nobody called then, its line or its draft is gone, or it broke off again and again. */
export type ReplayFailure = 'no-calls' | 'line-gone' | 'draft-gone' | 'broke';

export type StoredReplay = {
  id: string;
  askedBy: string;
  askedAtMs: number;
  request: ReplayRequest;
  state: JobState;
  attempts: number;
  progress: ReplayProgress | null;
  failure: ReplayFailure | null;
  found: ReplayFound | null;
};

const replayOfRow = rowReader<StoredReplay>('replays', {
  id: text,
  askedBy: text,
  askedAtMs: instant,
  request: json(replayRequest),
  state: oneOf(jobStates),
  attempts: amount,
  progress: maybe(json(replayProgress)),
  failure: maybe(oneOf<ReplayFailure>({ 'no-calls': true, 'line-gone': true, 'draft-gone': true, broke: true })),
  found: maybe(json(replayFound)),
});

type Pool = Pick<Store, 'pool'>;

/** Replays as jobs of the workers. */
export const replayJobs = jobsIn('replays', `state = 'failed', failure = 'broke'`);

const unfinished = `state IN ('queued', 'running')`;
const aheadOfIt = `(SELECT count(*)::int FROM replays o WHERE r.state = 'queued' AND o.${unfinished} AND (o.asked_at, o.id) < (r.asked_at, r.id)) AS ahead`;

/** Writes down a new replay; false where `most` are asked for or under way already. */
export async function putReplay(
  client: pg.ClientBase,
  { id, askedBy, askedAtMs, request }: Pick<StoredReplay, 'id' | 'askedBy' | 'askedAtMs' | 'request'>,
  most: number,
): Promise<boolean> {
  await client.query('LOCK TABLE replays IN SHARE ROW EXCLUSIVE MODE');
  const { rowCount } = await client.query(
    `INSERT INTO replays (id, asked_by, asked_at, request) SELECT $1, $2, $3, $4
      WHERE (SELECT count(*) FROM replays WHERE ${unfinished}) < $5`,
    [id, askedBy, new Date(askedAtMs), JSON.stringify(request), most],
  );
  return rowCount === 1;
}

/** A replay, and how many are to be done before it; null where there is none, or it cannot be read. */
export async function replayOf({ pool }: Pool, id: string): Promise<{ replay: StoredReplay; ahead: number } | null> {
  const { rows } = await pool.query<{ replay: unknown; ahead: number }>({
    name: 'replay-of',
    text: `SELECT to_jsonb(r) AS replay, ${aheadOfIt}
      FROM replays r WHERE id = $1`,
    values: [id],
  });
  const [row] = rows;
  const replay = row && unlessUnreadable(() => replayOfRow(row.replay));
  return row && replay ? { replay, ahead: row.ahead } : null;
}

/** The replays there are without what they found, the latest first; those after `key`, so many at most. */
export async function listedReplays({ pool }: Pool, key: string | null, limit: number): Promise<StoredReplay[]> {
  const { rows } = await pool.query<{ replay: unknown; key: string }>({
    name: 'listed-replays',
    text: `SELECT to_jsonb(r) - 'found' AS replay, ${replayKey} AS key FROM replays r
      WHERE $1::text IS NULL OR ${replayKey} < $1 ORDER BY ${replayKey} DESC LIMIT $2`,
    values: [key, limit],
  });
  const read = rows.flatMap(({ replay }) => unlessUnreadable(() => replayOfRow(replay)) ?? []);
  // Those left out are made up for, so that a list does not seem to end before its end.
  const last = rows.length < limit ? null : rows.at(-1);
  return last && read.length < limit
    ? [...read, ...(await listedReplays({ pool }, last.key, limit - read.length))]
    : read;
}

/** What the list goes by. */
const replayKey = `to_char(asked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || id`;
export const keyOfReplay = ({ askedAtMs, id }: Pick<StoredReplay, 'askedAtMs' | 'id'>) =>
  `${new Date(askedAtMs).toISOString()} ${id}`;

/** A replay without what it found, and how many are to be done before it. */
export type ReplaySeen = { id: string; replay: StoredReplay; ahead: number };

/** How these replays are now. */
export async function replaysFollowed({ pool }: Pool, ids: readonly string[]): Promise<ReplaySeen[]> {
  const { rows } = await pool.query<{ id: string; replay: unknown; ahead: number }>({
    name: 'replays-followed',
    text: `SELECT id, to_jsonb(r) - 'found' AS replay, ${aheadOfIt}
      FROM replays r WHERE id = ANY($1)`,
    values: [ids],
  });
  return rows.flatMap(({ id, replay, ahead }) => {
    const read = unlessUnreadable(() => replayOfRow(replay));
    return read ? [{ id, replay: read, ahead }] : [];
  });
}

/** Ends a replay that is not over; whoever is at it hears so within a second. False where it was over, or there is none. */
export async function stopStored({ pool }: Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(`UPDATE replays SET state = 'stopped' WHERE id = $1 AND ${unfinished}`, [id]);
  return rowCount === 1;
}

/** Takes a replay for this process; null where somebody has it, or it is over. */
export function claimReplay(room: Pick<Store, 'pool' | 'clock'>, id: string): Promise<StoredReplay | null> {
  return replayJobs.claim(room, id, replayOfRow);
}

/** Writes down what was found. */
export async function keepReplay({ pool }: Pool, { id, attempts }: Claim, found: ReplayFound): Promise<void> {
  await pool.query(`UPDATE replays SET state = 'done', found = $3 WHERE ${isOurs}`, [
    id,
    attempts,
    JSON.stringify(found),
  ]);
}

/** Writes down why it cannot be done. */
export async function failReplay({ pool }: Pool, { id, attempts }: Claim, why: ReplayFailure): Promise<void> {
  await pool.query(`UPDATE replays SET state = 'failed', failure = $3 WHERE ${isOurs}`, [id, attempts, why]);
}
