/** Weekdays across, times down: in each field how much of what is needed is there, in figures and as a level. */
import type { ReactNode } from 'react';
import type { Answered } from '../client.ts';
import looks from './fairness.module.css';
import { useCoverWords, useFairnessWords, type Cover } from './words.ts';

type Slot = Answered<'coverage.read'>['slots'][number];

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const [top, wide, high] = [22, 44, 34];
/** Room for the times of a row, by their letters. */
const [letter, least] = [6.3, 60];

export function Slots({ slots }: { slots: readonly Slot[] }): ReactNode {
  const { words, percent, weekday, times: timesOf } = useFairnessWords();
  const says = useCoverWords();
  const times = [...new Map(slots.map((one) => [timeOf(one), timesOf(one)]))];
  const left = Math.max(least, ...times.map(([, said]) => said.length * letter + 6));
  const at = (time: string, day: string) => slots.find((one) => timeOf(one) === time && one.weekday === day);
  const whole = slots.filter((one) => one.needHours - one.metHours < 0.01).length;
  return (
    <>
      <h3>{words.slotsTitle}</h3>
      <p>{words.slotsLead}</p>
      <svg
        className={looks['slots']}
        viewBox={`0 0 ${left + days.length * wide} ${top + times.length * high}`}
        role="img"
        aria-label={words.slotsPicture({ slots: slots.length, whole })}
      >
        {days.map((day, column) => (
          <text key={day} x={left + (column + 0.5) * wide} y={14} textAnchor="middle">
            {weekday(column, 'short')}
          </text>
        ))}
        {times.map(([time, said], row) => (
          <g key={time}>
            <text x={0} y={top + row * high + 21}>
              {said}
            </text>
            {days.map((day, column) => {
              const slot = at(time, day);
              const [x, y] = [left + column * wide + 1, top + row * high + 1];
              return (
                <g key={day}>
                  <rect className={looks[toneOf(slot)]} x={x} y={y} width={wide - 2} height={high - 2} rx="4" />
                  {slot && slot.needHours > 0 && (
                    <>
                      <text className={looks['figure']} x={x + wide / 2 - 1} y={y + 18} textAnchor="middle">
                        {percent(slot.metHours, slot.needHours)}
                      </text>
                      {slot.needsMissed > 0 && (
                        <text x={x + wide - 5} y={y + 11} textAnchor="end">
                          *
                        </text>
                      )}
                      <rect className={looks['frame']} x={x + 4} y={y + 23} width={wide - 10} height="5" />
                      <rect
                        className={looks['calm']}
                        x={x + 4}
                        y={y + 23}
                        width={(wide - 10) * (slot.metHours / slot.needHours)}
                        height="5"
                      />
                    </>
                  )}
                </g>
              );
            })}
          </g>
        ))}
      </svg>
      <details className={looks['more']}>
        <summary>{words.asTable}</summary>
        <table className={looks['table']}>
          <thead>
            <tr>
              {[words.day, words.time, words.there].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.flatMap((day, column) =>
              slots
                .filter((slot) => slot.weekday === day)
                .map((slot) => (
                  <tr key={`${day} ${timeOf(slot)}`}>
                    <th scope="row">{weekday(column, 'long')}</th>
                    <td>{timesOf(slot)}</td>
                    <td>{says(slot)}</td>
                  </tr>
                )),
            )}
          </tbody>
        </table>
      </details>
    </>
  );
}

/** By which slots of one time are the same row. */
const timeOf = ({ start, end }: Slot) => `${start}–${end}`;

function toneOf(cover: Cover | undefined): 'empty' | 'whole' | 'some' | 'little' {
  if (!cover || cover.needHours === 0) return 'empty';
  const part = cover.metHours / cover.needHours;
  return part > 0.999 ? 'whole' : part >= 0.5 ? 'some' : 'little';
}
