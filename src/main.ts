/** Starts the service in a role, says where to look, and stops everything it started when asked to. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConfig, type OpenConfig } from '../infra/embedded/open-config.ts';
import type { Ports, RoleStarted, RoleStop } from '../infra/supervisor.ts';
import { startService } from './app.ts';
import { readEnvironment, type Config, type Role } from './platform/config.ts';
import { ownVersion } from './platform/project-root.ts';
import { StartProblem } from './platform/start-problem.ts';
import { stayUp } from './platform/stay-up.ts';

const roles: readonly Role[] = ['all', 'web', 'worker'];
const complain = (line: string) => process.stderr.write(`${line}\n`);

/**
 * Runs until a signal, or until what started it is gone; ends the process itself (0 stopped, 1 failed, 2 bad settings).
 * `before` are the ports it had when it ran before: where any port will do, it has them again.
 */
export async function start(role: string, before: Ports = {}): Promise<void> {
  if (!isRole(role)) {
    complain(`There is no role "${role}"; it is one of ${roles.join(', ')}.`);
    process.exit(2);
  }
  stayUp(complain);
  const stops: (() => Promise<void>)[] = [];
  const starting = startAll(role, stops, before);
  const stopping = stopOnSignals(starting, stops);
  try {
    const { opened, url, ports, foundingLink } = await starting;
    if (stopping.begun) return;
    process.send?.({ kind: 'started', ports } satisfies RoleStarted);
    greet(opened, role, url);
    if (foundingLink !== null) process.stdout.write(`${toFound(foundingLink)}\n`);
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
  before: Ports,
): Promise<{ opened: OpenConfig; url: string | null; ports: Ports; foundingLink: string | null }> {
  const opened = await openConfig(readEnvironment(), role, complain);
  stops.push(opened.close);
  const { url, ports, foundingLink, stop } = await startService(opened.config, role, { ports: before });
  stops.push(stop);
  if (url && opened.embedded.postgres) stops.push(leaveAddress(opened.config, url));
  return { opened, url, ports, foundingLink };
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
  if (process.connected) {
    process.on('message', (message: RoleStop) => void stop(message.why));
    process.on('disconnect', () => void stop('what started it is gone'));
    // Whoever started this process may be talked to, and keeps it alive no longer than there is something to do.
    process.channel?.unref();
  }
  return state;
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

const toFound = (link: string) =>
  `There is no organisation here yet. Found it in a browser (the link works once, for 24 hours; whoever has it founds): ${link}`;

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
