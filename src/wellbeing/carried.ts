/** What somebody has carried, kept in order so that its score can be read again and again (a replay reads it a million times). */
import { localDay } from '../schedule/zone-clock.ts';
import {
  busyAmount,
  busyness,
  checkInAmount,
  clamp,
  contactAmount,
  daysAmount,
  daysAtEase,
  daysInARow,
  heavyAmount,
  isRating,
  nightAmount,
  recentMs,
  shortRestAmount,
  shortRestHours,
} from './load-amounts.ts';
import { byCheckIn, byContact, heavyPoints, historyAt, union } from './load-events.ts';
import type { CheckIn, Contact, LoadEvent, Span } from './load-events.ts';
import { nightMinutes } from './night-minutes.ts';
import { usualLoadWeights, type LoadWeights } from './load.ts';

/** A contact with what it weighs. */
type CarriedContact = Span & { minutes: number; points: number; heavy: boolean; abusive: boolean; crisis: boolean };

/** A duty, the local date on which it starts as a day number, how much of the whole of it is night, and the hours since the duty before where those were few. */
type CarriedDuty = Span & { day: number; nightMinutes: number; shortRestHours: number | null };

/** Values that nobody changes: whatever happens makes new ones. The duties are told in the clock of `zone`. */
export type Carried = {
  readonly zone: string;
  readonly contacts: readonly CarriedContact[];
  /** The length of the longest contact, milliseconds. */
  readonly longestMs: number;
  readonly duties: readonly CarriedDuty[];
  readonly breaks: readonly Span[];
  readonly checkIns: readonly CheckIn[];
};

const minuteMs = 60_000;
/** Between duties that start further apart than this lies a whole local day, whatever the clocks do. */
const dayBetweenMs = 51 * 60 * minuteMs;

/** What somebody living in `zone` has carried by these events, in whatever order they come. */
export function carriedOf(events: readonly LoadEvent[], zone: string): Carried {
  const history = historyAt(events, Infinity);
  const contacts = history.contacts.map(weighed);
  const duties = dutiesFrom(history.duties, zone, []);
  return { ...history, zone, contacts, longestMs: longestOf(contacts), duties };
}

/** The same and one event more. */
export function withEvent(carried: Carried, event: LoadEvent): Carried {
  const { zone, contacts, longestMs, duties, breaks, checkIns } = carried;
  if (event.kind === 'contact') {
    const longest = Math.max(longestMs, event.endMs - event.startMs);
    return { ...carried, contacts: inserted(contacts, weighed(event), byContact), longestMs: longest };
  }
  if (event.kind === 'check-in') return { ...carried, checkIns: inserted(checkIns, event, byCheckIn) };
  if (event.kind === 'break') return { ...carried, breaks: union([...breaks, event]) };
  return { ...carried, duties: dutiesFrom(union([...duties, event]), zone, duties) };
}

/** The same, the contact that ended at `endMs` having been a heavy one. */
export function withHeavy(carried: Carried, endMs: number): Carried {
  const contacts = carried.contacts.map((one) =>
    one.endMs === endMs ? weighed({ ...one, kind: 'contact', heavy: true }) : one,
  );
  return { ...carried, contacts: contacts.sort(byContact) };
}

/** The same without the contacts that ended by `plainUntilMs` or, where they were heavy in any way, by `heavyUntilMs`. */
export function withoutOld(carried: Carried, plainUntilMs: number, heavyUntilMs: number): Carried {
  const [oldest] = carried.contacts;
  if (oldest === undefined || oldest.startMs > plainUntilMs) return carried;
  const contacts = carried.contacts.filter(({ endMs, points }) => endMs > (points > 0 ? heavyUntilMs : plainUntilMs));
  return { ...carried, contacts, longestMs: longestOf(contacts) };
}

/**
 * The score of `loadAt` (0–100) at `nowMs`, digit for digit, where contacts, breaks and check-ins are over by then; shifts
 * may be running or lie ahead.
 */
