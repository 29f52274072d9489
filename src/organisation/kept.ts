/** How long the tags of people who left are kept. */
import { dayMs, type Kept } from '../platform/kept.ts';

/** Somebody who comes back within that time, or was left out of a file by mistake, need not choose them again. */
const tagsMs = 180 * dayMs;

export const organisationKept: Kept[] = [
  {
    what: 'tags taken back by people who left',
    keptMs: tagsMs,
    sql: 'DELETE FROM dropped_tags d USING people p WHERE p.id = d.person_id AND p.retired_at < $1',
  },
  {
    what: 'tags put on by people who left',
    keptMs: tagsMs,
    sql: 'DELETE FROM added_tags a USING people p WHERE p.id = a.person_id AND p.retired_at < $1',
  },
];
