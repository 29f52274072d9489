/** Where one is in the grid, and which places are marked together. */
import { useCallback, useRef, useState } from 'react';
import { cellsBetween, type Grid, type Spot } from './grid.ts';
import type { PlaceView } from './view.ts';

export type Marking = {
  at: Spot;
  marked: ReadonlySet<string>;
  /** Another number each time the focus has to follow `at`. */
  turn: number;
  goTo: (spot: Spot) => void;
  /** The focus came there by itself. */
  rest: (spot: Spot) => void;
  /** Goes there and marks everything in between. */
  stretchTo: (spot: Spot) => void;
  toggle: (key: string) => void;
  markAll: (keys: readonly string[]) => void;
  end: () => void;
  /** The marked places, or the one where one is. */
  targets: () => PlaceView[];
};

export function placeAt({ days }: Grid, { row, column }: Spot): PlaceView | null {
  return days[row]?.cells[column] ?? null;
}

export function useMarking(grid: Grid): Marking {
  const [at, setAt] = useState<Spot>({ row: 0, column: 0 });
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const corner = useRef<Spot | null>(null);
  const [turn, setTurn] = useState(0);
  const shown: Spot = {
    row: Math.min(at.row, Math.max(0, grid.days.length - 1)),
    column: Math.min(at.column, Math.max(0, grid.slots.length - 1)),
  };
  const keysIn = (spots: readonly Spot[]) => spots.flatMap((spot) => placeAt(grid, spot)?.key ?? []);
  return {
    at: shown,
    marked,
    turn,
    goTo(spot) {
      setTurn((count) => count + 1);
      corner.current = null;
      setAt(spot);
    },
    rest: (spot) => setAt((before) => (before.row === spot.row && before.column === spot.column ? before : spot)),
    stretchTo(spot) {
      setTurn((count) => count + 1);
      corner.current ??= shown;
      setMarked(new Set(keysIn(cellsBetween(corner.current, spot))));
      setAt(spot);
    },
    toggle(key) {
      setMarked((before) => {
        const next = new Set(before);
        if (!next.delete(key)) next.add(key);
        return next;
      });
    },
    markAll: (keys) => setMarked(new Set(keys)),
    end: useCallback(() => {
      corner.current = null;
      setMarked((before) => (before.size === 0 ? before : new Set()));
    }, []),
    targets() {
      const here = placeAt(grid, shown);
      if (marked.size === 0) return here ? [here] : [];
      return grid.days.flatMap(({ cells }) =>
        cells.filter((place) => place !== null && marked.has(place.key)),
      ) as PlaceView[];
    },
  };
}
