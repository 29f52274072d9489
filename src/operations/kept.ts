/** How long test calls are kept: what they say of somebody's phone goes with the person. */
import type { Kept } from '../platform/kept.ts';

export const operationsKept: Kept[] = [
  {
    what: 'test calls of people who left',
    keptMs: 0,
    sql: 'DELETE FROM test_calls WHERE person_id IN (SELECT id FROM people WHERE retired_at <= $1)',
  },
];
