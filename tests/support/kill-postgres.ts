/** The death of a Postgres as the system's own killer brings it. */
import { spawnSync } from 'node:child_process';

/** `kill -9` of the server with this number and of everything it has started. */
export function killPostgres(server: number): void {
  for (const pid of processesOf(server)) killAtOnce(pid);
}

/** The server and everything it has started. */
function processesOf(server: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = stdout.split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  return [server, ...rows.filter(([, parent]) => parent === server).map(([pid]) => pid!)];
}

function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}
