/** PgBouncer in front of a Postgres, to be led to another one; where there is none to be had, a plain forwarder in its place. */
import { once } from 'node:events';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { postgresPlace } from '../../infra/embedded/postgres-user.ts';
import { endProcess, freePort, spawnServer, writeRecord } from '../../infra/embedded/process.ts';
import { sharedPrograms } from '../../infra/embedded/redis-program.ts';
import {
  canFetch,
  fetchPackages,
  onPath,
  unpacked,
  type Program,
  type Wanted,
} from '../../infra/embedded/system-package.ts';
import { withLock } from '../../infra/lock.mjs';
import { eventually } from './patience.ts';
import { ownFolder, throughPort } from './servers.ts';

export type Pooler = {
  /** Each client keeps a connection of the server for itself. */
  bySession: string;
  /** Each transaction takes any connection of the server. */
  byTransaction: string;
  /** Leads to another server from now on. */
  leadTo(databaseUrl: string): void;
  close(): Promise<void>;
};

const wanted: Wanted = { names: ['pgbouncer'], fits: (version) => /^PgBouncer 1\./i.test(version) };

/** A pooler that leads to this server. */
export async function ownPooler(databaseUrl: string): Promise<Pooler> {
  const program = await poolerProgram();
  if (program) return startPgBouncer(program, databaseUrl);
  process.stderr.write('PgBouncer is not to be had here: the story goes on without it, behind a plain forwarder.\n');
  return startForwarder(databaseUrl);
}

async function poolerProgram(): Promise<Program | null> {
  mkdirSync(sharedPrograms, { recursive: true });
  return withLock(join(sharedPrograms, 'pgbouncer.lock'), async () => {
    const target = join(sharedPrograms, 'pgbouncer-program');
    const found = onPath(wanted) ?? unpacked(wanted, target);
    if (found || !canFetch()) return found;
    await fetchPackages(wanted, sharedPrograms, target);
    return unpacked(wanted, target);
  });
}

async function startPgBouncer({ command, environment }: Program, databaseUrl: string): Promise<Pooler> {
  const folder = ownFolder('pgbouncer');
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const { username, password, pathname } = new URL(databaseUrl);
  const port = await freePort();
  // Like Postgres it refuses to run as root.
  const { runAs, prefix } = postgresPlace(folder, () => {});
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (runAs) chownSync(file, runAs.uid, runAs.gid);
    return file;
  };
  const users = write('users.txt', `"${username}" "${password}"\n`);
  const configure = (url: string) => {
    const server = `host=127.0.0.1 port=${new URL(url).port} dbname=${pathname.slice(1)}`;
    return write(
      'pgbouncer.ini',
      `[databases]
by_session = ${server} pool_mode=session pool_size=120
by_transaction = ${server} pool_mode=transaction pool_size=16
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
max_client_conn = 400
server_login_retry = 1
query_wait_timeout = 4
`,
    );
  };
  const [file, ...words] = [...prefix, command, configure(databaseUrl)];
  const { mark } = spawnServer(file!, words, { log: join(folder, 'pgbouncer.log'), runAs, environment });
  writeRecord(join(folder, 'pgbouncer.json'), { port, password, mark });
  const urlOf = (name: string) => `postgresql://${username}:${password}@127.0.0.1:${port}/${name}`;
  await eventually('PgBouncer leads to the server', () => answers(urlOf('by_session')));
  return {
    bySession: urlOf('by_session'),
    byTransaction: `${urlOf('by_transaction')}?pgbouncer=true`,
    leadTo(url) {
      configure(url);
      process.kill(Number.parseInt(mark ?? '', 10), 'SIGHUP');
    },
    close: async () => void (mark && (await endProcess(mark, 'SIGKILL', 10_000))),
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query('SELECT 1')).rowCount === 1;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function startForwarder(databaseUrl: string): Promise<Pooler> {
  let target = Number(new URL(databaseUrl).port);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = throughPort(databaseUrl, (server.address() as AddressInfo).port);
  return {
    bySession: url,
    byTransaction: url,
    leadTo: (other) => (target = Number(new URL(other).port)),
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
