/** Mounts the doors of the service, opens the port, and starts the workers of its role. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { startWorkers, type Workers } from '../workers/main.ts';
import { lookAtEverything } from './contacts/sweep.ts';
import { newFoundingLink } from './access/founding-links.ts';
import { forgetDemosPast, foundable } from './organisation/found-organisation.ts';
import { apiDoor } from './api/door.ts';
import { feedDoor } from './api/feed-door.ts';
import { pagesDoor } from './api/pages.ts';
import { publicLinesDoor } from './api/public-lines.ts';
import { buildDeps, type Deps, type Instead } from './deps.ts';
import { listeningOn, type Config, type Role } from './platform/config.ts';
import { ownVersion, projectRoot } from './platform/project-root.ts';
import { isTracing } from './platform/traces.ts';
import { keepSteady } from './platform/steady-server.ts';
import { CarrierProblem } from './carrier/carrier.ts';
import { healthDoor } from './health.ts';
import { messagingWebhooks } from './messaging/webhooks.ts';
import { holdMusic } from './voice/hold-music.ts';
import { readDelivery, straightPath } from './carrier/twilio/delivery.ts';
import { misdirected, strays } from './voice/misdirected.ts';
import { noteRefusals } from './voice/refusals.ts';
import { signedByCarrier } from './carrier/twilio/signature.ts';
import { tracedWebhook } from './traced-webhooks.ts';
import { voiceWebhooks } from './voice/webhooks.ts';

export type Service = {
  url: string | null;
  /** Those it listens on. */
  ports: { service?: number; lab?: number };
  /** By which whoever runs the server founds the organisation; null where there is one, or anybody may. */
  foundingLink: string | null;
  deps: Deps;
  workers: Workers | null;
  stop(): Promise<void>;
};

/** Starts the role; `url` is where it listens on this machine, null where it does not. Without a carrier's credentials the phone lab plays it. */
export async function startService(config: Config, role: Role, instead: Instead = {}): Promise<Service> {
  const stopTraces =
    config.otlpEndpoint === null
      ? async () => {}
      : (await import('./platform/open-traces.ts')).openTraces(config.otlpEndpoint, ownVersion());
  let labApiBaseUrl: string | null = null;
  const apiBaseUrl = () => config.twilio.apiBaseUrl ?? labApiBaseUrl ?? labAddress(config);
  if (role === 'worker') {
    const deps = buildDeps(config, apiBaseUrl, instead);
    const health = config.workerHealthPort === null ? null : await listen(healthApp(deps), config.workerHealthPort);
    const workers = startWorkers(deps);
    return {
      url: health && `http://localhost:${(health.address() as AddressInfo).port}`,
      ports: {},
      foundingLink: null,
      deps,
      workers,
      async stop() {
        health?.close();
        await workers.stop();
        health?.closeAllConnections();
        await deps.close();
        await stopTraces();
      },
    };
  }
  const app = express();
  const openDoors = holdUntilOpen(app);
  const server = await listen(app, config.port, instead.ports?.service);
  const { port } = server.address() as AddressInfo;
  const deps = buildDeps(listeningOn(config, port), apiBaseUrl, instead);
  keepSteady(server, ({ code }) => deps.log.warn({ code }, 'a connection could not be taken'));
  const lab = config.labEnabled
    ? await (await import('../infra/phone-lab/beside-service.ts')).startLabBeside(deps, instead)
    : null;
  labApiBaseUrl = lab?.apiBaseUrl ?? null;
  if (!config.labEnabled) await withoutDemosPast(deps);
  if (lab) app.get('/lab', (_request, response) => response.redirect(lab.url));
  mountDoors(app, deps);
  openDoors();
  const workers = role === 'all' ? startWorkers(deps) : null;
  if (workers === null) await learnWhatWasMissed(deps);
  return {
    url: `http://localhost:${port}`,
    ports: { service: port, ...(lab ? { lab: Number(new URL(lab.url).port) } : {}) },
    foundingLink: await foundingLink(deps),
    deps,
    workers,
    async stop() {
      server.close();
      await deps.board.close();
      await deps.drafts.close();
      await deps.replays.close();
      server.closeIdleConnections();
      await workers?.stop();
      await lab?.stop();
      server.closeAllConnections();
      await deps.close();
      await stopTraces();
    },
  };
}

/** The port is known only once somebody listens: who comes before the doors are there waits for them, and is not told that there are none. */
function holdUntilOpen(app: express.Express): () => void {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  app.use((_request, _response, next) => void opened.then(() => next()));
  return () => open();
}

/** What a process that only works answers to whoever watches over it. */
function healthApp(deps: Deps): express.Express {
  const app = express();
  app.disable('x-powered-by');
  return app.use(healthDoor(deps));
}

/**
 * So many connections may wait until they are taken in, one for each turn of the event loop: whoever finds no room tries
 * again only after a second, then three, then seven, and the carrier gives up after fifteen.
 */
const connectionsWaiting = 1_024;

