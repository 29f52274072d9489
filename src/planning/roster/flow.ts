/** The most that can flow through a net of pipes at once, in whole numbers, by Dinic's method. */

/** A pipe from one node to another; nodes are numbers from 0 on, the first is where it begins, the second where it ends. */
export type Pipe = readonly [from: number, to: number, most: number];

/** How much can come from node 0 to node 1. */
export function mostFlow(nodeCount: number, pipes: readonly Pipe[]): number {
  // Each pipe and its way back stand side by side: the one of `edge` is `edge ^ 1`.
  const to = new Int32Array(2 * pipes.length);
  const room = new Int32Array(2 * pipes.length);
  const next = new Int32Array(2 * pipes.length);
  const first = new Int32Array(nodeCount).fill(-1);
  for (const [index, [from, target, most]] of pipes.entries()) {
    for (const [edge, start, end, free] of [
      [2 * index, from, target, most],
      [2 * index + 1, target, from, 0],
    ] as const) {
      to[edge] = end;
      room[edge] = free;
      next[edge] = first[start] ?? -1;
      first[start] = edge;
    }
  }
  const level = new Int32Array(nodeCount);
  const at = new Int32Array(nodeCount);

  const layered = (): boolean => {
    level.fill(-1);
    level[0] = 0;
    const queue = [0];
    for (const node of queue) {
      for (let edge = first[node] ?? -1; edge >= 0; edge = next[edge] ?? -1) {
        const target = to[edge] ?? 0;
        if ((room[edge] ?? 0) === 0 || level[target] !== -1) continue;
        level[target] = (level[node] ?? 0) + 1;
        queue.push(target);
      }
    }
    return level[1] !== -1;
  };
  const push = (node: number, most: number): number => {
    if (node === 1) return most;
    for (let edge = at[node] ?? -1; edge >= 0; edge = at[node] = next[edge] ?? -1) {
      const target = to[edge] ?? 0;
      const free = room[edge] ?? 0;
      if (free === 0 || level[target] !== (level[node] ?? 0) + 1) continue;
      const pushed = push(target, Math.min(most, free));
      if (pushed === 0) continue;
      room[edge] = free - pushed;
      room[edge ^ 1] = (room[edge ^ 1] ?? 0) + pushed;
      return pushed;
    }
    return 0;
  };

  let flow = 0;
  while (layered()) {
    at.set(first);
    for (let pushed = push(0, 2 ** 30); pushed > 0; pushed = push(0, 2 ** 30)) flow += pushed;
  }
  return flow;
}
