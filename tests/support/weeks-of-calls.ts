/** Weeks of calls that are over, for stories that look ahead: quiet evenings, and Tuesdays from 20:00 to 22:00 when far more call than one peer can talk with. */
import { DateTime } from 'luxon';
import { openPool } from './servers.ts';

export type PastContact = {
  id: string;
  arrivedMs: number;
  outcome: 'talked' | 'abandoned-in-queue' | 'abandoned-in-greeting' | 'closed';
};

/** The calls to the line `main` in so many weeks before a date (Chicago), each evening from 17:00 to 23:00. */
export function weeksOfCalls(before: string, weeks: number): PastContact[] {
  const found: PastContact[] = [];
  const end = DateTime.fromISO(before, { zone: 'America/Chicago' });
  const add = (at: DateTime, outcome: PastContact['outcome']) =>
    found.push({ id: `week-${found.length}`, arrivedMs: at.toMillis(), outcome });
  for (let back = 7 * weeks; back >= 1; back -= 1) {
    const day = end.minus({ days: back });
    add(day.set({ hour: 9, minute: 10 }), 'closed');
    add(day.set({ hour: 18, minute: 40 }), 'abandoned-in-greeting');
    for (let slot = 0; slot < 12; slot += 1) {
      const at = day.set({ hour: 17 + Math.floor(slot / 2), minute: (slot % 2) * 30 });
      const isBusy = day.weekday === 2 && slot >= 6 && slot < 10;
      const count = isBusy ? 2 + ((back + slot) % 3) : (back + slot) % 5 === 0 ? 1 : 0;
      for (let one = 0; one < count; one += 1)
        add(at.plus({ minutes: 3 + 7 * one }), one >= 2 ? 'abandoned-in-queue' : 'talked');
    }
  }
  return found;
}

/** Writes them into a database: who was served waited half a minute and talked for 20, who hung up waited for five. */
export async function writeWeeksOfCalls(databaseUrl: string, contacts: readonly PastContact[]): Promise<void> {
  const pool = openPool(databaseUrl);
  const at = (ms: number) => new Date(ms).toISOString();
  const rows = contacts.map(({ id, arrivedMs, outcome }) => ({
    id,
    outcome,
    arrived_at: at(arrivedMs),
    joined_at: outcome === 'talked' ? at(arrivedMs + 30_000) : null,
    ended_at: at(arrivedMs + (outcome === 'talked' ? 1_230_000 : outcome === 'abandoned-in-queue' ? 300_000 : 4_000)),
    talked_seconds: outcome === 'talked' ? 1_200 : 0,
    met: outcome === 'closed' ? 'closed' : 'open',
  }));
  await pool.query(
    `INSERT INTO contacts (id, line_id, channel, state, outcome, met, language, script, arrived_at, rank_at, ended_at, talked_seconds)
      SELECT id, 'main', 'voice', 'ended', outcome, met, 'en', 'hold', arrived_at, arrived_at, ended_at, talked_seconds
      FROM jsonb_populate_recordset(NULL::contacts, $1)`,
    [JSON.stringify(rows)],
  );
  await pool.query(
    `INSERT INTO legs (id, contact_id, line_id, purpose, role, state, created_at, accepted_at, joined_at)
      SELECT id, id, 'main', 'offer', 'primary', 'ended', joined_at, joined_at, joined_at FROM jsonb_populate_recordset(NULL::legs, $1) WHERE joined_at IS NOT NULL`,
    [JSON.stringify(rows)],
  );
  await pool.end();
}
