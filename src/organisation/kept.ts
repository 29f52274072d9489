/** How long the tags of people who left are kept, and what is noted of changes. */
import { dayMs, keysMs, type Kept } from '../platform/kept.ts';

/** Somebody who comes back within that time, or was left out of a file by mistake, need not choose them again. */
const tagsMs = 180 * dayMs;

/** Whoever did not look for that long reads the organisation whole. */
const notesMs = dayMs;

/** A change of last season may still be asked about. */
const statesMs = 365 * dayMs;

/** A date that is over is planned no more. */
const datesMs = 30 * dayMs;

export const organisationKept: Kept[] = [
  // By the last one a process that starts knows where it stands.
  {
    what: 'notes of what was written',
    keptMs: notesMs,
    sql: 'DELETE FROM organisation_changes WHERE at < $1 AND seq < (SELECT max(seq) FROM organisation_changes)',
  },
  { what: 'earlier states of lines and settings', keptMs: statesMs, sql: 'DELETE FROM earlier_states WHERE at < $1' },
  { what: 'blocks that are over', keptMs: keysMs, sql: 'DELETE FROM blocks WHERE until_at < $1' },
  {
    what: 'what was said of single dates',
    keptMs: datesMs,
    sql: `DELETE FROM date_wishes WHERE on_date < to_char($1::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
  },
  {
    what: 'what people who left said of single dates',
    keptMs: 0,
    sql: 'DELETE FROM date_wishes d USING people p WHERE p.id = d.person_id AND p.retired_at <= $1',
  },
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
