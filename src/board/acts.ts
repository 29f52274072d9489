/** What a shift leader does from the board (L2) to what it shows by a key alone: joining a talk, giving a conversation away. */
import { writeAudit } from '../audit/write-audit.ts';
import { unsealLiveNumber, type Unsealing } from '../contacts/live-number.ts';
import { advance } from '../contacts/advance.ts';
import { openLegsOfPerson } from '../contacts/lookup.ts';
import type { Records } from '../organisation/records.ts';
import { giveTo, peersFor, type Given } from '../conversations/give.ts';
import type { Directory } from '../organisation/directory.ts';
import { isUniqueViolation } from '../platform/transaction.ts';
import { boardKey, liveStatesSql } from './world.ts';

const callsNowSql = `SELECT id FROM contacts WHERE state IN (${liveStatesSql})`;

/** `busy`: they are in a call or rung already. `taken`: another leader is asked or there. `over`: nobody talks there any more. */
export type Joined = 'ringing' | 'busy' | 'taken' | 'over';

/** Rings a leader's own phone for the talk shown under `key`; they come in by their key, announced to everybody (V5, V13). */
export async function joinTalk(room: Records, key: string, personId: string): Promise<Joined> {
  const { rows } = await room.pool.query<{ id: string }>({
    name: 'talks-now',
    text: `SELECT id FROM contacts WHERE state = 'talking' AND talking_since IS NOT NULL`,
  });
  const talk = rows.find(({ id }) => boardKey(room, 'call', id) === key);
  if (!talk) return 'over';
  if ((await openLegsOfPerson(room, personId)).length > 0) return 'busy';
  const advanced = await advance(room, talk.id, { kind: 'LeaderOffered', personId }).catch((problem: unknown) => {
    // Their phone was taken by another contact in this very moment.
    if (isUniqueViolation(problem)) return 'busy' as const;
    throw problem;
  });
  if (advanced === 'busy') return 'busy';
  if (!advanced || advanced.contact.state !== 'talking') return 'over';
  const isAsked = advanced.answer.legs.some((leg) => leg.purpose === 'leader' && leg.personId === personId);
  if (!isAsked) return 'taken';
  const by = `person:${personId}`;
  await writeAudit(room.pool, { atMs: room.clock.nowMs(), by, action: 'talk.joined', subject: advanced.line.id });
  return 'ringing';
}

/** The people who could be given the conversation shown under `key`; null where it is over. */
export async function peersForText(room: Records, directory: Directory, key: string): Promise<string[] | null> {
  const id = await conversationOfKey(room, key);
  return id === null ? null : peersFor(room, directory, id);
}

/** Gives the conversation shown under `key` to `personId`, in the name of `by`; `seen`: who had it when that was decided. */
export async function giveText(
  room: Records,
  directory: Directory,
  { key, ...given }: { key: string; personId: string; by: string; seen: string | null },
): Promise<Given> {
  const conversationId = await conversationOfKey(room, key);
  return conversationId === null ? 'over' : giveTo(room, directory, { conversationId, ...given });
}

async function conversationOfKey(room: Records, key: string): Promise<string | null> {
  const { rows } = await room.pool.query<{ id: string }>({
    name: 'conversations-now',
    text: `SELECT id FROM conversations WHERE state <> 'closed'`,
  });
  return rows.find(({ id }) => boardKey(room, 'text', id) === key)?.id ?? null;
}

/** Opens the number of the live call shown under `key` for a shift leader who says why (V13). */
export async function unsealCall(
  room: Records,
  directory: Directory,
  { key, personId, reason }: { key: string; personId: string; reason: string },
): Promise<Unsealing> {
  const { rows } = await room.pool.query<{ id: string }>({ name: 'calls-now', text: callsNowSql });
  const call = rows.find(({ id }) => boardKey(room, 'call', id) === key);
  if (!call) return { kind: 'refused', why: 'over' };
  return unsealLiveNumber(room, directory, call.id, personId, reason);
}
