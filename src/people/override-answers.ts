/** A volunteer's yes to those who asked them to take calls in spite of something: written down with the word itself, and audited. */
import { writeAudit } from '../audit/write-audit.ts';
import type pg from 'pg';
import type { GuardKind } from '../wellbeing/guards.ts';
import { yesAnswersSinceMs } from '../wellbeing/overrides.ts';

/** Takes a person's `MORE` at `nowMs` for their yes, on `client`'s transaction; answers which guards they were asked about. */
export async function acceptOverrides(client: pg.ClientBase, personId: string, nowMs: number): Promise<GuardKind[]> {
  const { rows } = await client.query<{ guards: GuardKind[] }>({
    name: 'accept-overrides',
    text: `UPDATE overrides SET accepted_at = $2 WHERE person_id = $1 AND accepted_at IS NULL AND asked_at > $3 RETURNING guards`,
    values: [personId, new Date(nowMs), new Date(yesAnswersSinceMs(nowMs))],
  });
  const accepted = { atMs: nowMs, by: `person:${personId}`, action: 'override accepted' as const, subject: personId };
  await writeAudit(client, ...rows.map(() => accepted));
  return [...new Set(rows.flatMap((row) => row.guards))];
}
