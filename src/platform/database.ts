/** Opens the database once per process: Prisma for most questions, the bare pool where a webhook waits. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../prisma/generated/client.ts';

export type Database = { prisma: PrismaClient; pool: pg.Pool; close(): Promise<void> };

/** Connects on first use; `close` ends every connection. */
export function openDatabase(databaseUrl: string): Database {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  // A connection that breaks while idle is replaced; the next question says so if the server stays away.
  pool.on('error', () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
