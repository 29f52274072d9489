/** Since when a line's cover is thin, kept with what else holds for the line now. */
import type pg from 'pg';

/** Keeps since when and how thin the cover of a line is; null: it is not thin. On `client`'s transaction. */
export async function noteThinness(
  client: pg.ClientBase,
  lineId: string,
  thin: { sinceMs: number; fewest: number } | null,
): Promise<void> {
  await client.query({
    name: 'keep-thinness',
    text: `INSERT INTO line_states (line_id, thin_since, thin_have) VALUES ($1, $2, $3)
      ON CONFLICT (line_id) DO UPDATE SET thin_since = EXCLUDED.thin_since, thin_have = EXCLUDED.thin_have`,
    values: [lineId, thin && new Date(thin.sinceMs), thin && thin.fewest],
  });
}
