/** Erases what has been kept long enough (rules.md, "Keeping what is private, private"): least data, never longer than promised. */
import type { ContactsRoom } from '../contacts/room.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long each thing is kept after the instant its statement compares with. */
const kept = {
  /** A caller who rings back within two minutes is still known; a late webhook finds its call. */
  numberAfterCallMs: 10 * minuteMs,
  numberAtMostMs: 72 * hourMs,
  keysMs: 90 * dayMs,
  loadMs: 180 * dayMs,
  /** Whoever comes back within that time, or was left out of a file by mistake, need not say it again. */
  tagsMs: 180 * dayMs,
  /** A machine that is answered nothing is remembered from one reminder to the next. */
  exchangesMs: 7 * dayMs,
  auditMs: 730 * dayMs,
  /** A link holds 24 hours, a code ten minutes. */
  signInMs: 2 * dayMs,
  /** The longest a session holds unseen. */
  sessionsMs: 30 * dayMs,
  doneEffectsMs: 7 * dayMs,
  /** From shift to shift, not longer. */
  handoverMs: 7 * dayMs,
  /** What was said and done about single shifts; the audit keeps who changed them. */
  shiftsMs: 30 * dayMs,
};

/** A text that nothing waits for any more. */
const isOver = `state NOT IN ('pending', 'running')`;
/** What the carrier would not erase is tried again so much later, behind everything else. */
const askCarrierAgainMs = hourMs;

type Rule = { what: string; beforeMs: number; sql: string };

/** What is erased, each with the age at which it goes; `$1` is the instant before which it is too old. */
const rules: Rule[] = [
  {
    what: 'numbers of calls that are over',
    beforeMs: kept.numberAfterCallMs,
    sql: `UPDATE contacts SET number_sealed = NULL, lasting_key = NULL WHERE state = 'ended' AND ended_at < $1 AND (number_sealed IS NOT NULL OR lasting_key IS NOT NULL)`,
  },
  {
    what: 'numbers of calls that never ended',
    beforeMs: kept.numberAtMostMs,
    sql: 'UPDATE contacts SET number_sealed = NULL, lasting_key = NULL WHERE arrived_at < $1 AND (number_sealed IS NOT NULL OR lasting_key IS NOT NULL)',
  },
  {
    what: 'numbers of conversations that are closed',
    beforeMs: 0,
    sql: `UPDATE conversations SET number_sealed = NULL, lasting_key = NULL WHERE state = 'closed' AND erase_after <= $1 AND (number_sealed IS NOT NULL OR lasting_key IS NOT NULL)`,
  },
  {
    what: 'drafts of promises never made',
    beforeMs: kept.numberAtMostMs,
    sql: `DELETE FROM callback_drafts d USING contacts c WHERE c.id = d.contact_id AND c.arrived_at < $1`,
  },
  {
    what: 'drafts of calls that are over',
    beforeMs: kept.numberAfterCallMs,
    sql: `DELETE FROM callback_drafts d USING contacts c WHERE c.id = d.contact_id AND c.ended_at < $1`,
  },
  {
    what: 'numbers of promises that are settled',
    beforeMs: 0,
    sql: `UPDATE callbacks SET number_sealed = NULL WHERE state <> 'open' AND settled_at <= $1 AND number_sealed IS NOT NULL`,
  },
  {
    what: 'keys of callers',
    beforeMs: kept.keysMs,
    sql: 'UPDATE contacts SET caller_key = NULL WHERE arrived_at < $1 AND caller_key IS NOT NULL',
  },
  {
    what: 'keys of texters',
    beforeMs: kept.keysMs,
    sql: `UPDATE conversations SET caller_key = NULL WHERE state = 'closed' AND closed_at < $1 AND caller_key IS NOT NULL`,
  },
  {
    what: 'keys of promises',
    beforeMs: kept.keysMs,
    sql: `UPDATE callbacks SET caller_key = '', lasting_key = NULL, number_key = NULL, asker_key = NULL
      WHERE state <> 'open' AND promised_at < $1 AND (caller_key <> '' OR lasting_key IS NOT NULL OR number_key IS NOT NULL OR asker_key IS NOT NULL)`,
  },
  {
    // The carrier's copy may take longer; ours goes on time.
    what: 'words of texts',
    beforeMs: 0,
    sql: `UPDATE texts SET body_sealed = NULL, number_sealed = NULL, slots = NULL, erase_after = CASE WHEN carrier_sid IS NOT NULL THEN erase_after END
      WHERE erase_after <= $1 AND ${isOver} AND (carrier_sid IS NULL OR body_sealed IS NOT NULL OR number_sealed IS NOT NULL OR slots IS NOT NULL)`,
  },
  {
    what: 'texts',
    beforeMs: kept.keysMs,
    sql: `DELETE FROM texts t WHERE created_at < $1 AND ${isOver} AND erase_after IS NULL
      AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = t.conversation_id AND c.state <> 'closed')`,
  },
  {
    what: 'lanes of texts the carrier still has',
    beforeMs: kept.keysMs,
    sql: `UPDATE texts SET lane = '' WHERE created_at < $1 AND ${isOver} AND lane <> ''`,
  },
  { what: 'who was answered what', beforeMs: kept.exchangesMs, sql: 'DELETE FROM text_exchanges WHERE last_at < $1' },
  { what: 'load events', beforeMs: kept.loadMs, sql: 'DELETE FROM load_events WHERE start_at < $1' },
  // The guards that somebody asked about tell of a person's load; nothing reads them after their yes, or the two hours it may take.
  {
    what: 'requests to take calls all the same',
    beforeMs: kept.loadMs,
    sql: 'DELETE FROM overrides WHERE asked_at < $1',
  },
  { what: 'hand-over notes', beforeMs: kept.handoverMs, sql: 'DELETE FROM handover_notes WHERE at < $1' },
  { what: 'thanks that found nobody', beforeMs: kept.loadMs, sql: 'DELETE FROM thank_yous WHERE at < $1' },
  { what: 'decisions', beforeMs: kept.loadMs, sql: 'DELETE FROM decisions WHERE at < $1' },
  {
    what: 'codes to sign in with',
    beforeMs: kept.signInMs,
    sql: 'DELETE FROM sign_in_codes WHERE made_at < $1',
  },
  {
    what: 'sessions',
    beforeMs: kept.sessionsMs,
    sql: 'DELETE FROM sessions WHERE seen_at < $1 OR ended_at < $1',
  },
  {
    what: 'links that let somebody in',
    beforeMs: kept.signInMs,
    sql: 'DELETE FROM invitations WHERE made_at < $1',
  },
  {
    what: 'answers kept for whoever asks again',
    beforeMs: kept.signInMs,
    sql: 'DELETE FROM idempotent_answers WHERE at < $1',
  },
  {
    what: 'what people who left proved themselves with',
    beforeMs: 0,
    sql: `WITH left_us AS (SELECT id FROM people WHERE retired_at <= $1),
      keys AS (DELETE FROM passkeys WHERE person_id IN (SELECT id FROM left_us))
      DELETE FROM authenticators WHERE person_id IN (SELECT id FROM left_us)`,
  },
  { what: 'audit', beforeMs: kept.auditMs, sql: 'DELETE FROM audit WHERE at < $1' },
  { what: 'notices of shifts', beforeMs: kept.shiftsMs, sql: 'DELETE FROM shift_notices WHERE end_at < $1' },
  { what: 'shifts that were up', beforeMs: kept.shiftsMs, sql: 'DELETE FROM open_shifts WHERE end_at < $1' },
  { what: 'steps that can no longer be undone', beforeMs: kept.shiftsMs, sql: 'DELETE FROM shift_steps WHERE at < $1' },
  { what: 'warnings of gaps', beforeMs: kept.shiftsMs, sql: 'DELETE FROM gap_warnings WHERE start_at < $1' },
  {
    what: 'PINs of people who left',
    beforeMs: 0,
    sql: 'DELETE FROM person_pins p USING people q WHERE q.id = p.person_id AND q.retired_at <= $1',
  },
  {
    what: 'tags taken back by people who left',
    beforeMs: kept.tagsMs,
    sql: 'DELETE FROM dropped_tags d USING people p WHERE p.id = d.person_id AND p.retired_at < $1',
  },
  {
    what: 'tags put on by people who left',
    beforeMs: kept.tagsMs,
    sql: 'DELETE FROM added_tags a USING people p WHERE p.id = a.person_id AND p.retired_at < $1',
  },
  {
    what: 'effects that are done',
    beforeMs: kept.doneEffectsMs,
    sql: `DELETE FROM effects WHERE state IN ('done', 'dropped', 'failed') AND due_at < $1`,
  },
];

