/** Taking calls in spite of a guard: who may ask whom, and for what (rules.md, Care). Their own `MORE` is the yes (own-word.ts). */
import { waivableGuards, type Guard, type GuardKind } from './guards.ts';

/** Who may ask a volunteer for it; never they themselves. */
const askingRoles = ['shift-leader', 'coordinator', 'admin'];

export type OverrideWish = {
  personId: string;
  by: { id: string; roles: readonly string[] };
  reason: string;
  /** Everything that keeps the person from calls now. */
  guards: readonly Guard[];
};

/** The guards that their yes would end, or why they are not asked. */
export type OverrideAnswer =
  | { kind: 'ask'; guards: GuardKind[] }
  | { kind: 'refuse'; why: 'themselves' | 'no-leader' | 'no-reason' | 'nothing-to-waive' };

/** A yes at `nowMs` answers what was asked after this instant; later it answers something else. */
export function yesAnswersSinceMs(nowMs: number): number {
  return nowMs - 2 * 3_600_000;
}

/** Whether the person is asked, and about what. */
export function overrideFor({ personId, by, reason, guards }: OverrideWish): OverrideAnswer {
  if (by.id === personId) return { kind: 'refuse', why: 'themselves' };
  if (!by.roles.some((role) => askingRoles.includes(role))) return { kind: 'refuse', why: 'no-leader' };
  if (reason.trim() === '') return { kind: 'refuse', why: 'no-reason' };
  const waivable = guards.map((guard) => guard.kind).filter((kind) => waivableGuards.some((one) => one === kind));
  return waivable.length === 0 ? { kind: 'refuse', why: 'nothing-to-waive' } : { kind: 'ask', guards: waivable };
}
