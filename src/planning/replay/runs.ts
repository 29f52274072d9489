/** The runs of a replay, each by itself: whoever makes them, in whatever order, makes the same. */
import { habitsOf } from '../../planning/simulation/crew.ts';
import { chance } from '../../planning/simulation/random.ts';
import { rotations, type Rotation } from '../../planning/simulation/rotations.ts';
import type { Call } from '../../planning/simulation/calls.ts';
import { simulate } from '../../planning/simulation/simulate.ts';
import { callsBackOfRun } from './calls-back.ts';
import { callsOfRun, learn, type Learnt } from './callers.ts';
import { plannedCrew, type Planned } from './crew.ts';
import type { ReplayInput, ReplayPolicy } from './model.ts';
import { runFigures, type RunFigures } from './run-figures.ts';

/** The figures of one run; `with` is null where no change is tried. */
export type Run = { without: RunFigures; with: RunFigures | null };

/** One way the week may go. */
type Arm = { planned: Planned; policies: Map<string, ReplayPolicy> };

/** The service's own rotation comes first in the table. */
const own = rotations[0] as Rotation;
const purposes = { run: 60 };

/**
 * Prepares a replay; what it gives makes the run with this index (from 0), which depends on the input and the index alone.
 * A RangeError names a line nobody knows, and fewer than two runs.
 */
export function runsOf(input: ReplayInput): (index: number) => Run {
  const { callers, change, runs, seed, behaviour } = input;
  if (runs < 2) throw new RangeError('a replay needs at least 2 runs');
  const learnt = learn(callers.kind === 'recorded' ? callers.calls : callers.past, behaviour);
  const without = armOf(input, null);
  const changed = change && armOf(input, change);
  return (index) => {
    const runSeed = Math.floor(chance(seed, purposes.run, index) * 2 ** 32);
    const arriving = callsOfRun(callers, learnt, runSeed);
    const calls = [...arriving, ...callsBackOfRun(input, arriving.length, runSeed)];
    return {
      without: runOnce(input, without, calls, learnt, runSeed),
      with: changed && runOnce(input, changed, calls, learnt, runSeed),
    };
  };
}

function armOf(input: ReplayInput, change: ReplayInput['change']): Arm {
  const roster = change?.roster ?? input.roster;
  const policies = new Map(
    input.lineIds.map((lineId): [string, ReplayPolicy] => {
      const line = roster.lines.find(({ id }) => id === lineId);
      if (line === undefined) throw new RangeError(`no such line "${lineId}"`);
      return [lineId, { ...line.policy, ...change?.policy }];
    }),
  );
  const lines = roster.lines.map((line) => ({ ...line, policy: policies.get(line.id) ?? line.policy }));
  return { planned: plannedCrew({ ...roster, lines }, input, change?.morePeople, input.before), policies };
}

function runOnce(
  { fromMs, untilMs }: ReplayInput,
  { planned, policies }: Arm,
  calls: readonly Call[],
  { behaviour }: Learnt,
  seed: number,
): RunFigures {
  const lines = [...policies].map(([id, policy]) => ({ id, policy, needs: planned.needs.get(id) ?? [] }));
  const scene = { seed, fromMs, untilMs, behaviour, lines };
  const crew = planned.people.map((person) => ({ ...person, ...habitsOf(scene, person.index) }));
  return runFigures(scene, calls, crew, simulate(scene, calls, crew, own));
}
