/** What a screen reader is told of the board: what matters, once (L1). */
import { expect, test } from '@jest/globals';
import type { Board, WaitingRow } from '../../src/matching/board-shape.ts';
import { newsBetween } from '../../src/web/board/news.ts';

const waits = (over: Partial<WaitingRow> = {}): WaitingRow => ({
  place: 1,
  since: '2026-11-10T18:00:00Z',
  language: 'en',
  rings: {},
  ...over,
});
const board = (
  waiting: Record<string, WaitingRow>,
  over: { state?: 'open' | 'paused'; attention?: number; callIn?: 'open' | 'answered' | 'expired' } = {},
): Board => ({
  attention: over.attention ?? 0,
  lines: {
    main: {
      order: 0,
      name: 'Northside',
      timeZone: 'America/Chicago',
      state: over.state ?? 'open',
      have: 1,
      need: 1,
      ahead: {},
      waiting,
      talks: {},
      elsewhere: {},
      texts: {},
      promises: {},
      people: {},
      ...(over.callIn
        ? {
            callIn: {
              state: over.callIn,
              asked: 2,
              declined: 0,
              expires: '2026-11-10T18:30:00Z',
              until: '2026-11-10T20:00:00Z',
              ...(over.callIn === 'answered' ? { name: 'Cleo' } : {}),
            },
          }
        : {}),
    },
  },
});

test.each<[string, Board | null, Board, object[]]>([
  ['the first board is no news', null, board({ a: waits() }), []],
  ['somebody waits', board({}), board({ a: waits() }), [{ kind: 'waits', line: 'Northside', count: 1 }]],
  ['the same one waits on', board({ a: waits() }), board({ a: waits({ place: 2, choosing: true }) }), []],
  ['they are answered', board({ a: waits() }), board({}), []],
  [
    'nobody is free any more',
    board({ a: waits() }),
    board({ a: waits({ nobody: true }) }),
    [{ kind: 'nobody', line: 'Northside' }],
  ],
  [
    'and is not said again for the next one waiting',
    board({ a: waits({ nobody: true }) }),
    board({ a: waits({ nobody: true }), b: waits({ nobody: true }) }),
    [{ kind: 'waits', line: 'Northside', count: 2 }],
  ],
  ['a pause', board({}), board({}, { state: 'paused' }), [{ kind: 'paused', line: 'Northside' }]],
  ['its end', board({}, { state: 'paused' }), board({}), [{ kind: 'resumed', line: 'Northside' }]],
  [
    'somebody has come in',
    board({}, { callIn: 'open' }),
    board({}, { callIn: 'answered' }),
    [{ kind: 'came-in', line: 'Northside', name: 'Cleo' }],
  ],
  ['… and is not said again', board({}, { callIn: 'answered' }), board({}, { callIn: 'answered' }), []],
  [
    'nobody could come',
    board({}, { callIn: 'open' }),
    board({}, { callIn: 'expired' }),
    [{ kind: 'nobody-came', line: 'Northside' }],
  ],
  ['more needs attention', board({}), board({}, { attention: 2 }), [{ kind: 'attention', count: 2 }]],
  ['less needs attention', board({}, { attention: 2 }), board({}), []],
])('%s', (_what, before, after, news) => expect(newsBetween(before, after)).toEqual(news));
