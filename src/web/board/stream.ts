/** Keeps the board as the service tells it; a lost stream comes again by itself, and a gap in the versions asks for the whole. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Board } from '../../matching/board-shape.ts';
import { patched, type Plain } from '../../reading/merge-patch.ts';

/** `lost`: nothing comes any more; what is shown is as it was. `away`: the service cannot read its records. */
export type Connection = 'opening' | 'live' | 'lost' | 'away';

/** `aheadMs`: how much further the service's clock is than this browser's. */
export type BoardState = { board: Board | null; connection: Connection; aheadMs: number };

type Told = { series: string; version: number; from?: number; at: string; board?: Board; patch?: Plain };

const againMs = 2_000;
/** The service says something every fifteen seconds; after so long without a word nobody is there. */
const silentMs = 40_000;
/** Clocks that differ by less than this are left as they are. */
const driftMs = 2_000;

export function useBoard(): BoardState {
  const [state, setState] = useState<BoardState>({ board: null, connection: 'opening', aheadMs: 0 });
  const queries = useQueryClient();
  useEffect(() => {
    let source: EventSource | null = null;
    let timer = 0;
    let known: { series: string; version: number; board: Plain } | null = null;
    const show = (change: Partial<BoardState>) => setState((before) => ({ ...before, ...change }));
    const again = () => {
      source?.close();
      window.clearTimeout(timer);
      known = null;
      show({ connection: 'lost' });
      // Whoever is signed out meanwhile is led to where one signs in.
      void queries.invalidateQueries({ queryKey: ['session'] });
      timer = window.setTimeout(open, againMs);
    };
    const heard = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(again, silentMs);
    };
    const keep = (told: Told, board: Plain) => {
      known = { series: told.series, version: told.version, board };
      show({ board: board as unknown as Board, connection: 'live', aheadMs: Date.parse(told.at) - Date.now() });
      heard();
    };
    const read = (event: Event) => JSON.parse((event as MessageEvent<string>).data) as Told;
    const open = () => {
      source = new EventSource('/api/v1/board/stream');
      source.addEventListener('whole', (event) => {
        const told = read(event);
        keep(told, (told.board ?? {}) as unknown as Plain);
      });
      source.addEventListener('change', (event) => {
        const told = read(event);
        if (known === null || told.series !== known.series || told.from !== known.version) again();
        else keep(told, patched(known.board, told.patch ?? {}));
      });
      source.addEventListener('here', (event) => {
        const aheadMs = Date.parse(read(event).at) - Date.now();
        setState((before) => (Math.abs(before.aheadMs - aheadMs) < driftMs ? before : { ...before, aheadMs }));
        heard();
      });
      source.addEventListener('away', () => show({ connection: 'away' }));
      source.addEventListener('end', again);
      source.addEventListener('error', again);
      heard();
    };
    open();
    return () => {
      source?.close();
      window.clearTimeout(timer);
    };
  }, [queries]);
  return state;
}
