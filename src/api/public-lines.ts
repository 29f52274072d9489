/** For the public: whether each line is open now and when it opens, cheap however hard it is asked, and a snippet that shows it on other sites. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { pausedLines } from '../contacts/line-pause.ts';
import type { Deps } from '../deps.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import { countedAddress } from '../platform/counted-address.ts';
import { projectRoot } from '../platform/project-root.ts';
import { isOpen, nextOpening } from '../schedule/opening.ts';

/** Each opening is told when it comes, a pause or a change within this. */
const freshMs = 60_000;
/** A database that is away is not asked again for so long; what was last known is told meanwhile. */
const afterFailureMs = 5_000;
/** So often one address may ask within a minute; a browser asks once in that time. */
const asksPerMinute = 120;

/** A line as anybody may know it; times are instants, `zone` is the line's. */
type PublicLine = {
  id: string;
  name: string;
  zone: string;
  languages: string[];
  open: boolean;
  /** The next opening; null while it is open, and where none is known. */
  opensAt: string | null;
};

/** `GET /public/lines` and `GET /public/lines.js`, for pages of any origin. */
export function publicLinesDoor(deps: Pick<Deps, 'room' | 'directories' | 'clock' | 'log'>): Router {
  const router = Router();
  const answer = heldAnswer(deps);
  const script = readFileSync(join(projectRoot, 'infra', 'public', 'lines.js'), 'utf8');
  router.use('/public', (_request, response, next) => {
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    next();
  });
  router.use(
    '/public',
    rateLimit({
      windowMs: 60_000,
      limit: asksPerMinute,
      standardHeaders: false,
      legacyHeaders: false,
      keyGenerator: countedAddress,
      handler: (_request, response) => problem(response, 429, 'Too many requests: please ask once a minute'),
    }),
  );
  router.get('/public/lines', async (request, response) => {
    const now = await answer();
    if (!now) return problem(response, 503, 'It cannot be told at the moment: please ask again in a minute');
    response.set({ 'Cache-Control': 'public, max-age=60', ETag: now.etag });
    if (request.get('if-none-match')?.includes(now.etag)) return void response.status(304).end();
    response.type('json').send(now.body);
  });
  router.get('/public/lines.js', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type('js').send(script);
  });
  return router;
}

type Answer = { body: string; etag: string };

/** Works the answer out when it is asked for, once for everybody within a minute; null where nothing is known. */
function heldAnswer({
  room,
  directories,
  clock,
  log,
}: Pick<Deps, 'room' | 'directories' | 'clock' | 'log'>): () => Promise<Answer | null> {
  let held: Answer | null = null;
  let goodUntilMs = -Infinity;
  let working: Promise<Answer | null> | null = null;
  const work = async () => {
    const nowMs = clock.nowMs();
    try {
      const [directory, paused] = await Promise.all([directories.current(), pausedLines(room)]);
      const lines = directory ? publicLines(directory, paused, nowMs) : [];
      const body = JSON.stringify({ organisation: directory?.organisation.name ?? null, lines });
      held = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
      const opensNextMs = Math.min(...lines.map(({ opensAt }) => (opensAt === null ? Infinity : Date.parse(opensAt))));
      goodUntilMs = Math.min(nowMs + freshMs, opensNextMs);
    } catch (trouble) {
      log.warn({ err: trouble }, 'the public page of the lines could not be worked out');
      goodUntilMs = nowMs + afterFailureMs;
    }
    return held;
  };
  return async () => {
    if (clock.nowMs() < goodUntilMs) return held;
    return (working ??= work().finally(() => (working = null)));
  };
}

function publicLines(directory: Directory, paused: ReadonlySet<string>, nowMs: number): PublicLine[] {
  return [...directory.lines.values()]
    .filter((line) => isInUse(directory, line))
    .map((line) => {
      const isOpenNow = isOpen(directory.schedule, line.id, nowMs);
      const opensMs = isOpenNow ? null : (nextOpening(directory.schedule, line.id, nowMs)?.startMs ?? null);
      return {
        id: line.id,
        name: line.name,
        zone: line.timeZone,
        languages: [...line.languages],
        // Whoever paused it did not say until when.
        open: isOpenNow && !paused.has(line.id),
        opensAt: opensMs === null ? null : new Date(opensMs).toISOString(),
      };
    });
}

function problem(response: Response, status: number, title: string): void {
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status }));
}
