/** When everything that follows from one instant of a hand-moved clock is finished. */
import type { Carrier } from '../../infra/phone-lab/carrier.ts';
import type { Service } from '../../src/app.ts';
import { effectKinds } from '../../src/effects/kinds.ts';
import type { Database } from '../../src/platform/database.ts';
import type { ManualClock, Settle } from './manual-clock.ts';
import { orphanPatienceMs, requestPatienceMs, restPatienceMs } from './patience.ts';

/** What was planned for later, or put off by whoever had it, has no job of its own: the sweep takes it after its grace, at its next tick, so long after its time at most. */
export const sweepLateMs = 2_000;

/** How many effects of one story may be found by the sweep only. */
const mostLeftToSweep = 3;

/** Resolves when neither routing nor a worker is at anything. */
export const atRest = async ({ deps, workers }: Service): Promise<void> => {
  await deps.router.idle();
  await workers?.idle();
};

/** What the sweep asks every second, and every second while a texter waits: it changes nothing. */
const looksOfSweep: readonly (string | undefined)[] = ['what-is-there', 'look-at-texting'];

const looks = new WeakMap<Database, number>();

/** Counts from now on how often the sweep only looks whether there is anything to do, and is told. */
export function countLooks(database: Database): void {
  const query = database.pool.query.bind(database.pool) as (...asked: unknown[]) => Promise<unknown>;
  looks.set(database, 0);
  const counting = (...asked: unknown[]) => {
    const answer = query(...asked);
    if (looksOfSweep.includes((asked[0] as { name?: string } | undefined)?.name))
      answer.then(
        () => looks.set(database, looksOf(database) + 1),
        () => undefined,
      );
    return answer;
  };
  Object.assign(database.pool, { query: counting });
}

/** So long in real time what was seen is taken for what is there; whoever asks with a connection of their own is not counted. */
const lookAgainMs = 20;

const looksOf = (database: Database) => looks.get(database) ?? 0;

type Effect = { look: string; kind: string; state: string; attempts: number; opensAt: Date };

/**
 * The effects somebody must be at by now, and the next that will be so: each from the instant at which the service
 * itself would take it.
 */
const effectsSql = `WITH planned AS (SELECT effects.id || attempts || effects.state AS look, kind, effects.state, attempts, greatest(
      effects.due_at + CASE WHEN effects.state = 'pending' AND (attempts > 0 OR claimed_at IS NOT NULL OR kind LIKE '%Voicemail' OR kind IN ('LookAfter', 'TellPerson'))
        THEN $2::float8 * interval '1 millisecond' ELSE interval '0' END,
      CASE WHEN effects.state = 'pending' AND kind LIKE 'Ring%' THEN carrier_gate.next_at END) AS "opensAt"
    FROM effects, carrier_gate WHERE effects.state IN ('pending', 'running') AND kind = ANY($3))
  SELECT * FROM planned WHERE "opensAt" <= $1 OR "opensAt" = (SELECT min("opensAt") FROM planned WHERE "opensAt" > $1)`;

/** How often the stage itself has asked what is open, which depends on how busy the machine is. */
const asks = new WeakMap<Database, number>();

/** What the service has asked the database since its start, without what the stage asked. */
export const askedByService = (database: Database) => database.roundTrips() - (asks.get(database) ?? 0);

type Found = { open: Effect[]; nextMs: number };
/** With how often the database had been asked by then, and when that was in real time. */
type Seen = Found & { asked: number; atMs: number };

async function effectsOf(database: Database, nowMs: number): Promise<Found> {
  asks.set(database, (asks.get(database) ?? 0) + 1);
  const values = [new Date(nowMs), sweepLateMs, effectKinds];
  const { rows } = await database.pool.query<Effect>({ name: 'still-open', text: effectsSql, values });
  const isOpen = ({ opensAt }: Effect) => opensAt.getTime() <= nowMs;
  const next = rows.find((row) => !isOpen(row));
  return { open: rows.filter(isOpen), nextMs: next ? next.opensAt.getTime() : Infinity };
}

/**
 * Gives what settles the instants of one walk through time. Work is over when the carrier is quiet, no effect is due,
 * and nobody has asked the database anything since that was seen. What a walk has seen holds on for its later instants,
 * until an effect comes due or somebody asks the database more than whether there is anything to do.
 *
 * On a machine so busy that a connection is refused for slowness, an effect may be left with nobody at it; the sweep
 * takes it, for which time must pass. That is waited out only so often: an effect that nobody is ever told of is a fault.
 */
export function settling(services: () => Service[], carrier: Carrier, clock: ManualClock): () => Settle {
  let leftToSweep = 0;
  /** Since the start, without the looks of the sweep. */
  const asked = () =>
    services().reduce((sum, { deps }) => sum + deps.database.roundTrips() - looksOf(deps.database), 0);
  return () => {
    let calm = { asked: -1, untilMs: -Infinity };
    return async () => {
      const [first] = services();
      if (!first) return;
      const beganMs = performance.now();
      let unchanged = { look: '', sinceMs: beganMs };
      let seen: Seen | null = null;
      for (;;) {
        await carrier.idle(requestPatienceMs);
        for (const service of services()) await atRest(service);
        if (asked() === calm.asked && clock.nowMs() < calm.untilMs && !carrier.busy()) return;
        // What is written down stays as it was seen while nobody asks the database anything.
        if (seen?.asked !== asked() || performance.now() - seen.atMs > lookAgainMs) {
          const found = await effectsOf(first.deps.database, clock.nowMs());
          seen = { ...found, asked: asked(), atMs: performance.now() };
        }
        const { open, nextMs } = seen;
        if (open.length === 0 && !carrier.busy()) {
          calm = { asked: asked(), untilMs: nextMs };
          continue;
        }
        calm = { asked: -1, untilMs: -Infinity };
        const nowMs = performance.now();
        const look = open
          .map((effect) => effect.look)
          .toSorted()
          .join();
        if (look !== unchanged.look || carrier.busy()) unchanged = { look, sinceMs: nowMs };
        if (nowMs - unchanged.sinceMs > orphanPatienceMs && leftToSweep < mostLeftToSweep) {
          leftToSweep += 1;
          return;
        }
        if (nowMs - beganMs > restPatienceMs) {
          const what = open.map((one) => `${one.kind} ${one.state} after ${one.attempts} attempts`).join(', ');
          throw new Error(`the service does not come to rest: ${what || 'the carrier is busy'}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
  };
}
