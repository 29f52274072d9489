/** Which thread of a replay makes which run: whoever is free takes the next one. */
import type { ReplayInput } from '../planning/replay/model.ts';
import type { Run } from '../planning/replay/runs.ts';

/** What a second thread is given; `turns` counts the runs that somebody has taken. */
export type SharedRuns = { input: ReplayInput; turns: Int32Array };

/** What it tells of each run. */
export type RunMade = { index: number; run: Run };

/** A count for two threads, at 0. */
export function sharedTurns(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Takes the next run: its index, which is beyond the last where all are taken. */
export function nextTurn(turns: Int32Array): number {
  return Atomics.add(turns, 0, 1);
}

/**
 * Whether a second thread makes half of the runs: where there is a core for it, and so much left to do that it is worth its
 * beginning. A replay may take both cores of a small machine because its threads have a priority below everything that
 * answers calls; where the system knows no priority of a thread (all but Linux), one core more stays free. Never a third:
 * the same process dials, and each has the whole week in memory.
 */
export function isWorthSecond(leftMs: number, cores: number, platform: NodeJS.Platform = process.platform): boolean {
  return leftMs > 2_000 && cores > (platform === 'linux' ? 1 : 2);
}
