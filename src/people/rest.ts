/** Rests and check-ins: what a volunteer says of how heavy it was acts at once, and is kept (V7, W3). */
import type { Records } from '../organisation/records.ts';
import { writeEffects } from '../effects/write.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { afterCheckIn, checkInIsAboutSinceMs, mayAskHowHeavy } from '../wellbeing/check-in.ts';
import type { CarePolicy, GivenRest } from '../wellbeing/rests.ts';
import { stopRinging, takeBreak } from './availability.ts';
import { breakEnd, restEnd, wrapUpEnd } from './availability-sql.ts';
import { savePeople } from './save-people.ts';
import { howAreYouEffect } from './care-texts.ts';

/** When the break of a person ends; null when none holds at this moment. */
export async function breakUntil(room: Records, personId: string): Promise<number | null> {
  return breakEnd(room.pool, personId, room.clock.nowMs());
}

/** Until when a person rests; null when they do not at this moment. */
export async function restUntil(room: Records, personId: string): Promise<number | null> {
  const untilMs = await restEnd(room.pool, personId);
  return untilMs !== null && untilMs > room.clock.nowMs() ? untilMs : null;
}

/** A contact that a person has not told about yet, with the line it came in on. */
export type ContactToRate = { contactId: string; lineId: string; endedAtMs: number };

/** The contact that a page may ask a person about: their latest one, soon after its end and until they have answered by whatever way. */
export async function contactToRate(
  room: Pick<Store, 'pool' | 'clock'>,
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
    values: [personId, new Date(checkInIsAboutSinceMs(nowMs)), new Date(nowMs)],
  });
  const [row] = rows;
  if (!row || row.told || row.lineId === null) return null;
  const endedAtMs = row.ended.getTime();
  return mayAskHowHeavy(endedAtMs, nowMs) ? { contactId: row.contactId, lineId: row.lineId, endedAtMs } : null;
}

/** An answer of 1 to 6 to "How heavy was it?"; `contactId` where it is known which contact it is about, else it is the latest. */
export type CheckInAnswer = {
  id: string;
  personId: string;
  answer: number;
  line: { id: string; policy: CarePolicy };
  contactId?: string;
};

/** What an answer has led to, and until when the pause lasts; `untilMs` of thanks: the end of a wrap-up that their word ends sooner, else null. */
export type CheckedIn = { kind: 'thanks'; untilMs: number | null } | { kind: 'rest' | 'break'; untilMs: number };

/**
 * Keeps a check-in. A heavy one begins a rest at once, marks the contact it is about as heavy, and has the person asked
 * the next day how they are; `6` begins a break. The same `id` twice is one check-in.
 */
export async function checkIn(room: Records, said: CheckInAnswer): Promise<CheckedIn> {
  const { personId, answer, line } = said;
  const nowMs = room.clock.nowMs();
  const { rest, breakMinutes } = afterCheckIn(answer, line.policy, nowMs);
  const isNew = await keep(room, said, rest, nowMs);
  room.afterCommit({ effects: [], wakes: [], route: false, weighed: [personId] });
  if (rest !== null) {
    if (isNew) await stopRinging(room, personId);
    return { kind: 'rest', untilMs: (await restEnd(room.pool, personId)) ?? rest.restUntilMs };
  }
  if (breakMinutes === null) return { kind: 'thanks', untilMs: await wrapUpEnd(room.pool, personId, nowMs) };
  return { kind: 'break', untilMs: await takeBreak(room, personId, breakMinutes) };
}

/** Writes the answer with the rest it begins; false where it is written already. */
async function keep(
  room: Records,
  { id, personId, answer, line, contactId }: CheckInAnswer,
  rest: GivenRest | null,
  nowMs: number,
): Promise<boolean> {
  const directory = rest ? await room.directories.current() : null;
  return inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rowCount } = await client.query({
        name: 'check-in',
        text: `INSERT INTO load_events (id, person_id, kind, start_at, answer) VALUES ($1, $2, 'check-in', $3, $4) ON CONFLICT DO NOTHING`,
        values: [id, personId, new Date(nowMs), answer],
      });
      if (rowCount !== 1) return false;
      if (!rest) return true;
      await client.query({
        name: 'latest-was-heavy',
        text: `UPDATE load_events SET heavy = true WHERE id = (SELECT id FROM load_events WHERE person_id = $1 AND kind = 'contact' AND end_at > $2 AND start_at <= $3
        AND ($4::text IS NULL OR contact_id = $4) ORDER BY end_at DESC, id LIMIT 1)`,
        values: [personId, new Date(checkInIsAboutSinceMs(nowMs)), new Date(nowMs), contactId ?? null],
      });
      await savePeople(client, { people: [{ personId, ...rest }] });
      if (directory) await writeEffects(client, [howAreYouEffect(directory, personId, line.id, nowMs)]);
      return true;
    },
  );
}
