/** What stories change behind the service's back: a past that would take days to tell, and what a process that died left behind. */
import type { Stored } from './stored.ts';

const change = async (stage: Stored, sql: string, values: unknown[] = []): Promise<void> =>
  void (await stage.stored().pool.query(sql, values));

/** The person was in a contact between these instants; a hard one was heavy, abusive and a crisis. */
export const hadContact = (stage: Stored, id: string, person: string, from: Date, to: Date, hard = false) =>
  change(
    stage,
    `INSERT INTO load_events (id, person_id, kind, start_at, end_at, heavy, abusive, crisis) VALUES ($1, $2, 'contact', $3, $4, $5, $5, $5)`,
    [id, person, from, to, hard],
  );

/** The person said in a check-in how heavy it was, 1 to 5. */
export const hadSaid = (stage: Stored, id: string, person: string, at: Date, answer: number) =>
  change(stage, `INSERT INTO load_events (id, person_id, kind, start_at, answer) VALUES ($1, $2, 'check-in', $3, $4)`, [
    id,
    person,
    at,
    answer,
  ]);

/** The person has had no call since then. */
export const idleSince = (stage: Stored, person: string, since: Date) =>
  change(
    stage,
    `INSERT INTO availability (person_id, idle_since) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET idle_since = EXCLUDED.idle_since`,
    [person, since],
  );

/** The person has a break until then, begun this instant and known to nobody who is at work. */
export const onBreakUntil = (stage: Stored, person: string, until: Date) =>
  change(
    stage,
    `INSERT INTO availability (person_id, break_until, break_reason) VALUES ($1, $2, 'asked') ON CONFLICT (person_id) DO UPDATE SET break_until = EXCLUDED.break_until`,
    [person, until],
  );

/** The line is paused, and nobody was told of it. */
export const pausedLine = (stage: Stored, line: string) =>
  change(stage, `INSERT INTO line_states (line_id, paused_at) VALUES ($1, now())`, [line]);

/** The person asked never to meet again whoever has written so far. */
export const refusesWhoWrote = (stage: Stored, person: string) =>
  change(
    stage,
    `INSERT INTO refused_pairs (lasting_key, person_id, at) SELECT lasting_key, $1, now() FROM conversations`,
    [person],
  );

/** The person asked never to meet again whoever has this lasting key. */
export const refusesKey = (stage: Stored, person: string, lastingKey: string) =>
  change(stage, `INSERT INTO refused_pairs (lasting_key, person_id, at) VALUES ($1, $2, now())`, [lastingKey, person]);

/** Whoever has this lasting key wants no texts of the line over WhatsApp. */
export const silencedWhatsapp = (stage: Stored, line: string, lastingKey: string) =>
  change(stage, `INSERT INTO text_opt_outs (key, channel, line_id, at) VALUES ($1, 'whatsapp', $2, now())`, [
    lastingKey,
    line,
  ]);

/** Whoever has this lasting key is blocked on every line until then. */
export const isBlocked = (stage: Stored, lastingKey: string, until: Date) =>
  change(stage, `INSERT INTO blocks (key, reason, until_at, position) VALUES ($1, 'abuse', $2, 0)`, [
    lastingKey,
    until,
  ]);

/** Whoever talks on the line has talked for so much longer. */
export const talkedLonger = (stage: Stored, line: string, seconds: number) =>
  change(
    stage,
    `UPDATE contacts SET talking_since = talking_since - $2 * interval '1 second' WHERE line_id = $1 AND state = 'talking'`,
    [line, seconds],
  );

/** A caller left the person thanks then. */
export const wasThanked = (stage: Stored, person: string, at: Date) =>
  change(stage, `INSERT INTO thank_yous (id, person_id, at) VALUES (gen_random_uuid()::text, $1, $2)`, [person, at]);

/** Every thank-you was left a day before. */
export const thanksAreDayOlder = (stage: Stored) => change(stage, `UPDATE thank_yous SET at = at - interval '1 day'`);

/** Every promised call has been kept. */
export const promisesAreKept = (stage: Stored) =>
  change(stage, `UPDATE callbacks SET state = 'kept', settled_at = now(), number_key = NULL`);

