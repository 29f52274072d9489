/** Rests and check-ins: what a volunteer says of how heavy it was acts at once, and is kept (V7, W3). */
import type { ContactsRoom } from '../contacts/room.ts';
import { save } from '../contacts/save.ts';
import { inTransaction } from '../platform/transaction.ts';
import { stopRinging } from './availability.ts';
import { howAreYouEffect } from './care-texts.ts';

const minuteMs = 60_000;
/** A contact that ended longer ago than this is not the one a check-in is about. */
const recentContactMs = 12 * 3_600_000;
/** So long after a contact a page still asks how heavy it was. */
const askedOnPageMs = 2 * 3_600_000;
/** The break that `6` asks for. */
export const checkInBreakMinutes = 20;
/** From this answer on it was heavy (rules.md, Load). */
const heavyAnswer = 4;

/** When the break of a person ends; null when none holds at this moment. */
export async function breakUntil(room: ContactsRoom, personId: string): Promise<number | null> {
  const { rows } = await room.pool.query<{ break_until: Date }>({
    name: 'break-until',
    text: 'SELECT break_until FROM availability WHERE person_id = $1 AND break_until > $2',
    values: [personId, new Date(room.clock.nowMs())],
  });
  return rows[0]?.break_until.getTime() ?? null;
}

/** A contact that a person has not told about yet, with the line it came in on. */
export type ContactToRate = { contactId: string; lineId: string; endedAtMs: number };

/** The contact that a page may ask a person about: their latest one, soon after its end and until they have answered by whatever way. */
export async function contactToRate(
  room: Pick<ContactsRoom, 'pool' | 'clock'>,
  personId: string,
): Promise<ContactToRate | null> {
  const nowMs = room.clock.nowMs();
  const { rows } = await room.pool.query<{ contactId: string; lineId: string | null; ended: Date; told: boolean }>({
    name: 'contact-to-rate',
    text: `SELECT e.contact_id AS "contactId", e.end_at AS ended,
        coalesce((SELECT line_id FROM contacts WHERE id = e.contact_id), (SELECT line_id FROM conversations WHERE id = e.contact_id)) AS "lineId",
        EXISTS (SELECT 1 FROM load_events c WHERE c.person_id = $1 AND c.kind = 'check-in' AND c.start_at >= e.end_at) AS told
      FROM load_events e WHERE e.person_id = $1 AND e.kind = 'contact' AND e.end_at > $2 AND e.end_at <= $3 AND e.contact_id IS NOT NULL
      ORDER BY e.end_at DESC, e.id LIMIT 1`,
    values: [personId, new Date(nowMs - askedOnPageMs), new Date(nowMs)],
  });
  const [row] = rows;
  if (!row || row.told || row.lineId === null) return null;
  return { contactId: row.contactId, lineId: row.lineId, endedAtMs: row.ended.getTime() };
}

/** An answer of 1 to 6 to "How heavy was it?"; `contactId` where it is known which contact it is about, else it is the latest. */
export type CheckInAnswer = {
  id: string;
  personId: string;
  answer: number;
  lineId: string;
  restMinutes: number;
  contactId?: string;
};

/**
 * Keeps a check-in; 4 and 5 begin a rest of `restMinutes` at once, mark the contact they are about as heavy, and have the
 * person asked the next day how they are. Answers until when they rest, null where no rest began. The same `id` twice
 * is one check-in.
 */
export async function checkIn(
  room: ContactsRoom,
  { id, personId, answer, lineId, restMinutes, contactId }: CheckInAnswer,
): Promise<number | null> {
  const nowMs = room.clock.nowMs();
  const isHeavy = answer >= heavyAnswer && answer <= 5;
  const directory = isHeavy ? await room.directories.current() : null;
  const isNew = await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rowCount } = await client.query({
        name: 'check-in',
        text: `INSERT INTO load_events (id, person_id, kind, start_at, answer) VALUES ($1, $2, 'check-in', $3, $4) ON CONFLICT DO NOTHING`,
        values: [id, personId, new Date(nowMs), answer],
      });
      if (rowCount !== 1) return false;
      if (!isHeavy) return true;
      await client.query({
        name: 'latest-was-heavy',
        text: `UPDATE load_events SET heavy = true WHERE id = (SELECT id FROM load_events WHERE person_id = $1 AND kind = 'contact' AND end_at > $2 AND start_at <= $3
        AND ($4::text IS NULL OR contact_id = $4) ORDER BY end_at DESC, id LIMIT 1)`,
        values: [personId, new Date(nowMs - recentContactMs), new Date(nowMs), contactId ?? null],
      });
      // A longer rest that holds already, after a crisis hand-over, stays.
      await client.query({
        name: 'rest-now',
        text: `INSERT INTO availability (person_id, rest_until, rest_reason, missed_in_row) VALUES ($1, $2, 'heavy', 0)
        ON CONFLICT (person_id) DO UPDATE SET rest_until = EXCLUDED.rest_until, rest_reason = 'heavy'
        WHERE availability.rest_until IS NULL OR availability.rest_until < EXCLUDED.rest_until`,
        values: [personId, new Date(nowMs + restMinutes * minuteMs)],
      });
      if (directory) await save(client, { effects: [howAreYouEffect(directory, personId, lineId, nowMs)] });
      return true;
    },
  );
  room.afterCommit({ effects: [], wakes: [], route: false, weighed: [personId] });
  if (!isHeavy) return null;
  if (isNew) await stopRinging(room, personId);
  const { rows } = await room.pool.query<{ rest_until: Date | null }>({
    name: 'rest-until',
    text: 'SELECT rest_until FROM availability WHERE person_id = $1',
    values: [personId],
  });
  return rows[0]?.rest_until?.getTime() ?? nowMs + restMinutes * minuteMs;
}
