/** Tells operators and load balancers how the process stands; no number or name is among the figures. */
import { Router } from 'express';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import { canTakeCalls } from './contacts/readiness.ts';
import type { Deps } from './deps.ts';
import { registerFigures } from './operations/figures.ts';
import { isChallenge, proofOf, selfPath } from './operations/self.ts';
import { ownVersion } from './platform/project-root.ts';

const databaseDeadlineMs = 2_000;

/**
 * `GET /healthz` (the process), `/readyz` (can it take a call and route it: Postgres answers, and nobody waits while every
 * routing pass fails), `/metrics` (Prometheus), `/healthz/self` (proves that it is this service that answers).
 */
export function healthDoor(deps: Deps): Router {
  const router = Router();
  const version = ownVersion();
  collectDefaultMetrics({ register: deps.metrics });
  new Gauge({
    name: 'warmline_sql_round_trips',
    help: 'Round trips to Postgres since the start, BEGIN and COMMIT counted.',
    registers: [deps.metrics],
    collect() {
      this.set(deps.database.roundTrips());
    },
  });
  registerFigures(deps);
  router.get('/healthz', (_request, response) => void response.json({ ok: true, version }));
  router.get(selfPath, ({ query: { challenge } }, response) => {
    if (!isChallenge(challenge)) return void response.status(400).json({ proof: null });
    response.set('Cache-Control', 'no-store').json({ proof: proofOf(deps.secrets, challenge) });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await Promise.race([
      canTakeCalls(deps.room).catch(() => false),
      new Promise<boolean>((resolve) => setTimeout(resolve, databaseDeadlineMs, false).unref()),
    ]);
    response.status(ready ? 200 : 503).json({ ready });
  });
  router.get(
    '/metrics',
    async (_request, response) => void response.type(deps.metrics.contentType).send(await deps.metrics.metrics()),
  );
  return router;
}
