/** What the load of people is computed from: contacts, check-ins and breaks as stored, shifts as planned. */
import type pg from 'pg';
import type { Directory } from '../organisation/directory.ts';
import type { Store } from '../platform/store.ts';
import { dutiesOf } from '../schedule/duties.ts';
import type { LoadEvent } from '../wellbeing/load.ts';
import { loadMemoryMs } from '../wellbeing/load-events.ts';

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
  const histories = new Map(personIds.map((personId) => [personId, shiftsOf(directory, personId, nowMs)]));
  await readEvents(pool, personIds, nowMs, histories);
  return histories;
}

/** What was over by `nowMs` of the stored events of `personIds`; their shifts are left to whoever plans. */
export async function storedHistories(
  { pool }: Pick<Store, 'pool'>,
  personIds: readonly string[],
  nowMs: number,
): Promise<[person: string, events: LoadEvent[]][]> {
  const histories = new Map<string, LoadEvent[]>(personIds.map((personId) => [personId, []]));
  await readEvents(pool, personIds, nowMs, histories);
  const isOver = (event: LoadEvent) => (event.kind === 'check-in' ? event.atMs : event.endMs) <= nowMs;
  return [...histories].map(([person, events]) => [person, events.filter(isOver)]);
}

async function readEvents(
  pool: pg.Pool,
  personIds: readonly string[],
  nowMs: number,
  histories: ReadonlyMap<string, LoadEvent[]>,
): Promise<void> {
  const { rows } = await pool.query<Row>({
    name: 'load-histories',
    text: `SELECT person_id, kind, extract(epoch FROM start_at)::float8 * 1000 AS start_ms, extract(epoch FROM end_at)::float8 * 1000 AS end_ms, heavy, abusive, crisis, answer
      FROM load_events WHERE person_id = ANY($1) AND start_at > $2`,
    values: [personIds, new Date(nowMs - loadMemoryMs)],
  });
  for (const row of rows) histories.get(row.person_id)?.push(eventOf(row));
}

function shiftsOf(directory: Directory, personId: string, nowMs: number): LoadEvent[] {
  return dutiesOf(directory.schedule, personId, nowMs - loadMemoryMs, nowMs + 1).map(({ startMs, endMs }) => ({
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
