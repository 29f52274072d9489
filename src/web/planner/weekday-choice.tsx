/** Chooses days of the week. */
import type { ReactNode } from 'react';
import { dateName, weekdays } from '../../schedule/wall-clock.ts';
import type { Weekday } from '../../schedule/model.ts';
import looks from './dialog.module.css';
import { date } from './form.ts';

/** 1970-01-05 was a Monday. */
const someMonday = 4;

export function WeekdayChoice({
  legend,
  days,
  choose,
  language,
}: {
  legend: string;
  days: readonly Weekday[];
  choose: (days: readonly Weekday[]) => void;
  language: string;
}): ReactNode {
  return (
    <fieldset className={looks['fieldset']}>
      <legend>{legend}</legend>
      <div className={looks['daysOfWeek']}>
        {weekdays.map((day, index) => (
          <label key={day} className={looks['check']}>
            <input
              type="checkbox"
              checked={days.includes(day)}
              onChange={(event) =>
                choose(weekdays.filter((one) => (one === day ? event.currentTarget.checked : days.includes(one))))
              }
            />
            {date(dateName(someMonday + index), language, { weekday: 'short' })}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
