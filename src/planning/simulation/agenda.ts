/** What happens when: the simulation takes the next event from here, in order of time and then of entry. */

export type Agenda<Event> = {
  add(atMs: number, event: Event): void;
  /** The earliest event, taken out; null when nothing is left. */
  next(): { atMs: number; event: Event } | null;
};

type Entry<Event> = { atMs: number; order: number; event: Event };

/** An empty agenda (a binary heap). */
export function makeAgenda<Event>(): Agenda<Event> {
  const heap: Entry<Event>[] = [];
  let order = 0;
  const isBefore = (a: Entry<Event>, b: Entry<Event>) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

  const rise = (entry: Entry<Event>) => {
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(entry, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = entry;
  };
  const sink = (entry: Entry<Event>) => {
    let place = 0;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      const child = right && left && isBefore(right, left) ? right : left;
      if (!child || !isBefore(child, entry)) break;
      heap[place] = child;
      place = 2 * place + (child === right ? 2 : 1);
    }
    heap[place] = entry;
  };

  return {
    add(atMs, event) {
      rise({ atMs, order: (order += 1), event });
    },
    next() {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last) return null;
      if (heap.length > 0) sink(last);
      return { atMs: first.atMs, event: first.event };
    },
  };
}
