/** A person's own load at this moment: their contacts, check-ins and breaks as stored, their shifts as planned (W2). */
import type { ContactsRoom } from '../contacts/room.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { dutiesOf } from '../schedule/duties.ts';
import { loadAt, type Load, type LoadEvent } from '../wellbeing/load.ts';

/** Beyond this nothing weighs any more: the nights' half-life is two weeks. */
const memoryMs = 90 * 24 * 3_600_000;

type Row = { kind: string; start_at: Date; end_at: Date | null; heavy: boolean; abusive: boolean; crisis: boolean; answer: number | null };

/** The load of `person`, computed from what is kept of them alone. */
export async function ownLoad(room: ContactsRoom, directory: Directory, person: Person): Promise<Load> {
  const nowMs = room.clock.nowMs();
  const { rows } = await room.pool.query<Row>({
    name: 'own-load',
    text: 'SELECT kind, start_at, end_at, heavy, abusive, crisis, answer FROM load_events WHERE person_id = $1 AND start_at > $2',
    values: [person.id, new Date(nowMs - memoryMs)],
  });
  const duties = dutiesOf(directory.schedule, person.id, nowMs - memoryMs, nowMs + 1);
  const shifts = duties.map(({ startMs, endMs }): LoadEvent => ({ kind: 'shift', startMs, endMs }));
  return loadAt([...rows.map(eventOf), ...shifts], nowMs, person.timeZone);
}

function eventOf(row: Row): LoadEvent {
  const startMs = row.start_at.getTime();
  if (row.kind === 'check-in') return { kind: 'check-in', atMs: startMs, answer: row.answer ?? 0 };
  const endMs = row.end_at?.getTime() ?? Infinity;
  if (row.kind === 'break') return { kind: 'break', startMs, endMs };
  const { heavy, abusive, crisis } = row;
  return { kind: 'contact', startMs, endMs, heavy, abusive, crisis };
}
