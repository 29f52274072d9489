/** Contacts of the past and present for whoever looks after the line: calls, our calls back and text conversations, without anything of their callers (O4). */
import type { Store } from '../platform/store.ts';
import { dayMs } from '../platform/kept.ts';

export type ContactKind = 'call' | 'callback' | 'text';

/** A contact as lists show it. `endedAt` is null while it goes on. */
export type ListedContact = {
  id: string;
  kind: ContactKind;
  lineId: string;
  at: Date;
  language: string;
  outcome: string | null;
  answeredAt: Date | null;
  endedAt: Date | null;
};

/** The last contact of a page: what comes after it is older, or as old with a lesser id. */
export type ListPlace = { atMs: number; id: string };

/** `outcomes`: how it ended, one of these; `live`: whether it goes on. `fromMs` to before `toMs`: when it began. */
export type ContactsWanted = {
  lineId: string | null;
  outcomes: readonly string[] | null;
  live: boolean;
  fromMs: number | null;
  toMs: number | null;
  after: ListPlace | null;
  limit: number;
};

/**
 * A call and a conversation have an index for stretches of time alone, so they are looked for in a stretch. `$1` to before
 * `$2`, and below the place (`$2`, `$3`); $4 line, $5 outcomes, $6 whether it goes on. Once a talk is over only the legs of
 * its call know when it began.
 */
const listSql = `SELECT * FROM (
    (SELECT id, CASE WHEN callback_id IS NULL THEN 'call' ELSE 'callback' END AS kind, line_id AS "lineId", arrived_at AS at, language, outcome,
        least(talking_since, (SELECT min(joined_at) FROM legs WHERE contact_id = contacts.id)) AS "answeredAt", ended_at AS "endedAt" FROM contacts
      WHERE arrived_at >= $1 AND arrived_at <= $2 AND (arrived_at, id) < ($2, $3) AND ($4::text IS NULL OR line_id = $4)
        AND ($5::text[] IS NULL OR (state = 'ended' AND outcome = ANY($5))) AND (NOT $6 OR state <> 'ended')
      ORDER BY arrived_at DESC, id DESC LIMIT $7)
    UNION ALL
    (SELECT id, 'text', line_id, opened_at, language, outcome, answered_at, closed_at FROM conversations
      WHERE opened_at >= $1 AND opened_at <= $2 AND (opened_at, id) < ($2, $3) AND ($4::text IS NULL OR line_id = $4)
        AND ($5::text[] IS NULL OR (state = 'closed' AND outcome = ANY($5))) AND (NOT $6 OR state <> 'closed')
      ORDER BY opened_at DESC, id DESC LIMIT $7)) found ORDER BY at DESC, id DESC LIMIT $7`;

/** Somewhere at or after the first contact of all. */
const oldestSql = `SELECT least((SELECT min(ended_at) FROM contacts WHERE ended_at IS NOT NULL),
  (SELECT min(greatest(opened_at, answered_at, closed_at)) FROM conversations)) AS oldest`;

/** How far one page looks back, a little at first and more where little is found; the next page goes on from there. */
const stretchesDays = [1, 4, 16, 64];
/** What goes on began within these. */
const liveDays = 21;

const longestCallMs = 4 * dayMs;

/** The contacts that match, newest first; `next`: where the next page begins, null where nothing can come any more. */
export async function listContacts(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  { lineId, outcomes, live, fromMs, toMs, after, limit }: ContactsWanted,
): Promise<{ contacts: ListedContact[]; next: ListPlace | null }> {
  const newestMs = toMs ?? clock.nowMs() + dayMs;
  let place = after !== null && after.atMs < newestMs ? after : { atMs: newestMs, id: '' };
  const { rows: ends } = await pool.query<{ oldest: Date | null }>(oldestSql);
  // A call that goes on has no end yet, and may be all there is.
  const oldestMs = (ends[0]?.oldest?.getTime() ?? place.atMs) - longestCallMs;
  const found: ListedContact[] = [];
  const days = live ? [liveDays] : stretchesDays;
  const stretches = fromMs === null ? days.map((count) => count * dayMs) : [place.atMs - fromMs];
  for (const lengthMs of stretches) {
    const sinceMs = place.atMs - lengthMs;
    const { rows } = await pool.query<ListedContact>(listSql, [
      new Date(sinceMs),
      new Date(place.atMs),
      place.id,
      lineId,
      outcomes,
      live,
      limit + 1 - found.length,
    ]);
    found.push(...rows);
    // What began at that very instant was among them.
    place = { atMs: sinceMs, id: '' };
    if (found.length > limit || sinceMs < oldestMs) break;
  }
  const contacts = found.slice(0, limit);
  const last = contacts.at(-1);
  if (found.length > limit && last) return { contacts, next: { atMs: last.at.getTime(), id: last.id } };
  return { contacts, next: fromMs === null && !live && place.atMs >= oldestMs ? place : null };
}
