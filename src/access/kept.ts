/** How long what people signed in with is kept. */
import { dayMs, type Kept } from '../platform/kept.ts';

/** A link is valid for 24 hours, a code for ten minutes. */
const signInMs = 2 * dayMs;
/** The longest a session holds unseen. */
const sessionsMs = 30 * dayMs;

export const accessKept: Kept[] = [
  { what: 'codes to sign in with', keptMs: signInMs, sql: 'DELETE FROM sign_in_codes WHERE made_at < $1' },
  { what: 'sessions', keptMs: sessionsMs, sql: 'DELETE FROM sessions WHERE seen_at < $1 OR ended_at < $1' },
  { what: 'links that let somebody in', keptMs: signInMs, sql: 'DELETE FROM invitations WHERE made_at < $1' },
  { what: 'links to found by', keptMs: signInMs, sql: 'DELETE FROM founding_links WHERE made_at < $1' },
  {
    what: 'answers kept for whoever asks again',
    keptMs: signInMs,
    sql: 'DELETE FROM idempotent_answers WHERE at < $1',
  },
  {
    what: 'what people who left proved themselves with',
    keptMs: 0,
    sql: `WITH left_us AS (SELECT id FROM people WHERE retired_at <= $1),
      keys AS (DELETE FROM passkeys WHERE person_id IN (SELECT id FROM left_us))
      DELETE FROM authenticators WHERE person_id IN (SELECT id FROM left_us)`,
  },
];
