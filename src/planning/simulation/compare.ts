/** The same callers and the same volunteers under every rotation: what `npm run simulate` shows. */
import { callsOf } from './calls.ts';
import { crewOf } from './crew.ts';
import { figuresOf, type Figures } from './figures.ts';
import type { Plan } from './plan.ts';
import { rotations, type Rotation, type RotationId } from './rotations.ts';
import { sceneOf } from './scene.ts';
import { simulate } from './simulate.ts';

/** The figures of every rotation, the service's own first. Throws a RangeError when the plan has too few people. */
export function compareRotations(
  plan: Plan,
  onProgress: (rotation: RotationId, share: number) => void = () => {},
  which: readonly Rotation[] = rotations,
): Figures[] {
  const crew = crewOf(plan);
  const calls = callsOf(plan);
  const scene = sceneOf(plan);
  return which.map((rotation) =>
    figuresOf(
      plan,
      crew,
      rotation.id,
      simulate(scene, calls, crew, rotation, (share) => onProgress(rotation.id, share)),
    ),
  );
}
