/**
 * Long jobs, each a row that outlives the process that is at it: whoever is at a job says so again and again, and takes up
 * one whose process is gone. The room that owns the table writes what a job is for and what came of it.
 */
import { instantOfDatabase } from './clock.ts';
import { NewerThanThis, Unreadable } from './rows.ts';
import type { Store } from './store.ts';

export type JobState = 'queued' | 'running' | 'done' | 'stopped' | 'failed';
export const jobStates: Readonly<Record<JobState, true>> = {
  queued: true,
  running: true,
  done: true,
  stopped: true,
  failed: true,
};

/** Whose a job is: taken anew by another process, it is not this one's any more. */
export type Claim = { id: string; attempts: number };

/** Whoever is at a job says so every second; one who has not for so long is gone. */
const staleClaim = `interval '10 seconds'`;
/** A process that dies of a job is not given it again and again. */
export const attemptsAtMost = 3;

/** That a job is in the hands of whoever has `$1` and `$2`, its id and attempts. */
export const isOurs = `id = $1 AND attempts = $2 AND state = 'running'`;

type Pool = Pick<Store, 'pool'>;
type Clocked = Pick<Store, 'pool' | 'clock'>;

export type Jobs = {
  /**
   * Takes a job for this process: one that nobody has begun, or whose process is gone; as `read` reads its row, or null. One
   * that cannot be read has failed; one that a newer release alone can read is left to that.
   */
  claim<Job>(room: Clocked, id: string, read: (row: unknown) => Job): Promise<Job | null>;
  /** Those that nobody is at, oldest first; one asked for after `beforeMs` is still on its way through the queue. */
  left(room: Clocked, beforeMs: number): Promise<string[]>;
  /** Says that this process is still at it, and how far; null where the job is no longer its own. */
  keep(room: Clocked, claim: Claim, progress: object | null): Promise<{ stopAsked: boolean } | null>;
  /** Leaves it to be begun again, here or elsewhere; `broke`: one that was tried too often has failed. */
  leave(room: Pool, claim: Claim, why: 'stopping' | 'broke'): Promise<void>;
};

/** The jobs in a table with id, state, attempts, asked_at, claimed_at and progress, and perhaps stop_asked; `hasFailed`: what is written there of one that has failed. */
export function jobsIn(table: string, hasFailed = `state = 'failed'`): Jobs {
  return {
    async claim({ pool, clock }, id, read) {
      const now = instantOfDatabase('$2');
      const { rows } = await pool.query<{ job: { attempts: number } }>({
        name: `claim-${table}`,
        text: `UPDATE ${table} j SET state = 'running', attempts = attempts + 1, claimed_at = ${now}, progress = NULL
          WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND claimed_at < ${now} - ${staleClaim})) RETURNING to_jsonb(j) AS job`,
        values: [id, clock.aheadMs()],
      });
      const [row] = rows;
      if (!row) return null;
      try {
        return read(row.job);
      } catch (problem) {
        const isNewer = problem instanceof NewerThanThis;
        if (!isNewer && !(problem instanceof Unreadable)) throw problem;
        const left = isNewer ? `state = 'queued', attempts = attempts - 1` : hasFailed;
        await pool.query(`UPDATE ${table} SET ${left} WHERE ${isOurs}`, [id, row.job.attempts]);
        return null;
      }
    },
    async left({ pool, clock }, beforeMs) {
      const { rows } = await pool.query<{ id: string }>({
        name: `left-${table}`,
        text: `SELECT id FROM ${table} WHERE (state = 'queued' AND (asked_at <= $2 OR attempts > 0)) OR (state = 'running' AND claimed_at < ${instantOfDatabase('$1')} - ${staleClaim})
          ORDER BY asked_at, id LIMIT 50`,
        values: [clock.aheadMs(), new Date(beforeMs)],
      });
      return rows.map(({ id }) => id);
    },
    async keep({ pool, clock }, { id, attempts }, progress) {
      const { rows } = await pool.query<{ stopAsked: boolean }>({
        name: `keep-${table}`,
        text: `UPDATE ${table} j SET claimed_at = ${instantOfDatabase('$3')}, progress = $4 WHERE ${isOurs}
          RETURNING coalesce((to_jsonb(j) ->> 'stop_asked')::boolean, false) AS "stopAsked"`,
        values: [id, attempts, clock.aheadMs(), progress === null ? null : JSON.stringify(progress)],
      });
      return rows[0] ?? null;
    },
    async leave({ pool }, { id, attempts }, why) {
      const left = why === 'broke' && attempts >= attemptsAtMost ? hasFailed : `state = 'queued'`;
      await pool.query(`UPDATE ${table} SET ${left} WHERE ${isOurs}`, [id, attempts]);
    },
  };
}
