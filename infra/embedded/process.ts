/** Starting, recognising and ending a database server that outlives the process that started it. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processMark } from '../lock.mjs';

/** What is kept beside a server's data, so that any later process finds the server again; `socketFolder` where it has a socket. */
export type ServerRecord = { port: number; password: string; mark: string | null; socketFolder?: string };

export function readRecord(path: string): ServerRecord | null {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ServerRecord;
  } catch {
    return null;
  }
}

/** Written beside and moved into place: a crash leaves the old record or the new one. */
export function writeRecord(path: string, record: ServerRecord): void {
  const next = `${path}.next`;
  rmSync(next, { force: true });
  writeFileSync(next, JSON.stringify(record), { mode: 0o600 });
  renameSync(next, path);
}

export type RunAs = { uid: number; gid: number } | null;

/**
 * Starts a server that survives this process (own session, no stdin, output into a log file).
 * Gives its mark, and a promise of its exit for as long as this process lives.
 */
export function spawnServer(
  command: string,
  args: string[],
  options: { log: string; runAs?: RunAs; environment?: Record<string, string> },
) {
  const log = openLog(options.log);
  const child = spawn(command, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', ...options.environment },
    ...options.runAs,
  });
  closeSync(log);
  const exited = new Promise<string>((done) => {
    child.on('error', (error) => done(error.message));
    child.once('exit', (code, signal) => done(signal ?? `exit ${code}`));
  });
  child.unref();
  return { mark: child.pid === undefined ? null : processMark(child.pid), exited };
}

const logLimitBytes = 5_000_000;

function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > logLimitBytes) renameSync(path, `${path}.old`);
  return openSync(path, 'a', 0o600);
}

/** Sends the signal and waits for the end; after `patienceMs` without one it sends SIGKILL. */
export async function endProcess(mark: string, signal: NodeJS.Signals, patienceMs: number): Promise<void> {
  const pid = Number.parseInt(mark, 10);
  const deadline = performance.now() + patienceMs;
  sendSignal(pid, signal);
  while (isAlive(mark)) {
    if (performance.now() > deadline) sendSignal(pid, 'SIGKILL');
    await sleep(20);
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The wanted port when nobody listens there, else a free one. */
export async function freePort(wanted = 0): Promise<number> {
  const tried = await tryPort(wanted);
  if (tried !== null) return tried;
  const any = await tryPort(0);
  if (any === null) throw new Error('no port is free on 127.0.0.1');
  return any;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(null));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : null));
    });
  });
}

/** How both servers say that they cannot listen. */
export const portTaken = /address already in use/i;

/** The last lines a server wrote, for the sentence that says why it did not start. */
export function logTail(path: string, from = 0): string {
  return existsSync(path) ? readFileSync(path).subarray(from).toString('utf8').slice(-4000) : '';
}

/** Where the next line of a log will stand; 0 for one that does not exist or is about to be set aside. */
export function logEnd(path: string): number {
  const size = existsSync(path) ? statSync(path).size : 0;
  return size > logLimitBytes ? 0 : size;
}
