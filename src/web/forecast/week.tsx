/** A week as a picture, with its table. */
import type { ReactNode } from 'react';
import { dates } from '../planner/form.ts';
import type { Day, Scale } from './ahead.ts';
import { DayPicture } from './day.tsx';
import looks from './forecast.module.css';
import { HalfHourTable } from './half-hours.tsx';
import { useForecastWords } from './words.ts';

export function Week({
  days,
  scale,
  zone,
  today,
}: {
  days: readonly Day[];
  scale: Scale;
  zone: string;
  today: string;
}): ReactNode {
  const { words, language } = useForecastWords();
  const name = dates(days[0]?.date ?? '', days.at(-1)?.date ?? '', language);
  return (
    <section className={looks['week']}>
      <h2>{name}</h2>
      <div className={looks['days']}>
        {days.map((day) => (
          <DayPicture key={day.date} day={day} scale={scale} zone={zone} isToday={day.date === today} />
        ))}
      </div>
      <details className={looks['more']}>
        <summary>{words.asTable}</summary>
        <HalfHourTable days={days} zone={zone} name={words.tableOf({ week: name })} />
      </details>
    </section>
  );
}

/** What the lines and areas of the pictures mean. */
export function Legend(): ReactNode {
  const { words } = useForecastWords();
  const key = (name: string, mark: ReactNode) => (
    <li>
      <svg viewBox="0 0 24 12" aria-hidden="true">
        {mark}
      </svg>
      {name}
    </li>
  );
  return (
    <div className={looks['legend']}>
      <div>
        <b>{words.calls}</b>
        <ul>
          {key(words.keyExpected, <path className={looks['expected']} d="M0 6H24" />)}
          {key(words.keyBand, <path className={looks['band']} d="M0 0H24V12H0Z" />)}
        </ul>
      </div>
      <div>
        <b>{words.people}</b>
        <ul>
          {key(
            words.keyHave,
            <>
              <path className={looks['have']} d="M0 2H24V12H0Z" />
              <path className={looks['haveLine']} d="M0 2H24" />
            </>,
          )}
          {key(words.keyNeed, <path className={looks['need']} d="M0 6H24" />)}
          {key(`▼ ${words.keyShort}`, <path className={looks['short']} d="M1 1H23V11H1Z" />)}
        </ul>
      </div>
    </div>
  );
}
