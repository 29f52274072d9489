/** Somebody asks a volunteer to take calls in spite of a guard: only by name, with a reason, with the volunteer's own yes, and audited. */
import { randomUUID } from 'node:crypto';
import type { ContactsRoom } from '../contacts/room.ts';
import { save } from '../contacts/save.ts';
import type { Directory } from '../organisation/directory.ts';
import { inTransaction } from '../platform/transaction.ts';
import { waivableGuards, type GuardKind } from '../wellbeing/guards.ts';
import { standingOf } from './availability.ts';
import { careText } from './care-texts.ts';

/** Who may ask a volunteer for it; never they themselves. */
const askingRoles = ['shift-leader', 'coordinator', 'admin'];

export type OverrideRequest = { personId: string; by: string; reason: string };
export type OverrideAsked = { kind: 'asked'; guards: GuardKind[] } | { kind: 'refused'; problem: string };

/**
 * Asks `personId` by text whether they would take calls in spite of what keeps them from it now. Nothing changes before
 * their `MORE`, which `setAvailability` takes for their yes.
 */
export async function askOverride(
  room: ContactsRoom,
  directory: Directory,
  { personId, by, reason }: OverrideRequest,
): Promise<OverrideAsked> {
  const person = directory.people.get(personId);
  const asking = directory.people.get(by);
  const refused = (problem: string): OverrideAsked => ({ kind: 'refused', problem });
  if (!person) return refused(`there is no person "${personId}"`);
  if (!asking) return refused(`there is no person "${by}"`);
  if (by === personId) return refused('somebody else has to ask: their own MORE is enough for themselves');
  if (!asking.roles.some((role) => askingRoles.includes(role)))
    return refused(`${asking.name} is no shift leader or coordinator`);
  if (reason.trim() === '') return refused('a reason is needed');
  const nowMs = room.clock.nowMs();
  const standing = await standingOf(room, directory, person, 0);
  const guards = standing.guards
    .map((guard) => guard.kind)
    .filter((kind) => waivableGuards.some((one) => one === kind));
  if (guards.length === 0) return refused(`nothing keeps ${person.name} from calls that a yes could change`);
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
      await client.query('INSERT INTO audit (at, by_whom, action, subject, reason) VALUES ($1, $2, $3, $4, $5)', [
        new Date(nowMs),
        by,
        'override asked',
        personId,
        reason.trim(),
      ]);
      await save(client, { effects: [text] });
    },
  );
  room.afterCommit({ effects: [text], wakes: [], route: false });
  return { kind: 'asked', guards };
}
