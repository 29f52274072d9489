/** The load score: how much somebody has carried lately, 0–100, with every event behind it (rules.md, Load). */
import { dateName } from '../schedule/wall-clock.ts';
import { localDay } from '../schedule/zone-clock.ts';
import { bandOf, type Band } from './bands.ts';
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
import { heavyPoints, historyAt } from './load-events.ts';
import type { CheckIn, Contact, History, LoadEvent, Span } from './load-events.ts';
import { nightMinutes } from './night-minutes.ts';

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
    part('rest-debt', weights, [...shortRests(history.duties, nowMs), ...manyDays(history.duties, nowMs, zone)]),
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
    return { kind: 'contact', startMs, endMs, minutes, amount: contactAmount(minutes, endMs, nowMs) };
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
      amount: heavyAmount(heavyPoints(contact), contact.endMs, nowMs),
    }));
}

function noRecovery({ contacts, duties, breaks }: History, nowMs: number): LoadReason[] {
  const lastThree = duties.filter((duty) => nowMs - duty.endMs <= recentMs).slice(-3);
  return lastThree
    .map((duty): LoadReason => {
      const busy = busyness(duty, contacts, breaks);
      return { kind: 'busy-duty', startMs: duty.startMs, endMs: duty.endMs, ...busy, amount: busyAmount(busy) };
    })
    .filter((reason) => reason.amount > 0);
}

function shortRests(duties: readonly Span[], nowMs: number): LoadReason[] {
  return duties.slice(1).flatMap((later, index): LoadReason[] => {
    const startMs = duties[index]?.endMs ?? later.startMs;
    const hours = shortRestHours(startMs, later.startMs);
    if (hours === null) return [];
    const amount = shortRestAmount(hours, later.startMs, nowMs);
    return [{ kind: 'short-rest', startMs, endMs: later.startMs, hours, amount }];
  });
}

function manyDays(duties: readonly Span[], nowMs: number, zone: string): LoadReason[] {
  if (duties.length <= daysAtEase) return [];
  const dutyDays = new Set(duties.map((duty) => localDay(duty.startMs, zone)));
  const { days, lastDay } = daysInARow(dutyDays, localDay(nowMs, zone));
  if (days <= daysAtEase) return [];
  return [
    {
      kind: 'days-in-a-row',
      firstDate: dateName(lastDay - days + 1),
      lastDate: dateName(lastDay),
      days,
      amount: daysAmount(days),
    },
  ];
}

function nights(duties: readonly Span[], nowMs: number, zone: string): LoadReason[] {
  return duties
    .map((duty): LoadReason => {
      const minutes = nightMinutes(duty, zone);
      const amount = nightAmount(minutes, duty.endMs, nowMs);
      return { kind: 'night-duty', startMs: duty.startMs, endMs: duty.endMs, nightMinutes: minutes, amount };
    })
    .filter((reason) => reason.amount > 0);
}

/** Of two answers in one instant the heavier counts. */
function latestCheckIn(checkIns: readonly CheckIn[], nowMs: number): LoadReason[] {
  const latest = checkIns.findLast(isRating);
  if (!latest || nowMs - latest.atMs > recentMs) return [];
  return [{ kind: 'check-in', atMs: latest.atMs, answer: latest.answer, amount: checkInAmount(latest.answer) }];
}
