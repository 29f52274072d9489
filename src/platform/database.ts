/** Opens the database once per process: Prisma for most questions, the bare pool where a webhook waits. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../prisma/generated/client.ts';

export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  /** Round trips to the server since the start, BEGIN and COMMIT counted. */
  roundTrips(): number;
  close(): Promise<void>;
};

/** A pool none of whose connections ends the process when it breaks: idle, in use or on its way back. */
function openPool(databaseUrl: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, connectionTimeoutMillis: 3_000 });
  // A connection that breaks while idle is replaced; the next question says so if the server stays away.
  pool.on('error', () => {});
  // Between two questions nobody else listens; whoever asks next is told by the answer.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Connects on first use; `close` ends every connection. */
export function openDatabase(databaseUrl: string): Database {
  const pool = openPool(databaseUrl, 16);
  let roundTrips = 0;
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...words: unknown[]) => unknown;
    client.query = ((...words: unknown[]) => {
      roundTrips += 1;
      return query(...words);
    }) as typeof client.query;
  });
  // Prisma asks on connections of its own: a transaction that waits for an answer of it must not hold the last one.
  const prismaPool = openPool(databaseUrl, 4);
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
