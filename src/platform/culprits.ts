/** Decides about many records at once: one that makes the decision fail is found and left out. */

export type Culprit<Item> = { item: Item; problem: unknown };
export type Decided<Item, Answer> = { answer: Answer; culprits: Culprit<Item>[] };

/**
 * What `decide` answers about all of `items`. Where it throws, what it answers about the items for which, each alone,
 * it does not throw. `decide` must be free of effects. Throws where it fails also without any of those that fail alone.
 */
export function decideWithout<Item, Answer>(
  items: readonly Item[],
  decide: (items: readonly Item[]) => Answer,
): Decided<Item, Answer> {
  try {
    return { answer: decide(items), culprits: [] };
  } catch (problem) {
    const { culprits } = eachAlone(items, (item) => decide([item]));
    if (culprits.length === 0) throw problem;
    const bad = new Set(culprits.map(({ item }) => item));
    return { answer: decide(items.filter((item) => !bad.has(item))), culprits };
  }
}

/** What `work` answers for each item by itself, and those for which it throws. */
export function eachAlone<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Answer,
): Decided<Item, { item: Item; answer: Answer }[]> {
  const done: { item: Item; answer: Answer }[] = [];
  const culprits: Culprit<Item>[] = [];
  for (const item of items) {
    try {
      done.push({ item, answer: work(item) });
    } catch (problem) {
      culprits.push({ item, problem });
    }
  }
  return { answer: done, culprits };
}

/** Runs `works` one after the other, also where an earlier one failed; at the end it throws the first problem. */
export async function allInTurn(works: readonly (() => Promise<unknown>)[]): Promise<void> {
  const problems: unknown[] = [];
  for (const work of works) {
    try {
      await work();
    } catch (problem) {
      problems.push(problem);
    }
  }
  if (problems.length > 0) throw problems[0];
}
