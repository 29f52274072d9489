/** How long what was said and done about single shifts is kept. */
import { dayMs, type Kept } from '../platform/kept.ts';

/** Who was asked to come in is nobody's business for longer; the shift of whoever came stays. */
const callInsMs = 7 * dayMs;
/** What was said and done about single shifts; the audit keeps who changed them. */
const shiftsMs = 30 * dayMs;

/** A proposal that nobody took up; the draft it was made for goes on. */
const fillsMs = 30 * dayMs;
/** What a draft did, and who did it, while its publishing may still be asked about. */
const draftsMs = 180 * dayMs;

export const rosterKept: Kept[] = [
  { what: 'notices of shifts', keptMs: shiftsMs, sql: 'DELETE FROM shift_notices WHERE end_at < $1' },
  { what: 'shifts that were up', keptMs: shiftsMs, sql: 'DELETE FROM open_shifts WHERE end_at < $1' },
  { what: 'steps that can no longer be undone', keptMs: shiftsMs, sql: 'DELETE FROM shift_steps WHERE at < $1' },
  { what: 'warnings of gaps', keptMs: shiftsMs, sql: 'DELETE FROM gap_warnings WHERE start_at < $1' },
  { what: 'who was asked to come in', keptMs: callInsMs, sql: 'DELETE FROM call_in_asks WHERE asked_at < $1' },
  { what: 'calls to come in', keptMs: callInsMs, sql: 'DELETE FROM call_ins WHERE asked_at < $1' },
  {
    what: 'reminder times of people who left',
    keptMs: 0,
    sql: 'DELETE FROM reminder_times r USING people q WHERE q.id = r.person_id AND q.retired_at <= $1',
  },
  {
    what: 'days away that were asked for',
    keptMs: shiftsMs,
    sql: `DELETE FROM time_off_asks WHERE to_date < to_char($1::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
  },
  {
    what: 'days away that people who left had asked for',
    keptMs: 0,
    sql: 'DELETE FROM time_off_asks a USING people q WHERE q.id = a.person_id AND q.retired_at <= $1',
  },
  { what: 'notices to people', keptMs: shiftsMs, sql: 'DELETE FROM person_notices WHERE due_at < $1' },
  { what: 'rounds of wishes', keptMs: draftsMs, sql: 'DELETE FROM wish_rounds WHERE until_at < $1' },
  {
    what: 'rounds of wishes in which people who left were asked',
    keptMs: 0,
    sql: 'DELETE FROM wish_asks a USING people q WHERE q.id = a.person_id AND q.retired_at <= $1',
  },
  { what: 'news of rosters', keptMs: shiftsMs, sql: 'DELETE FROM roster_news WHERE at < $1' },
  {
    what: 'drafts published or dropped',
    keptMs: draftsMs,
    sql: `DELETE FROM roster_drafts WHERE state <> 'open' AND closed_at < $1`,
  },
  { what: 'fills of drafts', keptMs: fillsMs, sql: 'DELETE FROM roster_fills WHERE asked_at < $1' },
];
