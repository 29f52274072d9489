/** The load score: how much somebody has carried lately, 0–100, with every event behind it (rules.md, Load). */
import { bandOf, type Band } from './bands.ts';
import { heavyPoints, historyAt, totalMs, within } from './load-events.ts';
import type { CheckIn, Contact, History, LoadEvent, Span } from './load-events.ts';
import { dateOfDay, localDay, nightMinutes } from './local-time.ts';

export type { LoadEvent } from './load-events.ts';

export type PartName = 'contact-load' | 'heavy-contacts' | 'no-recovery' | 'rest-debt' | 'nights' | 'check-in';

/** One event behind a part; the `amount`s of a part add up to its value before it is clamped to 0..1. */
export type LoadReason =
  | { kind: 'contact'; startMs: number; endMs: number; minutes: number; amount: number }
  | {
      kind: 'heavy-contact';
      startMs: number;
      endMs: number;
      heavy: boolean;
      abusive: boolean;
      crisis: boolean;
      amount: number;
    }
  | { kind: 'busy-duty'; startMs: number; endMs: number; occupancy: number; withoutPause: boolean; amount: number }
  | { kind: 'short-rest'; startMs: number; endMs: number; hours: number; amount: number }
  | { kind: 'days-in-a-row'; firstDate: string; lastDate: string; days: number; amount: number }
  | { kind: 'night-duty'; startMs: number; endMs: number; nightMinutes: number; amount: number }
  | { kind: 'check-in'; atMs: number; answer: number; amount: number };

/** `value` is 0..1, unrounded; `points` = weight · value. */
export type LoadPart = { part: PartName; value: number; points: number; why: LoadReason[] };
/** How many of the 100 points each part can bring. */
export type LoadWeights = Readonly<Record<PartName, number>>;
export type Load = { score: number; band: Band; parts: LoadPart[] };

