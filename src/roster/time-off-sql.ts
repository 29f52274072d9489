/** Every statement about days away that somebody has asked for; what is read is checked. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { attentionSettled, needAttention } from '../attention/need-attention.ts';
import { noteStep } from '../organisation/occurrence-people.ts';
import type { AskState, DaysAway } from '../planning/time-off.ts';
import { instant, maybe, oneOf, rowReader, text } from '../platform/rows.ts';

type Client = pg.ClientBase | pg.Pool;

/** Days away that `personId` has asked the coordinators of `lineId` for: local dates of theirs, both included. */
export type DaysAsk = DaysAway & {
  id: string;
  personId: string;
  lineId: string;
  askedAtMs: number;
  state: AskState;
  reason: string | null;
};

type Row = Omit<DaysAsk, 'from' | 'to'> & { fromDate: string; toDate: string };
const row = rowReader<Row>('time_off_asks', {
  id: text,
  personId: text,
  fromDate: text,
  toDate: text,
  lineId: text,
  askedAtMs: instant,
  state: oneOf<AskState>({ waiting: true, approved: true, refused: true, withdrawn: true }),
  reason: maybe(text),
});

function askOf({ ask }: { ask: unknown }): DaysAsk {
  const { fromDate: from, toDate: to, ...rest } = row(ask);
  return { ...rest, from, to };
}

const keyOf = (id: string) => `time-off-ask ${id}`;

/** Writes down that somebody asks, and puts it on the coordinators' list; asked twice it waits once. */
export async function askForDays(
  client: pg.ClientBase,
  personId: string,
  { from, to }: DaysAway,
  lineId: string,
  nowMs: number,
): Promise<void> {
  const id = randomUUID();
  const { rowCount } = await client.query(
    `INSERT INTO time_off_asks (id, person_id, from_date, to_date, line_id, asked_at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (person_id, from_date, to_date) WHERE state = 'waiting' DO NOTHING`,
    [id, personId, from, to, lineId, new Date(nowMs)],
  );
  if (rowCount !== 1) return;
  const subject = from === to ? from : `${from} ${to}`;
  await needAttention(client, { kind: 'time-off-asked', lineId, personId, subject, key: keyOf(id) }, nowMs);
  await noteStep(client, personId, 'times.away-asked', personId, nowMs);
}

/** The asking of this id; null where there is none. */
export async function daysAskWithId(client: Client, id: string): Promise<DaysAsk | null> {
  const { rows } = await client.query<{ ask: unknown }>(
    'SELECT to_jsonb(a) AS ask FROM time_off_asks a WHERE id = $1',
    [id],
  );
  return rows[0] ? askOf(rows[0]) : null;
}

/** What waits for an answer, oldest first. */
export async function daysAsksWaiting(client: Client): Promise<DaysAsk[]> {
  const { rows } = await client.query<{ ask: unknown }>({
    name: 'days-asks-waiting',
    text: `SELECT to_jsonb(a) AS ask FROM time_off_asks a WHERE state = 'waiting' ORDER BY asked_at, id`,
  });
  return rows.map(askOf);
}

/** What the person has asked for and is not over: waiting, or with a no; soonest first. */
export async function ownDaysAsks(client: Client, personId: string, today: string): Promise<DaysAsk[]> {
  const { rows } = await client.query<{ ask: unknown }>({
    name: 'own-days-asks',
    text: `SELECT to_jsonb(a) AS ask FROM time_off_asks a WHERE person_id = $1 AND to_date >= $2 AND state IN ('waiting', 'refused') ORDER BY from_date, asked_at`,
    values: [personId, today],
  });
  return rows.map(askOf);
}

/** An asking ends so, and is off the coordinators' list; false where it was over already. */
export async function endAsk(
  client: pg.ClientBase,
  id: string,
  state: Exclude<AskState, 'waiting'>,
  by: string,
  nowMs: number,
  reason: string | null = null,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE time_off_asks SET state = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE id = $1 AND state = 'waiting'`,
    [id, state, by, new Date(nowMs), reason],
  );
  if (rowCount === 1) await attentionSettled(client, keyOf(id), by, nowMs);
  return rowCount === 1;
}

/** The person does not ask for these days any more; a no that they have read is put away too. False where there was nothing. */
export async function takeBackAsk(
  client: pg.ClientBase,
  personId: string,
  { from, to }: DaysAway,
  nowMs: number,
): Promise<boolean> {
  const { rows } = await client.query<{ id: string; state: AskState }>(
    `SELECT id, state FROM time_off_asks WHERE person_id = $1 AND from_date = $2 AND to_date = $3 AND state IN ('waiting', 'refused')`,
    [personId, from, to],
  );
  for (const { id, state } of rows) {
    if (state === 'waiting') await endAsk(client, id, 'withdrawn', `person:${personId}`, nowMs);
    else await client.query('DELETE FROM time_off_asks WHERE id = $1', [id]);
  }
  if (rows.length > 0) await noteStep(client, personId, 'times.away-asking-taken-back', personId, nowMs);
  return rows.length > 0;
}
