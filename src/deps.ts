/** The only place that constructs things: everything the doors and workers are given. */
import { randomBytes } from 'node:crypto';
import { Registry } from 'prom-client';
import { openLimits, type Limits } from './access/limits.ts';
import { openSetAside } from './attention/set-aside.ts';
import { openLiveBoard, type LiveBoard } from './board/live.ts';
import { openNews } from './board/news.ts';
import { openLiveReplays, type LiveReplays } from './replays/live-replays.ts';
import { openLiveDrafts, type LiveDrafts } from './roster/live-drafts.ts';
import type { Records } from './organisation/records.ts';
import type { AfterCommit } from './platform/store.ts';
import { openDirectories, type Directories } from './organisation/directories.ts';
import { openLoads, type Loads } from './people/loads.ts';
import { openSaid } from './people/said.ts';
import { openLinesAhead, type LinesAhead } from './reports/lines-ahead.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { openCarrierNumbers, type CarrierNumbers } from './carrier/twilio/numbers.ts';
import { openDatabase, type Database } from './platform/database.ts';
import { openLog, type Log } from './platform/log.ts';
import { openQueues, type Queues } from './effects/queues.ts';
import { deriveSecrets, type Secrets } from './platform/secrets.ts';
import { isTracing } from './platform/traces.ts';
import type { Carrier } from './carrier/carrier.ts';
import { traced } from './carrier/traced-carrier.ts';
import { openCarrier } from './carrier/twilio/open-carrier.ts';
import { urlsOf, type Urls } from './carrier/urls.ts';
import { startRouter, type Router } from './contacts/router.ts';

export type Deps = {
  config: Config;
  clock: Clock;
  log: Log;
  metrics: Registry;
  database: Database;
  directories: Directories;
  secrets: Secrets;
  carrier: Carrier;
  numbers: CarrierNumbers;
  urls: Urls;
  queues: Queues;
  router: Router;
  room: Records;
  loads: Loads;
  limits: Limits;
  board: LiveBoard;
  drafts: LiveDrafts;
  ahead: LinesAhead;
  replays: LiveReplays;
  wakeups: Wakeups;
  close(): Promise<void>;
};

/** The workers of this process, where it has some: they wake at the next instant that is due, and do at once what was committed here. */
export type Wakeups = { at: (instantMs: number) => void; do: ((effects: AfterCommit['effects']) => void) | null };

/**
 * What a test or the launcher puts in the place of the real thing; `ports` are taken where any port will do and they are
 * free. `connectWithinMs`: how long a connection to the database is waited for. `draw`: a text that was never drawn before,
 * by which things are named and chance falls.
 */
export type Instead = {
  clock?: Clock;
  connectWithinMs?: number;
  draw?: () => string;
  logTo?: { write(line: string): void };
  ports?: { service?: number; lab?: number };
  /** Nothing is made up of the demo's past, where another organisation takes its place at once. */
  noPast?: true;
};

/** Constructs everything for one process; nothing is running yet but connections made on first use. */
export function buildDeps(config: Config, apiBaseUrl: () => string, instead: Instead = {}): Deps {
  const clock = instead.clock ?? systemClock;
  const log = openLog(config.logLevel, instead.logTo);
  const database = openDatabase(config.databaseUrl, instead.connectWithinMs);
  let isClosing = false;
  // The pool says that it has ended a moment before its connections have; a server that stops then takes nothing from anybody.
  database.pool.on('error', (problem) => {
    if (!isClosing) log.warn({ code: (problem as { code?: string }).code }, 'a database connection was lost');
  });
  const secrets = deriveSecrets(config.secret);
  const directories = openDirectories(database, secrets);
  const queues = openQueues(config.redisUrl, log);
  const aside = openSetAside({ pool: database.pool, clock, log });
  const loads = openLoads({ pool: database.pool, clock, directories, log, aside });
  const wakeups: Wakeups = { at: () => undefined, do: null };
  const room: Records = {
    pool: database.pool,
    clock,
    directories,
    secrets,
    draw: instead.draw ?? (() => randomBytes(12).toString('hex')),
    aside,
    said: openSaid(aside),
    loads: () => loads.now(),
    afterCommit: ({ effects, wakes, route, weighed = [], organisation }) => {
      loads.forget(weighed);
      // Without workers of its own a process hands on through Redis.
      (wakeups.do ?? queues.add)(effects);
      for (const { atMs } of wakes) wakeups.at(atMs);
      if (route) router.poke(route === true ? undefined : route.lineId);
      board.committed();
      drafts.committed();
      replays.committed();
      if (organisation) {
        takeUpOrganisation();
        organisationNews.tell();
      }
    },
  };
  const takeUpOrganisation = () => void directories.current().catch(() => undefined);
  const organisationNews = openNews('organisation', queues.redis, config.redisUrl, log);
  const stopListening = organisationNews.listen(takeUpOrganisation);
  const news = openNews('board', queues.redis, config.redisUrl, log);
  const board = openLiveBoard(room, news, log);
  const drafts = openLiveDrafts(room, news.listen, log);
  const replays = openLiveReplays(room, news.listen, log);
  const router = startRouter(room, log);
  return {
    config,
    clock,
    log,
    metrics: new Registry(),
    database,
    directories,
    secrets,
    queues,
    router,
    room,
    loads,
    limits: openLimits(queues.redis),
    board,
    drafts,
    ahead: openLinesAhead(room),
    replays,
    wakeups,
    carrier: isTracing() ? traced(openCarrier(config, apiBaseUrl)) : openCarrier(config, apiBaseUrl),
    numbers: openCarrierNumbers(config, apiBaseUrl),
    urls: urlsOf(config.publicBaseUrl),
    async close() {
      stopListening();
      await board.close();
      await drafts.close();
      await replays.close();
      await router.stop();
      await loads.idle();
      await aside.idle();
      await queues.close();
      isClosing = true;
      await database.close();
    },
  };
}
