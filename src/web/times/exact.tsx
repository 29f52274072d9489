/** Paints from one time to another, to the half hour, over midnight too; and one day over all others. */
import { useState, type ReactNode } from 'react';
import type { Weekday } from '../../schedule/model.ts';
import { daysOfWeek } from '../../schedule/week-pattern.ts';
import { Button, Select } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import { hourInWords } from './hours.ts';
import looks from './times.module.css';
import { useTimesWords } from './words.ts';

const halfHours = Array.from({ length: 48 }, (_, index) => index * 30);

export function ExactTimes({
  day,
  showDay,
  paintSpan,
  copyDay,
}: {
  day: Weekday;
  showDay: (day: Weekday) => void;
  /** `until` is beyond 1440 where it ends on the next day. */
  paintSpan: (day: Weekday, from: number, until: number) => void;
  copyDay: (day: Weekday) => void;
}): ReactNode {
  const words = useTimesWords();
  const { language } = useWords();
  const [from, setFrom] = useState(17 * 60);
  const [until, setUntil] = useState(21 * 60);
  const ends = halfHours.map((minute) => (minute > from ? minute : minute + 1440)).sort((a, b) => a - b);
  const end = until > from && until <= from + 1440 ? until : from + 60;
  return (
    <details>
      <summary>{words.exact}</summary>
      <form
        className={looks['exactForm']}
        onSubmit={(event) => {
          event.preventDefault();
          paintSpan(day, from, end);
        }}
      >
        <Select label={words.exactDay} value={day} onChange={(event) => showDay(event.target.value as Weekday)}>
          {daysOfWeek.map((one) => (
            <option key={one} value={one}>
              {words.days[one]}
            </option>
          ))}
        </Select>
        <Select label={words.exactFrom} value={from} onChange={(event) => setFrom(Number(event.target.value))}>
          {halfHours.map((minute) => (
            <option key={minute} value={minute}>
              {hourInWords(minute, language)}
            </option>
          ))}
        </Select>
        <Select label={words.exactUntil} value={end} onChange={(event) => setUntil(Number(event.target.value))}>
          {ends.map((minute) => (
            <option key={minute} value={minute}>
              {minute > 1440 ? words.nextDay({ time: hourInWords(minute, language) }) : hourInWords(minute, language)}
            </option>
          ))}
        </Select>
        <Button type="submit">{words.exactPaint}</Button>
      </form>
      <Button kind="quiet" onClick={() => copyDay(day)}>
        {words.copyDay({ day: words.days[day] })}
      </Button>
    </details>
  );
}
