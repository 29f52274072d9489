/** What follows when a role has ended. */
import { expect, test } from '@jest/globals';
import { afterEnd, type End } from '../../infra/restart.ts';

const death: End = {
  exitCode: null,
  signal: 'SIGKILL',
  everStarted: true,
  isStopping: false,
  pausedMs: null,
  ranMs: 10,
};

test.each<[string, Partial<End>, number]>([
  ['asked to stop', { isStopping: true, exitCode: 0, signal: null }, 0],
  ['asked to stop, and ended by the signal before it listened to any', { isStopping: true, signal: 'SIGINT' }, 130],
  ['stopped by a signal of its own', { exitCode: 0, signal: null }, 0],
  ['left at once', { exitCode: 130, signal: null }, 130],
  ['never started: failed', { everStarted: false, exitCode: 1, signal: null }, 1],
  ['never started: bad settings', { everStarted: false, exitCode: 2, signal: null }, 2],
  ['never started: killed', { everStarted: false }, 137],
  ['bad settings when started again', { exitCode: 2, signal: null, pausedMs: 1_000 }, 2],
])('%s: left alone', (_why, end, exitCode) => {
  expect(afterEnd({ ...death, ...end })).toEqual({ kind: 'leave', exitCode });
});

test.each<[string, Partial<End>, number]>([
  ['the first death', {}, 1_000],
  ['a fault', { exitCode: 1, signal: null }, 1_000],
  ['again', { pausedMs: 1_000 }, 2_000],
  ['could not start again', { exitCode: 1, signal: null, pausedMs: 4_000 }, 8_000],
  ['at most a minute', { pausedMs: 32_000 }, 60_000],
  ['still a minute', { pausedMs: 60_000 }, 60_000],
  ['after a quiet time', { pausedMs: 60_000, ranMs: 300_000 }, 1_000],
])('%s: started again', (_why, end, pauseMs) => {
  expect(afterEnd({ ...death, ...end })).toEqual({ kind: 'again', pauseMs });
});
