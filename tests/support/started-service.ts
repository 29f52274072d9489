/** The service as people start it: `infra/start.mjs` in a process of its own, with what it says and how it ends. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, processMark } from '../../infra/lock.mjs';
import { settingNames } from '../../src/platform/config.ts';
import { projectRoot } from '../../src/platform/project-root.ts';

export type Started = {
  process: ChildProcess;
  /** The number of the process in which the role runs, beside the one that watches over it; null while there is none. */
  rolePid(): number | null;
  /** `kill -9` of both at once. */
  killAll(): void;
  /** Everything it has written so far. */
  stdout(): string;
  stderr(): string;
  /** Where it listens, once it says so. */
  url: Promise<string>;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
};

/** Starts a role; only the given settings count, whatever the environment or a developer's .env file holds. */
export function startService(role: string, settings: Record<string, string>, through?: { shell: string }): Started {
  const unset = Object.fromEntries(settingNames.map((name) => [name, '']));
  const command = [process.execPath, join(projectRoot, 'infra', 'start.mjs'), role];
  const [program, args] = through
    ? ['/bin/sh', ['-c', through.shell, 'sh', ...command]]
    : [command[0] ?? '', command.slice(1)];
  const environment = {
    ...process.env,
    ...unset,
    npm_lifecycle_event: through ? 'start' : '',
    NODE_OPTIONS: '',
    LOG_LEVEL: 'error',
    PORT: '0',
    ...settings,
  };
  const child = spawn(program, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (bytes: Buffer) => (written.stdout += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (written.stderr += bytes.toString()));
  const ended = new Promise<number | string>((done) =>
    child.once('close', (code, signal) => done(signal ?? code ?? 'gone')),
  );
  const url = new Promise<string>((found, missed) => {
    child.stdout.on('data', () => {
      const address = written.stdout.match(/is running at (\S+?)\.\s/)?.[1];
      if (address) found(address);
    });
    void ended.then((how) =>
      missed(new Error(`it ended (${how}) before it listened: ${written.stdout}${written.stderr}`)),
    );
  });
  url.catch(() => {});
  let roleMark: string | null = null;
  const rolePid = () => {
    // Asked again and again; the list of all processes is long.
    if (roleMark === null || !isAlive(roleMark)) {
      const found = child.pid === undefined ? undefined : roleBelow(child.pid);
      roleMark = found === undefined ? null : processMark(found);
    }
    return roleMark === null ? null : Number.parseInt(roleMark, 10);
  };
  const killAll = () => {
    const role = through ? null : rolePid();
    child.kill('SIGKILL');
    if (role !== null) process.kill(role, 'SIGKILL');
  };
  return { process: child, rolePid, killAll, stdout: () => written.stdout, stderr: () => written.stderr, url, ended };
}

/** The marks of the servers that live in a data folder now. */
export function livingServers(dataDir: string): string[] {
  const records = ['postgres', 'redis'].map((kind) => join(dataDir, kind, `${kind}.json`)).filter(existsSync);
  return records.map((file) => (JSON.parse(readFileSync(file, 'utf8')) as { mark: string }).mark).filter(isAlive);
}

/** The numbers of the living processes that use a data folder. */
export function users(dataDir: string): number[] {
  const marks = readdirSync(join(dataDir, 'users')).map((name) => readFileSync(join(dataDir, 'users', name), 'utf8'));
  return marks.filter(isAlive).map((mark) => Number.parseInt(mark, 10));
}

function roleBelow(pid: number): number | undefined {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, parent, ...args]) => Number(parent) === pid && args.join(' ').includes('role.mjs'))
    .map(([one]) => Number(one))[0];
}
