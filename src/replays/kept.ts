/** How long a replay is kept. */
import { dayMs, type Kept } from '../platform/kept.ts';

/** What it found is soon of the past, and people are in it. */
const replaysMs = 30 * dayMs;

export const replaysKept: Kept[] = [
  { what: 'replays', keptMs: replaysMs, sql: 'DELETE FROM replays WHERE asked_at < $1' },
];
