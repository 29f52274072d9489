/** Opens the database once per process: Prisma for most questions, the bare pool where a webhook waits. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../prisma/generated/client.ts';
import { keepStatementsOn } from './prepared.ts';

export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  /** Round trips to the server since the start, BEGIN and COMMIT counted. */
  roundTrips(): number;
  close(): Promise<void>;
};

/** A pool none of whose connections ends the process when it breaks: idle, in use or on its way back. */
function openPool(databaseUrl: string, max: number, connectWithinMs: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, connectionTimeoutMillis: connectWithinMs });
  // A connection that breaks while idle is replaced; the next question says so if the server stays away.
  pool.on('error', () => {});
  // An error nobody listens to would end the process; the next statement on the connection reports it.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

type Query = (...words: unknown[]) => unknown;

/** Whether a statement's name means nothing at the next transaction: behind a pooler that gives each one another connection. */
const namesAreLost = (databaseUrl: string) => new URL(databaseUrl).searchParams.get('pgbouncer') === 'true';

/** A statement without its name, so that nothing of it is left on the connection; anything else that can be asked as it is. */
function withoutName(asked: unknown): unknown {
  const isNamed = typeof asked === 'object' && asked !== null && 'name' in asked && !('submit' in asked);
  return isNamed ? { ...asked, name: undefined } : asked;
}

/** A webhook answers within five seconds, whatever hangs (V10), so waiting longer for a connection counts as a failure. */
const connectWithinMs = 3_000;

/** Connections of the bare pool. */
const connections = 16;
/**
 * So many wait for one of them at most where they are to have it in time: three turns, each of which takes some hundred
 * milliseconds under load.
 */
export const mostWaiting = 3 * connections;

/** Connects on first use, within `withinMs`; `close` ends every connection. */
export function openDatabase(databaseUrl: string, withinMs = connectWithinMs): Database {
  const pool = openPool(databaseUrl, connections, withinMs);
  let roundTrips = 0;
  const keepsNames = !namesAreLost(databaseUrl);
  const plain = keepsNames ? (asked: unknown) => asked : withoutName;
  pool.on('connect', (client) => {
    if (keepsNames) keepStatementsOn(client);
    const query = client.query.bind(client) as Query;
    client.query = ((asked: unknown, ...words: unknown[]) => {
      roundTrips += 1;
      return query(plain(asked), ...words);
    }) as typeof client.query;
  });
  // Prisma has connections of its own: otherwise a transaction that waits for Prisma could hold the last connection it needs.
  const prismaPool = openPool(databaseUrl, 4, withinMs);
  const prisma = new PrismaClient({ adapter: new PrismaPg(prismaPool) });
  return {
    prisma,
    pool,
    roundTrips: () => roundTrips,
    async close() {
      await prisma.$disconnect();
      await Promise.all([pool.end(), prismaPool.end()]);
    },
  };
}
