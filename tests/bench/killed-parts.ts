/** The service as a national line runs it, each part of which can be killed: started anew by what stands here for a supervisor. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCarrier, type Carrier } from '../../infra/phone-lab/carrier.ts';
import { startPostgres } from '../../infra/embedded/postgres.ts';
import { endProcess, freePort, readRecord } from '../../infra/embedded/process.ts';
import { sharedPrograms } from '../../infra/embedded/redis-program.ts';
import { startRedis } from '../../infra/embedded/redis.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { killPostgres } from '../support/kill-postgres.ts';
import { cpuMs } from './open-loop.ts';
import { authToken, firstLine, say, secret, startProcess, type OwnSetting } from './processes.ts';

export type Part = {
  name: string;
  /** `kill -9`, and a start as soon as a supervisor would; resolves once the part has said that it runs. */
  killAndStart(): Promise<void>;
};

export type House = {
  carrier: Carrier;
  parts: Part[];
  /** Processor time of all four processes so far, those that were killed included (ms). */
  cpuMs(): number;
  /** That of the balancer and whoever hosts the static document (ms). */
  frontCpuMs(): number;
  close(): Promise<void>;
};

const accountSid = `AC${'4'.repeat(32)}`;
/** As `infra/restart.ts` waits before it starts a role that died. */
const supervisorMs = 1_000;
/** What the processes say is written there, for whoever looks for the cause of something. */
const logFile = process.env['BENCH_LOG'];

/** Two web and two worker processes on the servers of `setting`, behind a balancer, with a carrier that knows the line. */
export async function startHouse(setting: OwnSetting, line: string): Promise<House> {
  const carrier = await createCarrier({
    clock: systemClock,
    accountSid,
    authToken,
    callsPerSecond: 1_000,
    setupMs: 100,
  });
  const ports = [await freePort(), await freePort()];
  // Beside callers and carrier it would take in one connection for each turn of their event loop, which has much else to do.
  const front = startProcess(['--import', 'tsx', 'tests/bench/front.ts', ...ports.map(String)], {});
  const [url = '', fallback = ''] = (await firstLine(front)).split(' ');
  const voiceFallbackUrl = `${fallback}/fallback.xml`;
  carrier.control.number(line, {
    voiceUrl: `${url}/twilio/voice`,
    smsUrl: `${url}/twilio/messages`,
    statusCallback: `${url}/twilio/voice/status`,
    voiceFallbackUrl,
  });
  const environment = {
    PUBLIC_BASE_URL: url,
    DATABASE_URL: setting.databaseUrl,
    REDIS_URL: setting.redisUrl,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_API_BASE_URL: carrier.baseUrl,
    TWILIO_CALLS_PER_SECOND: '1000',
    TWILIO_FALLBACK_URL: voiceFallbackUrl,
    WARMLINE_SECRET: secret,
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  };
  const roles = [
    ...ports.map((port, index) => roleOf(`web ${index + 1}`, 'web', { ...environment, PORT: String(port) })),
    ...[1, 2].map((number) => roleOf(`worker ${number}`, 'worker', environment)),
  ];
  await Promise.all(roles.map((role) => role.start()));
  return {
    carrier,
    parts: [...roles.map(partOf), redisOf(setting.folder), postgresOf(setting.folder)],
    cpuMs: () => roles.reduce((sum, role) => sum + role.cpuMs(), 0),
    frontCpuMs: () => cpuMs(front.pid ?? 0),
    async close() {
      for (const role of roles) await role.end();
      await carrier.close();
      front.kill('SIGKILL');
    },
  };
}

type RoleProcess = { name: string; start(): Promise<void>; end(): Promise<void>; cpuMs(): number };

function roleOf(name: string, role: string, environment: Record<string, string>): RoleProcess {
  let child: ChildProcess;
  let spentMs = 0;
  return {
    name,
    start() {
      child = startProcess(['infra/role.mjs', role], environment);
      return isRunning(child, name);
    },
    async end() {
      spentMs += cpuMs(child.pid ?? 0);
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    cpuMs: () => spentMs + (child.exitCode === null && child.signalCode === null ? cpuMs(child.pid ?? 0) : 0),
  };
}

const partOf = ({ name, start, end }: RoleProcess): Part => ({
  name,
  async killAndStart() {
    await end();
    await sleep(supervisorMs);
    await start();
  },
});

/** Resolves once the process says so; goes on reading what it says, so that it never waits for a reader. */
function isRunning(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (bytes: Buffer) => {
      const said = bytes.toString();
      if (logFile) appendFileSync(logFile, `[${new Date().toISOString()} ${name}] ${said}`);
      if (said.includes('is running')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`${name} ended early (${code})`)));
  });
}

function redisOf(folder: string): Part {
  const place = join(folder, 'redis');
  return {
    name: 'Redis',
    async killAndStart() {
      await endProcess(markOf(join(place, 'redis.json')), 'SIGKILL', 10_000);
      await sleep(supervisorMs);
      await startRedis(place, 'durable', sharedPrograms, say);
    },
  };
}

function postgresOf(folder: string): Part {
  const place = join(folder, 'postgres');
  return {
    name: 'Postgres',
    async killAndStart() {
      killPostgres(Number.parseInt(markOf(join(place, 'postgres.json')), 10));
      await sleep(supervisorMs);
      await startPostgres(place, 'durable', say);
    },
  };
}

function markOf(record: string): string {
  const mark = readRecord(record)?.mark;
  if (!mark) throw new Error(`${record} names no server`);
  return mark;
}
