/** What is wrong with the numbers at the carrier, on the list: one entry a number, which closes by itself once the number is right again. */
import type pg from 'pg';
import type { NumberFinding } from '../carrier/twilio/number-check.ts';
import { raise } from './need-attention.ts';
import type { Store } from '../platform/store.ts';

/** Who closes what is right again. */
const itself = 'warmline';

/** A process that is restarted within this needs no second check. */
const sameStartMs = 60_000;
/** A check that did not finish, because its process died or the carrier could not be reached, is repeated after this. */
const againMs = 10 * 60_000;
const dailyMs = 24 * 3_600_000;

type Room = Pick<Store, 'pool' | 'clock'>;

/** Asks for a look, since a process starts. */
export async function wantNumberCheck({ pool, clock }: Room): Promise<void> {
  const nowMs = clock.nowMs();
  await pool.query(
    `INSERT INTO number_checks (id, next_at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET next_at = EXCLUDED.next_at
      WHERE number_checks.begun_at IS NULL OR number_checks.begun_at < $2`,
    [new Date(nowMs), new Date(nowMs - sameStartMs)],
  );
}

/** Takes the look that is due for this process; false where none is, or another process has it. */
export async function claimNumberCheck({ pool, clock }: Room): Promise<boolean> {
  const nowMs = clock.nowMs();
  const { rowCount } = await pool.query({
    name: 'claim-number-check',
    text: 'UPDATE number_checks SET begun_at = $1, next_at = $2 WHERE id = 1 AND next_at <= $1',
    values: [new Date(nowMs), new Date(nowMs + againMs)],
  });
  return rowCount === 1;
}

/** Puts on the list what a whole look found, takes off what is right again, and plans the next look for a day later. */
export async function numbersChecked(room: Room, findings: readonly NumberFinding[]): Promise<void> {
  const nowMs = room.clock.nowMs();
  const wrong = findings.flatMap((finding) => {
    const subject = whatIsWrong(finding);
    return subject === null ? [] : [{ lineId: finding.lineId, subject }];
  });
  for (const { lineId, subject } of wrong) {
    await raise(room, { kind: 'number-misconfigured', lineId, subject, key: keyOf(lineId) });
    await refresh(room.pool, lineId, subject);
  }
  await room.pool.query(
    `UPDATE attention SET done_at = $1, done_by = $2 WHERE kind = 'number-misconfigured' AND done_at IS NULL AND NOT line_id = ANY($3)`,
    [new Date(nowMs), itself, wrong.map(({ lineId }) => lineId)],
  );
  await room.pool.query('UPDATE number_checks SET next_at = $1 WHERE id = 1', [new Date(nowMs + dailyMs)]);
}

/** Which settings of a number are not ours, by name alone; null where all are. */
export function whatIsWrong(finding: NumberFinding): string | null {
  if (finding.number === null) return 'not of this account';
  return finding.differences.length === 0 ? null : finding.differences.map(({ field }) => field).join(', ');
}

const keyOf = (lineId: string) => `number-misconfigured ${lineId}`;

async function refresh(pool: pg.Pool, lineId: string, subject: string): Promise<void> {
  await pool.query('UPDATE attention SET subject = $2 WHERE key = $1 AND done_at IS NULL AND subject <> $2', [
    keyOf(lineId),
    subject,
  ]);
}
