/** How long effects are kept. */
import { dayMs, type Kept } from '../platform/kept.ts';

const doneEffectsMs = 7 * dayMs;

export const effectsKept: Kept[] = [
  {
    what: 'effects that are done',
    keptMs: doneEffectsMs,
    sql: `DELETE FROM effects WHERE state IN ('done', 'dropped', 'failed') AND due_at < $1`,
  },
];
