/** What the measurements start and stop: servers of their own, the compiled service, and bare floors, each a process. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedPrograms } from '../../infra/embedded/redis-program.ts';
import { startEmbedded } from '../../infra/embedded/servers.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { projectRoot } from '../../src/platform/project-root.ts';

export const secret = 'ef'.repeat(32);
export const authToken = 'bench';

export const say = (line: string) => process.stderr.write(`${line}\n`);

export type Setting = { databaseUrl: string; redisUrl: string };
/** `folder` is where the data of both servers lies. */
export type OwnSetting = Setting & { folder: string };

const children: ChildProcess[] = [];

/** Gives `measure` a durable Postgres, migrated, and a Redis; ends them and every process that was started. */
export async function inSetting(measure: (setting: OwnSetting) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'warmline-bench-'));
  say('Starting Postgres (durable) and Redis …');
  const servers = await startEmbedded({ dataDir: folder, postgres: true, redis: true, programs: sharedPrograms, say });
  const setting = { databaseUrl: servers.databaseUrl ?? '', redisUrl: servers.redisUrl ?? '', folder };
  try {
    await migrate(setting.databaseUrl);
    await measure(setting);
  } finally {
    for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export function startProcess(args: string[], environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

/** A floor tells its address when it listens. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().split('\n')[0] ?? ''));
    child.once('exit', () => reject(new Error('a measured process ended early')));
  });
}

export type Running = { child: ChildProcess; baseUrl: string };

/** Starts the compiled service and waits until it is ready. */
export async function startService(
  role: 'web' | 'all',
  { databaseUrl, redisUrl }: Setting,
  apiBaseUrl: string,
): Promise<Running> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const baseUrl = `http://localhost:${port}`;
  const child = startProcess(['infra/role.mjs', role], {
    PORT: String(port),
    PUBLIC_BASE_URL: baseUrl,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    TWILIO_ACCOUNT_SID: 'AC',
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_API_BASE_URL: apiBaseUrl,
    TWILIO_CALLS_PER_SECOND: '100000',
    WARMLINE_SECRET: secret,
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  });
  const isReady = () =>
    fetch(`${baseUrl}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  for (let look = 0; !(await isReady()); look += 1) {
    if (look === 600) throw new Error('the service did not become ready');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { child, baseUrl };
}

/** Ends a process and waits until it is gone. */
export function stopProcess(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** How many SQL round trips a service has made since its start. */
export async function roundTrips(baseUrl: string): Promise<number> {
  const text = await (await fetch(`${baseUrl}/metrics`)).text();
  return Number(/^warmline_sql_round_trips (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}
