/** Roles beyond volunteer are an admin's to give and to take (O2): whoever else asks is told so. */
import { isForAdmins, may, type Role } from '../access/rights.ts';
import type { Asker } from './asker.ts';
import { Problem } from './problem.ts';

export const isGuarded = (role: Role): boolean => role === 'coordinator' || role === 'admin';

/** Throws where the asker may not make the roles `after` of `before`; absent: they stay. */
export function checkRoles(
  asker: Asker,
  before: readonly Role[],
  after: readonly Role[] | null | undefined,
  nowMs: number,
): void {
  if (!isForAdmins(before, after ?? before)) return;
  const verdict = asker.kind === 'nobody' ? 'no' : may(asker.asking, 'people.roles', nowMs);
  if (verdict === 'yes') return;
  throw verdict === 'no' ? new Problem('no-right', { detail: (words) => words.rolesByAdmin }) : new Problem(verdict);
}
