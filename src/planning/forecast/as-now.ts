/** Leaves out what was counted while other hours held: what a line brought before it closed then, and the zeros before it opened. */
import { slotsPerDay, type Series } from './series.ts';

const weekCells = 7 * slotsPerDay;
const fewestWeeks = 3;

/** A half hour of the week through the history: the cells that are told of, in order. */
type Told = { cell: number; count: number };

/** The series with every count unknown that hours of opening explain which hold no longer; closed for now stays 0. */
export function asNow(series: Series): Series {
  const counts = series.counts.slice();
  for (let slot = 0; slot < weekCells; slot += 1) {
    const told: Told[] = [];
    for (let cell = slot; cell < counts.length; cell += weekCells) {
      const count = counts[cell] ?? Number.NaN;
      if (!Number.isNaN(count)) told.push({ cell, count });
    }
    const runs = closedRuns(told);
    const last = runs.at(-1);
    const isClosed = last !== undefined && last.until === told.length;
    const left = isClosed ? told.slice(0, last.from) : runs.flatMap(({ from, until }) => told.slice(from, until));
    for (const { cell } of left) counts[cell] = Number.NaN;
  }
  return { ...series, counts };
}

/** Stretches of zeros, three weeks or longer, in which far more would have come at the pace of the other weeks than chance hides. */
function closedRuns(told: readonly Told[]): { from: number; until: number }[] {
  const runs: { from: number; until: number }[] = [];
  for (let from = 0; from < told.length;) {
    let until = from;
    while (told[until]?.count === 0) until += 1;
    if (until - from >= fewestWeeks) runs.push({ from, until });
    from = until + 1;
  }
  if (runs.length === 0) return [];
  const open = told.filter((_, index) => !runs.some(({ from, until }) => index >= from && index < until));
  if (open.length < fewestWeeks) return [];
  const mean = open.reduce((sum, { count }) => sum + count, 0) / open.length;
  const variance = open.reduce((sum, { count }) => sum + (count - mean) ** 2, 0) / open.length;
  const tells = (4 + 6 * Math.max(1, variance / mean)) / mean;
  return runs.filter(({ from, until }) => until - from > tells);
}
