/** Writes a stretch of time as a finding names it. */
import { DateTime } from 'luxon';
import type { Interval } from '../schedule/model.ts';

/** `2026-11-11 17:00 to 21:00` on the clock of `zone`; `2026-11-11 22:00 to 2026-11-12 06:00` where the days differ. */
export function spanInWords({ startMs, endMs }: Interval, zone: string): string {
  const start = DateTime.fromMillis(startMs, { zone });
  const end = DateTime.fromMillis(endMs, { zone });
  const sameDay = start.hasSame(end, 'day');
  return `${start.toFormat('yyyy-MM-dd HH:mm')} to ${end.toFormat(sameDay ? 'HH:mm' : 'yyyy-MM-dd HH:mm')}`;
}

/** `2026-03-08T08:00:00Z` */
export function utcText(ms: number): string {
  return DateTime.fromMillis(ms, { zone: 'utc' }).toISO({ suppressMilliseconds: true }) ?? '';
}
