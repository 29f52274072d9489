/** The head of a day: its date, whether it is today or a weekend, whether the line is closed, and who is away. */
import type { ReactNode } from 'react';
import { useDesk } from './desk.tsx';
import { date } from './form.ts';
import looks from './grid.module.css';
import type { GridDay } from './grid.ts';

const mostNamed = 2;

export function DayHead({ day }: { day: GridDay }): ReactNode {
  return (
    <th scope="row" className={looks['dayHead']}>
      <DayText day={day} />
    </th>
  );
}

export function DayText({ day }: { day: GridDay }): ReactNode {
  const { form, words, today, nameOf } = useDesk();
  const { language } = form;
  const first = day.away.slice(0, mostNamed).map(nameOf).join(', ');
  const others = day.away.length - mostNamed;
  return (
    <>
      <span className={looks['date']}>
        <span className={looks['weekday']}>{date(day.date, language, { weekday: 'short' })}</span>{' '}
        {date(day.date, language, { day: 'numeric', month: 'short' })}
      </span>
      {day.isWeekend && <span className="visually-hidden">, {words.weekend}</span>}
      {day.date === today && <span className={looks['todayMark']}>{words.today}</span>}
      {day.closure !== null && <span className={looks['closedMark']}>{words.closed({ reason: day.closure })}</span>}
      {day.away.length > 0 && (
        <span className={looks['away']} title={day.away.map(nameOf).join(', ')}>
          {others > 0 ? words.awayMore({ names: first, count: others }) : words.awayToday({ names: first })}
        </span>
      )}
    </>
  );
}
