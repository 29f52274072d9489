/** A week that was, or that lies ahead, through the service's own decisions: with and without a change, the same callers in both. */
import { habitsOf } from '../../planning/simulation/crew.ts';
import { chance } from '../../planning/simulation/random.ts';
import { rotations, type Rotation } from '../../planning/simulation/rotations.ts';
import type { Call } from '../../planning/simulation/calls.ts';
import { simulate } from '../../planning/simulation/simulate.ts';
import { callsBackOfRun } from './calls-back.ts';
import { callsOfRun, learn, type Learnt } from './callers.ts';
import { plannedCrew, type Planned } from './crew.ts';
import {
  callerFigures,
  type CallerFigure,
  type Difference,
  type Replay,
  type ReplayInput,
  type ReplayPolicy,
  type Side,
  type SoFar,
  type Spread,
} from './model.ts';
import { runFigures, type RunFigures } from './run-figures.ts';
import { confidenceOfMean, meanOf, spreadOfRuns, toThree } from './spread.ts';

/** One way the week may go. */
type Arm = { planned: Planned; policies: Map<string, ReplayPolicy> };

/** The service's own rotation comes first in the table. */
const own = rotations[0] as Rotation;
const purposes = { run: 60 };

/**
 * Replays run by run; after each it says how far it is, so that whoever asks can show it, do something else, or stop.
 * The same input gives the same answer. A RangeError names a line nobody knows, and fewer than two runs.
 */
export function* replaySteps(input: ReplayInput): Generator<SoFar, Replay> {
  const { callers, change, runs, seed, behaviour } = input;
  if (runs < 2) throw new RangeError('a replay needs at least 2 runs');
  const learnt = learn(callers.kind === 'recorded' ? callers.calls : callers.past, behaviour);
  const without = armOf(input, null);
  const changed = change && armOf(input, change);
  const [before, after]: [RunFigures[], RunFigures[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    const runSeed = Math.floor(chance(seed, purposes.run, run) * 2 ** 32);
    const arriving = callsOfRun(callers, learnt, runSeed);
    const calls = [...arriving, ...callsBackOfRun(input, arriving.length, runSeed)];
    before.push(runOnce(input, without, calls, learnt, runSeed));
    if (changed) after.push(runOnce(input, changed, calls, learnt, runSeed));
    yield { done: run + 1, of: runs, hungUp: run < 1 ? null : hungUpSoFar(before, changed ? after : null) };
  }
  return {
    runs,
    without: sideOf(before),
    with: changed ? sideOf(after) : null,
    difference: changed ? differenceOf(before, after) : null,
  };
}

/** `replaySteps` from beginning to end; null where `isCancelled` said so between two runs. */
export function replay(
  input: ReplayInput,
  onProgress: (done: number, of: number) => void = () => {},
  isCancelled: () => boolean = () => false,
): Replay | null {
  const steps = replaySteps(input);
  for (;;) {
    if (isCancelled()) return null;
    const step = steps.next();
    if (step.done) return step.value;
    onProgress(step.value.done, step.value.of);
  }
}

function hungUpSoFar(before: readonly RunFigures[], after: readonly RunFigures[] | null): SoFar['hungUp'] {
  const of = (runs: readonly RunFigures[]) => runs.map(({ callers }) => callers.hungUp);
  return {
    without: spreadOfRuns(of(before)),
    with: after && spreadOfRuns(of(after)),
    difference: after && confidenceOfMean(differences(of(before), of(after))),
  };
}

function differences(was: readonly number[], is: readonly number[]): number[] {
  return is.map((value, run) => value - (was[run] ?? 0));
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

function sideOf(runs: readonly RunFigures[]): Side {
  const offered = meanOf(runs.map(({ offeredHours }) => offeredHours));
  const planned = runs[0]?.plannedHours ?? 0;
  const people = (runs[0]?.people ?? []).map(({ person, shiftHours }, index) => {
    const over = (figure: 'talks' | 'restMinutes' | 'load' | 'highestLoad') =>
      toThree(meanOf(runs.map((run) => run.people[index]?.[figure] ?? 0)));
    return {
      person,
      shiftHours: toThree(shiftHours),
      talks: over('talks'),
      restMinutes: over('restMinutes'),
      load: over('load'),
      highestLoad: over('highestLoad'),
    };
  });
  return {
    ...figuresOver((figure) => spreadOfRuns(runs.map(({ callers }) => callers[figure]))),
    occupancy: planned > 0 ? toThree(offered / planned) : null,
    overloaded: offered > 0 && offered >= planned,
    people,
  };
}

function differenceOf(before: readonly RunFigures[], after: readonly RunFigures[]): Difference {
  const ids = [...new Set([...before, ...after].flatMap(({ people }) => people.map(({ person }) => person)))];
  const valuesOf = (runs: readonly RunFigures[], id: string, figure: 'load' | 'restMinutes') => {
    const place = runs[0]?.people.findIndex(({ person }) => person === id) ?? -1;
    return runs.map(({ people }) => people[place]?.[figure] ?? 0);
  };
  const differ = (was: readonly number[], is: readonly number[]) => confidenceOfMean(differences(was, is));
  return {
    ...figuresOver((figure) =>
      differ(
        before.map(({ callers }) => callers[figure]),
        after.map(({ callers }) => callers[figure]),
      ),
    ),
    people: ids.map((person) => ({
      person,
      load: differ(valuesOf(before, person, 'load'), valuesOf(after, person, 'load')),
      restMinutes: differ(valuesOf(before, person, 'restMinutes'), valuesOf(after, person, 'restMinutes')),
    })),
  };
}

function figuresOver(of: (figure: CallerFigure) => Spread): Record<CallerFigure, Spread> {
  return Object.fromEntries(callerFigures.map((figure) => [figure, of(figure)])) as Record<CallerFigure, Spread>;
}
