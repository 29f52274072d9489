/** The week as hours to paint: by mouse, by touch, and by keyboard alone (P4). */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { Weekday } from '../../schedule/model.ts';
import { daysOfWeek, wishInHour, type TimeWish, type Week } from '../../schedule/week-pattern.ts';
import { useWords } from '../words/words.tsx';
import { hourInWords } from './hours.ts';
import looks from './times.module.css';
import { useTimesWords } from './words.ts';

const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);
/** Seen beside the colour, so that nothing is said by colour alone. */
const marks = { preferred: '★', fine: '✓', reluctant: '~', mixed: '…', none: '' } as const;

type Place = { day: number; hour: number };
const steps: Readonly<Record<string, Place>> = {
  ArrowUp: { day: 0, hour: -1 },
  ArrowDown: { day: 0, hour: 1 },
  ArrowLeft: { day: -1, hour: 0 },
  ArrowRight: { day: 1, hour: 0 },
};

export function wishKey(wish: TimeWish | 'mixed' | null): keyof typeof marks {
  return wish ?? 'none';
}
export const markOf = (wish: TimeWish | null): string => marks[wishKey(wish)];

/** On a phone one day is seen at a time: `shownDay`. */
export function WeekGrid({
  week,
  shownDay,
  showDay,
  paintHour,
}: {
  week: Week;
  shownDay: Weekday;
  showDay: (day: Weekday) => void;
  paintHour: (day: Weekday, hour: number) => void;
}): ReactNode {
  const words = useTimesWords();
  const { language } = useWords();
  const [at, setAt] = useState<Place>({ day: daysOfWeek.indexOf(shownDay), hour: 17 });
  const moved = useRef(false);
  const table = useRef<HTMLTableElement>(null);
  const current: Place = { ...at, day: daysOfWeek.indexOf(shownDay) };

  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    table.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
  });
  const paintAt = ({ day, hour }: Place) => paintHour(daysOfWeek[day] ?? 'MO', hour);
  const goTo = (place: Place) => {
    moved.current = true;
    setAt(place);
    showDay(daysOfWeek[place.day] ?? 'MO');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return paintAt(current);
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = { day: current.day + step.day, hour: current.hour + step.hour };
    if (next.day < 0 || next.day > 6 || next.hour < 0 || next.hour > 23) return;
    if (event.shiftKey) {
      paintAt(current);
      paintAt(next);
    }
    goTo(next);
  };
  /** A finger scrolls when it moves: it paints by tapping alone. */
  const onDrag = (event: PointerEvent, place: Place) => {
    if (event.pointerType !== 'touch' && event.buttons === 1) paintAt(place);
  };
  return (
    <table ref={table} aria-label={words.week} aria-describedby="week-help" className={looks['week']}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{words.hour}</span>
          </th>
          {daysOfWeek.map((day) => (
            <th key={day} scope="col" className={day === shownDay ? undefined : looks['otherDay']}>
              <abbr title={words.days[day]}>{words.shortDays[day]}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hoursOfDay.map((hour) => (
          <tr key={hour}>
            <th scope="row">{hourInWords(hour * 60, language)}</th>
            {daysOfWeek.map((day, index) => {
              const wish = wishInHour(week, day, hour);
              const name = wish === 'mixed' ? words.mixed : words.wishes[wish ?? 'none'];
              const isCurrent = index === current.day && hour === current.hour;
              return (
                <td key={day} className={day === shownDay ? undefined : looks['otherDay']}>
                  <button
                    type="button"
                    tabIndex={isCurrent ? 0 : -1}
                    className={`${looks['cell']} ${looks[wishKey(wish)]}`}
                    aria-label={words.cell({
                      day: words.days[day],
                      from: hourInWords(hour * 60, language),
                      until: hourInWords(hour * 60 + 60, language),
                      wish: name,
                    })}
                    onKeyDown={onKeyDown}
                    onFocus={() => {
                      setAt({ day: index, hour });
                      showDay(day);
                    }}
                    onPointerEnter={(event) => onDrag(event, { day: index, hour })}
                    onPointerDown={(event) => onDrag(event, { day: index, hour })}
                    onClick={() => {
                      goTo({ day: index, hour });
                      paintAt({ day: index, hour });
                    }}
                  >
                    <span aria-hidden="true">
                      {marks[wishKey(wish)]}
                      <span className={looks['cellName']}> {wish === null ? '' : name}</span>
                    </span>
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
