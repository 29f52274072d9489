/** What people hear of a roster that was published: one text each, not in their night; what was taken back before it was said is not said at all (R3). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Prisma } from '../../prisma/generated/client.ts';
import { addTexts, laneOfPerson, type NewText } from '../conversations/texts.ts';
import type { EffectRow } from '../effects/write.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import type { PersonChanges } from '../planning/draft/changes-for-people.ts';
import {
  newsInSlot,
  newsLines,
  newsOf,
  soonestMs,
  turnsToTell,
  withMore,
  type NewsTurn,
} from '../planning/draft/news.ts';
import { tellsHolder } from '../planning/notices.ts';
import { json, type Reader } from '../platform/rows.ts';
import { inTransaction } from '../platform/transaction.ts';
import { newsTurns } from './draft-shapes.ts';

const turnsOf: Reader<NewsTurn[]> = json<NewsTurn[]>(newsTurns);

/** More than these lines are counted, not named. */
const linesNamed = 4;
const atOnce = 200;

/** Writes down what `changes` mean for each person, on the transaction that publishes them. `zoneOf` is null for whoever is not with us. */
export async function noteNews(
  transaction: Prisma.TransactionClient,
  lineId: string,
  changes: readonly PersonChanges[],
  zoneOf: (personId: string) => string | null,
  nowMs: number,
): Promise<void> {
  for (const change of changes) {
    const zone = zoneOf(change.person);
    const turns = turnsToTell(change, nowMs);
    if (zone === null || turns.length === 0) continue;
    const dueAt = new Date(dueMs(soonestMs(change, nowMs), zone, nowMs));
    const [unsaid] = await transaction.$queryRaw<{ id: string; turns: unknown }[]>`
      SELECT id, turns FROM roster_news WHERE person_id = ${change.person} AND line_id = ${lineId} AND done_at IS NULL FOR UPDATE`;
    if (unsaid) {
      const all = withMore(turnsOf(unsaid.turns, 'roster_news.turns'), turns) as Prisma.InputJsonValue;
      await transaction.rosterNews.update({ where: { id: unsaid.id }, data: { turns: all, dueAt } });
    } else {
      const row = { id: randomUUID(), personId: change.person, lineId, turns, at: new Date(nowMs), dueAt };
      await transaction.rosterNews.create({ data: row });
    }
  }
}

function dueMs(startMs: number, zone: string, nowMs: number): number {
  const when = tellsHolder(startMs, zone, nowMs);
  return when === 'at-once' ? nowMs : when.dueMs;
}

/** Says what is due. */
export async function sendRosterNews(room: Records): Promise<void> {
  const { rows } = await room.pool.query<{ id: string }>({
    name: 'due-roster-news',
    text: 'SELECT id FROM roster_news WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2',
    values: [new Date(room.clock.nowMs()), atOnce],
  });
  for (const { id } of rows) await room.aside.attempt({ record: 'notice', id }, () => sendOne(room, id));
}

async function sendOne(room: Records, id: string): Promise<void> {
  const nowMs = room.clock.nowMs();
  const effects = await inTransaction(
    room.pool,
    () => '',
    async (client): Promise<EffectRow[]> => {
      const { rows } = await client.query<{ person: string; line: string; turns: unknown }>(
        'SELECT person_id AS person, line_id AS line, turns FROM roster_news WHERE id = $1 AND done_at IS NULL FOR UPDATE',
        [id],
      );
      // Read only now: it has what was published with this row.
      const directory = rows[0] && (await room.directories.current());
      if (!rows[0] || !directory) return [];
      const { person, line, turns } = rows[0];
      return say(client, directory, { id, person, line, turns: turnsOf(turns, 'roster_news.turns') }, nowMs);
    },
  );
  if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
}

type News = { id: string; person: string; line: string; turns: NewsTurn[] };

async function say(client: pg.ClientBase, directory: Directory, news: News, nowMs: number): Promise<EffectRow[]> {
  const zone = directory.people.get(news.person)?.timeZone;
  const changes = newsOf(directory.schedule, news.line, news.person, news.turns, nowMs);
  if (zone !== undefined && changes) {
    const laterMs = dueMs(soonestMs(changes, nowMs), zone, nowMs);
    if (laterMs > nowMs) {
      await client.query('UPDATE roster_news SET due_at = $2 WHERE id = $1', [news.id, new Date(laterMs)]);
      return [];
    }
  }
  await client.query('UPDATE roster_news SET done_at = $2 WHERE id = $1', [news.id, new Date(nowMs)]);
  return zone !== undefined && changes ? addTexts(client, [textOf(news, changes)], nowMs) : [];
}

function textOf({ person, line }: News, changes: PersonChanges): NewText {
  return {
    direction: 'out',
    lane: laneOfPerson(person),
    lineId: line,
    channel: 'sms',
    personId: person,
    sentence: 'rosterChanged',
    slots: { newsOf: newsInSlot(newsLines(changes, linesNamed)) },
  };
}
