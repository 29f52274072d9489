/** How long texts and conversations are kept. */
import { keysMs, dayMs, type Kept } from '../platform/kept.ts';
import { isOver } from './texts-sql.ts';

/** A machine that is answered nothing is remembered from one reminder to the next. */
const exchangesMs = 7 * dayMs;

export const conversationsKept: Kept[] = [
  {
    what: 'numbers of conversations that are closed',
    keptMs: 0,
    sql: `UPDATE conversations SET number_sealed = NULL, lasting_key = NULL WHERE state = 'closed' AND erase_after <= $1 AND (number_sealed IS NOT NULL OR lasting_key IS NOT NULL)`,
  },
  {
    what: 'keys of texters',
    keptMs: keysMs,
    sql: `UPDATE conversations SET caller_key = NULL WHERE state = 'closed' AND closed_at < $1 AND caller_key IS NOT NULL`,
  },
  {
    // The carrier's copy may take longer; ours goes on time.
    what: 'words of texts',
    keptMs: 0,
    sql: `UPDATE texts SET body_sealed = NULL, number_sealed = NULL, slots = NULL, erase_after = CASE WHEN carrier_sid IS NOT NULL THEN erase_after END
      WHERE erase_after <= $1 AND ${isOver} AND (carrier_sid IS NULL OR body_sealed IS NOT NULL OR number_sealed IS NOT NULL OR slots IS NOT NULL)`,
  },
  {
    what: 'texts',
    keptMs: keysMs,
    sql: `DELETE FROM texts t WHERE created_at < $1 AND ${isOver} AND erase_after IS NULL
      AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = t.conversation_id AND c.state <> 'closed')`,
  },
  {
    what: 'lanes of texts the carrier still has',
    keptMs: keysMs,
    sql: `UPDATE texts SET lane = '' WHERE created_at < $1 AND ${isOver} AND lane <> ''`,
  },
  {
    // Nobody goes on with a sentence they began a day ago.
    what: 'answers begun and never sent',
    keptMs: dayMs,
    sql: `DELETE FROM text_drafts d WHERE at < $1 OR NOT EXISTS
      (SELECT 1 FROM conversations c WHERE c.id = d.conversation_id AND c.person_id = d.person_id AND c.state = 'active')`,
  },
  { what: 'who was answered what', keptMs: exchangesMs, sql: 'DELETE FROM text_exchanges WHERE last_at < $1' },
];
