/** The wait in time as a picture: how many phones ring, and the steps of the ladder below. */
import type { ReactNode } from 'react';
import drawn from './drawn.module.css';
import type { Policy } from './numbers.ts';
import { useLinesWords } from './words.ts';

const [width, left, right] = [360, 8, 24];
const [waveFloor, waveHeight, stepLine, height] = [78, 58, 110, 152];

export function LadderDrawn({ waves, overflow }: Pick<Policy, 'waves' | 'overflow'>): ReactNode {
  const words = useLinesWords();
  const isTime = ({ afterSeconds }: { afterSeconds: number }) => Number.isFinite(afterSeconds) && afterSeconds >= 0;
  const drawnWaves = waves.filter((wave) => isTime(wave) && Number.isFinite(wave.size));
  const drawnSteps = overflow.filter(isTime);
  const last = Math.max(60, ...[...drawnWaves, ...drawnSteps].map(({ afterSeconds }) => afterSeconds));
  const most = Math.max(1, ...drawnWaves.map(({ size }) => size));
  // The first minute matters most, so it gets most of the room.
  const x = (seconds: number) => left + Math.sqrt(Math.max(0, seconds) / last) * (width - left - right);
  return (
    <svg
      className={drawn['drawn']}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={words.ladderPicture({ seconds: last })}
    >
      {drawnWaves.map(({ afterSeconds, size }, index) => {
        const from = x(afterSeconds);
        const to = x(drawnWaves[index + 1]?.afterSeconds ?? last);
        const tall = (size / most) * waveHeight;
        return (
          <g key={index}>
            <rect
              className={drawn['wave']}
              x={from}
              y={waveFloor - tall}
              width={Math.max(2, to - from)}
              height={tall}
            />
            <text x={from + 5} y={waveFloor - tall - 4} className={drawn['label']}>
              {index === drawnWaves.length - 1 ? `${size} ${words.wavesHeading}` : size}
            </text>
          </g>
        );
      })}
      <line x1={left} x2={width - right} y1={stepLine} y2={stepLine} className={drawn['axis']} />
      {drawnWaves.map(({ afterSeconds }, index) => (
        <text key={index} x={x(afterSeconds)} y={waveFloor + 13} className={drawn['labelSoft']} textAnchor="middle">
          {afterSeconds}
        </text>
      ))}
      {drawnSteps.map(({ afterSeconds, do: act }, index) => (
        <g key={`${afterSeconds} ${act}`}>
          <circle cx={x(afterSeconds)} cy={stepLine} r={8} className={drawn['mark']} />
          <text x={x(afterSeconds)} y={stepLine + 4} className={drawn['markText']}>
            {index + 1}
          </text>
          <text x={x(afterSeconds)} y={stepLine + 22} className={drawn['labelSoft']} textAnchor="middle">
            {afterSeconds}
          </text>
        </g>
      ))}
      <text x={width - right} y={height - 4} className={drawn['labelSoft']} textAnchor="end">
        {words.ladderAxis}
      </text>
    </svg>
  );
}
