/** My shifts as a month: which days, and when (P2). */
import { useState, type ReactNode } from 'react';
import { clock } from '../moments.ts';
import { Button } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import { dayOf, monthAfter, monthOf, weeksOf } from './month-days.ts';
import looks from './shift-month.module.css';

type Shift = { startAt: string; endAt: string; line: string };

/** `now` and the shifts say which months there is something to see of. */
export function ShiftMonth({ now, shifts, zone }: { now: string; shifts: readonly Shift[]; zone: string }): ReactNode {
  const { words, language } = useWords();
  const form = { language, zone };
  const first = monthOf(now, zone);
  const last = shifts.map(({ startAt }) => monthOf(startAt, zone)).reduce((a, b) => (a > b ? a : b), first);
  const [month, setMonth] = useState(first);
  const written = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
  const weeks = weeksOf(month);
  const onDay = (day: string) => shifts.filter(({ startAt }) => dayOf(startAt, zone) === day);
  return (
    <>
      <div className={looks['steps']}>
        <Button disabled={month <= first} onClick={() => setMonth(monthAfter(month, -1))}>
          {words.monthBefore}
        </Button>
        <Button disabled={month >= last} onClick={() => setMonth(monthAfter(month, 1))}>
          {words.monthNext}
        </Button>
      </div>
      <table className={looks['month']}>
        <caption>{written(`${month}-01`, { month: 'long', year: 'numeric' })}</caption>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col">
                <abbr title={written(day, { weekday: 'long' })}>{written(day, { weekday: 'short' })}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => {
                const mine = onDay(day);
                const cell = mine.length > 0 ? 'mine' : day.startsWith(month) ? 'day' : 'other';
                return (
                  <td key={day} className={looks[cell]}>
                    {Number(day.slice(8))}
                    {mine.map(({ startAt, endAt, line }) => (
                      <span key={`${startAt} ${line}`} className={looks['time']}>
                        {clock(startAt, form)} – {clock(endAt, form)}
                      </span>
                    ))}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
