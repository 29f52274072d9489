/** Codes by text or call: known people only, and nobody can tell who is known (A1). */
import { randomUUID } from 'node:crypto';
import type { Records } from '../organisation/records.ts';
import { laneOfPerson, writeTexts } from '../conversations/texts.ts';
import type { Directory } from '../organisation/directory.ts';
import { CarrierProblem, type CodeService } from '../carrier/carrier.ts';
import { newEffect, writeEffects } from '../effects/write.ts';
import { lastingKey } from '../platform/caller-key.ts';
import { inTransaction } from '../platform/transaction.ts';
import { nextShifts } from '../schedule/duties.ts';
import { codeMinutes, mayTry } from './code-rules.ts';
import type { Limits } from './limits.ts';
import { beginSession } from './sessions.ts';
import { codeDigits, newToken, tokenHash } from './tokens.ts';

export type SentBy = 'text' | 'call';

/** `browser` is the token for the asking browser's cookie: only there the code is of use. */
export type CodeAsked = { kind: 'asked'; browser: string } | { kind: 'too-many'; retryAfterSeconds: number };

/**
 * Sends a code to the person whose phone this is. For any other number everything is written and answered in the same
 * way, and nothing is sent.
 */
export async function askForCode(
  room: Records,
  limits: Limits,
  asked: { directory: Directory; phone: string; sentBy: SentBy; address: string },
): Promise<CodeAsked> {
  const phoneKey = lastingKey(room.secrets, '', asked.phone);
  const waits = await Promise.all([
    limits.count('codes-of-phone', phoneKey),
    limits.count('codes-of-address', asked.address),
    limits.count('codes-of-all', 'all'),
  ]);
  const retryAfterSeconds = Math.max(...waits);
  if (retryAfterSeconds > 0) return { kind: 'too-many', retryAfterSeconds };

  const person = asked.directory.personOfNumber.get(asked.phone) ?? null;
  const browser = newToken();
  const id = randomUUID();
  const nowMs = room.clock.nowMs();
  // For a stranger the same rows are written: whether anything is sent is found out later, by a worker.
  const effect = newEffect('SendCode', { codeId: id }, { dueAtMs: nowMs });
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      await client.query({
        name: 'ask-for-code',
        text: `INSERT INTO sign_in_codes (id, browser_hash, phone_key, person_id, sent_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        values: [
          id,
          tokenHash(room.secrets, 'browser', browser),
          phoneKey,
          person?.id ?? null,
          asked.sentBy,
          new Date(nowMs),
        ],
      });
      await writeEffects(client, [effect]);
    },
  );
  room.afterCommit({ effects: [effect], wakes: [], route: false });
  return { kind: 'asked', browser };
}

/** What a worker needs to send a code; null where there is nobody to send it to, or it is of no use any more. */
export async function codeToSend(
  room: Pick<Records, 'pool' | 'clock'>,
  codeId: string,
): Promise<{ personId: string; sentBy: SentBy } | null> {
  const { rows } = await room.pool.query<{ person_id: string | null; sent_by: SentBy }>(
    'SELECT person_id, sent_by FROM sign_in_codes WHERE id = $1 AND used_at IS NULL AND made_at > $2',
    [codeId, new Date(room.clock.nowMs() - codeMinutes * 60_000)],
  );
  const [row] = rows;
  return row?.person_id ? { personId: row.person_id, sentBy: row.sent_by } : null;
}

/** Writes the text with a code to its person, once, on the line they serve next. */
export async function writeCode(room: Records, directory: Directory, codeId: string, personId: string): Promise<void> {
  const lineId = lineServedBy(directory, personId, room.clock.nowMs());
  if (lineId === null) return;
  const text = {
    id: `code-${codeId}`,
    direction: 'out' as const,
    lane: laneOfPerson(personId),
    lineId,
    channel: 'sms' as const,
    personId,
    sentence: 'signInCode',
    slots: { codeOf: codeId, minutes: codeMinutes },
  };
  await writeTexts(room, [text]);
}

/** The line that a person serves now or next; else the first one. Null where there is no line. */
export function lineServedBy(directory: Directory, personId: string, nowMs: number): string | null {
  const [next] = nextShifts(directory.schedule, personId, nowMs, 1);
  return next?.line ?? directory.lineOfNumber.values().next().value?.id ?? null;
}

export type CodeTyped =
  | { kind: 'signed-in'; token: string; personId: string }
  | { kind: 'wrong' }
  | { kind: 'over' }
  | { kind: 'too-many'; retryAfterSeconds: number }
  /** The service that checks codes cannot be reached: nothing is known of this code, and the try does not count. */
  | { kind: 'away'; problem: CarrierProblem };

type CodeRow = {
  id: string;
  phone_key: string;
  person_id: string | null;
  made_at: Date;
  tries: number;
  used_at: Date | null;
  /** Of the code that was sent to this phone last, whichever browser asked for it. */
  verification_id: string | null;
};

/** Judges the code typed in the browser that asked for it; `codes` checks it where the carrier's service made it. */
export async function typeCode(
  room: Records,
  limits: Limits,
  codes: CodeService | null,
  typed: { browser: string; code: string; address: string; device: string },
): Promise<CodeTyped> {
  const fromAddress = await limits.count('tries-of-address', typed.address);
  if (fromAddress > 0) return { kind: 'too-many', retryAfterSeconds: fromAddress };
  const taken = await takeTry(room, limits, typed.browser);
  if (taken.kind !== 'try') return taken;
  const { row } = taken;
  try {
    // A stranger's is checked all the same, so that neither the answer nor its time tells.
    const isRight = codes
      ? await codes.isRight(row.verification_id, typed.code)
      : codeDigits(room.secrets, row.id) === typed.code;
    if (!isRight || row.person_id === null) return { kind: 'wrong' };
  } catch (problem) {
    if (!(problem instanceof CarrierProblem)) throw problem;
    await room.pool.query('UPDATE sign_in_codes SET tries = tries - 1 WHERE id = $1', [row.id]);
    return { kind: 'away', problem };
  }
  return useCode(room, { id: row.id, personId: row.person_id }, typed.device);
}

/** Counts a try before it is known what comes of it, one after the other however many come at once. */
async function takeTry(
  room: Records,
  limits: Limits,
  browser: string,
): Promise<{ kind: 'try'; row: CodeRow } | Extract<CodeTyped, { kind: 'over' | 'too-many' }>> {
  return inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rows } = await client.query<CodeRow>(
        `SELECT id, phone_key, person_id, made_at, tries, used_at,
           (SELECT o.verification_id FROM sign_in_codes o WHERE o.phone_key = c.phone_key AND o.verification_id IS NOT NULL
             AND o.made_at > $2 ORDER BY o.made_at DESC LIMIT 1) AS verification_id
         FROM sign_in_codes c WHERE browser_hash = $1 FOR UPDATE OF c`,
        [tokenHash(room.secrets, 'browser', browser), new Date(room.clock.nowMs() - codeMinutes * 60_000)],
      );
      const [row] = rows;
      if (!row) return { kind: 'over' };
      const ofPhone = await limits.count('tries-of-phone', row.phone_key);
      if (ofPhone > 0) return { kind: 'too-many', retryAfterSeconds: ofPhone };
      const facts = { madeAtMs: row.made_at.getTime(), tries: row.tries, usedAtMs: row.used_at?.getTime() ?? null };
      if (!mayTry(facts, room.clock.nowMs())) return { kind: 'over' };
      await client.query('UPDATE sign_in_codes SET tries = tries + 1 WHERE id = $1', [row.id]);
      return { kind: 'try', row };
    },
  );
}

/** Begins the session that a right code opens; of two that come at once one does. */
async function useCode(room: Records, code: { id: string; personId: string }, device: string): Promise<CodeTyped> {
  return inTransaction(
    room.pool,
    () => '',
    async (client): Promise<CodeTyped> => {
      const used = await client.query('UPDATE sign_in_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL', [
        code.id,
        new Date(room.clock.nowMs()),
      ]);
      if (used.rowCount === 0) return { kind: 'over' };
      const begun = { personId: code.personId, strength: 'code' as const, device, proved: true };
      const { token } = await beginSession(room, begun, client);
      return { kind: 'signed-in', token, personId: code.personId };
    },
  );
}
