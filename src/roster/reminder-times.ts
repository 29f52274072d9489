/** When people want to be reminded of their shifts, as they say it themselves (P7, S4). */
import type pg from 'pg';
import { writeAudit } from '../audit/write-audit.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { remindersOf, usualReminders, type ReminderTimes } from '../schedule/reminder-times.ts';
import { dropReminder, remindersToCome, postponeNotice } from './notices-sql.ts';

type Row = { person_id: string; ask_hours: number; again_minutes: number | null };
const timesOf = ({ ask_hours, again_minutes }: Row): ReminderTimes => ({
  askHours: ask_hours,
  againMinutes: again_minutes,
});

/** The times of everybody who has said so, by person. */
export async function reminderTimes(client: pg.ClientBase | pg.Pool): Promise<Map<string, ReminderTimes>> {
  const { rows } = await client.query<Row>({
    name: 'reminder-times',
    text: 'SELECT person_id, ask_hours, again_minutes FROM reminder_times',
  });
  return new Map(rows.map((row) => [row.person_id, timesOf(row)]));
}

/** The times of one person. */
export async function reminderTimesOf(client: pg.ClientBase | pg.Pool, personId: string): Promise<ReminderTimes> {
  const { rows } = await client.query<Row>({
    name: 'reminder-times-of',
    text: 'SELECT person_id, ask_hours, again_minutes FROM reminder_times WHERE person_id = $1',
    values: [personId],
  });
  return rows[0] ? timesOf(rows[0]) : usualReminders;
}

/** The person's own times, as their page shows them. */
export function ownReminderTimes({ pool }: Pick<Store, 'pool'>, personId: string): Promise<ReminderTimes> {
  return reminderTimesOf(pool, personId);
}

/** Sets the person's times; reminders that are written down already move with them, and none is lost. */
export async function setReminderTimes(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  personId: string,
  zone: string,
  times: ReminderTimes,
): Promise<void> {
  const nowMs = clock.nowMs();
  await inTransaction(
    pool,
    () => '',
    async (client) => {
      await client.query(
        `INSERT INTO reminder_times (person_id, ask_hours, again_minutes, set_at) VALUES ($1, $2, $3, $4)
          ON CONFLICT (person_id) DO UPDATE SET ask_hours = EXCLUDED.ask_hours, again_minutes = EXCLUDED.again_minutes, set_at = EXCLUDED.set_at`,
        [personId, times.askHours, times.againMinutes, new Date(nowMs)],
      );
      for (const notice of await remindersToCome(client, personId, nowMs)) {
        const due = remindersOf(notice.startMs, zone, times).find(({ kind }) => kind === notice.kind);
        if (due) await postponeNotice(client, notice, Math.max(due.dueMs, nowMs));
        else await dropReminder(client, notice);
      }
      await writeAudit(client, {
        atMs: nowMs,
        by: `person:${personId}`,
        action: 'person.reminders-set',
        subject: personId,
      });
    },
  );
}
