/** How long a session holds and what ends it, as values (A3). */
import type { Role, Strength } from './rights.ts';

const dayMs = 24 * 3_600_000;
/** A volunteer's session ends this long after it was last used. */
const rollingMs = 30 * dayMs;
/** With the rights of a coordinator or an admin it ends after this long without use. */
const idleMs = 12 * 3_600_000;
/** Time enough to set up a passkey or an app. */
const invitedMs = 30 * 60_000;

export type SessionFacts = {
  strength: Strength;
  roles: readonly Role[];
  phoneKey: string | null;
  begunAtMs: number;
  seenAtMs: number;
  endedAtMs: number | null;
};

/** The person as the organisation has them now; null once they are retired or gone. */
export type PersonNow = { roles: readonly Role[]; phoneKey: string | null } | null;

/** Why a session does not hold; null while it does. A change of role, of phone, or retirement ends it at once. */
export type Ended = 'signed-out' | 'expired' | 'changed' | 'left';

/** Why the session of `person` does not hold at `nowMs`; null while it does. */
export function endOf(session: SessionFacts, person: PersonNow, nowMs: number): Ended | null {
  if (session.endedAtMs !== null) return 'signed-out';
  if (person === null) return 'left';
  if (person.phoneKey !== session.phoneKey || !sameRoles(person.roles, session.roles)) return 'changed';
  return nowMs >= expiryMs(session) ? 'expired' : null;
}

/** When the session ends if it is not seen again. */
export function expiryMs({
  strength,
  roles,
  begunAtMs,
  seenAtMs,
}: Pick<SessionFacts, 'strength' | 'roles' | 'begunAtMs' | 'seenAtMs'>): number {
  if (strength === 'invited') return begunAtMs + invitedMs;
  const isGuarded = strength === 'second' && roles.some((role) => role === 'coordinator' || role === 'admin');
  return seenAtMs + (isGuarded ? idleMs : rollingMs);
}

/** Whether being seen now is worth writing down: once a minute is enough. */
export function isWorthNoting(seenAtMs: number, nowMs: number): boolean {
  return nowMs - seenAtMs >= 60_000;
}

function sameRoles(a: readonly Role[], b: readonly Role[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role));
}
