/** The times of a slot as the reader's language writes a clock. Pure. */

/** `10 PM–2 AM`, `22:00–2:00`: `start` and `end` are `HH:MM`; whole hours go without their minutes where the half of the day is said. */
export function slotTimes(start: string, end: string, language: string): string {
  const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  const { hour12 } = clock.resolvedOptions();
  const written = (time: string) => {
    const said = clock.format(new Date(`2026-06-01T${time}:00Z`));
    return hour12 ? said.replace(':00', '') : said;
  };
  return `${written(start)}–${written(end)}`;
}
