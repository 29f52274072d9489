/** In a raid hidden callers go to shift leaders only, for a while: one leader's word (V9). */

/** A raid is over by itself after this long. */
export const hiddenToLeadersMs = 2 * 3_600_000;

/** Until when hidden callers go to leaders after the switch; null: they are answered as everybody is. `untilMs` is how it was. */
export function hiddenSwitched(untilMs: number | null, nowMs: number): number | null {
  return untilMs === null ? nowMs + hiddenToLeadersMs : null;
}
