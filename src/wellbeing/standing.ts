/** What somebody hears of where they stand, by text and by keypad alike: what holds them, and when calls come. */
import type { AvailabilityState, Guard } from './guards.ts';

/** What somebody can expect who wants calls. `backOnDuty`: the duty they are in goes on after their rest. */
export type Expected =
  | { kind: 'resting'; untilMs: number; backOnDuty: boolean }
  | { kind: 'untrained' }
  | { kind: 'calls-now' }
  | { kind: 'calls-from'; atMs: number }
  | { kind: 'no-shift' };

/** What comes of wanting calls, for somebody with these guards and these shifts to come, soonest first. */
export function whatWantingCallsBrings({
  guards,
  onShift,
  dutyEndMs,
  shifts,
}: {
  guards: readonly Guard[];
  onShift: boolean;
  dutyEndMs: number | null;
  shifts: readonly { startMs: number }[];
}): Expected {
  const rest = guards.find((guard) => guard.kind === 'heavy-rest');
  if (rest?.untilMs != null)
    return { kind: 'resting', untilMs: rest.untilMs, backOnDuty: (dutyEndMs ?? 0) > rest.untilMs };
  if (guards.some((guard) => guard.kind === 'untrained')) return { kind: 'untrained' };
  if (onShift) return { kind: 'calls-now' };
  return shifts[0] ? { kind: 'calls-from', atMs: shifts[0].startMs } : { kind: 'no-shift' };
}

/** What somebody's state is called when they phone in: a pause that holds them comes before whether their calls are on. */
export type HeardState = { kind: 'break' | 'resting'; untilMs: number } | { kind: 'off' } | { kind: 'available' };

/** What of a person's state they hear. */
export function heardState({ state, guards }: { state: AvailabilityState; guards: readonly Guard[] }): HeardState {
  const pause = guards.find(({ kind }) => kind === 'on-break' || kind === 'heavy-rest');
  if (pause?.untilMs != null) return { kind: pause.kind === 'on-break' ? 'break' : 'resting', untilMs: pause.untilMs };
  return { kind: state === 'off' ? 'off' : 'available' };
}
