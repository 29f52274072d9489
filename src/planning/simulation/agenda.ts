/** What happens when: the simulation takes the next event from here, in order of time and then of entry. */

export type Agenda<Event> = {
  add(atMs: number, event: Event): void;
  /** The earliest event, taken out; null when nothing is left. */
  next(): Entry<Event> | null;
};

export type Entry<Event> = { atMs: number; event: Event };

/** An agenda on which `known` stands already, in whatever order; what is added comes after those of the same instant. */
export function makeAgenda<Event>(known: readonly Entry<Event>[] = []): Agenda<Event> {
  // Nearly all is known from the beginning: it is put in order once, and what is added stays a small heap beside it.
  const planned = [...known].sort((a, b) => a.atMs - b.atMs);
  const added = makeHeap<Event>();
  let place = 0;
  return {
    add: added.add,
    next() {
      const one = planned[place];
      if (one === undefined || one.atMs > added.earliestMs()) return added.next();
      place += 1;
      return one;
    },
  };
}

/** A binary heap. */
function makeHeap<Event>() {
  type Ordered = Entry<Event> & { order: number };
  const heap: Ordered[] = [];
  let order = 0;
  const isBefore = (a: Ordered, b: Ordered) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

  const rise = (entry: Ordered) => {
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
  const sink = (entry: Ordered) => {
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
    earliestMs: () => heap[0]?.atMs ?? Infinity,
    add(atMs: number, event: Event): void {
      rise({ atMs, event, order: (order += 1) });
    },
    next(): Entry<Event> | null {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last) return null;
      if (heap.length > 0) sink(last);
      return { atMs: first.atMs, event: first.event };
    },
  };
}
