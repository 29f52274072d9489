/** How long calls and the decisions about them are kept. */
import { likeAtMostMs } from './decision-people.ts';
import { numberAfterCallMs, numberAtMostMs, keysMs, loadMs, type Kept } from '../platform/kept.ts';

export const contactsKept: Kept[] = [
  {
    what: 'numbers of calls that are over',
    keptMs: numberAfterCallMs,
    sql: `UPDATE contacts SET number_sealed = NULL, lasting_key = NULL WHERE state = 'ended' AND ended_at < $1 AND (number_sealed IS NOT NULL OR lasting_key IS NOT NULL)`,
  },
  {
    what: 'numbers of calls that never ended',
    keptMs: numberAtMostMs,
    sql: 'UPDATE contacts SET number_sealed = NULL, lasting_key = NULL WHERE arrived_at < $1 AND (number_sealed IS NOT NULL OR lasting_key IS NOT NULL)',
  },
  {
    what: 'keys of callers',
    keptMs: keysMs,
    sql: 'UPDATE contacts SET caller_key = NULL WHERE arrived_at < $1 AND caller_key IS NOT NULL',
  },
  {
    what: 'decisions',
    keptMs: loadMs,
    // What is written down as like an earlier one goes before that one does.
    sql: `DELETE FROM decisions WHERE at < $1::timestamptz + interval '${likeAtMostMs} milliseconds' AND (at < $1 OR version > 2)`,
  },
];
