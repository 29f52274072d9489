/** Runs one role of the service in a process of its own: started again when it dies, after a growing pause; stopped with this one. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { readEnvironment } from '../src/platform/config.ts';
import { projectRoot } from '../src/platform/project-root.ts';
import { letGoOfServers } from './embedded/open-config.ts';
import { afterEnd, type End } from './restart.ts';
import { watchParents } from './watch-parents.ts';

/** What a role tells: it works, on these ports, which it is to have again. */
export type RoleStarted = { kind: 'started'; ports: Ports };
/** What a role is told: to stop, and why. */
export type RoleStop = { kind: 'stop'; why: string };
export type Ports = { service?: number; lab?: number };

/** A role that does not even leave at once, as it was asked to twice, is ended. */
const leavePatienceMs = 3_000;
/** One Ctrl-C can arrive twice: from the terminal, and passed on by npm. */
const sameSignalMs = 1_000;

const complain = (line: string) => process.stderr.write(`${line}\n`);

/** Runs `role` until it is stopped, cannot start, or its settings are bad; ends this process with its exit code. */
export function supervise(role: string): void {
  let child: ChildProcess | null = null;
  let ports: Ports = {};
  let everStarted = false;
  let pauseMs: number | null = null;
  let pausing: NodeJS.Timeout | null = null;
  let stopAskedMs: number | null = null;

  const leave = async (exitCode: number) => {
    // What a role that died has left running is nobody's any more.
    if (everStarted && exitCode !== 0)
      await letGoOfServers(readEnvironment(), role).catch((problem: unknown) => complain((problem as Error).message));
    process.exit(exitCode);
  };
  const run = () => {
    pausing = null;
    const begunMs = performance.now();
    const running = fork(join(projectRoot, 'infra', 'role.mjs'), [role, JSON.stringify(ports)]);
    let isOver = false;
    child = running;
    running.on('message', (message: RoleStarted) => {
      everStarted = true;
      ports = message.ports;
    });
    const ended = (end: Pick<End, 'exitCode' | 'signal'>) => {
      if (isOver) return;
      isOver = true;
      child = null;
      const ranMs = performance.now() - begunMs;
      const next = afterEnd({ ...end, everStarted, isStopping: stopAskedMs !== null, pausedMs: pauseMs, ranMs });
      if (next.kind === 'leave') return void leave(next.exitCode);
      pauseMs = next.pauseMs;
      const seconds = pauseMs / 1000;
      complain(
        `Warmline (${role}) ended by itself (${end.signal ?? `exit ${end.exitCode}`}); it is started again in ${seconds} second${seconds === 1 ? '' : 's'}.`,
      );
      pausing = setTimeout(run, pauseMs);
    };
    running.on('exit', (exitCode, signal) => ended({ exitCode, signal }));
    running.on('error', (problem) => {
      complain(`The process of Warmline (${role}) has a fault: ${problem.message}`);
      if (running.pid === undefined) ended({ exitCode: 1, signal: null });
    });
  };

  const stop = (tell: (child: ChildProcess) => void, why: string) => {
    const nowMs = performance.now();
    const isSecond = stopAskedMs !== null && nowMs - stopAskedMs >= sameSignalMs;
    stopAskedMs ??= nowMs;
    if (child) {
      const asked = child;
      tell(asked);
      if (isSecond) setTimeout(() => asked.kill('SIGKILL'), leavePatienceMs).unref();
      return;
    }
    if (pausing === null) return;
    clearTimeout(pausing);
    pausing = null;
    complain(`Stopping (${why}).`);
    void letGoOfServers(readEnvironment(), role).then(
      () => process.exit(0),
      (problem: Error) => {
        complain(problem.message);
        process.exit(1);
      },
    );
  };
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => stop((running) => void running.kill(signal), signal));
  if (process.env['npm_lifecycle_event']) {
    const told: RoleStop = { kind: 'stop', why: 'npm is gone' };
    watchParents(() => stop((running) => void running.send(told, () => {}), told.why));
  }
  run();
}
