/** Rows of bars, each with its name before and its words after it: a picture that nobody has to see to read. */
import type { ReactNode } from 'react';
import looks from './fairness.module.css';

/** `full` and then `soft` along the bar; `frame`: how long the bar could be; `mark`: a line across it. */
export type Bar = {
  key: string;
  name: string;
  says: string;
  full: number;
  soft?: number;
  frame?: number;
  mark?: number | null;
};

const thick = 14;

/** The longest of all is as wide as the place. `tone`: calm for what is needed, warm for what people give. */
export function Bars({ bars, tone }: { bars: readonly Bar[]; tone: 'calm' | 'warm' }): ReactNode {
  const longest = Math.max(
    ...bars.map(({ full, soft = 0, frame = 0, mark }) => Math.max(full + soft, frame, mark ?? 0)),
    0.001,
  );
  const x = (value: number) => (value / longest) * 100;
  return (
    <ul className={looks['bars']}>
      {bars.map(({ key, name, says, full, soft = 0, frame, mark }) => (
        <li key={key}>
          <span className={looks['name']}>{name}</span>
          <svg className={looks['bar']} viewBox={`0 0 100 ${thick}`} preserveAspectRatio="none" aria-hidden="true">
            {frame !== undefined && <rect className={looks['frame']} x="0" y="1" width={x(frame)} height={thick - 2} />}
            <rect className={looks[tone]} x="0" y="1" width={x(full)} height={thick - 2} />
            {soft > 0 && <rect className={looks['soft']} x={x(full)} y="1" width={x(soft)} height={thick - 2} />}
            {mark != null &&
              ['halo', 'mark'].map((kind) => (
                <line key={kind} className={looks[kind]} x1={x(mark)} x2={x(mark)} y1="0" y2={thick} />
              ))}
          </svg>
          <span className={looks['says']}>{says}</span>
        </li>
      ))}
    </ul>
  );
}