/** The weights of the service (rules.md, Load). */
export const usualLoadWeights: LoadWeights = {
  'contact-load': 30,
  'heavy-contacts': 25,
  'no-recovery': 15,
  'rest-debt': 15,
  nights: 10,
  'check-in': 5,
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const memoryMs = 14 * dayMs;
/** A shorter gap between contacts is no real pause. */
export const pauseMs = 10 * minuteMs;
/** Contacts for so long without a real pause are too long. */
export const withoutPauseMs = 120 * minuteMs;
const restHours = 11;
/** So many days with a duty in a row are no strain. */
const daysAtEase = 3;

/**
 * The load at `nowMs` of somebody living in `zone` (an IANA name that exists): the score, its band and always all six
 * parts in this order. Depends on nothing but its arguments; the order of `events` doesn't matter.
 */
export function loadAt(
  events: readonly LoadEvent[],
  nowMs: number,
  zone: string,
  weights: LoadWeights = usualLoadWeights,
): Load {
  const history = historyAt(events, nowMs);
  const parts = [
    part('contact-load', weights, contactLoad(history.contacts, nowMs)),
    part('heavy-contacts', weights, heavyContacts(history.contacts, nowMs)),
    part('no-recovery', weights, noRecovery(history, nowMs)),
    part('rest-debt', weights, [...shortRests(history.duties, nowMs), ...daysInARow(history.duties, nowMs, zone)]),
    part('nights', weights, nights(history.duties, nowMs, zone)),
    part('check-in', weights, latestCheckIn(history.checkIns, nowMs)),
  ];
  const score = parts.reduce((sum, each) => sum + each.points, 0);
  return { score, band: bandOf(score), parts };
}

function part(name: PartName, weights: LoadWeights, why: LoadReason[]): LoadPart {
  const value = clamp(why.reduce((sum, reason) => sum + reason.amount, 0));
  return { part: name, value, points: weights[name] * value, why };
}

function contactLoad(contacts: readonly Contact[], nowMs: number): LoadReason[] {
  return contacts.map(({ startMs, endMs }) => {
    const minutes = (endMs - startMs) / minuteMs;
    return { kind: 'contact', startMs, endMs, minutes, amount: (minutes * decay(nowMs - endMs, 36 * hourMs)) / 240 };
  });
}

function heavyContacts(contacts: readonly Contact[], nowMs: number): LoadReason[] {
  return contacts
    .filter((contact) => heavyPoints(contact) > 0)
    .map((contact) => ({
      kind: 'heavy-contact',
      startMs: contact.startMs,
      endMs: contact.endMs,
      heavy: contact.heavy ?? false,
      abusive: contact.abusive ?? false,
      crisis: contact.crisis ?? false,
      amount: (heavyPoints(contact) * decay(nowMs - contact.endMs, 72 * hourMs)) / 4,
    }));
}

/** Always a third per duty, however few there are: else the load would rise when an old restful duty drops out. */
function noRecovery({ contacts, duties, breaks }: History, nowMs: number): LoadReason[] {
  const lastThree = duties.filter((duty) => nowMs - duty.endMs <= memoryMs).slice(-3);
  return lastThree
    .map((duty): LoadReason => {
      const { occupancy, withoutPause } = busyness(duty, contacts, breaks);
      const amount = (withoutPause ? 1 : clamp((occupancy - 0.65) / 0.25)) / 3;
      return { kind: 'busy-duty', startMs: duty.startMs, endMs: duty.endMs, occupancy, withoutPause, amount };
    })
    .filter((reason) => reason.amount > 0);
}

/**
 * The share of a duty, breaks taken off, that was spent in its talks (1 for talks in a duty that is all break), and whether
 * they went on for too long without a real pause. `contacts` are in order of time, `breaks` do not overlap.
 */
function busyness(duty: Span, contacts: readonly Span[], breaks: readonly Span[]) {
  let [contactMs, talkedUntilMs] = [0, duty.startMs];
  let chainFromMs = Number.NEGATIVE_INFINITY;
  let withoutPause = false;
  for (const contact of contacts) {
    if (contact.startMs >= duty.endMs || contact.endMs <= duty.startMs) continue;
    const startMs = Math.max(contact.startMs, duty.startMs);
    const endMs = Math.min(contact.endMs, duty.endMs);
    if (chainFromMs < duty.startMs || startMs - talkedUntilMs >= pauseMs) chainFromMs = startMs;
    contactMs += Math.max(0, endMs - Math.max(startMs, talkedUntilMs));
    talkedUntilMs = Math.max(talkedUntilMs, endMs);
    if (talkedUntilMs - chainFromMs >= withoutPauseMs) withoutPause = true;
  }
  const workingMs = totalMs([duty]) - totalMs(within(duty, breaks));
  const occupancy = workingMs > 0 ? contactMs / workingMs : contactMs > 0 ? 1 : 0;
  return { occupancy, withoutPause };
}

function shortRests(duties: readonly Span[], nowMs: number): LoadReason[] {
  return duties.slice(1).flatMap((later, index): LoadReason[] => {
    const startMs = duties[index]?.endMs ?? later.startMs;
    const hours = (later.startMs - startMs) / hourMs;
    if (hours >= restHours) return [];
    const amount = ((restHours - hours) / restHours) * decay(nowMs - later.startMs, 48 * hourMs);
    return [{ kind: 'short-rest', startMs, endMs: later.startMs, hours, amount }];
  });
}

function daysInARow(duties: readonly Span[], nowMs: number, zone: string): LoadReason[] {
  if (duties.length <= daysAtEase) return [];
  const dutyDays = new Set(duties.map((duty) => localDay(duty.startMs, zone)));
  const today = localDay(nowMs, zone);
  const lastDay = dutyDays.has(today) ? today : today - 1;
  let days = 0;
  while (dutyDays.has(lastDay - days)) days += 1;
  if (days <= daysAtEase) return [];
  return [
    {
      kind: 'days-in-a-row',
      firstDate: dateOfDay(lastDay - days + 1),
      lastDate: dateOfDay(lastDay),
      days,
      amount: 0.25 * (days - daysAtEase),
    },
  ];
}

function nights(duties: readonly Span[], nowMs: number, zone: string): LoadReason[] {
  return duties
    .map((duty): LoadReason => {
      const minutes = nightMinutes(duty, zone);
      const amount = (minutes * decay(nowMs - duty.endMs, 14 * dayMs)) / 480;
      return { kind: 'night-duty', startMs: duty.startMs, endMs: duty.endMs, nightMinutes: minutes, amount };
    })
    .filter((reason) => reason.amount > 0);
}

/** `6` asks for a break and is no rating; of two answers in one instant the heavier counts. */
function latestCheckIn(checkIns: readonly CheckIn[], nowMs: number): LoadReason[] {
  const latest = checkIns.findLast(({ answer }) => answer >= 1 && answer <= 5);
  if (!latest || nowMs - latest.atMs > memoryMs) return [];
  return [{ kind: 'check-in', atMs: latest.atMs, answer: latest.answer, amount: (latest.answer - 1) / 4 }];
}

function decay(ageMs: number, halfLifeMs: number): number {
  return 2 ** (-ageMs / halfLifeMs);
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
