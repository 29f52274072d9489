/** Solves linear programs in whole numbers with HiGHS, in the thread that asks: everything else in it waits meanwhile. */
import type { Highs, HighsCallbackMap, ModelData } from 'highs';
import type { Program, ProgramAnswer, ProgramOptions, SolveProgram } from '../planning/roster/program.ts';

/** Whether it should stop now. */
export type Watch = { isStopped?: () => boolean };

/** A solution that HiGHS calls feasible. */
const feasible = 2;

/** Loads HiGHS; what it gives solves one program after another and keeps nothing of them. */
export async function loadHighs(watch: Watch = {}): Promise<SolveProgram> {
  const load = (await import('highs')).default as unknown as () => Promise<Highs>;
  const highs = await load();
  return (program, options) => solve(highs, program, options, watch);
}

function solve(highs: Highs, program: Program, options: ProgramOptions, watch: Watch): ProgramAnswer {
  const model = highs.createModel(dataOf(program));
  try {
    model.options.set({
      output_flag: false,
      random_seed: 0,
      time_limit: Math.max(0.01, options.seconds),
      mip_abs_gap: options.absoluteGap,
      mip_rel_gap: options.relativeGap,
      objective_target: options.target,
    });
    model.setSolution({ colValue: options.start });
    model.run(callbacks(highs, watch, options));
    if (model.info.get('primal_solution_status') !== feasible) return { status: 'none' };
    const isOptimal = model.getModelStatus() === highs.constants.modelStatus.optimal;
    const values = Float64Array.from(model.getSolution().colValue);
    const bound = Number(model.info.get('mip_dual_bound'));
    // A program that is solved before the search begins has no bound of its own.
    const proven = isOptimal && !Number.isFinite(bound) ? model.getObjectiveValue() - options.absoluteGap : bound;
    return { status: isOptimal ? 'optimal' : 'feasible', values, bound: proven };
  } finally {
    model.dispose();
  }
}

type MipEvent = { data: { mip_primal_bound?: number; mip_dual_bound?: number }; interrupt(): void };

/** HiGHS asks again and again whether to go on; what it has by then is told where it is another than before. */
function callbacks(highs: Highs, { isStopped }: Watch, { onProgress }: ProgramOptions): HighsCallbackMap {
  let told = '';
  const mayInterrupt = (event: MipEvent) => {
    if (isStopped?.()) event.interrupt();
    const { mip_primal_bound: best = Infinity, mip_dual_bound: bound = -Infinity } = event.data;
    const now = `${best} ${bound}`;
    if (now !== told) onProgress?.(best, bound);
    told = now;
    return undefined;
  };
  return { [highs.constants.callbackType.mipInterrupt]: mayInterrupt } as HighsCallbackMap;
}

function dataOf(program: Program): ModelData {
  const numCols = program.cost.length;
  const numRows = program.rowLower.length;
  return {
    numCols,
    numRows,
    colCost: program.cost,
    colLower: program.lower,
    colUpper: program.upper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    integrality: program.isWhole,
    matrix: {
      format: 'csr',
      numRows,
      numCols,
      starts: program.rowStarts,
      indices: program.columns,
      values: program.values,
    },
  };
}
