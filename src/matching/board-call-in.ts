/** The board's row of people called in: how many were asked, who came, and for how long that is shown (L2). */
import { iso, nameOf } from './board-fields.ts';
import type { CallInRow } from './board-shape.ts';
import type { BoardCallIn, BoardWorld } from './board-world.ts';

/** What came of calling people in is shown for so long. */
const shownMs = 15 * 60_000;

/** The row of the latest call to come in, while it is worth showing. */
export function callInRow(
  callIn: BoardCallIn | null,
  names: BoardWorld['names'],
  nowMs: number,
): { callIn?: CallInRow } {
  if (!callIn || callIn.state === 'taken-back' || nowMs >= endOf(callIn) + shownMs) return {};
  const { asked, declined, expiresAtMs, untilAtMs, personId } = callIn;
  const state = callIn.state === 'open' && nowMs >= expiresAtMs ? 'expired' : callIn.state;
  return {
    callIn: { state, asked, declined, expires: iso(expiresAtMs), until: iso(untilAtMs), ...nameOf(personId, names) },
  };
}

/** When time alone changes the row. */
export function callInChangesAtMs(callIn: BoardCallIn | null): number[] {
  return callIn ? [callIn.expiresAtMs, endOf(callIn) + shownMs] : [];
}

function endOf({ closedAtMs, expiresAtMs }: BoardCallIn): number {
  return closedAtMs ?? expiresAtMs;
}
