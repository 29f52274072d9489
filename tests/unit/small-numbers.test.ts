/** No small number of callers is shown, nor can it be worked out from what is. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hiddenOf } from '../../src/reports/small-numbers.ts';

/** A table of parts with its sums at the end of each row and below. */
function withSums(parts: readonly (readonly number[])[]): number[][] {
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const rows = parts.map((row) => [...row, sum(row)]);
  return [...rows, (rows[0] ?? []).map((_, column) => sum(rows.map((row) => row[column] ?? 0)))];
}

/** Whether hidden number `index` could be another one: whether some of the others can be one more or less so that every sum still holds. */
function isOpen(rows: readonly (readonly number[])[], hidden: readonly (readonly boolean[])[], index: number): boolean {
  const wide = rows[0]!.length;
  const cells = rows.flatMap((row, r) => row.flatMap((value, c) => (hidden[r]![c] ? [{ r, c, value }] : [])));
  const rowSums = rows.map(() => 0);
  const columnSums = Array.from({ length: wide }, () => 0);
  const sign = (r: number, c: number) => [c === wide - 1 ? -1 : 1, r === rows.length - 1 ? -1 : 1] as const;
  const lastOfRow = new Map(cells.map(({ r }, at) => [r, at]));
  const lastOfColumn = new Map(cells.map(({ c }, at) => [c, at]));
  const walk = (at: number): boolean => {
    const cell = cells[at];
    if (!cell) return true;
    const { r, c, value } = cell;
    for (const step of at === index ? [1, -1] : [0, 1, -1]) {
      if (value + step < 0) continue;
      const [inRow, inColumn] = sign(r, c);
      rowSums[r]! += step * inRow;
      columnSums[c]! += step * inColumn;
      const holds =
        (lastOfRow.get(r) !== at || rowSums[r] === 0) && (lastOfColumn.get(c) !== at || columnSums[c] === 0);
      const found = holds && walk(at + 1);
      rowSums[r]! -= step * inRow;
      columnSums[c]! -= step * inColumn;
      if (found) return true;
    }
    return false;
  };
  return walk(0);
}

const table = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([high, wide]) =>
    fc.array(
      fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 5, max: 60 })), {
        minLength: wide,
        maxLength: wide,
      }),
      { minLength: high, maxLength: high },
    ),
  )
  .map(withSums);

describe('small numbers', () => {
  test('are hidden, and could each be another one by all that is shown', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const hidden = hiddenOf(rows);
        let index = 0;
        for (const [r, row] of rows.entries())
          for (const [c, value] of row.entries()) {
            const isSmall = value > 0 && value < 5;
            if (isSmall) expect([r, c, hidden[r]![c]]).toEqual([r, c, true]);
            if (isSmall) expect([r, c, isOpen(rows, hidden, index)]).toEqual([r, c, true]);
            if (hidden[r]![c]) index += 1;
          }
      }),
      { numRuns: 1_000 },
    );
  });

  test('none is hidden where all are large, and none at all is shown as none', () => {
    const rows = withSums([
      [5, 0],
      [12, 7],
    ]);
    expect(hiddenOf(rows).flat()).not.toContain(true);
  });

  test('one alone takes the least of the others with it', () => {
    const rows = withSums([
      [3, 20, 30],
      [40, 9, 60],
      [50, 8, 70],
    ]);
    // 3 is hidden; its row, its column and the ring that closes over them give the least.
    expect(hiddenOf(rows)).toEqual([
      [true, true, false, false],
      [true, true, false, false],
      [false, false, false, false],
      [false, false, false, false],
    ]);
  });

  test('two rings that hang together by one number do not keep that number', () => {
    const rows = [
      [1, 1, 9, 9, 20],
      [1, 1, 3, 9, 14],
      [9, 9, 1, 1, 20],
      [9, 9, 1, 1, 20],
      [20, 20, 14, 20, 74],
    ];
    const hidden = hiddenOf(rows);
    const index = hidden.flat().slice(0, 7).filter(Boolean).length;
    expect(hidden[1]![2]).toBe(true);
    expect(isOpen(rows, hidden, index)).toBe(true);
  });

  test('in a year of days each small number is hidden, and never alone in its row or column', () => {
    const days = Array.from({ length: 366 }, (_, day) => [
      (day * 7) % 11,
      (day * 3) % 4,
      (day * 5) % 9,
      day % 2,
      0,
      20,
    ]);
    const rows = withSums(days);
    const hidden = hiddenOf(rows);
    const columns = hidden[0]!.map((_, column) => hidden.map((row) => row[column]!));
    const alone = [...hidden, ...columns].filter((line) => line.filter(Boolean).length === 1);
    expect(alone).toEqual([]);
    const shown = rows.flatMap((row, r) => row.filter((value, c) => value > 0 && value < 5 && !hidden[r]![c]));
    expect(shown).toEqual([]);
  });
});
