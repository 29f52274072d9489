/** Starts the service in a role, says where to look, and stops everything it started when asked to. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConfig, type OpenConfig } from '../infra/embedded/open-config.ts';
import { startService } from './app.ts';
import { readEnvironment, type Config, type Role } from './platform/config.ts';
import { ownVersion } from './platform/project-root.ts';
import { StartProblem } from './platform/start-problem.ts';

const roles: readonly Role[] = ['all', 'web', 'worker'];
const complain = (line: string) => process.stderr.write(`${line}\n`);

/** Runs until a signal, or until the npm that started it is gone; ends the process itself (0 stopped, 1 failed, 2 bad settings). */
export async function start(role: string): Promise<void> {
  if (!isRole(role)) {
    complain(`There is no role "${role}"; it is one of ${roles.join(', ')}.`);
    process.exit(2);
  }
  stayUp();
  const stops: (() => Promise<void>)[] = [];
  const starting = startAll(role, stops);
  const stopping = stopOnSignals(starting, stops);
  try {
    const { opened, url } = await starting;
    if (!stopping.begun) greet(opened, role, url);
  } catch (error) {
    complain(sentenceFor(error));
    if (stopping.begun) return;
    await stopAll(stops);
    process.exit(error instanceof StartProblem ? error.exitCode : 1);
  }
}

/** Starts one thing after the other, leaving in `stops` how each is stopped. */
async function startAll(
  role: Role,
  stops: (() => Promise<void>)[],
): Promise<{ opened: OpenConfig; url: string | null }> {
  const opened = await openConfig(readEnvironment(), role, complain);
  stops.push(opened.close);
  const { url, stop } = await startService(opened.config, role);
  stops.push(stop);
  if (url && opened.embedded.postgres) stops.push(leaveAddress(opened.config, url));
  return { opened, url };
}

async function tooLong(): Promise<never> {
  await sleep(stopPatienceMs);
  throw new StartProblem('Something takes too long to stop and is left as it is.');
}

function isRole(role: string): role is Role {
  return roles.some((known) => known === role);
}

const stopPatienceMs = 20_000;

/** The last thing started stops first. One that fails or hangs is told and keeps none of the others from stopping. */
async function stopAll(stops: (() => Promise<void>)[]): Promise<boolean> {
  let clean = true;
  for (let stop = stops.pop(); stop; stop = stops.pop()) {
    await Promise.race([stop(), tooLong()]).catch((error: unknown) => {
      clean = false;
      complain(sentenceFor(error));
    });
  }
  return clean;
}

/**
 * A promise nobody waited for fails without taking the line down: all that matters is in Postgres and is taken up from there.
 * Nor does a terminal that went away. What an error says can hold a number, so only its kind and place are told.
 */
function stayUp(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.on('unhandledRejection', (error) => {
    const { name, code, stack } = (error ?? {}) as NodeJS.ErrnoException;
    const place =
      stack
        ?.split('\n')
        .find((line) => line.startsWith('    at '))
        ?.trim() ?? '';
    complain(`A step failed and nobody handled it: ${name ?? typeof error} ${code ?? ''} ${place}`);
  });
}

/** One Ctrl-C can arrive twice: from the terminal, and passed on by npm. */
const sameSignalMs = 1000;

/** A first signal stops gracefully, once the start has settled; a second one leaves at once. */
function stopOnSignals(starting: Promise<unknown>, stops: (() => Promise<void>)[]): { begun: boolean } {
  const state = { begun: false };
  let since = 0;
  const stop = async (why: string) => {
    if (state.begun && performance.now() - since < sameSignalMs) return;
    if (state.begun) {
      complain('Leaving at once.');
      process.exit(130);
    }
    state.begun = true;
    since = performance.now();
    complain(`Stopping (${why}); once more leaves at once.`);
    await starting.catch(() => {});
    process.exit((await stopAll(stops)) ? 0 : 1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
  if (process.env['npm_lifecycle_event']) watchParents(() => void stop('npm is gone'));
  return state;
}

/** npm does not pass every way of its own ending on to what it started, and its shell may stand in between. */
function watchParents(onGone: () => void): void {
  const throughShell = readProcess(process.ppid, 'cmdline').includes('start.mjs');
  const parents = () => `${process.ppid} ${throughShell ? parentOf(process.ppid) : ''}`;
  const before = parents();
  const timer = setInterval(() => {
    if (parents() === before) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
}

const parentOf = (pid: number) => readProcess(pid, 'status').match(/^PPid:\s+(\d+)/m)?.[1] ?? '';

/** Empty where the system tells no such thing. */
function readProcess(pid: number, file: 'cmdline' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** The command line finds the running service, and its phone lab, by this file. */
function leaveAddress(config: Config, url: string): () => Promise<void> {
  const file = join(config.dataDir, 'service.json');
  writeFileSync(file, JSON.stringify({ url, pid: process.pid }), { mode: 0o600 });
  return async () => rmSync(file, { force: true });
}

function greet({ config, embedded }: OpenConfig, role: Role, url: string | null): void {
  const kept = embedded.postgres || embedded.redis ? ` Its data is kept in ${config.dataDir}.` : '';
  const lines = [
    `Warmline ${ownVersion()} (${role}) is running${url ? ` at ${url}` : ''}.${kept}`,
    config.labEnabled && url
      ? `Phone lab: ${url}/lab is a page of simulated phones; call the line there, answer as a volunteer, send a text.`
      : `Carrier: account ${config.twilio.accountSid}${url ? `, webhooks at ${config.publicBaseUrl}/twilio/voice and ${config.publicBaseUrl}/twilio/messages` : ''}.`,
    config.labEnabled && url
      ? 'Or from another terminal: npx warmline call. Ctrl-C stops.'
      : 'Check the numbers from another terminal: npx warmline twilio check. Ctrl-C stops.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function sentenceFor(error: unknown): string {
  if (error instanceof StartProblem) return error.message;
  const { code, message, stack, port, address, path } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE')
    return `Port ${port} is already in use: stop what runs there, or set PORT to another one (0 picks a free one).`;
  if (code === 'EACCES' && port) return `Port ${port} may not be opened by this user: set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL') return `The address ${address ?? ''} cannot be listened on.`;
  if (code === 'ENOSPC') return `The disk is full${path ? ` (${path})` : ''}: make room, then start again.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `A server that is needed does not answer: ${message || code}.`;
  return `Warmline did not start: ${stack ?? String(error)}`;
}
