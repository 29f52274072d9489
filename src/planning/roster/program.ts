/** A linear program in whole numbers as plain values: what an optimiser is asked, and what it answers. */

/** Minimise the costs of the columns within the bounds of columns and rows; rows are stored one after another. */
export type Program = {
  cost: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** 1 where the column takes whole numbers only. */
  isWhole: Int32Array;
  rowLower: Float64Array;
  rowUpper: Float64Array;
  rowStarts: Int32Array;
  columns: Int32Array;
  values: Float64Array;
};

/** `optimal`: proven within the gaps asked for; `feasible`: the best so far when it was stopped; `none`: nothing found. */
export type ProgramAnswer =
  | { status: 'optimal' | 'feasible'; values: Float64Array; bound: number }
  | { status: 'none' };

export type ProgramOptions = {
  /** Values of every column to begin with. */
  start: Float64Array;
  seconds: number;
  /** The difference between the answer and what is proven, in units of cost, at which it is good enough. */
  absoluteGap: number;
  relativeGap: number;
  /** Told on the way: the costs of the best so far, and what is proven that none can be below. */
  onProgress?: (best: number, bound: number) => void;
  /** Where an answer costs no more than this it is known to be the best, and nothing needs to be proven. */
  target: number;
};

export type SolveProgram = (program: Program, options: ProgramOptions) => ProgramAnswer;

/** A column with its factor in a row or in a sum of costs. */
export type Term = readonly [column: number, factor: number];

export type ProgramBuilder = {
  /** Adds a column without costs and gives its index. */
  column: (lower: number, upper: number, isWhole?: boolean) => number;
  row: (lower: number, upper: number, terms: readonly Term[]) => void;
  /** A column that is 1 as soon as one of `columns` is. */
  anyColumn: (columns: readonly number[]) => number;
  /** A column that is what `columns` come to together, `most` at most. */
  sumColumn: (columns: readonly number[], most: number) => number;
  /** No more than `value` from now on. */
  limitColumn: (column: number, value: number) => void;
  upperOf: (column: number) => number;
  columnCount: () => number;
  /** Sets each `anyColumn` and `sumColumn` to what the others in `values` make it. */
  complete: (values: Float64Array) => void;
  /** The program so far, with these costs. */
  build: (costs: readonly Term[]) => Program;
};

/** Collects columns and rows; a program can be built at any time, and more added after it. */
export function programBuilder(): ProgramBuilder {
  const lowers: number[] = [];
  const uppers: number[] = [];
  const whole: number[] = [];
  const rowLowers: number[] = [];
  const rowUppers: number[] = [];
  const rowStarts: number[] = [0];
  const columns: number[] = [];
  const values: number[] = [];
  const derived: { column: number; of: readonly number[]; isSum: boolean }[] = [];
  const addColumn = (lower: number, upper: number, isWhole = false) => {
    lowers.push(lower);
    uppers.push(upper);
    whole.push(isWhole ? 1 : 0);
    return lowers.length - 1;
  };
  const addRow = (lower: number, upper: number, terms: readonly Term[]) => {
    for (const [column, factor] of terms) {
      columns.push(column);
      values.push(factor);
    }
    rowLowers.push(lower);
    rowUppers.push(upper);
    rowStarts.push(columns.length);
  };
  return {
    column: addColumn,
    row: addRow,
    anyColumn(of) {
      const column = addColumn(0, 1, true);
      for (const one of of)
        addRow(-Infinity, 0, [
          [one, 1],
          [column, -1],
        ]);
      derived.push({ column, of, isSum: false });
      return column;
    },
    sumColumn(of, most) {
      const column = addColumn(0, most);
      addRow(0, 0, [[column, -1], ...of.map((one): Term => [one, 1])]);
      derived.push({ column, of, isSum: true });
      return column;
    },
    limitColumn(column, value) {
      uppers[column] = Math.min(uppers[column] ?? value, value);
    },
    upperOf: (column) => uppers[column] ?? 0,
    columnCount: () => lowers.length,
    complete(of) {
      for (const { column, of: columnsOf, isSum } of derived) {
        const sum = columnsOf.reduce((total, one) => total + (of[one] ?? 0), 0);
        of[column] = isSum ? sum : Math.min(1, sum);
      }
    },
    build(costs) {
      const cost = new Float64Array(lowers.length);
      for (const [column, factor] of costs) cost[column] = (cost[column] ?? 0) + factor;
      return {
        cost,
        lower: Float64Array.from(lowers),
        upper: Float64Array.from(uppers),
        isWhole: Int32Array.from(whole),
        rowLower: Float64Array.from(rowLowers),
        rowUpper: Float64Array.from(rowUppers),
        rowStarts: Int32Array.from(rowStarts),
        columns: Int32Array.from(columns),
        values: Float64Array.from(values),
      };
    },
  };
}
