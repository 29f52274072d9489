/** Much to do, a few at a time. */

type Limits = {
  /** How many are under way at once. */
  atOnce: number;
  /** Whether no more are to be begun. */
  isEnough?: () => boolean;
};

/**
 * Does `work` for `items` in their order. After a failure none is begun any more; the first failure is thrown once those
 * under way have come to their end.
 */
export async function someAtOnce<Item>(
  items: readonly Item[],
  { atOnce, isEnough = () => false }: Limits,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  const failures: unknown[] = [];
  const oneAfterTheOther = async () => {
    for (const item of left) {
      if (failures.length > 0 || isEnough()) return;
      await work(item).catch((problem: unknown) => failures.push(problem));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, oneAfterTheOther));
  if (failures.length > 0) throw failures[0];
}
