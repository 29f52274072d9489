/** Knows whether the carrier still has a request under way, so that a test can wait for quiet before time moves on. */

export type Work = {
  track<T>(promise: Promise<T>): Promise<T>;
  busy(): boolean;
  /**
   * Resolves once no request is under way and nothing is left to do at this instant. A request that takes longer than
   * `patienceMs` of real time (a handler that hangs on purpose) is no longer waited for.
   */
  idle(patienceMs?: number): Promise<void>;
};

type Item = { done: Promise<void>; parked: boolean };

export function createWork(): Work {
  const items = new Set<Item>();
  const waitedFor = () => [...items].filter((item) => !item.parked);
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    track(promise) {
      const item: Item = { done: Promise.resolve(), parked: false };
      items.add(item);
      const finished = () => void items.delete(item);
      item.done = promise.then(finished, finished);
      return promise;
    },
    busy: () => waitedFor().length > 0,
    async idle(patienceMs = 5000) {
      for (;;) {
        await turn();
        const open = waitedFor();
        if (open.length === 0) {
          await turn();
          if (waitedFor().length === 0) return;
          continue;
        }
        let timer: NodeJS.Timeout | undefined;
        const patience = new Promise<'tired'>((resolve) => (timer = setTimeout(() => resolve('tired'), patienceMs)));
        const outcome = await Promise.race([Promise.all(open.map((item) => item.done)), patience]);
        clearTimeout(timer);
        if (outcome === 'tired') for (const item of open) item.parked = true;
      }
    },
  };
}
