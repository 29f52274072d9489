/** Notices that the npm that started this process is gone. */
import { readFileSync } from 'node:fs';

const lookEveryMs = 500;

/** Calls `onGone` once; npm does not pass every way of its own ending on to what it started, and its shell may stand in between. */
export function watchParents(onGone: () => void): void {
  const throughShell = readProcess(process.ppid, 'cmdline').includes('start.mjs');
  const parents = () => `${process.ppid} ${throughShell ? parentOf(process.ppid) : ''}`;
  const before = parents();
  const timer = setInterval(() => {
    if (parents() === before) return;
    clearInterval(timer);
    onGone();
  }, lookEveryMs);
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
