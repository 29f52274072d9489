/** The shift leader's live board: one glance tells who waits, who talks too long, who rests, and what breaks next (L1–L3). */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Board } from '../../matching/board-shape.ts';
import { ActProvider } from '../board/act.tsx';
import { Attention } from '../board/attention.tsx';
import looks from '../board/board.module.css';
import { ClosedLines } from '../board/closed-lines.tsx';
import { Handover } from '../board/handover.tsx';
import { isQuiet, LineSection } from '../board/line-section.tsx';
import { newsBetween, type BoardNews } from '../board/news.ts';
import { Badge } from '../board/rows.tsx';
import { useBoard, type Connection } from '../board/stream.ts';
import { NowProvider } from '../board/time.tsx';
import { useBoardWords } from '../board/words.ts';
import { Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import type { BoardWords } from '../words/board/en.ts';

export function BoardPage(): ReactNode {
  const words = useBoardWords();
  const { board, connection, aheadMs } = useBoard();
  const lines = Object.entries(board?.lines ?? {}).toSorted(([, a], [, b]) => a.order - b.order);
  return (
    <Page title={words.title}>
      <ActProvider>
        <NowProvider aheadMs={aheadMs}>
          <Said board={board} connection={connection} />
          {board === null && connection !== 'lost' && <p role="status">{words.opening}</p>}
          {connection === 'live' && (
            <p className={looks['top']}>
              <Badge kind="calm">{words.live}</Badge>
            </p>
          )}
          {connection === 'lost' && <Notice kind="trouble">{words.lost}</Notice>}
          {connection === 'away' && <Notice kind="trouble">{words.away}</Notice>}
          {board !== null && <Attention count={board.attention} few />}
          {board !== null && lines.length === 0 && <p>{words.noLines}</p>}
          {lines
            .filter(([, line]) => !isQuiet(line))
            .map(([id, line]) => (
              <LineSection key={id} id={id} line={line} />
            ))}
          <ClosedLines lines={lines.filter(([, line]) => isQuiet(line))} />
        </NowProvider>
        {board !== null && <Handover />}
      </ActProvider>
    </Page>
  );
}

/** One polite region for whoever listens: changes that matter, and a connection that is back. */
function Said({ board, connection }: { board: Board | null; connection: Connection }): ReactNode {
  const words = useBoardWords();
  const before = useRef<Board | null>(null);
  const was = useRef<Connection>('opening');
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (board === null) return;
    const news = newsBetween(before.current, board);
    before.current = board;
    if (news.length > 0) setSaid(news.map((one) => sentenceFor(words, one)).join(' '));
  }, [board, words]);
  useEffect(() => {
    if (connection === 'live' && (was.current === 'lost' || was.current === 'away')) setSaid(words.back);
    was.current = connection;
  }, [connection, words]);
  return (
    <p role="status" className="visually-hidden">
      {said}
    </p>
  );
}

function sentenceFor(words: BoardWords, news: BoardNews): string {
  switch (news.kind) {
    case 'waits':
      return words.newsWaits(news);
    case 'nobody':
      return words.newsNobody(news);
    case 'paused':
      return words.newsPaused(news);
    case 'resumed':
      return words.newsResumed(news);
    case 'came-in':
      return words.newsCameIn(news);
    case 'nobody-came':
      return words.newsNobodyCame(news);
    case 'attention':
      return words.newsAttention(news);
  }
}