/** Erases everything that is too old at the room's present instant; answers how many rows each rule touched. */
export async function retain(room: Pick<ContactsRoom, 'pool' | 'clock'>): Promise<Record<string, number>> {
  const nowMs = room.clock.nowMs();
  const touched: Record<string, number> = {};
  for (const rule of rules) {
    const { rowCount } = await room.pool.query(rule.sql, [new Date(nowMs - rule.beforeMs)]);
    if (rowCount) touched[rule.what] = rowCount;
  }
  return touched;
}

/** Texts whose words are erased here and still to be erased at the carrier (24 h after their conversation closed). */
export async function textsToErase(
  room: Pick<ContactsRoom, 'pool' | 'clock'>,
): Promise<{ id: string; carrierSid: string }[]> {
  const { rows } = await room.pool.query<{ id: string; carrierSid: string }>({
    name: 'texts-to-erase',
    text: `SELECT id, carrier_sid AS "carrierSid" FROM texts WHERE erase_after <= $1 AND carrier_sid IS NOT NULL AND ${isOver} ORDER BY erase_after LIMIT 200`,
    values: [new Date(room.clock.nowMs())],
  });
  return rows;
}

/** Notes that a text's words are gone everywhere; the row itself stays for a while, so that a late delivery is still known. */
export async function textErased(room: Pick<ContactsRoom, 'pool'>, id: string): Promise<void> {
  await room.pool.query({
    name: 'text-erased',
    text: `UPDATE texts SET erase_after = NULL WHERE id = $1`,
    values: [id],
  });
}

/** Notes that the carrier still has a text's words. */
export async function textKeptByCarrier(room: Pick<ContactsRoom, 'pool' | 'clock'>, id: string): Promise<void> {
  await room.pool.query({
    name: 'text-kept-by-carrier',
    text: 'UPDATE texts SET erase_after = $2 WHERE id = $1',
    values: [id, new Date(room.clock.nowMs() + askCarrierAgainMs)],
  });
}
