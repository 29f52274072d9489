/** How long notes from shift to shift are kept. */
import { dayMs, type Kept } from '../platform/kept.ts';

export const boardKept: Kept[] = [
  { what: 'hand-over notes', keptMs: 7 * dayMs, sql: 'DELETE FROM handover_notes WHERE at < $1' },
];
