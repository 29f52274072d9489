/** The last backup that was written to its end, as the database itself knows it. */
import type pg from 'pg';
import type { Store } from '../platform/store.ts';

export type LastBackup = { atMs: number; bytes: number; release: string };

/** Takes the place of the one before, on `client`'s transaction. */
export async function noteLastBackup(client: pg.ClientBase, { atMs, bytes, release }: LastBackup): Promise<void> {
  await client.query(
    `INSERT INTO last_backup (id, at, bytes, release) VALUES (1, $1, $2, $3)
      ON CONFLICT (id) DO UPDATE SET at = EXCLUDED.at, bytes = EXCLUDED.bytes, release = EXCLUDED.release`,
    [new Date(atMs), bytes, release],
  );
}

/** Null where none was ever made. */
export async function lastBackup({ pool }: Pick<Store, 'pool'>): Promise<LastBackup | null> {
  const { rows } = await pool.query<{ at: Date; bytes: string; release: string }>({
    name: 'last-backup',
    text: 'SELECT at, bytes, release FROM last_backup WHERE id = 1',
  });
  const [row] = rows;
  return row ? { atMs: row.at.getTime(), bytes: Number(row.bytes), release: row.release } : null;
}
