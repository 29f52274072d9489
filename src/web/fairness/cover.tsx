/** How much of what is needed is there: week by week, and by weekday and time (R8). */
import type { ReactNode } from 'react';
import type { Answered } from '../client.ts';
import { Bars } from './bars.tsx';
import looks from './fairness.module.css';
import { Slots } from './slots.tsx';
import { useCoverWords, useFairnessWords, type Cover } from './words.ts';

type Coverage = Answered<'coverage.read'>;

export function Covered({ coverage: { weeks, slots, from } }: { coverage: Coverage }): ReactNode {
  const { words, hours, percent, date } = useFairnessWords();
  const says = useCoverWords();
  if (weeks.length === 0) return <p>{words.none}</p>;
  const sum = (of: (one: Cover) => number) => slots.reduce((all, one) => all + of(one), 0);
  const [need, met, missed] = [sum((one) => one.needHours), sum((one) => one.metHours), sum((one) => one.needsMissed)];
  return (
    <>
      <h2>{words.coverTitle}</h2>
      {slots.length > 0 && (
        <p className={looks['lead']}>
          {need - met < 0.01
            ? words.coverAll
            : words.coverSome({ percent: percent(met, need), open: hours(need - met) })}{' '}
          {missed > 0 && words.needsMissed({ count: missed })}
        </p>
      )}
      <h3>{words.weeksTitle}</h3>
      <Bars
        tone="calm"
        bars={weeks.map((week) => ({
          key: week.monday,
          name: `${date(week.monday)}, ${week.monday < from ? words.weekDone : words.weekPlanned}`,
          says: says(week),
          full: week.metHours,
          frame: week.needHours,
        }))}
      />
      <details className={looks['more']}>
        <summary>{words.asTable}</summary>
        <table className={looks['table']}>
          <thead>
            <tr>
              {[words.week, words.needed, words.there, words.needs].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week.monday}>
                <th scope="row">{words.weekOf({ day: date(week.monday) })}</th>
                <td>{hours(week.needHours)}</td>
                <td>{hours(week.metHours)}</td>
                <td>{week.needsMissed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      {slots.length > 0 && <Slots slots={slots} />}
    </>
  );
}
