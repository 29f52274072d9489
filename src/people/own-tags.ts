/** Takes a tag off a person, or puts one on, by their own word: it holds at once, and no import undoes it (W1). */
import type pg from 'pg';
import type { ContactsRoom } from '../contacts/room.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { tagKey } from '../organisation/tags.ts';
import { lockedDirectory, withRoster } from '../roster/open-shifts.ts';
import { noteChange } from '../roster/stored-people.ts';

/** How it stands afterwards; `unknown`: the organisation has no such tag. */
export type OwnTag = { kind: 'on' | 'off' | 'not-theirs'; tags: readonly string[] } | { kind: 'unknown' };

type Change = {
  client: pg.ClientBase;
  person: Person;
  meant: readonly string[];
  dropped: readonly string[];
  nowMs: number;
};

/** The person's tags, and those that they could put on. */
export function ownTags({ tags, tagsDropped }: Directory, person: Person): { own: string[]; others: string[] } {
  const own = new Set(person.tags.map(tagKey));
  const others = [...new Set([...tags.wanted, ...(tagsDropped.get(person.id) ?? [])])].filter(
    (tag) => !own.has(tagKey(tag)),
  );
  return { own: person.tags, others };
}

/** Takes back the tag meant by `words`. Done twice it is done once. */
export function dropTag(room: ContactsRoom, personId: string, words: string): Promise<OwnTag> {
  return changeTags(room, personId, words, async ({ client, person, meant, dropped, nowMs }) => {
    const tags = meant.filter((tag) => person.tags.includes(tag));
    if (tags.length === 0) {
      const off = meant.filter((tag) => dropped.includes(tag));
      return off.length > 0 ? { kind: 'off', tags: off } : { kind: 'not-theirs', tags: meant };
    }
    await client.query(
      'UPDATE people SET tags = ARRAY(SELECT tag FROM unnest(tags) WITH ORDINALITY AS own(tag, place) WHERE tag <> ALL ($2) ORDER BY place) WHERE id = $1',
      [person.id, tags],
    );
    await client.query(
      'INSERT INTO dropped_tags (person_id, tag, dropped_at) SELECT $1, unnest($2::text[]), $3 ON CONFLICT DO NOTHING',
      [person.id, tags, new Date(nowMs)],
    );
    await client.query('DELETE FROM added_tags WHERE person_id = $1 AND tag = ANY ($2)', [person.id, meant]);
    await noteChange(client, person.id, 'tag.dropped', person.id, nowMs);
    return { kind: 'off', tags };
  });
}

/** Puts the tag meant by `words` on, or on again. Done twice it is done once. */
export function addTag(room: ContactsRoom, personId: string, words: string): Promise<OwnTag> {
  return changeTags(room, personId, words, async ({ client, person, meant, dropped, nowMs }) => {
    const own = meant.filter((tag) => person.tags.includes(tag));
    if (own.length > 0) return { kind: 'on', tags: own };
    const tag = meant.find((one) => dropped.includes(one)) ?? meant[0] ?? '';
    const back = dropped.filter((one) => tagKey(one) === tagKey(tag));
    await client.query('UPDATE people SET tags = tags || $2::text WHERE id = $1', [person.id, tag]);
    await client.query('DELETE FROM dropped_tags WHERE person_id = $1 AND tag = ANY ($2)', [person.id, back]);
    await client.query('INSERT INTO added_tags (person_id, tag, added_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      person.id,
      tag,
      new Date(nowMs),
    ]);
    await noteChange(client, person.id, 'tag.added', person.id, nowMs);
    return { kind: 'on', tags: [tag] };
  });
}

/** The audit and the log say whose tags changed, never which. */
async function changeTags(
  room: ContactsRoom,
  personId: string,
  words: string,
  change: (change: Change) => Promise<OwnTag>,
): Promise<OwnTag> {
  return withRoster(room, async (client) => {
    const directory = await lockedDirectory(client, room);
    const person = directory?.people.get(personId);
    const meant = directory?.tags.byWords.get(tagKey(words));
    if (!directory || !person || !meant) return { kind: 'unknown' };
    return change({
      client,
      person,
      meant,
      dropped: directory.tagsDropped.get(personId) ?? [],
      nowMs: room.clock.nowMs(),
    });
  });
}
