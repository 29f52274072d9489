/** What a screen reader is told of a board that changed: what matters, once, and never a tick. */
import type { Board } from '../../matching/board-shape.ts';

export type BoardNews =
  | { kind: 'waits'; line: string; count: number }
  | { kind: 'nobody'; line: string }
  | { kind: 'paused' | 'resumed'; line: string }
  | { kind: 'came-in'; line: string; name: string }
  | { kind: 'nobody-came'; line: string }
  | { kind: 'attention'; count: number };

/** The news between two boards; none where there was no board before. */
export function newsBetween(before: Board | null, after: Board): BoardNews[] {
  if (before === null) return [];
  const news: BoardNews[] = [];
  for (const [id, line] of Object.entries(after.lines)) {
    const was = before.lines[id];
    if (!was) continue;
    const fresh = Object.keys(line.waiting).filter((key) => !(key in was.waiting));
    if (fresh.length > 0) news.push({ kind: 'waits', line: line.name, count: Object.keys(line.waiting).length });
    const leftAlone = (one: typeof line) => Object.values(one.waiting).some((row) => row.nobody);
    if (leftAlone(line) && !leftAlone(was)) news.push({ kind: 'nobody', line: line.name });
    if ((line.state === 'paused') !== (was.state === 'paused'))
      news.push({ kind: line.state === 'paused' ? 'paused' : 'resumed', line: line.name });
    if (line.callIn?.state === 'answered' && was.callIn?.state !== 'answered')
      news.push({ kind: 'came-in', line: line.name, name: line.callIn.name ?? '' });
    if (line.callIn?.state === 'expired' && was.callIn?.state === 'open')
      news.push({ kind: 'nobody-came', line: line.name });
  }
  if (after.attention > before.attention) news.push({ kind: 'attention', count: after.attention });
  return news;
}
