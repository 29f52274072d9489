/** Times of day as the reader's language writes them. */

/** `5 PM`, `17:00`; minute 1440 is the midnight that ends the day. */
export function hourInWords(minute: number, language: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(new Date(Date.UTC(2026, 0, 1, 0, minute)));
}

/** `Thu, Dec 24, 2026` for `2026-12-24`. */
export function dateInWords(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T12:00:00Z`));
}

/** `December 2026` for `2026-12`. */
export function monthInWords(month: string, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  );
}
