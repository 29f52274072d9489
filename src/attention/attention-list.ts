/** The list of what waits for a coordinator, and the word that somebody has seen to it (C4). */
import { writeAudit } from '../audit/write-audit.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { AttentionKind } from './need-attention.ts';

/** Something that waits; ids only, whoever looks at it looks the rest up. */
export type AttentionEntry = {
  id: string;
  kind: string;
  at: Date;
  line: string | null;
  person: string | null;
  subject: string | null;
};

/** Behind each of these is somebody who called or wrote, or would, and gets no answer until it is seen to. */
const aboutCallers: ReadonlySet<string> = new Set<AttentionKind>([
  'block-objection',
  'call-set-aside',
  'callback-expired',
  'callback-failed',
  'conversation-set-aside',
  'leader-wanted',
  'number-misconfigured',
  'promise-set-aside',
  'text-not-sent',
  'text-set-aside',
  'text-unanswered',
  'voicemail-set-aside',
  'voicemail-unheard',
  'webhooks-refused',
]);

/** Behind each of these is a volunteer who needs somebody today: who asked for a word, was met with abuse, or is on while others rest. */
const aboutVolunteers: ReadonlySet<string> = new Set<AttentionKind>(['abuse-reported', 'cover-thin', 'talk-wanted']);

/** What nobody has seen to yet: what callers wait for, then what volunteers do, then what can wait, of each the oldest first. */
export async function listAttention({ pool }: Pick<Store, 'pool'>): Promise<AttentionEntry[]> {
  const { rows } = await pool.query<AttentionEntry>({
    name: 'list-attention',
    text: 'SELECT id, kind, at, line_id AS line, person_id AS person, subject FROM attention WHERE done_at IS NULL ORDER BY kind = ANY($1) DESC, kind = ANY($2) DESC, at, id',
    values: [[...aboutCallers], [...aboutVolunteers]],
  });
  return rows;
}

/** The key of an entry in that order, as text. */
export function placeInAttention({ kind, at, id }: Pick<AttentionEntry, 'kind' | 'at' | 'id'>): string {
  // By the alphabet, as their order is.
  const group = aboutCallers.has(kind) ? 'callers' : aboutVolunteers.has(kind) ? 'carers' : 'others';
  return `${group} ${at.toISOString()} ${id}`;
}

/** Marks an entry as seen to by `by`, who is kept in the audit; doing it twice looks like doing it once. False where there is no such entry. */
export async function attentionDone(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  id: string,
  by: string,
): Promise<boolean> {
  const atMs = clock.nowMs();
  return inTransaction(
    pool,
    () => '',
    async (client) => {
      const { rows } = await client.query<{ kind: string }>(
        'UPDATE attention SET done_at = $3, done_by = $2 WHERE id = $1 AND done_at IS NULL RETURNING kind',
        [id, by, new Date(atMs)],
      );
      const [done] = rows;
      if (done) await writeAudit(client, { atMs, by, action: 'attention.done', subject: `${done.kind} ${id}` });
      return done !== undefined || (await client.query('SELECT 1 FROM attention WHERE id = $1', [id])).rowCount === 1;
    },
  );
}

/** For this long somebody may undo having marked an entry as seen to. */
const undoMs = 10 * 60_000;

/** Puts back what `by` took off the list in the last ten minutes; false where there is nothing to put back. */
export async function attentionUndone(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  id: string,
  by: string,
): Promise<boolean> {
  const atMs = clock.nowMs();
  return inTransaction(
    pool,
    () => '',
    async (client) => {
      // The same trouble may have come again meanwhile: one entry is enough.
      const { rows } = await client.query<{ kind: string }>(
        `UPDATE attention a SET done_at = NULL, done_by = NULL WHERE id = $1 AND done_by = $2 AND done_at >= $3
          AND NOT EXISTS (SELECT 1 FROM attention o WHERE o.key = a.key AND o.done_at IS NULL) RETURNING kind`,
        [id, by, new Date(atMs - undoMs)],
      );
      const [undone] = rows;
      if (undone) await writeAudit(client, { atMs, by, action: 'attention.undone', subject: `${undone.kind} ${id}` });
      return undone !== undefined;
    },
  );
}
