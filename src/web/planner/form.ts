/** Times of a roster in the reader's language and the line's zone; makers of such texts are kept, as a grid asks for hundreds. */
import { dayMs, parseDate } from '../../schedule/wall-clock.ts';

const makers = new Map<string, Intl.DateTimeFormat>();

function makerFor(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const made = makers.get(key) ?? new Intl.DateTimeFormat(language, options);
  makers.set(key, made);
  return made;
}

export type Form = { language: string; zone: string };

/** `5:00 – 9:00 PM`. */
export function hours(startMs: number, endMs: number, { language, zone }: Form): string {
  return between(makerFor(language, { hour: 'numeric', minute: '2-digit', timeZone: zone }), startMs, endMs);
}

/** `Tue, Dec 8`. */
export function day(atMs: number, { language, zone }: Form): string {
  return makerFor(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }).format(atMs);
}

/** `Tue, Dec 8, 5:00 – 9:00 PM`. */
export function when(startMs: number, endMs: number, form: Form): string {
  return `${day(startMs, form)}, ${hours(startMs, endMs, form)}`;
}

/** Hours of a slot, of the wall clock. */
export function slotHours(startMs: number, endMs: number, language: string): string {
  return between(makerFor(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }), startMs, endMs);
}

/** `2026-12-08` as the options say. */
export function date(text: string, language: string, options: Intl.DateTimeFormatOptions): string {
  return makerFor(language, { ...options, timeZone: 'UTC' }).format((parseDate(text) ?? 0) * dayMs);
}

/** `Dec 7 – Jan 3, 2027`. */
export function dates(from: string, to: string, language: string): string {
  const maker = makerFor(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return maker.formatRange((parseDate(from) ?? 0) * dayMs, (parseDate(to) ?? 0) * dayMs);
}

/** `7.5`, as the language writes it. */
export function amount(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

/** A range over midnight would be written with its dates: only the times are wanted. */
function between(maker: Intl.DateTimeFormat, startMs: number, endMs: number): string {
  const [start, end] = [maker.format(startMs), maker.format(endMs)];
  const half = /\s?([AP]M)$/i.exec(end)?.[0];
  const isSameHalf = half !== undefined && start.endsWith(half) && endMs - startMs < dayMs / 2;
  return `${isSameHalf ? start.slice(0, -half.length) : start} – ${end}`;
}
