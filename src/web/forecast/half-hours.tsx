/** Everything that the picture of a week shows, half hour by half hour. */
import type { ReactNode } from 'react';
import { date as dateInWords, hours } from '../planner/form.ts';
import type { Day } from './ahead.ts';
import looks from './forecast.module.css';
import { useForecastWords } from './words.ts';

export function HalfHourTable({ days, zone, name }: { days: readonly Day[]; zone: string; name: string }): ReactNode {
  const { words, language, tenth } = useForecastWords();
  const heads = [words.time, words.expected, words.needed, words.neededAtMost, words.have, words.lost];
  return (
    <table className={looks['table']} aria-label={name}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {days.map(({ date, halves }) => (
        <tbody key={date}>
          <tr>
            <th scope="rowgroup" colSpan={heads.length}>
              {dateInWords(date, language, { weekday: 'long', day: 'numeric', month: 'long' })}
              {halves.length === 0 && `: ${words.closed}`}
            </th>
          </tr>
          {halves.map(({ startMs, endMs, expected, low, high, need, needAtMost, have, lost }) => (
            <tr key={startMs} className={have < need ? looks['isShort'] : undefined}>
              <th scope="row">{hours(startMs, endMs, { language, zone })}</th>
              <td data-name={words.expected}>
                {tenth(expected)} ({tenth(low)}–{tenth(high)})
              </td>
              <td data-name={words.needed}>{need}</td>
              <td data-name={words.neededAtMost}>{needAtMost}</td>
              <td data-name={words.have}>
                {have < need && <span aria-label={words.keyShort}>▼ </span>}
                {have}
              </td>
              <td data-name={words.lost}>{tenth(lost)}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
