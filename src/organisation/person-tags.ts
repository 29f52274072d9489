/** Tags a person takes off or puts on themselves: a word of theirs outlives the file they came from (W1). */
import type pg from 'pg';

/** Takes `tags` off a person, on `client`'s transaction; `spellings` are all that mean the same. */
export async function takeTagsOff(
  client: pg.ClientBase,
  personId: string,
  tags: readonly string[],
  spellings: readonly string[],
  nowMs: number,
): Promise<void> {
  await client.query(
    'UPDATE people SET tags = ARRAY(SELECT tag FROM unnest(tags) WITH ORDINALITY AS own(tag, place) WHERE tag <> ALL ($2) ORDER BY place) WHERE id = $1',
    [personId, tags],
  );
  await client.query(
    'INSERT INTO dropped_tags (person_id, tag, dropped_at) SELECT $1, unnest($2::text[]), $3 ON CONFLICT DO NOTHING',
    [personId, tags, new Date(nowMs)],
  );
  await client.query('DELETE FROM added_tags WHERE person_id = $1 AND tag = ANY ($2)', [personId, spellings]);
}

/** Puts `tag` on a person, on `client`'s transaction; `back` are the spellings of it that they had taken off. */
export async function putTagOn(
  client: pg.ClientBase,
  personId: string,
  tag: string,
  back: readonly string[],
  nowMs: number,
): Promise<void> {
  await client.query('UPDATE people SET tags = tags || $2::text WHERE id = $1', [personId, tag]);
  await client.query('DELETE FROM dropped_tags WHERE person_id = $1 AND tag = ANY ($2)', [personId, back]);
  await client.query('INSERT INTO added_tags (person_id, tag, added_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    personId,
    tag,
    new Date(nowMs),
  ]);
}
