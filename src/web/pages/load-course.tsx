/** A load over the days gone by: a line, and the same as a table. */
import type { ReactNode } from 'react';
import type { Answered } from '../client.ts';
import { day } from '../moments.ts';
import { useWords } from '../words/words.tsx';
import looks from './load.module.css';

type Day = Answered<'load.read'>['days'][number];

const width = 320;
const height = 132;
const left = 4;
const right = 4;
const top = 8;

export function LoadCourse({ days, zone }: { days: readonly Day[]; zone: string }): ReactNode {
  const { words, language } = useWords();
  const form = { language, zone };
  const scores = days.map(({ score }) => score);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return null;
  const x = (index: number) => left + (index / Math.max(1, days.length - 1)) * (width - left - right);
  const y = (score: number) => top + (1 - score / 100) * (height - 2 * top);
  const bounds = [
    { from: 0, to: 40, name: words.bandFresh },
    { from: 40, to: 60, name: words.bandSteady },
    { from: 60, to: 80, name: words.bandStrained },
    { from: 80, to: 100, name: words.bandSpent },
  ];
  const label = words.loadPicture({
    from: day(first.at, form),
    to: day(last.at, form),
    least: Math.floor(Math.min(...scores)),
    most: Math.floor(Math.max(...scores)),
  });
  return (
    <>
      <svg className={looks['course']} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {bounds.map(({ from }) => (
          <line key={from} x1={left} x2={width - right} y1={y(from)} y2={y(from)} className={looks['bound']} />
        ))}
        <polyline
          points={days.map(({ score }, index) => `${x(index).toFixed(1)},${y(score).toFixed(1)}`).join(' ')}
          className={looks['line']}
        />
        <circle cx={x(days.length - 1)} cy={y(last.score)} r="4" className={looks['now']} />
        {bounds.map(({ from, to, name }) => (
          <text key={from} x={width - right} y={y(to) + 12} textAnchor="end" className={looks['band']}>
            {name}
          </text>
        ))}
      </svg>
      <p className={looks['ends']} aria-hidden="true">
        <span>{day(first.at, form)}</span>
        <span>{day(last.at, form)}</span>
      </p>
      <details>
        <summary>{words.loadAsTable}</summary>
        <table className={looks['table']}>
          <thead>
            <tr>
              <th scope="col">{words.loadDay}</th>
              <th scope="col">{words.loadScore}</th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map(({ at, score }) => (
              <tr key={at}>
                <th scope="row">{day(at, form)}</th>
                <td>{Math.floor(score)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