export function carriedScore(carried: Carried, nowMs: number, weights: LoadWeights = usualLoadWeights): number {
  const { contacts, duties, checkIns, zone } = carried;
  let [contactLoad, heavyContacts] = [0, 0];
  for (const { minutes, points, endMs } of contacts) {
    contactLoad += contactAmount(minutes, endMs, nowMs);
    if (points > 0) heavyContacts += heavyAmount(points, endMs, nowMs);
  }
  let [restDebt, nights, begun] = [0, 0, 0];
  for (const duty of duties) {
    if (duty.startMs > nowMs) break;
    begun += 1;
    if (duty.shortRestHours !== null) restDebt += shortRestAmount(duty.shortRestHours, duty.startMs, nowMs);
    if (duty.nightMinutes > 0)
      nights += nightAmount(nightsUntil(duty, nowMs, zone), Math.min(duty.endMs, nowMs), nowMs);
  }
  restDebt += daysAmount(daysUpTo(duties, begun, nowMs, zone));
  const latest = checkIns.findLast(isRating);
  const checkIn = latest && nowMs - latest.atMs <= recentMs ? checkInAmount(latest.answer) : 0;
  return (
    weights['contact-load'] * clamp(contactLoad) +
    weights['heavy-contacts'] * clamp(heavyContacts) +
    weights['no-recovery'] * clamp(noRecovery(carried, begun, nowMs)) +
    weights['rest-debt'] * clamp(restDebt) +
    weights.nights * clamp(nights) +
    weights['check-in'] * clamp(checkIn)
  );
}

function nightsUntil(duty: CarriedDuty, nowMs: number, zone: string): number {
  return duty.endMs <= nowMs ? duty.nightMinutes : nightMinutes({ startMs: duty.startMs, endMs: nowMs }, zone);
}

/** Of the last three of the `begun` first duties; one that still runs is cut. */
function noRecovery({ contacts, longestMs, duties, breaks }: Carried, begun: number, nowMs: number): number {
  let amount = 0;
  for (const { startMs, endMs } of duties.slice(Math.max(0, begun - 3), begun)) {
    const duty = { startMs, endMs: Math.min(endMs, nowMs) };
    if (nowMs - duty.endMs > recentMs) continue;
    // The first contact that may reach into it.
    let from = contacts.length;
    while (from > 0 && (contacts[from - 1] as CarriedContact).startMs > startMs - longestMs) from -= 1;
    amount += busyAmount(busyness(duty, contacts, breaks, from));
  }
  return amount;
}

/** How many days with a duty in a row lead up to now; those before the latest gap are not looked at. */
function daysUpTo(duties: readonly CarriedDuty[], begun: number, nowMs: number, zone: string): number {
  if (begun <= daysAtEase) return 0;
  const days = new Set<number>();
  let laterMs = nowMs;
  for (let place = begun - 1; place >= 0; place -= 1) {
    const { startMs, day } = duties[place] as CarriedDuty;
    if (laterMs - startMs > dayBetweenMs) break;
    days.add(day);
    laterMs = startMs;
  }
  return days.size <= daysAtEase ? 0 : daysInARow(days, localDay(nowMs, zone)).days;
}

function weighed(contact: Contact): CarriedContact {
  const { startMs, endMs, heavy = false, abusive = false, crisis = false } = contact;
  const minutes = (endMs - startMs) / minuteMs;
  return { startMs, endMs, minutes, points: heavyPoints(contact), heavy, abusive, crisis };
}

function dutiesFrom(spans: readonly Span[], zone: string, known: readonly CarriedDuty[]): CarriedDuty[] {
  return spans.map(({ startMs, endMs }, place) => {
    const before = spans[place - 1];
    const hours = before === undefined ? null : shortRestHours(before.endMs, startMs);
    const same = known.find((duty) => duty.startMs === startMs && duty.endMs === endMs);
    if (same && same.shortRestHours === hours) return same;
    const minutes = nightMinutes({ startMs, endMs }, zone);
    return { startMs, endMs, day: localDay(startMs, zone), nightMinutes: minutes, shortRestHours: hours };
  });
}

function longestOf(contacts: readonly Span[]): number {
  return contacts.reduce((longest, { startMs, endMs }) => Math.max(longest, endMs - startMs), 0);
}

/** In its place in the order, after those that are equal. */
function inserted<Item>(items: readonly Item[], item: Item, order: (a: Item, b: Item) => number): Item[] {
  const place = items.findLastIndex((other) => order(other, item) <= 0) + 1;
  return [...items.slice(0, place), item, ...items.slice(place)];
}
