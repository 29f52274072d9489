/** A week that was, or that lies ahead, through the service's own decisions: with and without a change, the same callers in both. */
import {
  callerFigures,
  type CallerFigure,
  type Difference,
  type Replay,
  type ReplayInput,
  type Side,
  type SoFar,
  type Spread,
} from './model.ts';
import type { RunFigures } from './run-figures.ts';
import { runsOf, type Run } from './runs.ts';
import { confidenceOfMean, meanOf, spreadOfRuns, toThree } from './spread.ts';

/**
 * Replays run by run; after each it says how far it is, so that whoever asks can show it, do something else, or stop.
 * The same input gives the same answer. A RangeError names a line nobody knows, and fewer than two runs.
 */
export function* replaySteps(input: ReplayInput): Generator<SoFar, Replay> {
  const runOf = runsOf(input);
  const runs: Run[] = [];
  for (let index = 0; index < input.runs; index += 1) {
    runs.push(runOf(index));
    yield soFarOf(runs, input.runs);
  }
  return replayOf(runs);
}

/** What the first runs say, of so many that there will be. */
export function soFarOf(runs: readonly Run[], of: number): SoFar {
  const { before, after } = sidesOf(runs);
  return { done: runs.length, of, hungUp: runs.length < 2 ? null : hungUpSoFar(before, after) };
}

/** What all runs say together, in the order of their indices. */
export function replayOf(runs: readonly Run[]): Replay {
  const { before, after } = sidesOf(runs);
  return {
    runs: runs.length,
    without: sideOf(before),
    with: after && sideOf(after),
    difference: after && differenceOf(before, after),
  };
}

function sidesOf(runs: readonly Run[]): { before: RunFigures[]; after: RunFigures[] | null } {
  const after = runs.flatMap((run) => run.with ?? []);
  return { before: runs.map(({ without }) => without), after: after.length > 0 ? after : null };
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
  const placesOf = ([run]: readonly RunFigures[]) =>
    new Map((run?.people ?? []).map(({ person }, place): [string, number] => [person, place]));
  const places = new Map([before, after].map((runs) => [runs, placesOf(runs)]));
  const valuesOf = (runs: readonly RunFigures[], id: string, figure: 'load' | 'restMinutes') => {
    const place = places.get(runs)?.get(id) ?? -1;
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
