/** A process beside the measuring one: tells each version of the organisation once it has it in hand, and how long anything else had to wait meanwhile; asked by a signal, how much it holds on to. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { buildDeps } from '../../src/deps.ts';
import { benchConfig } from './config.ts';
import type { Setting } from './processes.ts';

const deps = buildDeps(
  benchConfig(JSON.parse(process.env['BENCH_SETTING'] ?? '{}') as Setting),
  () => 'http://localhost:1',
);
const resolutionMs = 1;
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
deps.directories.follow(({ version }) => {
  const atMs = performance.timeOrigin + performance.now();
  // What holds the loop while this runs counts too, so it is told a turn later.
  setTimeout(() => {
    process.stdout.write(`${JSON.stringify({ version, atMs, longestPauseMs: delay.max / 1e6 - resolutionMs })}\n`);
    delay.reset();
  }, 20);
});
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  const heapMb = process.memoryUsage().heapUsed / 1e6;
  // Cleaning up held the loop as well, and is nobody's change.
  setTimeout(() => {
    delay.reset();
    process.stdout.write(`${JSON.stringify({ heapMb })}\n`);
  }, 20);
});
await deps.directories.current();
delay.enable();
