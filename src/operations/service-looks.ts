/** The daily look at the service, one for all processes: when it is due, what it found, and what of that a coordinator is told once. */
import type pg from 'pg';
import { z } from 'zod';
import { attentionSettled, needAttention } from '../attention/need-attention.ts';
import { dayMs, minuteMs } from '../platform/kept.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { Finding } from './judgement.ts';

/** A process that has just started is let come to rest first. */
const afterStartMs = 2 * minuteMs;
/** A process that was started again at once needs no second look. */
const sameStartMs = minuteMs;
/** A look that came to no end is made again after this. */
const againMs = 10 * minuteMs;
/** What looks wrong is looked at once more after this before anybody is told. */
const sureAfterMs = 2 * minuteMs;

/** Numbers have a look and an entry of their own, one for each line. */
const listedElsewhere: readonly string[] = ['numbers', 'status-callbacks'];

type Room = Pick<Store, 'pool' | 'clock'>;

/** What is kept of a finding. */
const kept = z.array(
  z.object({
    check: z.string(),
    state: z.enum(['ok', 'attention', 'fail']),
    why: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
  }),
);
export type KeptFindings = z.infer<typeof kept>;

/** Asks for a look soon, since a process starts. */
export async function wantLook({ pool, clock }: Room): Promise<void> {
  const nowMs = clock.nowMs();
  await pool.query(
    `INSERT INTO service_looks (id, next_at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET next_at = EXCLUDED.next_at
      WHERE service_looks.begun_at IS NULL OR service_looks.begun_at < $2`,
    [new Date(nowMs + afterStartMs), new Date(nowMs - sameStartMs)],
  );
}

/** Takes the look that is due for this process; false where none is, or another process has it. */
export async function claimLook({ pool, clock }: Room): Promise<boolean> {
  const nowMs = clock.nowMs();
  const { rowCount } = await pool.query({
    name: 'claim-look',
    text: 'UPDATE service_looks SET begun_at = $1, next_at = $2 WHERE id = 1 AND next_at <= $1',
    values: [new Date(nowMs), new Date(nowMs + againMs)],
  });
  return rowCount === 1;
}

/** Has it looked again soon: what is wrong for a moment is told to nobody. */
export async function lookAgainSoon({ pool, clock }: Room): Promise<void> {
  await pool.query('UPDATE service_looks SET next_at = $1 WHERE id = 1', [new Date(clock.nowMs() + sureAfterMs)]);
}

/**
 * Writes down what a look found and plans the next for a day later. What is wrong since this look is on the attention
 * list; what was wrong before is not put there again, and what is right again leaves it by itself.
 */
export async function looked({ pool, clock }: Room, findings: readonly Finding[]): Promise<void> {
  const nowMs = clock.nowMs();
  const now: KeptFindings = findings.map(({ check, state, why, values }) => ({ check, state, why, values }));
  await inTransaction(
    pool,
    () => '',
    async (client) => {
      const before = await keptOf(client, 'FOR UPDATE');
      const stateOf = (list: KeptFindings, check: string) => list.find((one) => one.check === check)?.state ?? 'ok';
      for (const check of new Set([...before.findings, ...now].map((one) => one.check))) {
        if (listedElsewhere.includes(check)) continue;
        const [was, is] = [stateOf(before.findings, check), stateOf(now, check)];
        const key = `service-unwell ${check}`;
        if (is === 'ok' && was !== 'ok') await attentionSettled(client, key, 'warmline', nowMs);
        if (is !== 'ok' && is !== was && was !== 'fail')
          await needAttention(client, { kind: 'service-unwell', subject: check, key }, nowMs);
      }
      await client.query('UPDATE service_looks SET findings = $1, looked_at = $2, next_at = $3 WHERE id = 1', [
        JSON.stringify(now),
        new Date(nowMs),
        new Date(nowMs + dayMs),
      ]);
    },
  );
}

/** What the last look found; null before the first. */
export async function lastLook({
  pool,
}: Pick<Store, 'pool'>): Promise<{ atMs: number; findings: KeptFindings } | null> {
  const { atMs, findings } = await keptOf(pool);
  return atMs === null ? null : { atMs, findings };
}

async function keptOf(
  client: pg.ClientBase | pg.Pool,
  lock: '' | 'FOR UPDATE' = '',
): Promise<{ atMs: number | null; findings: KeptFindings }> {
  const { rows } = await client.query<{ looked_at: Date | null; findings: unknown }>(
    `SELECT looked_at, findings FROM service_looks WHERE id = 1 ${lock}`,
  );
  return { atMs: rows[0]?.looked_at?.getTime() ?? null, findings: kept.safeParse(rows[0]?.findings).data ?? [] };
}
