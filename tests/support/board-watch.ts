/** A board without a screen: keeps what the stream tells, as the page does, and waits for what a story says. */
import { patched, type Plain } from '../../src/reading/merge-patch.ts';
import type { Board } from '../../src/matching/board-shape.ts';
import { wholeBoard } from '../../src/api/contract/whole-board.ts';
import type { BrowserClient } from './browser-client.ts';
import { requestPatienceMs } from './patience.ts';

export type BoardWatch = {
  board(): Board;
  version(): number;
  /** What came, by kind, in order. */
  events: { event: string; data: Record<string, unknown>; bytes: number }[];
  /** Waits until the board is such; fails with what it shows instead. */
  until(what: string, holds: (board: Board) => boolean): Promise<Board>;
  /** Resolves when the stream is over, however it ended. */
  over: Promise<void>;
  leave(): void;
};

/** Opens the stream; every board that it comes to is checked against the contract, and a gap in the versions is a failure. */
export async function watchBoard(url: string, client: BrowserClient): Promise<BoardWatch> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/api/v1/board/stream`, {
    headers: { cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    signal: leaving.signal,
  });
  if (response.status !== 200 || !response.body) throw new Error(`no stream: ${response.status}`);
  let board: Board | null = null;
  let version = -1;
  let fault: string | null = null;
  const events: BoardWatch['events'] = [];
  const waiting = new Set<() => void>();
  const take = (event: string, data: Record<string, unknown>) => {
    if (event === 'whole') board = data['board'] as Board;
    if (event === 'change') {
      if (data['from'] !== version) throw new Error(`a gap: ${version}, then ${String(data['from'])}`);
      board = patched(board as unknown as Plain, data['patch'] as Plain) as unknown as Board;
    }
    if (event !== 'whole' && event !== 'change') return;
    version = data['version'] as number;
    const whole = { series: data['series'] as string, version, at: data['at'] as string, board };
    // Nothing is there that the contract does not name.
    if (JSON.stringify(sorted(wholeBoard.parse(whole))) !== JSON.stringify(sorted(whole)))
      throw new Error(`the board shows what its contract does not name: ${JSON.stringify(whole)}`);
  };
  const read = async (body: AsyncIterable<Uint8Array>) => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const bytes of body) {
      rest += decoder.decode(bytes, { stream: true });
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const event = /^event: (.*)$/m.exec(part)?.[1];
        const text = /^data: (.*)$/m.exec(part)?.[1];
        if (event === undefined || text === undefined) continue;
        const data = JSON.parse(text) as Record<string, unknown>;
        events.push({ event, data, bytes: part.length });
        take(event, data);
      }
      waiting.forEach((look) => look());
    }
  };
  const over = read(response.body as unknown as AsyncIterable<Uint8Array>)
    .catch((problem: unknown) => {
      if (!leaving.signal.aborted && (problem as Error).name !== 'TypeError')
        fault = problem instanceof Error ? problem.message : 'the stream broke';
    })
    .then(() => waiting.forEach((look) => look()));
  const watch: BoardWatch = {
    events,
    over,
    version: () => version,
    board: () => board ?? { attention: 0, lines: {} },
    leave: () => leaving.abort(),
    until: (what, holds) =>
      new Promise((resolve, reject) => {
        const fail = (why: string) => {
          done();
          reject(new Error(`${why}: ${what}\n${JSON.stringify(board, null, 1)}`));
        };
        const timer = setTimeout(() => fail('not shown'), requestPatienceMs);
        const done = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const look = () => {
          if (fault !== null) return fail(fault);
          if (board === null || !holds(board)) return;
          done();
          resolve(board);
        };
        waiting.add(look);
        look();
      }),
  };
  await watch.until('anything', () => true);
  return watch;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