/** A coordinator has seen to everything that waits for one. */
export const attentionIsDone = (stage: Stored, at: Date) => change(stage, 'UPDATE attention SET done_at = $1', [at]);

/** Who typed a wrong PIN too often has waited for an hour. */
export const pinsAreHourOlder = (stage: Stored) =>
  change(stage, `UPDATE person_pins SET locked_until = locked_until - interval '1 hour'`);

/** What is still to be said of shifts, or only notices of one kind, is due then. */
export const noticesDueAt = (stage: Stored, at: string, kind: string | null = null) =>
  change(stage, `UPDATE shift_notices SET due_at = $1 WHERE done_at IS NULL AND kind = coalesce($2, kind)`, [at, kind]);

/** Gaps in the schedule were last looked for a day before. */
export const gapsLookedForYesterday = (stage: Stored) =>
  change(stage, `UPDATE gap_looks SET looked_at = looked_at - interval '1 day'`);

/** These sentences were to be said to people at that time, and nobody was at work. */
export const wasToBeTold = async (
  stage: Stored,
  atMs: number,
  sayings: readonly { personId: string; sentence: string; slots?: object }[],
): Promise<void> => {
  for (const saying of sayings)
    await change(
      stage,
      `INSERT INTO effects (id, kind, queue, payload, due_at) VALUES (gen_random_uuid()::text, 'SendText', 'messages', $1, $2)`,
      [JSON.stringify({ ...saying, lineId: 'main', atMs }), new Date(atMs)],
    );
};

/** What was done of this kind waits once more, as if it had not been noted as done. */
export const isToBeDoneAgain = (stage: Stored, kind: string) =>
  change(stage, `UPDATE effects SET state = 'pending' WHERE kind = $1`, [kind]);

/** Nothing waits any more. */
export const nothingWaits = (stage: Stored) => change(stage, `DELETE FROM effects WHERE state = 'pending'`);

/** As a process leaves it that is killed after the carrier has dialled the caller and before that was written down. */
export async function diedDiallingCaller(stage: Stored, nowMs: number): Promise<void> {
  await change(stage, `UPDATE effects SET state = 'running', claimed_at = $1, due_at = $2 WHERE kind = 'RingCaller'`, [
    new Date(nowMs - 60_000),
    new Date(nowMs + 60_000),
  ]);
  await change(
    stage,
    `UPDATE legs SET state = 'planned', call_sid = NULL, dialled_at = NULL, ringing_at = NULL WHERE purpose = 'caller'`,
  );
}

/** As a process leaves it that is killed while it handles or sends this text, which it took then. */
export async function diedWithText(
  stage: Stored,
  direction: 'in' | 'out',
  textId: string,
  effectAt: Date,
  textAt: Date,
): Promise<void> {
  await change(
    stage,
    `UPDATE texts SET state = 'running', attempts = 1, claimed_at = $2, done_at = NULL, carrier_sid = CASE WHEN direction = 'in' THEN carrier_sid END WHERE id = $1`,
    [textId, textAt],
  );
  await change(
    stage,
    `INSERT INTO effects (id, kind, queue, payload, state, attempts, due_at, claimed_at) VALUES (gen_random_uuid()::text, $1, 'messages', $2, 'running', 1, $3, $3)`,
    [direction === 'in' ? 'HandleTexts' : 'SendTexts', JSON.stringify({ textId }), effectAt],
  );
}

/** The server has written to disk what it holds, so that it outlasts a stop. */
export const keepOnDisk = (stage: Stored) => change(stage, 'CHECKPOINT');

/** Every day of a month callers were asked whether they felt heard: up to three said yes, up to one no. */
export const askedWhetherHeard = (stage: Stored, line: string, month: string) =>
  change(
    stage,
    `INSERT INTO felt_heard (line_id, date, heard, not_heard) SELECT $1, $2 || '-' || lpad(d::text, 2, '0'), d % 4, d % 2 FROM generate_series(1, 28) d`,
    [line, month],
  );

/** A replay that was asked for then, and whose question is damaged. */
export const damagedReplay = (stage: Stored, id: string, askedAt: Date) =>
  change(stage, `INSERT INTO replays (id, asked_by, asked_at, request) VALUES ($1, 'dev', $2, '{"from": 7}')`, [
    id,
    askedAt,
  ]);
