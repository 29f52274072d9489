/** How long words to volunteers are kept: no longer than any other text to them. */
import { dayMs, keysMs, type Kept } from '../platform/kept.ts';

export const bulletinsKept: Kept[] = [
  {
    what: 'words to volunteers',
    keptMs: dayMs,
    sql: `UPDATE bulletins b SET words_sealed = NULL WHERE at < $1 AND words_sealed IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM bulletin_people p WHERE p.bulletin_id = b.id AND p.state = 'waiting')`,
  },
  {
    what: 'people who left, of words to volunteers',
    keptMs: 0,
    sql: 'DELETE FROM bulletin_people p USING people q WHERE q.id = p.person_id AND q.retired_at <= $1',
  },
  { what: 'who was told what when', keptMs: keysMs, sql: 'DELETE FROM bulletins WHERE at < $1' },
];
