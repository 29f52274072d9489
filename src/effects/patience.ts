/** How long an effect is tried: what may be repeated is, a little later each time. */
import { effects, type EffectKind } from './kinds.ts';

const backoffMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** Where it must be done however long the carrier is away. */
const patienceMs = 300_000;

/** How long to wait after attempt number `attempts` failed; null where the effect is given up. */
export function delayBeforeRepeat(
  kind: EffectKind,
  attempts: number,
  problem: { isRepeatable: boolean; isDatabaseTrouble: boolean },
): number | null {
  // Trouble of the database is not the effect's fault, so the effect is tried again.
  const isPatient = effects[kind].isPatient || problem.isDatabaseTrouble;
  if (!isPatient && !problem.isRepeatable) return null;
  const next = backoffMs[attempts - 1];
  if (next !== undefined) return next;
  if (problem.isDatabaseTrouble) return backoffMs.at(-1) ?? null;
  return isPatient ? patienceMs : null;
}
