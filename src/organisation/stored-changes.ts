/** What was written of the organisation as the records of the file: the lines whole, of people and shifts those that were written. */
import type { Secrets } from '../platform/secrets.ts';
import type { RowsWritten } from './changes-sql.ts';
import type { Line } from './organisation-file.ts';
import { headOf, opened, type StoredOrganisation } from './stored-organisation.ts';
import { lineOf, shiftOf, type OnUnusable } from './stored-rows.ts';

/** Every line, in order. */
export type StoredLines = { inUse: readonly Line[]; retired: readonly Line[] };

/** Null where a line came or went, so that all is to be read anew; a line that was not written is the one of `known`. */
export function storedChanges(
  { head, lines, people, shifts, timeOff, droppedTags, dateWishes }: RowsWritten,
  known: StoredLines,
  secrets: Secrets,
  onUnusable: OnUnusable,
): StoredOrganisation | null {
  const after = { inUse: [...known.inUse], retired: [...known.retired] };
  for (const row of lines) {
    const among = row.retiredAt === null ? after.inUse : after.retired;
    const place = among.findIndex(({ id }) => id === row.id);
    if (place < 0) return null;
    among[place] = lineOf(row, secrets, onUnusable);
  }
  return {
    version: head.version,
    organisation: {
      ...headOf(head, onUnusable),
      lines: after.inUse,
      people: opened(people, secrets, onUnusable, false),
      shifts: shifts.map((shift) => shiftOf(shift, onUnusable)),
      timeOff,
      blocks: [],
    },
    retired: { lines: after.retired, people: [] },
    droppedTags,
    addedTags: [],
    dateWishes,
  };
}
