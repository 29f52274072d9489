/**
 * Small numbers of callers, hidden so that they cannot be had by difference either. Pure. A table has parts whose sum stands
 * at the end of each row, and a row of totals below. What is hidden is an edge between its row and its column: whoever
 * knows the rest can work it out exactly where no ring of hidden numbers leads through it, since along a ring one can be
 * one more and the next one less without changing a sum. So each small number gets a ring, of the least numbers that do.
 */

/** Fewer callers than this are hidden; none at all points at nobody. */
export const smallest = 5;

/** Which numbers of `rows` are hidden. Each row ends with its sum, and the last row holds the sums of the columns. */
export function hiddenOf(rows: readonly (readonly number[])[]): boolean[][] {
  const wide = rows[0]?.length ?? 0;
  const isSmall = (value: number) => value > 0 && value < smallest;
  const hidden = rows.map((row) => row.map(isSmall));
  const small = rows.flatMap((row, r) => row.flatMap((value, c) => (isSmall(value) ? [[r, c] as const] : [])));
  let alone = bridgesOf(hidden, wide);
  for (const [r, c] of small) {
    if (!alone.has(r * wide + c)) continue;
    for (const [row, column] of ringThrough(rows, hidden, r, c)) (hidden[row] ?? [])[column] = true;
    alone = bridgesOf(hidden, wide);
  }
  return hidden;
}

/** Hidden numbers through which no ring leads, as row × width + column. Rows and columns are nodes; rows come first. */
function bridgesOf(hidden: readonly (readonly boolean[])[], wide: number): Set<number> {
  const high = hidden.length;
  const nextTo = Array.from({ length: high + wide }, (): number[] => []);
  for (const [r, row] of hidden.entries())
    for (const [c, isHidden] of row.entries())
      if (isHidden) {
        nextTo[r]?.push(high + c);
        nextTo[high + c]?.push(r);
      }
  const bridges = new Set<number>();
  const reached = new Map<number, number>();
  const least = new Map<number, number>();
  for (let root = 0; root < high + wide; root += 1) {
    if (reached.has(root)) continue;
    const path = [{ node: root, from: -1, next: 0 }];
    reached.set(root, reached.size);
    least.set(root, reached.get(root) ?? 0);
    while (path.length > 0) {
      const here = path.at(-1)!;
      const to = nextTo[here.node]?.[here.next];
      if (to !== undefined) {
        here.next += 1;
        if (to === here.from) continue;
        const known = reached.get(to);
        if (known !== undefined) least.set(here.node, Math.min(least.get(here.node) ?? 0, known));
        else {
          reached.set(to, reached.size);
          least.set(to, reached.get(to) ?? 0);
          path.push({ node: to, from: here.node, next: 0 });
        }
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (!before) continue;
      const lowest = least.get(here.node) ?? 0;
      least.set(before.node, Math.min(least.get(before.node) ?? 0, lowest));
      if (lowest > (reached.get(before.node) ?? 0)) {
        const [r, c] = here.node < high ? [here.node, before.node - high] : [before.node, here.node - high];
        bridges.add(r * wide + c);
      }
    }
  }
  return bridges;
}

/**
 * The numbers of a ring through (row, column), itself left out, that hide least. A number of none is no part of it: it
 * could not be less. There is always one, since whatever is counted is in a part, its row's sum, its column's and that of all.
 */
function ringThrough(
  rows: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
  row: number,
  column: number,
): [number, number][] {
  const high = rows.length;
  const wide = rows[0]?.length ?? 0;
  const costs = Array.from({ length: high + wide }, () => Infinity);
  const before = new Map<number, number>();
  const open = new Set([row]);
  costs[row] = 0;
  const goal = high + column;
  while (open.size > 0) {
    const node = [...open].reduce((a, b) => ((costs[b] ?? 0) < (costs[a] ?? 0) ? b : a));
    open.delete(node);
    if (node === goal) break;
    const [from, to] = node < high ? [high, high + wide] : [0, high];
    for (let next = from; next < to; next += 1) {
      const [r, c] = node < high ? [node, next - high] : [next, node - high];
      const value = rows[r]?.[c] ?? 0;
      if (value === 0 || (r === row && c === column)) continue;
      const cost = (costs[node] ?? 0) + (hidden[r]?.[c] ? 0 : value);
      if (cost >= (costs[next] ?? 0)) continue;
      costs[next] = cost;
      before.set(next, node);
      open.add(next);
    }
  }
  const ring: [number, number][] = [];
  for (let node = goal; node !== row;) {
    const from = before.get(node);
    if (from === undefined) break;
    ring.push(node < high ? [node, from - high] : [from, node - high]);
    node = from;
  }
  return ring;
}