/** Listens on `port`; where that is 0, on `ifFree` if nobody else does. */
async function listen(app: express.Express, port: number, ifFree?: number): Promise<Server> {
  const chosen = port === 0 && ifFree !== undefined ? ifFree : port;
  const server = createServer(app).listen({ port: chosen, backlog: connectionsWaiting });
  try {
    await once(server, 'listening');
    return server;
  } catch (problem) {
    if (port !== 0 || ifFree === undefined) throw problem;
    return listen(app, 0);
  }
}

/**
 * The carrier does not repeat news that came while nobody answered: a web process has every call looked at, as the
 * sweep does where workers start. It also loads the organisation, so that it can apologise in the right language
 * whatever breaks later.
 */
async function learnWhatWasMissed({ room, directories, clock, log }: Deps): Promise<void> {
  await Promise.all([lookAtEverything(room, clock.nowMs()), directories.current()]).catch((problem: unknown) =>
    log.warn({ err: problem }, 'what was missed could not be looked at'),
  );
}

async function withoutDemosPast({ database, log }: Deps): Promise<void> {
  await forgetDemosPast(database).catch((problem: unknown) =>
    log.warn({ err: problem }, 'the past of the demo could not be looked for'),
  );
}

async function foundingLink({ room, config, log }: Deps): Promise<string | null> {
  try {
    if ((await foundable({ room, isLab: config.labEnabled })) !== 'link') return null;
    return `${config.publicBaseUrl}/found#${await newFoundingLink(room)}`;
  } catch (problem) {
    // The database is away: callers are answered all the same, and a start that comes when it is back makes a link.
    log.warn({ err: problem }, 'it is not known whether there is an organisation');
    return null;
  }
}

/** A separate worker process finds the lab of the service whose data folder it shares. */
function labAddress(config: Config): string {
  try {
    return (JSON.parse(readFileSync(join(config.dataDir, 'phone-lab.json'), 'utf8')) as { apiBaseUrl: string })
      .apiBaseUrl;
  } catch {
    throw new CarrierProblem('unknown', null);
  }
}

/**
 * Whose word for the address of a browser (`X-Forwarded-For`) is believed. The service itself speaks plain http, so an https
 * address has a proxy before it, on this machine or in a private network: the address it saw counts, and whatever a browser
 * claimed before it does not. Without a proxy nobody is believed, or one attacker could be a thousand addresses.
 */
function proxiesBefore(publicBaseUrl: string): string[] | false {
  return publicBaseUrl.startsWith('https:') ? ['loopback', 'linklocal', 'uniquelocal'] : false;
}

function mountDoors(app: express.Express, deps: Deps): void {
  const { publicBaseUrl, twilio } = deps.config;
  const tokens = [twilio.authToken, ...(twilio.authTokenSecondary ? [twilio.authTokenSecondary] : [])];
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', proxiesBefore(publicBaseUrl));
  const door = { publicBaseUrl, tokens, onRefused: noteRefusals(deps) };
  app.use(straightPath(publicBaseUrl));
  app.use('/twilio', readDelivery(), signedByCarrier(door));
  if (isTracing()) app.use('/twilio', tracedWebhook);
  app.use('/twilio/voice', voiceWebhooks(deps));
  app.use('/twilio/messages', messagingWebhooks(deps));
  app.use('/twilio', misdirected(deps));
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': ["'self'"],
          'style-src': ["'self'"],
          'img-src': ["'self'", 'data:'],
          'media-src': ["'self'"],
          'connect-src': ["'self'"],
          'manifest-src': ["'self'"],
          'form-action': ["'self'"],
          'base-uri': ["'none'"],
          'frame-ancestors': ["'none'"],
        },
      },
      // Over plain http on a local address there is nothing to upgrade to.
      strictTransportSecurity: publicBaseUrl.startsWith('https:'),
      crossOriginOpenerPolicy: publicBaseUrl.startsWith('https:'),
    }),
  );
  app.use('/api', apiDoor(deps, ownVersion()));
  app.use('/feeds', feedDoor(deps, ownVersion()));
  app.use(publicLinesDoor(deps));
  app.use(healthDoor(deps));
  app.get('/audio/hold.wav', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=86400').type('audio/wav').send(holdMusic());
  });
  // A number may be configured with a wrong address of the service: what the carrier signed is redirected.
  app.use(strays(deps, door));
  app.use(pagesDoor(join(projectRoot, 'dist', 'web')));
  app.use((problem: Error & { status?: number }, _request: Request, response: Response, _next: NextFunction) => {
    deps.log.error({ err: problem }, 'a request failed');
    const status = problem.status ?? 500;
    response
      .status(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: status === 500 ? 'Something went wrong on our side' : 'Bad request',
          status,
        }),
      );
  });
  app.use(
    (_request, response) =>
      void response
        .status(404)
        .type('application/problem+json')
        .send(JSON.stringify({ type: 'about:blank', title: 'There is nothing here', status: 404 })),
  );
}
