/** Where simulated calls play: the span of time, the lines with their policies and needs, and how people are taken to behave. */
import type { LoadWeights } from '../../wellbeing/load.ts';
import { lineId, weekMs, type Behaviour, type Plan, type SimulationPolicy } from './plan.ts';

/** From `atMs` on the line needs so many people; W4 reads it. */
export type NeedChange = { atMs: number; need: number };

export type SceneLine = { id: string; policy: SimulationPolicy; needs: readonly NeedChange[] };

/** `seed`, a whole number, decides every draw. Instants are milliseconds since the epoch. */
export type Scene = {
  seed: number;
  fromMs: number;
  untilMs: number;
  behaviour: Behaviour;
  lines: readonly SceneLine[];
  /** What routing reckons loads with where that is not the usual. */
  loadWeights?: LoadWeights | undefined;
};

/** The scene of the simulated weeks: one line. */
export function sceneOf({ seed, fromMs, weeks, behaviour, policy, loadWeights }: Plan): Scene {
  const lines = [{ id: lineId, policy, needs: [] }];
  return { seed, fromMs, untilMs: fromMs + weeks * weekMs, behaviour, lines, loadWeights };
}
