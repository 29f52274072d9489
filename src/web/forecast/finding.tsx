/** The finding, in sentences: where most callers would be lost, and what one more peer changes. */
import type { ReactNode } from 'react';
import type { Ahead } from './ahead.ts';
import looks from './forecast.module.css';
import { useForecastWords } from './words.ts';

export function Finding({ ahead: { worst, halfHours, zone } }: { ahead: Ahead }): ReactNode {
  const { words, when } = useForecastWords();
  const [first, ...others] = worst.map((span) => ({
    ...span,
    when: when({ startMs: Date.parse(span.start), endMs: Date.parse(span.end) }, zone),
  }));
  const sum = (of: (half: Ahead['halfHours'][number]) => number) => halfHours.reduce((all, half) => all + of(half), 0);
  const all = { expected: sum(({ expected }) => expected), lost: sum(({ lost }) => lost) };
  const isShort = halfHours.some(({ have, need }) => have < need);
  return (
    <div className={looks['finding']}>
      {first ? (
        <>
          <p className={looks['first']}>{words.losesAt(first)}</p>
          {others.length > 0 && (
            <ul>
              {others.map((span) => (
                <li key={span.start}>{words.andAt(span)}</li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <p className={looks['first']}>{isShort ? words.nearlyWhole(all) : words.whole(all)}</p>
      )}
      <p className="soft">{words.lostMeans}</p>
    </div>
  );
}
