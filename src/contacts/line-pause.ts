/** Pauses and resumes a line: one row that every process looks at, so that it holds everywhere within a second or two (S7). */
import type { AuditAction } from '../audit/actions.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { Contact } from '../calls/model.ts';
import { contactsOnPausedLines, lockLine, pauseReason, readPause, savePause, type Pause } from './lines-sql.ts';

export type LinePause = { line: string; paused: boolean; since: Date | null; reason: string | null };

/** `changed`: the line was not as the asker saw it, so nothing was done; the rest says how it is. */
export type LinePaused = LinePause & { changed: boolean };

/** The state of a line as a word that two askers can compare: this one, or since when it is paused. */
export const openLine = 'open';

/** Stops offers on a line from now on; `reason` is spoken to callers, and `seen` how the line stood when it was decided. Null when there is no such line in use. */
export async function pauseLine(
  store: Pick<Store, 'pool' | 'clock'>,
  lineId: string,
  reason: string | null,
  by: string,
  seen: string | null = null,
): Promise<LinePaused | null> {
  return change(store, { lineId, paused: true, reason, by, action: 'line.paused', seen });
}

/** Takes calls on a line again. Null when there is no such line in use. */
export async function resumeLine(
  store: Pick<Store, 'pool' | 'clock'>,
  lineId: string,
  by: string,
  seen: string | null = null,
): Promise<LinePaused | null> {
  return change(store, { lineId, paused: false, reason: null, by, action: 'line.resumed', seen });
}

/** The lines that are paused now. */
export async function pausedLines({ pool }: Pick<Store, 'pool'>): Promise<Set<string>> {
  const { rows } = await pool.query<{ line_id: string }>({
    name: 'paused-lines',
    text: 'SELECT line_id FROM line_states WHERE paused_at IS NOT NULL',
  });
  return new Set(rows.map((row) => row.line_id));
}

/** The callers who wait on a paused line and have not been told yet. */
export async function waitingOnPausedLines({ pool }: Pick<Store, 'pool'>): Promise<string[]> {
  return contactsOnPausedLines(pool);
}

/** The reason to be spoken to a caller who is told of a pause; null for everybody else, and where none was given. */
export async function pauseReasonFor(
  { pool }: Pick<Store, 'pool'>,
  contact: Pick<Contact, 'state' | 'told' | 'lineId'>,
): Promise<string | null> {
  if (contact.state !== 'told' || (contact.told !== 'paused' && contact.told !== 'paused-waiting')) return null;
  return pauseReason(pool, contact.lineId);
}

type Change = {
  lineId: string;
  paused: boolean;
  reason: string | null;
  by: string;
  action: AuditAction;
  seen: string | null;
};

/** Pausing a paused line keeps since when it is paused, and its reason where no other is given. */
async function change(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  { lineId, paused, reason, by, action, seen }: Change,
): Promise<LinePaused | null> {
  const nowMs = clock.nowMs();
  return inTransaction(
    pool,
    () => '',
    async (client) => {
      if (!(await lockLine(client, lineId))) return null;
      const before = standing(lineId, await readPause(client, lineId));
      if (seen !== null && seen !== (before.since?.toISOString() ?? openLine)) return { ...before, changed: true };
      const after = await savePause(client, lineId, paused ? nowMs : null, reason);
      await writeAudit(client, { atMs: nowMs, by, action, subject: lineId, reason });
      return { ...standing(lineId, after), changed: false };
    },
  );
}

const standing = (line: string, pause: Pause): LinePause => ({
  line,
  paused: pause !== null,
  since: pause?.since ?? null,
  reason: pause?.reason ?? null,
});
