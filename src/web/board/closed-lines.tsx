/** The lines that are closed, a row each: when it opens, and what waits there until then; the rest of it is a tap away. */
import { useState, type ReactNode } from 'react';
import type { BoardLine } from '../../matching/board-shape.ts';
import looks from './board.module.css';
import { LineBody } from './line-section.tsx';
import { Badge } from './rows.tsx';
import { useClock } from './time.tsx';
import { useBoardWords } from './words.ts';

export function ClosedLines({ lines }: { lines: readonly [id: string, line: BoardLine][] }): ReactNode {
  const words = useBoardWords();
  if (lines.length === 0) return null;
  return (
    <section className={looks['line']} aria-labelledby="closed-lines">
      <h2 id="closed-lines">{words.closedLines}</h2>
      <ul className={looks['rows']}>
        {lines.map(([id, line]) => (
          <ClosedLine key={id} id={id} line={line} />
        ))}
      </ul>
    </section>
  );
}

function ClosedLine({ id, line }: { id: string; line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const clock = useClock(line.timeZone);
  const [isOpened, setOpened] = useState(false);
  const owed = Object.keys(line.promises).length;
  const texts = Object.values(line.texts).filter((row) => row.waits || row.unanswered).length;
  return (
    <li className={looks['closed']} data-kept={`line ${id}`}>
      <details onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary>
          <b>{line.name}</b>{' '}
          {line.changesAt && <span className="soft">{words.opensAt({ time: clock(line.changesAt) })}</span>}{' '}
          {owed > 0 && <Badge kind="plain">{words.owedCount({ count: owed })}</Badge>}{' '}
          {texts > 0 && <Badge kind="wait">{words.textsWaitCount({ count: texts })}</Badge>}
        </summary>
        {isOpened && (
          <section className={looks['inside']} aria-label={line.name}>
            <LineBody id={id} line={line} />
          </section>
        )}
      </details>
    </li>
  );
}
