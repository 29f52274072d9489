/**
 * Calendar feeds: one of somebody's own shifts, and one of a line for those who may see its roster, each behind a secret
 * address (S6, R7). What a feed has published is written down when it is read, under a lock, so that every process tells
 * calendars the same, and a change is one for good.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { isOpenTo, type Action } from '../access/rights.ts';
import { isWorthNoting } from '../access/session-rules.ts';
import { newToken, tokenHash } from '../access/tokens.ts';
import { writeAudit, type AuditEntry } from '../audit/write-audit.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Records } from '../organisation/records.ts';
import { feedDay, nextEvents, type FeedEvent, type FeedGround, type FeedSubject } from '../planning/feeds/events.ts';
import type { Secrets } from '../platform/secrets.ts';
import { inTransaction } from '../platform/transaction.ts';
import {
  feedOfSecret,
  feedsOfOwner,
  noteRead,
  putSecret,
  readPublished,
  removeFeed,
  removeLostFeeds,
  writePublished,
  type FeedDates,
  type FeedName,
  type Published,
  type StoredFeed,
} from './feeds-sql.ts';

export type FeedRoom = Pick<Records, 'pool' | 'clock' | 'secrets' | 'directories'>;

/** The right that a feed needs. */
const rightFor = ({ line }: FeedName): Action => (line === null ? 'feeds.own' : 'feeds.line');

/** Every feed of somebody as they are shown it, that of their own shifts first. */
export function feedsOf(room: FeedRoom, owner: string): Promise<(FeedName & FeedDates)[]> {
  return feedsOfOwner(room.pool, owner);
}

/** Makes a feed, or gives it a new address in the place of the one there was, which ends at once; the secret is given this once. */
export async function renewFeed(room: FeedRoom, name: FeedName): Promise<{ secret: string; madeAtMs: number }> {
  const secret = newToken();
  const nowMs = room.clock.nowMs();
  const secretHash = tokenHash(room.secrets, 'feed', secret);
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const wasThere = await putSecret(client, { id: randomUUID(), ...name, secretHash, nowMs });
      const action = wasThere ? 'feed.renewed' : 'feed.made';
      await writeAudit(client, { atMs: nowMs, by: `person:${name.owner}`, action, subject: subjectOf(name) });
    },
  );
  return { secret, madeAtMs: nowMs };
}

/** Ends a feed; false where there is none. */
export async function endFeed(room: FeedRoom, name: FeedName, by = `person:${name.owner}`): Promise<boolean> {
  return inTransaction(
    room.pool,
    () => '',
    async (client) => {
      if (!(await removeFeed(client, name))) return false;
      await writeAudit(client, ended(room, name, by));
      return true;
    },
  );
}

/** Ends the feeds of people who are gone or may not have them any more: none opens again by itself should they come back. */
export async function endLostFeeds(room: FeedRoom): Promise<void> {
  const roles = ['volunteer', 'shift-leader', 'coordinator', 'admin'] as const;
  const rolesFor = (action: Action) => roles.filter((role) => isOpenTo([role], action));
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const lost = await removeLostFeeds(client, { own: rolesFor('feeds.own'), line: rolesFor('feeds.line') });
      await writeAudit(client, ...lost.map((name) => ended(room, name, 'warmline')));
    },
  );
}

/** An event with the name that calendars know it by. */
export type ReadEvent = FeedEvent & { uid: string };
/** `isOwn`: it has its owner's own shifts, else those of a line. `tag`: another one as soon as the events are others; `events` reads them. */
export type ReadFeed = {
  isOwn: boolean;
  /** The name of the organisation, or of the line. */
  title: string;
  language: string;
  tag: string;
  events: () => Promise<ReadEvent[]>;
};

/** How a feed's address is counted: it says nothing of the secret. */
export function feedKey({ secrets }: Pick<FeedRoom, 'secrets'>, secret: string): string {
  return tokenHash(secrets, 'feed', secret);
}

