/** How long what weighed on volunteers and what they said is kept. */
import { loadMs, type Kept } from '../platform/kept.ts';

export const peopleKept: Kept[] = [
  { what: 'load events', keptMs: loadMs, sql: 'DELETE FROM load_events WHERE start_at < $1' },
  // The guards that somebody asked about tell of a person's load; nothing reads them after their yes, or the two hours it may take.
  {
    what: 'requests to take calls all the same',
    keptMs: loadMs,
    sql: 'DELETE FROM overrides WHERE asked_at < $1',
  },
  { what: 'thanks that found nobody', keptMs: loadMs, sql: 'DELETE FROM thank_yous WHERE at < $1' },
  {
    what: 'PINs of people who left',
    keptMs: 0,
    sql: 'DELETE FROM person_pins p USING people q WHERE q.id = p.person_id AND q.retired_at <= $1',
  },
];
