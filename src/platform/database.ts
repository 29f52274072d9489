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

/** Connects on first use; `close` ends every connection. */
export function openDatabase(databaseUrl: string): Database {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 16, connectionTimeoutMillis: 3_000 });
  // A connection that breaks while idle is replaced; the next question says so if the server stays away.
  pool.on('error', () => {});
  let roundTrips = 0;
  pool.on('connect', (client) => {
    // Between two questions of a transaction nobody else listens; whoever asks next is told by the answer.
    client.on('error', () => {});
    const query = client.query.bind(client) as (...words: unknown[]) => unknown;
    client.query = ((...words: unknown[]) => {
      roundTrips += 1;
      return query(...words);
    }) as typeof client.query;
  });
  // Prisma asks on connections of its own: a transaction that waits for an answer of it must not hold the last one.
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: 4 }) });
  return {
    prisma,
    pool,
    roundTrips: () => roundTrips,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
