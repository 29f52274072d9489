/** Spoils what is stored, as a fault of an earlier release or a hand in the database might have done. */
import type { Stage } from './stage.ts';

/** Spoils something of the organisation; every process reads it anew. */
export async function spoil(stage: Stage, sql: string, values: unknown[] = []): Promise<void> {
  await stage.rows(sql, values);
  await stage.rows('UPDATE organisation SET version = version + 1');
}

/** What waits for a coordinator because a record could not be used: which kind, and which record. */
export async function setAside(stage: Stage): Promise<string[]> {
  const rows = await stage.rows<{ kind: string; subject: string }>(
    `SELECT kind, subject FROM attention WHERE kind LIKE '%-set-aside' ORDER BY kind, subject`,
  );
  return rows.map(({ kind, subject }) => `${kind} ${subject}`);
}
