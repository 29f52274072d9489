/** What stands in calendars: by each event what it is, in few words, since others may look over the shoulder (S6). */
import { baseOf } from '../../voice/wording/overrides.ts';

const en = {
  ownCalendar: ({ organisation }: { organisation: string }) => `My shifts, ${organisation}`,
  lineCalendar: ({ line }: { line: string }) => `Roster, ${line}`,
  shift: ({ line }: { line: string }) => `Shift: ${line}`,
  backup: ({ line }: { line: string }) => `Backup: ${line}`,
  people: ({ line, people }: { line: string; people: string }) => `${line}: ${people}`,
  nobody: ({ line }: { line: string }) => `${line}: nobody yet`,
  open: ({ count }: { count: number }) => (count === 1 ? '1 place open' : `${count} places open`),
  backups: ({ people }: { people: string }) => `Backup: ${people}`,
  cancelled: ({ what }: { what: string }) => `Cancelled: ${what}`,
};

export type FeedWording = typeof en;

const es: FeedWording = {
  ownCalendar: ({ organisation }) => `Mis turnos, ${organisation}`,
  lineCalendar: ({ line }) => `Calendario de turnos, ${line}`,
  shift: ({ line }) => `Turno: ${line}`,
  backup: ({ line }) => `Suplencia: ${line}`,
  people: ({ line, people }) => `${line}: ${people}`,
  nobody: ({ line }) => `${line}: nadie todavía`,
  open: ({ count }) => (count === 1 ? '1 plaza libre' : `${count} plazas libres`),
  backups: ({ people }) => `Suplentes: ${people}`,
  cancelled: ({ what }) => `Cancelado: ${what}`,
};

const wordings: Readonly<Record<string, FeedWording>> = { en, es };

/** The words in `language`; English where we have no other. */
export function feedWording(language: string): FeedWording {
  return wordings[baseOf(language)] ?? en;
}
