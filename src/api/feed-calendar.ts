/**
 * Writes a feed as iCalendar (RFC 5545). Outlook takes of a time zone one yearly change forth and one back and nothing else,
 * while Google and Apple go by its name: so a zone is written as those two rules where they tell what its clock does, and
 * what they cannot tell (an hour that comes twice, a zone without such a rule) stands in UTC, which nobody misreads.
 */
import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { DateTime } from 'luxon';
import { feedWording, type FeedWording } from '../messaging/wording/feeds.ts';
import type { FeedShows } from '../planning/feeds/events.ts';
import type { ReadEvent } from '../roster/feeds.ts';
import { dateName } from '../schedule/wall-clock.ts';
import { firstIn1970, yearlyChanges, type YearlyChange } from '../schedule/yearly-changes.ts';
import { zoneClock, type ZoneClock } from '../schedule/zone-clock.ts';

/** How often a calendar is asked to look again. */
const lookAgainSeconds = 3_600;

/** `pageUrl`: where the owner reads more. */
export type Calendar = { name: string; language: string; pageUrl: string; events: readonly ReadEvent[] };

/** The whole file. */
export function feedCalendar({ name, language, pageUrl, events }: Calendar): string {
  const words = feedWording(language);
  const zones = zonesOf(events);
  const calendar = ical({
    name: asText(name),
    prodId: { company: 'Warmline', product: 'Warmline', language: language.slice(0, 2).toUpperCase() },
    ttl: lookAgainSeconds,
  });
  for (const { uid, shows, sequence, isCancelled, changedAtMs } of events) {
    const what = inWords(shows, words);
    calendar.createEvent({
      id: uid,
      sequence,
      stamp: moment(changedAtMs),
      lastModified: moment(changedAtMs),
      start: moment(shows.startMs),
      end: moment(shows.endMs),
      timezone: zones.has(nameOf(shows.zone)) && isPlain(shows) ? nameOf(shows.zone) : 'UTC',
      summary: isCancelled ? words.cancelled({ what }) : what,
      description: details(shows, words),
      url: pageUrl,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // What is off, and what others are on, keeps nobody busy.
      transparency: isCancelled || shows.as === null ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    });
  }
  return withZones(`${calendar.toString()}\r\n`, [...zones.values()]);
}

/** Zones stand after everything that is said of the calendar itself, and before its events (RFC 5545, 3.6). */
function withZones(file: string, zones: readonly string[]): string {
  const at = file.indexOf('\r\nBEGIN:VEVENT\r\n');
  return at < 0 ? file : [file.slice(0, at), ...zones].join('\r\n') + file.slice(at);
}

function inWords({ line, as, primaries, missing }: FeedShows, words: FeedWording): string {
  if (as !== null) return as === 'primary' ? words.shift({ line }) : words.backup({ line });
  const open = missing > 0 ? [words.open({ count: missing })] : [];
  const there = [...primaries, ...open];
  return there.length === 0 ? words.nobody({ line }) : words.people({ line, people: there.join(', ') });
}

function details({ backups }: FeedShows, words: FeedWording): string | null {
  return backups.length === 0 ? null : words.backups({ people: backups.join(', ') });
}

/** A name of a calendar is written as it comes, so it is escaped here (RFC 5545, 3.3.11). */
function asText(text: string): string {
  return text.replaceAll(/[\\;,]/g, (one) => `\\${one}`).replaceAll(/\s+/g, ' ');
}

/** Under the name that calendars look for: an organisation may write `us/central`. */
function nameOf(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}

const moment = (atMs: number) => DateTime.fromMillis(atMs, { zone: 'utc' });

/** Whether the clock shows each end of it once only. */
function isPlain({ zone, startMs, endMs }: FeedShows): boolean {
  const clock = zoneClock(zone);
  return [startMs, endMs].every((atMs) => {
    const wall = atMs + clock.offsetAt(atMs);
    return clock.startInstant(wall) === atMs && clock.endInstant(wall) === atMs;
  });
}

/** Each zone in which there are events, and whose clock goes by a yearly rule while they last, as a component. */
function zonesOf(events: readonly ReadEvent[]): Map<string, string> {
  const spans = new Map<string, { fromMs: number; toMs: number }>();
  for (const { zone, startMs, endMs } of events.map(({ shows }) => shows)) {
    const span = spans.get(zone) ?? { fromMs: startMs, toMs: endMs };
    spans.set(zone, { fromMs: Math.min(span.fromMs, startMs), toMs: Math.max(span.toMs, endMs) });
  }
  const zones = new Map<string, string>();
  for (const [zone, { fromMs, toMs }] of spans) {
    const clock = zoneClock(zone);
    const changes = yearlyChanges(clock, fromMs, toMs);
    if (changes) zones.set(nameOf(zone), timeZone(clock, changes, fromMs));
  }
  return zones;
}

function timeZone(clock: ZoneClock, changes: readonly YearlyChange[], atMs: number): string {
  const always = clock.offsetAt(atMs);
  const parts =
    changes.length === 0
      ? [part('STANDARD', always, always, '19700101T000000')]
      : changes.map((change) => {
          const { beforeMs, afterMs, month, weekday, nth, timeMs } = change;
          const starts = `${dateName(firstIn1970(change)).replaceAll('-', '')}T${timeOfDay(timeMs)}`;
          const rule = `RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=${nth}${weekday}`;
          return part(afterMs > beforeMs ? 'DAYLIGHT' : 'STANDARD', beforeMs, afterMs, starts, rule);
        });
  return ['BEGIN:VTIMEZONE', `TZID:${nameOf(clock.zone)}`, ...parts.flat(), 'END:VTIMEZONE'].join('\r\n');
}

function part(kind: 'STANDARD' | 'DAYLIGHT', beforeMs: number, afterMs: number, starts: string, ...rule: string[]) {
  return [
    `BEGIN:${kind}`,
    `DTSTART:${starts}`,
    `TZOFFSETFROM:${offset(beforeMs)}`,
    `TZOFFSETTO:${offset(afterMs)}`,
    ...rule,
    `END:${kind}`,
  ];
}

const two = (value: number) => String(Math.floor(value)).padStart(2, '0');

function timeOfDay(ms: number): string {
  const seconds = ms / 1000;
  return `${two(seconds / 3600)}${two((seconds / 60) % 60)}${two(seconds % 60)}`;
}

function offset(ms: number): string {
  const minutes = Math.abs(ms) / 60_000;
  return `${ms < 0 ? '-' : '+'}${two(minutes / 60)}${two(minutes % 60)}`;
}
