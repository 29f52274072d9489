/** The events of a calendar feed: what each shows, and what becomes of those that were published before (S6). Values in, values out. */
import { occurrenceNamed } from '../../schedule/named-occurrence.ts';
import type { CompiledSchedule } from '../../schedule/compile.ts';
import type { Assignment, Occurrence } from '../../schedule/model.ts';
import { resolveLine, resolvePerson } from '../../schedule/resolve.ts';
import { dayMs } from '../../schedule/wall-clock.ts';
import { missingOf } from '../../planning/open-shifts.ts';

/** Whose shifts a feed has: one person's on every line, or all of a line. */
export type FeedSubject = { kind: 'person'; person: string } | { kind: 'line'; line: string };

/** All that a reader of the calendar sees of an event: where any of it changes, the event has changed. */
export type FeedShows = {
  /** The name of the line, and the zone in which its clock goes. */
  line: string;
  zone: string;
  startMs: number;
  endMs: number;
  /** As what the person of the feed is there; null in the feed of a line. */
  as: Assignment['as'] | null;
  /** In the feed of a line: who is there by first name, and how many primaries who take calls are missing. */
  primaries: string[];
  backups: string[];
  missing: number;
  /** In which language it is written. */
  language: string;
};

/** An event by the shift and occurrence that it is, however it is moved. */
export type Showing = { shift: string; occurrence: string; shows: FeedShows };

/** An event as it was published last. `sequence` rises with every change; `changedAtMs` is when it became what it is. */
export type FeedEvent = Showing & { isCancelled: boolean; sequence: number; changedAtMs: number };

/** What a feed is made from. `nameOf` gives the first name that others may read. */
export type FeedGround = {
  schedule: CompiledSchedule;
  language: string;
  lineNameOf: (lineId: string) => string;
  nameOf: (personId: string) => string;
};

const daysBack = 60;
const daysAhead = 180;
/** What is over, or off, stays to be read for so long: a calendar that was away for a while still hears of it. */
const staysMs = 60 * dayMs;

/** The day that `nowMs` falls on: what a feed has changes with it. */
export function feedDay(nowMs: number): number {
  return Math.floor(nowMs / dayMs);
}

/** What the feed shows on a day: every occurrence from 60 days before it to 180 after, soonest first. */
export function showings(ground: FeedGround, subject: FeedSubject, day: number): Showing[] {
  const [fromMs, toMs] = [(day - daysBack) * dayMs, (day + daysAhead + 1) * dayMs];
  const found =
    subject.kind === 'person'
      ? resolvePerson(ground.schedule, subject.person, fromMs, toMs)
      : resolveLine(ground.schedule, subject.line, fromMs, toMs);
  return found.flatMap((one) => showing(ground, subject, one) ?? []);
}

/** The events to publish on `nowMs`, soonest first; `before` are those that were published last. */
export function nextEvents(
  before: readonly FeedEvent[],
  ground: FeedGround,
  subject: FeedSubject,
  { version, nowMs }: { version: number; nowMs: number },
): FeedEvent[] {
  const known = new Map(before.map((event) => [keyOf(event), event]));
  const now = new Map(showings(ground, subject, feedDay(nowMs)).map((one) => [keyOf(one), one]));
  // What lies outside those days now, and was published, is looked for where it is.
  for (const [key, event] of known) {
    const elsewhere = now.has(key) ? null : whereNow(ground, subject, event);
    if (elsewhere) now.set(key, elsewhere);
  }
  // The version is a number that only rises, so an event that comes back after it was forgotten still comes after itself.
  const changed = (event: FeedEvent | undefined) => ({
    sequence: Math.max((event?.sequence ?? -1) + 1, version),
    changedAtMs: nowMs,
  });
  const events: FeedEvent[] = [];
  for (const [key, { shift, occurrence, shows }] of now) {
    const event = known.get(key);
    if (event && !event.isCancelled && isSame(event.shows, shows)) events.push(event);
    else events.push({ shift, occurrence, shows, isCancelled: false, ...changed(event) });
  }
  for (const [key, event] of known) {
    if (now.has(key)) continue;
    // What is over has happened: nobody calls it off any more.
    const isLeft = event.isCancelled || event.shows.endMs <= nowMs;
    events.push(isLeft ? event : { ...event, isCancelled: true, ...changed(event) });
  }
  return events
    .filter(({ shows, changedAtMs, isCancelled }) => {
      const untilMs = isCancelled ? Math.max(shows.endMs, changedAtMs) : shows.endMs;
      return untilMs + staysMs > feedDay(nowMs) * dayMs;
    })
    .sort((a, b) => a.shows.startMs - b.shows.startMs || compare(keyOf(a), keyOf(b)));
}

function showing(ground: FeedGround, subject: FeedSubject, one: Occurrence): Showing | null {
  const { schedule, language, lineNameOf, nameOf } = ground;
  const own = subject.kind === 'person' ? one.people.find(({ person }) => person === subject.person) : null;
  if (own === undefined) return null;
  const named = (as: Assignment['as']) =>
    own ? [] : one.people.filter((on) => on.as === as).map(({ person }) => nameOf(person));
  const primaries = named('primary');
  return {
    shift: one.shift,
    occurrence: one.occurrence,
    shows: {
      line: lineNameOf(one.line),
      zone: schedule.lines.get(one.line)?.clock.zone ?? 'UTC',
      startMs: one.startMs,
      endMs: one.endMs,
      as: own?.as ?? null,
      primaries,
      backups: named('backup'),
      missing: own ? 0 : Math.max(0, missingOf(one, schedule.people)),
      language,
    },
  };
}

/** The event as it is by now, on whichever day; null where it is no more, or not of this feed. */
function whereNow(ground: FeedGround, subject: FeedSubject, { shift, occurrence }: FeedEvent): Showing | null {
  const lines = [...ground.schedule.lines.values()].filter(({ shifts }) => shifts.some(({ id }) => id === shift));
  const line = lines.find(({ id }) => subject.kind === 'person' || id === subject.line);
  const found = line && occurrenceNamed(ground.schedule, { line: line.id, shift, occurrence });
  return found ? showing(ground, subject, found) : null;
}

function isSame(a: FeedShows, b: FeedShows): boolean {
  const names = ({ primaries, backups }: FeedShows) => JSON.stringify([primaries, backups]);
  return (
    a.line === b.line &&
    a.zone === b.zone &&
    a.startMs === b.startMs &&
    a.endMs === b.endMs &&
    a.as === b.as &&
    a.missing === b.missing &&
    a.language === b.language &&
    names(a) === names(b)
  );
}

// One by one rather than by the text of both, for the order of fields in a stored one is the database's own.
const keyOf = ({ shift, occurrence }: { shift: string; occurrence: string }) => JSON.stringify([shift, occurrence]);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
