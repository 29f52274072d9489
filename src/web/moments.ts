/** Instants as the reader's language writes them, in the zone that the service names. */

type Form = { language: string; zone: string };

const format = (instant: string, { language, zone }: Form, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language, { ...options, timeZone: zone }).format(new Date(instant));

/** `9:40 PM`. */
export function clock(instant: string, form: Form): string {
  return format(instant, form, { timeStyle: 'short' });
}

/** `Tue, Nov 10`. */
export function day(instant: string, form: Form): string {
  return format(instant, form, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** The time of day, with its day where that is another than `now`'s. */
export function moment(instant: string, now: string, form: Form): string {
  const time = clock(instant, form);
  return day(instant, form) === day(now, form) ? time : `${day(instant, form)}, ${time}`;
}

const wholeDayMs = 24 * 3_600_000;

/** `Tue, Nov 10, 5:00 PM – 9:00 PM`; what lasts a whole day or longer names the day on which it ends, too. */
export function span(startAt: string, endAt: string, form: Form): string {
  return `${day(startAt, form)}, ${hours(startAt, endAt, form)}`;
}

/** `span` without the day on which it begins. */
export function hours(startAt: string, endAt: string, form: Form): string {
  const isLong = Date.parse(endAt) - Date.parse(startAt) >= wholeDayMs;
  const end = isLong ? `${day(endAt, form)}, ${clock(endAt, form)}` : clock(endAt, form);
  return `${clock(startAt, form)} – ${end}`;
}