/** What the address opens now; null for none that opens anything, whatever the reason. */
export async function readFeed(room: FeedRoom, secret: string): Promise<ReadFeed | null> {
  const feed = await feedOfSecret(room.pool, feedKey(room, secret));
  if (!feed) return null;
  if (feed.roles === null || !isOpenTo(feed.roles, rightFor(feed))) {
    await endFeed(room, feed, 'warmline');
    return null;
  }
  const directory = await room.directories.current();
  const owner = directory?.people.get(feed.owner);
  if (!directory || !owner) return null;
  const nowMs = room.clock.nowMs();
  const isNew = feed.readAtMs === null || isWorthNoting(feed.readAtMs, nowMs);
  if (isNew) await noteRead(room.pool, feed.id, nowMs);
  const published = await upToDate(room, feed, directory, owner);
  const title = feed.line === null ? directory.organisation.name : (directory.lines.get(feed.line)?.name ?? feed.line);
  return {
    isOwn: feed.line === null,
    title,
    language: languageOf(owner),
    tag: `${feed.id}.${published?.revision ?? feed.revision}`,
    events: async () => {
      const { events } = published ?? (await readPublished(room.pool, feed.id)) ?? { events: [] };
      return events.map((event) => ({ ...event, uid: uidOf(room.secrets, feed, event) }));
    },
  };
}

/** Publishes what has changed since; null where nothing can have, so that nothing more need be read. */
async function upToDate(
  room: FeedRoom,
  feed: StoredFeed,
  directory: Directory,
  owner: Person,
): Promise<Published | null> {
  const { version } = directory;
  const nowMs = room.clock.nowMs();
  const day = feedDay(nowMs);
  // Another process may know a newer version, or have a clock that is ahead: nothing is taken back.
  const isCurrent = (there: { version: number; day: number }) => there.version >= version && there.day >= day;
  if (isCurrent(feed)) return null;
  return inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const before = await readPublished(client, feed.id, { forUpdate: true });
      if (!before || isCurrent(before) || before.version > version) return before;
      const events = nextEvents(before.events, groundOf(directory, owner), subjectFor(feed), { version, nowMs });
      const isOther = JSON.stringify(events.map(markOf)) !== JSON.stringify(before.events.map(markOf));
      const published = { version, day, events, revision: before.revision + (isOther ? 1 : 0) };
      await writePublished(client, feed.id, published);
      return published;
    },
  );
}

const markOf = ({ shift, occurrence, sequence }: FeedEvent) => [shift, occurrence, sequence];

function subjectFor({ owner, line }: FeedName): FeedSubject {
  return line === null ? { kind: 'person', person: owner } : { kind: 'line', line };
}

function groundOf({ schedule, lines, people }: Directory, owner: Person): FeedGround {
  return {
    schedule,
    language: languageOf(owner),
    lineNameOf: (id) => lines.get(id)?.name ?? id,
    nameOf: (id) => firstNameOf(people.get(id)),
  };
}

const languageOf = ({ languages }: Person) => languages[0] ?? 'en';

/** What callers hear of somebody, or the first of their names: the least by which a roster can be read. */
function firstNameOf(person: Person | undefined): string {
  return person?.phoneName ?? person?.name.trim().split(/\s+/)[0] ?? '?';
}

/** The same for as long as the shift is that shift and the occurrence that one, and nobody else's. */
function uidOf(secrets: Secrets, { owner, line }: FeedName, { shift, occurrence }: FeedEvent): string {
  const about = JSON.stringify(['feed', line === null ? owner : '', line ?? '', shift, occurrence]);
  return createHmac('sha256', secrets.lastingPepper).update(about).digest('hex').slice(0, 40);
}

/** How the audit names a feed: its line, or whose it is. */
function subjectOf({ owner, line }: FeedName): string {
  return line ?? owner;
}

const ended = ({ clock }: FeedRoom, name: FeedName, by: string): AuditEntry => ({
  atMs: clock.nowMs(),
  by,
  action: 'feed.ended',
  subject: subjectOf(name),
});

/** Whether there is such a line to make a feed of. */
export function hasLine(directory: Directory, lineId: string): boolean {
  const line = directory.lines.get(lineId);
  return line !== undefined && isInUse(directory, line);
}
