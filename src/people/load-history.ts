/** What the load of people is computed from: contacts, check-ins and breaks as stored, shifts as planned. */
import type pg from 'pg';
import type { Directory } from '../organisation/directory.ts';
import type { Store } from '../platform/store.ts';
import { dutiesOf } from '../schedule/duties.ts';
import type { LoadEvent } from '../wellbeing/load.ts';

/** Beyond this nothing weighs any more: the nights' half-life is two weeks. */
const memoryMs = 90 * 24 * 3_600_000;

type Row = {
  person_id: string;
  kind: string;
  start_ms: number;
  end_ms: number | null;
  heavy: boolean;
  abusive: boolean;
  crisis: boolean;
  answer: number | null;
};

/** The events of each of `personIds` up to `nowMs`, running shifts included; duties are those as a primary, as in planning. */
export async function loadHistories(
  pool: pg.Pool,
  directory: Directory,
  personIds: string[],
  nowMs: number,
): Promise<Map<string, LoadEvent[]>> {
  const { rows } = await pool.query<Row>({
    name: 'load-histories',
    text: `SELECT person_id, kind, extract(epoch FROM start_at)::float8 * 1000 AS start_ms, extract(epoch FROM end_at)::float8 * 1000 AS end_ms, heavy, abusive, crisis, answer
      FROM load_events WHERE person_id = ANY($1) AND start_at > $2`,
    values: [personIds, new Date(nowMs - memoryMs)],
  });
  const histories = new Map(personIds.map((personId) => [personId, shiftsOf(directory, personId, nowMs)]));
  for (const row of rows) histories.get(row.person_id)?.push(eventOf(row));
  return histories;
}

/** What was over by `nowMs` of the events of everybody in the organisation. */
export async function historiesBefore(
  { pool }: Pick<Store, 'pool'>,
  directory: Directory,
  nowMs: number,
): Promise<Map<string, LoadEvent[]>> {
  const histories = await loadHistories(pool, directory, [...directory.people.keys()], nowMs);
  const isOver = (event: LoadEvent) => (event.kind === 'check-in' ? event.atMs : event.endMs) <= nowMs;
  return new Map([...histories].map(([person, events]) => [person, events.filter(isOver)]));
}

function shiftsOf(directory: Directory, personId: string, nowMs: number): LoadEvent[] {
  return dutiesOf(directory.schedule, personId, nowMs - memoryMs, nowMs + 1).map(({ startMs, endMs }) => ({
    kind: 'shift',
    startMs,
    endMs,
  }));
}

function eventOf({ kind, start_ms, end_ms, heavy, abusive, crisis, answer }: Row): LoadEvent {
  const startMs = Math.round(start_ms);
  if (kind === 'check-in') return { kind: 'check-in', atMs: startMs, answer: answer ?? 0 };
  const endMs = end_ms === null ? Infinity : Math.round(end_ms);
  return kind === 'break'
    ? { kind: 'break', startMs, endMs }
    : { kind: 'contact', startMs, endMs, heavy, abusive, crisis };
}
