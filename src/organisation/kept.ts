/** How long the tags of people who left are kept. */
import { dayMs, type Kept } from '../platform/kept.ts';

/** Whoever comes back within that time, or was left out of a file by mistake, need not say it again. */
const tagsMs = 180 * dayMs;

/** A date that is over is planned no more. */
const datesMs = 30 * dayMs;

export const organisationKept: Kept[] = [
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
