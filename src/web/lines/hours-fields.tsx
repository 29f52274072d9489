/** Opening hours: the week drawn, in words, and as fields. */
import type { ReactNode } from 'react';
import { hoursOfDay } from '../../schedule/hours-today.ts';
import type { Weekday } from '../../schedule/model.ts';
import looks from '../desk/desk.module.css';
import drawn from './drawn.module.css';
import { Ticks } from '../desk/fields.tsx';
import { useDeskWords } from '../desk/words.ts';
import { Button, Field } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import type { LineDraft } from './line-draft.ts';
import { hoursInWords, minutesOf } from './today.ts';
import { useLinesWords } from './words.ts';

type Hours = LineDraft['openingHours'];
export type WrongAt = (field: string) => string | null;
const days: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const [width, left, rowHeight, top] = [360, 40, 18, 16];
const dayMinutes = 24 * 60;

export function HoursFields({
  hours,
  set,
  wrong,
}: {
  hours: Hours;
  set: (hours: Hours) => void;
  wrong: WrongAt;
}): ReactNode {
  const words = useLinesWords();
  const desk = useDeskWords();
  const change = (index: number, part: Partial<Hours[number]>) =>
    set(hours.map((one, place) => (place === index ? { ...one, ...part } : one)));
  return (
    <>
      <WeekDrawn hours={hours} />
      {hours.length === 0 && <p>{words.hoursAlways}</p>}
      {hours.map(({ days: chosen, start, end }, index) => (
        <div key={index} className={looks['group']}>
          <Ticks
            label={words.hoursDays}
            from={days.map((day) => [day, desk.days[day]] as const)}
            chosen={chosen}
            wrong={wrong(`openingHours[${index}].days`)}
            set={(now) => change(index, { days: days.filter((day) => now.includes(day)) })}
          />
          <div className={looks['three']}>
            <Field
              label={words.hoursStart}
              type="time"
              value={start}
              wrong={wrong(`openingHours[${index}].start`)}
              onChange={(event) => change(index, { start: event.target.value })}
            />
            <Field
              label={words.hoursEnd}
              hint={words.hoursEndHint}
              type="time"
              value={end === '24:00' ? '00:00' : end}
              wrong={wrong(`openingHours[${index}].end`)}
              onChange={(event) => change(index, { end: event.target.value })}
            />
            <Button onClick={() => set(hours.filter((_, place) => place !== index))}>{words.hoursRemove}</Button>
          </div>
        </div>
      ))}
      <div className={looks['acts']}>
        <Button onClick={() => set([...hours, { days: ['MO', 'TU', 'WE', 'TH', 'FR'], start: '17:00', end: '21:00' }])}>
          {words.hoursAdd}
        </Button>
      </div>
    </>
  );
}

/** What is open of a day, in minutes of it; what goes past midnight is drawn on the next day too. */
function bandsOf(hours: Hours, index: number): { from: number; to: number }[] {
  if (hours.length === 0) return [{ from: 0, to: dayMinutes }];
  const on = (day: Weekday | undefined) =>
    hours.filter(({ days: chosen }) => day !== undefined && chosen.includes(day));
  const ends = ({ start, end }: Hours[number]) => {
    const [from, to] = [minutesOf(start) ?? 0, minutesOf(end) ?? 0];
    return { from, to: to <= from ? to + dayMinutes : to };
  };
  const before = on(days[(index + 6) % 7]).map(ends);
  return [
    ...on(days[index])
      .map(ends)
      .map(({ from, to }) => ({ from, to: Math.min(to, dayMinutes) })),
    ...before.filter(({ to }) => to > dayMinutes).map(({ to }) => ({ from: 0, to: to - dayMinutes })),
  ];
}

function WeekDrawn({ hours }: { hours: Hours }): ReactNode {
  const words = useLinesWords();
  const desk = useDeskWords();
  const { language } = useWords();
  const x = (minute: number) => left + (minute / dayMinutes) * (width - left - 4);
  const inWords = days.map((day) => {
    const said = hoursInWords(
      hoursOfDay({ openingHours: hours, closures: [] }, { date: '', weekday: day }),
      words,
      language,
    );
    return words.hoursOf({ day: desk.days[day], hours: said });
  });
  return (
    <>
      <svg
        className={drawn['drawn']}
        viewBox={`0 0 ${width} ${top + 7 * rowHeight + 4}`}
        role="img"
        aria-label={`${words.hoursPicture}. ${inWords.join('. ')}.`}
      >
        {[0, 6, 12, 18, 24].map((hour) => (
          <g key={hour}>
            <line x1={x(hour * 60)} x2={x(hour * 60)} y1={top} y2={top + 7 * rowHeight} className={drawn['axis']} />
            <text
              x={x(hour * 60)}
              y={top - 5}
              className={drawn['labelSoft']}
              textAnchor={hour === 0 ? 'start' : hour === 24 ? 'end' : 'middle'}
            >
              {hour}
            </text>
          </g>
        ))}
        {days.map((day, index) => (
          <g key={day}>
            <text x={0} y={top + index * rowHeight + 13} className={drawn['label']}>
              {desk.dayShort[day]}
            </text>
            {bandsOf(hours, index).map(({ from, to }) => (
              <rect
                key={`${from} ${to}`}
                className={drawn['band']}
                x={x(from)}
                y={top + index * rowHeight + 2}
                width={Math.max(0, x(to) - x(from))}
                height={rowHeight - 4}
                rx={3}
              />
            ))}
          </g>
        ))}
      </svg>
      <ul className={looks['columns']}>
        {inWords.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
