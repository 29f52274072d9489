/** The thread in which an organisation file is read: gets its text, answers once and ends. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { readOrganisation } from './read-file.ts';

// Calls go first. On Linux alone it is this thread's priority, and not the whole process's.
if (process.platform === 'linux') setPriority(10);

parentPort?.postMessage(readOrganisation(workerData as string));
