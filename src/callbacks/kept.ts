/** How long promised calls are kept. */
import { numberAfterCallMs, numberAtMostMs, keysMs, type Kept } from '../platform/kept.ts';

export const callbacksKept: Kept[] = [
  // Drafts are few, and each looks up its own call: joined, the database may read every call there ever was.
  {
    what: 'drafts of promises never made',
    keptMs: numberAtMostMs,
    sql: 'DELETE FROM callback_drafts d WHERE (SELECT arrived_at FROM contacts c WHERE c.id = d.contact_id) < $1',
  },
  {
    what: 'drafts of calls that are over',
    keptMs: numberAfterCallMs,
    sql: 'DELETE FROM callback_drafts d WHERE (SELECT ended_at FROM contacts c WHERE c.id = d.contact_id) < $1',
  },
  {
    what: 'numbers of promises that are settled',
    keptMs: 0,
    sql: `UPDATE callbacks SET number_sealed = NULL WHERE state <> 'open' AND settled_at <= $1 AND number_sealed IS NOT NULL`,
  },
  {
    what: 'keys of promises',
    keptMs: keysMs,
    sql: `UPDATE callbacks SET caller_key = '', lasting_key = NULL, number_key = NULL, asker_key = NULL
      WHERE state <> 'open' AND promised_at < $1 AND (caller_key <> '' OR lasting_key IS NOT NULL OR number_key IS NOT NULL OR asker_key IS NOT NULL)`,
  },
];
