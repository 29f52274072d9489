/** The thread in which it is worked out what a line has ahead of it: gets a task, answers once and ends. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { Counted } from '../planning/ahead/history.ts';
import { lineAhead } from '../planning/ahead/line-ahead.ts';
import type { AheadTask } from './ahead-in-thread.ts';

// Calls go first. On Linux alone it is this thread's priority, and not the whole process's.
if (process.platform === 'linux') setPriority(10);

const { counted, ...task } = workerData as AheadTask;
parentPort?.postMessage(lineAhead({ ...task, counted: JSON.parse(counted) as Counted[] }));
