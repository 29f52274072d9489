/** The list for going live as it stands: what the last look found, what coordinators ticked, and whether a test call was heard (O1). */
import { writeAudit } from '../audit/write-audit.ts';
import type { Config } from '../platform/config.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { goLive, type GoLiveEntry, type TickName } from './go-live.ts';
import { lastLook } from './service-looks.ts';
import { testCalls, type TestCallState } from './test-calls.ts';

type Room = Pick<Store, 'pool' | 'clock'>;

/** `personId`: whose own test call is told of. */
export async function readGoLive(
  room: Room,
  config: Pick<Config, 'labEnabled' | 'publicBaseUrl' | 'twilio'>,
  personId: string | null,
): Promise<{ entries: GoLiveEntry[]; lookedAtMs: number | null; testCall: TestCallState }> {
  const [look, calls, ticked] = await Promise.all([lastLook(room), testCalls(room, personId), readTicks(room)]);
  const entries = goLive({
    isLab: config.labEnabled,
    hasFallback: config.twilio.fallbackUrl !== null,
    isHttps: config.publicBaseUrl.startsWith('https:'),
    findings: look?.findings ?? null,
    ticked,
    heardAtMs: calls.heardAtMs,
  });
  return { entries, lookedAtMs: look?.atMs ?? null, testCall: calls.own };
}

async function readTicks({ pool }: Room): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ check: string; at: Date }>('SELECT "check", at FROM go_live_ticks');
  return new Map(rows.map(({ check, at }) => [check, at.getTime()]));
}

/** Notes that somebody has seen to something, or that it is to be seen to again. */
export async function tick({ pool, clock }: Room, check: TickName, isDone: boolean, by: string): Promise<void> {
  const nowMs = clock.nowMs();
  await inTransaction(
    pool,
    () => '',
    async (client) => {
      const { rowCount } = isDone
        ? await client.query(
            'INSERT INTO go_live_ticks ("check", by_whom, at) VALUES ($1, $2, $3) ON CONFLICT ("check") DO NOTHING',
            [check, by, new Date(nowMs)],
          )
        : await client.query('DELETE FROM go_live_ticks WHERE "check" = $1', [check]);
      if (rowCount === 0) return;
      const action = isDone ? 'go-live.ticked' : 'go-live.unticked';
      await writeAudit(client, { atMs: nowMs, by, action, subject: check });
    },
  );
}
