/** Ends every server that runs from a test folder and removes it; as a program it first waits for the owner to be gone. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive } from '../../infra/lock.mjs';

const records = new Set(['postgres.json', 'redis.json', 'pgbouncer.json']);

export async function clearUp(folder) {
  const users = usersUnder(folder).filter((mark) => Number.parseInt(mark, 10) !== process.pid && isAlive(mark));
  // First who uses them: a service that lives would start its servers again.
  for (const mark of users) process.kill(Number.parseInt(mark, 10), 'SIGKILL');
  const marks = marksUnder(folder);
  for (const mark of marks) {
    try {
      // Postgres ends its children on SIGQUIT; Redis has none, and nothing of it is kept.
      if (isAlive(mark)) process.kill(Number.parseInt(mark, 10), 'SIGQUIT');
    } catch {
      // It ended by itself in between.
    }
  }
  for (let waited = 0; waited < 100 && marks.some(isAlive); waited += 1) await sleep(50);
  for (const mark of marks.filter(isAlive)) process.kill(Number.parseInt(mark, 10), 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/** The processes that said in a data folder that they use it. */
function usersUnder(folder, depth = 0) {
  if (!existsSync(folder) || depth > 4) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || entry.name === 'data') return [];
    if (entry.name !== 'users') return usersUnder(path, depth + 1);
    return readdirSync(path).map((name) => readFileSync(join(path, name), 'utf8'));
  });
}

function marksUnder(folder, depth = 0) {
  if (!existsSync(folder) || depth > 4) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'data' ? [] : marksUnder(path, depth + 1);
    if (!records.has(entry.name)) return [];
    try {
      return [JSON.parse(readFileSync(path, 'utf8')).mark].filter(Boolean);
    } catch {
      return [];
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder, owner] = process.argv;
  while (isAlive(owner) && existsSync(folder)) await sleep(1000);
  if (existsSync(folder)) await clearUp(folder);
}
