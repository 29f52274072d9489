/** Asking a volunteer to take calls in spite of a guard: by name and with a reason only, with the volunteer's own yes, and audited. */
import { writeAudit } from '../audit/write-audit.ts';
import { randomUUID } from 'node:crypto';
import type { Records } from '../organisation/records.ts';
import { writeEffects } from '../effects/write.ts';
import type { Directory } from '../organisation/directory.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { GuardKind } from '../wellbeing/guards.ts';
import { overrideFor, type OverrideAnswer } from '../wellbeing/overrides.ts';
import { standingOf } from './availability.ts';
import { careText } from './care-texts.ts';

export type OverrideRequest = { personId: string; by: string; reason: string };
export type OverrideRefused = Extract<OverrideAnswer, { kind: 'refuse' }>['why'] | 'unknown' | 'asker-unknown';
export type OverrideAsked = { kind: 'asked'; guards: GuardKind[] } | { kind: 'refused'; why: OverrideRefused };

/**
 * Asks `personId` by text whether they would take calls in spite of what keeps them from it now. Nothing changes before
 * their `MORE`, which `setAvailability` takes for their yes.
 */
export async function askOverride(
  room: Records,
  directory: Directory,
  { personId, by, reason }: OverrideRequest,
): Promise<OverrideAsked> {
  const person = directory.people.get(personId);
  const asking = directory.people.get(by);
  if (!person) return { kind: 'refused', why: 'unknown' };
  if (!asking) return { kind: 'refused', why: 'asker-unknown' };
  const nowMs = room.clock.nowMs();
  const standing = await standingOf(room, directory, person, 0);
  const answer = overrideFor({ personId, by: asking, reason, guards: standing.guards });
  if (answer.kind === 'refuse') return { kind: 'refused', why: answer.why };
  const { guards } = answer;
  const lineId = standing.lineId ?? [...directory.lines.keys()][0] ?? '';
  const text = careText({ personId, lineId, sentence: 'overrideAsked', slots: { nameOf: by } }, null, nowMs);
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      await client.query(
        'INSERT INTO overrides (id, person_id, by_person, reason, guards, asked_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [randomUUID(), personId, by, reason.trim(), guards, new Date(nowMs)],
      );
      await writeAudit(client, {
        atMs: nowMs,
        by: `person:${by}`,
        action: 'override asked',
        subject: personId,
        reason: reason.trim(),
      });
      await writeEffects(client, [text]);
    },
  );
  room.afterCommit({ effects: [text], wakes: [], route: false });
  return { kind: 'asked', guards };
}
