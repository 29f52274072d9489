/** Wall-clock times as numbers: the milliseconds a clock in UTC would need to show that time, so that calendar sums stay exact. */
import { firstDayOf, monthNumber } from './calendar-month.ts';
import type { Weekday } from './model.ts';

export const dayMs = 86_400_000;

/** What happens in the night belongs to the day before, until so long after midnight, unless a line says another time. */
export const dayTurnsMs = 5 * 3_600_000;

/** RFC 5545 order, Monday first: the index is the weekday number used by `weekdayOf`. */
export const weekdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const dateText = String.raw`(\d{4})-(\d{2})-(\d{2})`;
const datePattern = new RegExp(`^${dateText}$`);
const wallPattern = new RegExp(String.raw`^${dateText}T(\d{2}):(\d{2})(?::(\d{2}))?$`);
const timePattern = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** The wall-clock time of `2026-03-08T02:30` (seconds allowed), or null when it is no such time. */
export function parseWall(text: string): number | null {
  const match = wallPattern.exec(text);
  return match === null ? null : wallFrom(match.slice(1).map((part) => Number(part ?? 0)));
}

/** The day number (days since 1970-01-01) of `2026-03-08`, or null when there is no such date. */
export function parseDate(text: string): number | null {
  const match = datePattern.exec(text);
  const wall = match === null ? null : wallFrom(match.slice(1).map(Number));
  return wall === null ? null : dayOf(wall);
}

/** Milliseconds after midnight of `17:30`, or null. */
export function parseTimeOfDay(text: string): number | null {
  const match = timePattern.exec(text);
  return match === null ? null : (Number(match[1]) * 60 + Number(match[2])) * 60_000;
}

/** Milliseconds after midnight of the end of some hours: as `parseTimeOfDay`, and `24:00` is the midnight that ends the day. */
export function parseEndOfHours(text: string): number | null {
  return text === '24:00' ? dayMs : parseTimeOfDay(text);
}

/** The wall-clock time at which something ends: as `parseWall`, and `2026-03-08T24:00` is the midnight that ends that day. */
export function parseEndWall(text: string): number | null {
  const date = /^(.*)T24:00(?::00)?$/.exec(text)?.[1];
  const day = date === undefined ? null : parseDate(date);
  return day === null ? parseWall(text) : (day + 1) * dayMs;
}

function wallFrom([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: number[]): number | null {
  const isMonth = month >= 1 && month <= 12;
  const firstDay = firstDayOf(year, month - 1);
  if (!isMonth || day < 1 || day > firstDayOf(year, month) - firstDay) return null;
  // 24:00 is the next midnight's; an occurrence must have one name only.
  if (hour > 23 || minute > 59 || second > 59) return null;
  return (firstDay + day - 1) * dayMs + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** The day number of a wall-clock time. */
export function dayOf(wall: number): number {
  return Math.floor(wall / dayMs);
}

/** 0 for Monday … 6 for Sunday; day 0 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** `2026-03-08T02:30`, with seconds only where there are any. */
export function wallName(wall: number): string {
  const day = dayOf(wall);
  return `${dateName(day)}${timeName(wall - day * dayMs)}`;
}

// Naming half a million occurrences of a year needs few dates and few times of day: remembering them is what makes it fast.
const timeNames = new Map<number, string>();
const dateNames = new Map<number, string>();

/** `T02:30` for milliseconds after midnight. */
function timeName(ms: number): string {
  let name = timeNames.get(ms);
  if (name === undefined) {
    const pad = (value: number) => String(value).padStart(2, '0');
    const seconds = Math.floor(ms / 1000) % 60;
    name = `T${pad(Math.floor(ms / 3_600_000))}:${pad(Math.floor(ms / 60_000) % 60)}${seconds === 0 ? '' : `:${pad(seconds)}`}`;
    timeNames.set(ms, name);
  }
  return name;
}

/** `2026-03-08` for a day number. */
export function dateName(day: number): string {
  let name = dateNames.get(day);
  if (name === undefined) {
    if (dateNames.size > 10_000) dateNames.clear();
    name = Number.isFinite(day) ? dateOf(day) : '';
    dateNames.set(day, name);
  }
  return name;
}

function dateOf(day: number): string {
  const number = monthNumber(day);
  const [year, index] = [Math.floor(number / 12), number % 12];
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  return `${pad(year, 4)}-${pad(index + 1, 2)}-${pad(day - firstDayOf(year, index) + 1, 2)}`;
}
