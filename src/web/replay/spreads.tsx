/** Means and how far they spread, without and with the change above each other: a picture that nobody has to see to read. */
import type { ReactNode } from 'react';
import { said } from './figure-in-words.ts';
import looks from './replay.module.css';
import type { Figure, Side, Spread } from './request.ts';
import { useReplayWords } from './words.ts';

type Props = { without: Side; changed: Side | null; figures: readonly Figure[] };

const width = 100;
const thick = 16;

export function Spreads({ without, changed, figures }: Props): ReactNode {
  const inWords = useReplayWords();
  const { words } = inWords;
  return (
    <ul className={looks['spreads']}>
      {figures.map((figure) => {
        const say = said(figure, inWords);
        const sides: [string, Spread, string][] = [
          [words.without, without[figure], 'calm'],
          ...(changed ? [[words.with, changed[figure], 'warm'] as [string, Spread, string]] : []),
        ];
        const farthest = Math.max(...sides.map(([, { high }]) => high), figure === 'inTimeShare' ? 1 : 0.001);
        return (
          <li key={figure}>
            <h3>{words.figures[figure]}</h3>
            {sides.map(([name, { mean, low, high }, tone]) => (
              <div key={name} className={looks['spread']}>
                <span className={looks['name']}>{changed ? name : ''}</span>
                <svg viewBox={`0 0 ${width} ${thick}`} preserveAspectRatio="none" aria-hidden="true">
                  <line className={looks['axis']} x1="0" x2={width} y1={thick / 2} y2={thick / 2} />
                  <Bar low={low / farthest} high={high / farthest} tone={tone} />
                  <Dot mean={mean / farthest} tone={tone} />
                </svg>
                <span className={looks['says']}>
                  {words.range({ mean: say(mean), low: say(low), high: say(high) })}
                </span>
              </div>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

const place = (share: number) => Math.min(1, Math.max(0, share)) * width;

function Bar({ low, high, tone }: { low: number; high: number; tone: string }): ReactNode {
  const from = place(low);
  return (
    <rect
      className={looks[`${tone}Soft`]}
      x={from}
      y="3"
      width={Math.max(0.6, place(high) - from)}
      height={thick - 6}
    />
  );
}

/** A line of no length with round ends stays round however wide the picture is. */
function Dot({ mean, tone }: { mean: number; tone: string }): ReactNode {
  const x = Math.min(width - 1, Math.max(1, place(mean)));
  return <line className={looks[tone]} x1={x} x2={x} y1={thick / 2} y2={thick / 2} />;
}
