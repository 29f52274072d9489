/** Which line, which days, and how they are shown. */
import { useId, type ReactNode } from 'react';
import type { Answered } from '../client.ts';
import { Button } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import { dates } from './form.ts';
import { dateAfter, mondayOf } from './grid.ts';
import { lastDay, mostWeeks, type Shown } from './range.ts';
import looks from './roster.module.css';
import { useRosterWords } from './words.ts';

/** `isFixed`: a draft is of its own days. */
export function Toolbar({
  shown,
  rosters,
  today,
  show,
  isFixed,
  hasPeople,
}: {
  shown: Shown;
  rosters: Answered<'rosters.list'>['rosters'];
  today: string;
  show: (change: Partial<Shown>) => void;
  isFixed: boolean;
  hasPeople: boolean;
}): ReactNode {
  const words = useRosterWords();
  const { language } = useWords();
  const id = useId();
  const step = (weeks: number) => show({ from: dateAfter(shown.from, 7 * weeks) });
  return (
    <div className={looks['toolbar']}>
      {!isFixed && rosters.length > 1 && (
        <label className={looks['pick']}>
          <span>{words.line}</span>
          <select value={shown.line} onChange={(event) => show({ line: event.currentTarget.value })}>
            {rosters.map(({ line, name }) => (
              <option key={line} value={line}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {!isFixed && (
        <>
          <div className={looks['steps']}>
            <Button aria-label={words.earlier} onClick={() => step(-1)}>
              <span aria-hidden="true">‹</span>
            </Button>
            <span className={looks['days']} role="status">
              {dates(shown.from, lastDay(shown), language)}
            </span>
            <Button aria-label={words.later} onClick={() => step(1)}>
              <span aria-hidden="true">›</span>
            </Button>
          </div>
          <Button onClick={() => show({ from: mondayOf(today) })}>{words.thisWeek}</Button>
          <label className={looks['pick']} htmlFor={`${id}-weeks`}>
            <span className="visually-hidden">{words.weeks}</span>
            <select
              id={`${id}-weeks`}
              value={shown.weeks}
              onChange={(event) => show({ weeks: Number(event.currentTarget.value) })}
            >
              {Array.from({ length: mostWeeks }, (_, index) => (
                <option key={index} value={index + 1}>
                  {words.weekCount({ count: index + 1 })}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      {hasPeople && (
        <fieldset className={looks['views']}>
          <legend className="visually-hidden">{words.views}</legend>
          {(['shifts', 'people'] as const).map((view) => (
            <label key={view}>
              <input type="radio" name={`${id}-view`} checked={shown.view === view} onChange={() => show({ view })} />
              <span>{view === 'shifts' ? words.byShift : words.byPerson}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
