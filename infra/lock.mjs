/** One at a time: a lock between processes of this machine, let go of by itself when its holder dies. */
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What tells this process apart from a later one that got the same number; null when it is not running.
 * @param {number} pid
 * @returns {string | null}
 */
export function processMark(pid) {
  try {
    // Field 22 of /proc/PID/stat is the start time; the name in field 2 may hold spaces and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : `${pid} ${fields[19]}`;
  } catch {
    return process.platform === 'linux' ? null : markFromPs(pid);
  }
}

/** @param {number} pid */
function markFromPs(pid) {
  try {
    return `${pid} ${execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()}`;
  } catch {
    return null;
  }
}

/**
 * Whether the process that left this mark is still the one running.
 * @param {string} mark
 */
export function isAlive(mark) {
  const pid = Number.parseInt(mark, 10);
  return pid > 0 && processMark(pid) === mark;
}

/**
 * Runs `work` while holding the lock file; waits for a holder that lives, takes over from one that died.
 * @template T
 * @param {string} path
 * @param {() => T | Promise<T>} work
 * @param {{ onWait?: () => void }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { onWait } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!take(path)) {
    if (!told) onWait?.();
    told = true;
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * The file appears with its content in one step (link), so nobody ever reads a lock without a holder.
 * @param {string} path
 */
function take(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, processMark(process.pid) ?? '');
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return clearDead(path) && take(path);
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Whether the lock is free now because nobody holds it any more.
 * @param {string} path
 */
function clearDead(path) {
  try {
    const before = statSync(path);
    if (isAlive(readFileSync(path, 'utf8'))) return false;
    if (statSync(path).ino === before.ino) rmSync(path, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return true;
}
