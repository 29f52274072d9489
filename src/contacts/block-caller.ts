/** Blocks the caller of a contact: whoever sets the block never learns a number, and none is stored (V9, O4). */
import { blockOfKeys, setBlock, type BlockChanged, type Blocking, type StandingBlock } from '../organisation/blocks.ts';
import type { Records } from '../organisation/records.ts';
import { blockKeysOf, everywhereKeyOf } from '../platform/caller-key.ts';
import { dayMs, keysMs } from '../platform/kept.ts';
import type { Secrets } from '../platform/secrets.ts';

/** What is still known of a contact's caller: keys of this line, and the number for as long as it is live. */
type KnownCaller = {
  lineId: string;
  at: Date;
  callerKey: string | null;
  lastingKey: string | null;
  numberSealed: string | null;
};

/**
 * Whether the caller of a contact can be blocked. `forgotten`: nothing is known of them, since they hid their number or it is
 * too long ago. `everywhere`: on every line too, which wants the number itself. `latestMs`: the last instant a block may reach to.
 */
export type Blockable =
  | { kind: 'forgotten' }
  | { kind: 'yes'; everywhere: boolean; latestMs: number; standing: StandingBlock | null };

/** Nobody is blocked for longer than a year. */
export const longestBlockMs = 365 * dayMs;

/** What can be done about the caller of a contact; null where there is no such contact. */
export async function blockableCaller(
  room: Pick<Records, 'pool' | 'clock' | 'secrets'>,
  contactId: string,
): Promise<Blockable | null> {
  const caller = await knownCaller(room, contactId);
  if (!caller) return null;
  const keys = keysOf(caller, room.secrets);
  if (keys.onLine === null) return { kind: 'forgotten' };
  const nowMs = room.clock.nowMs();
  const standing = await blockOfKeys(room.pool, keys.all, nowMs);
  const latestMs = knownUntilMs(caller) ?? nowMs + longestBlockMs;
  return { kind: 'yes', everywhere: keys.everywhere !== null, latestMs, standing };
}

/** Why a block cannot be set as it is wanted. */
export type BlockRefused = 'unknown' | 'forgotten' | 'not-everywhere' | 'too-late';

/** Blocks the caller of `contactId` on its line, or on every line, from their next contact on. */
export async function blockCaller(
  room: Records,
  {
    contactId,
    everywhere,
    ...terms
  }: Pick<Blocking, 'contactId' | 'reason' | 'untilMs' | 'review'> & { everywhere: boolean },
  by: string,
): Promise<BlockChanged | { kind: 'refused'; why: BlockRefused }> {
  const caller = await knownCaller(room, contactId);
  if (!caller) return { kind: 'refused', why: 'unknown' };
  const keys = keysOf(caller, room.secrets);
  if (keys.onLine === null) return { kind: 'refused', why: 'forgotten' };
  const key = everywhere ? keys.everywhere : keys.onLine;
  if (key === null) return { kind: 'refused', why: 'not-everywhere' };
  const known = everywhere ? null : knownUntilMs(caller);
  if (known !== null && terms.untilMs > known) return { kind: 'refused', why: 'too-late' };
  const lineId = everywhere ? null : caller.lineId;
  return setBlock(room, { ...terms, key, knownBy: keys.all, lineId, contactId, knownUntilMs: known }, by);
}

async function knownCaller({ pool }: Pick<Records, 'pool'>, contactId: string): Promise<KnownCaller | null> {
  const { rows } = await pool.query<KnownCaller>({
    name: 'known-caller',
    text: `SELECT line_id AS "lineId", arrived_at AS at, caller_key AS "callerKey", lasting_key AS "lastingKey", number_sealed AS "numberSealed"
        FROM contacts WHERE id = $1
      UNION ALL SELECT line_id, opened_at, caller_key, lasting_key, number_sealed FROM conversations WHERE id = $1`,
    values: [contactId],
  });
  return rows[0] ?? null;
}

/** The keys by which they can be blocked: on the line, on every line, and all by which they may be blocked already. */
function keysOf(caller: KnownCaller, secrets: Secrets) {
  const everywhere = everywhereKeyOf(caller, secrets);
  return { onLine: caller.lastingKey ?? caller.callerKey, everywhere, all: blockKeysOf(caller, secrets) };
}

/** Once the contact is over only the key that rotates is left, and by that nobody is known for longer than it is kept. */
function knownUntilMs({ lastingKey: lasting, at }: KnownCaller): number | null {
  return lasting === null ? at.getTime() + keysMs : null;
}
