/** My week, painted and saved; what was painted stays until it is saved or given up (P4). */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Weekday } from '../../schedule/model.ts';
import {
  daysOfWeek,
  minuteOf,
  painted,
  weekOf,
  windowsOf,
  type TimeWish,
  type Week,
} from '../../schedule/week-pattern.ts';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import { useKept } from '../kept.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { useWords } from '../words/words.tsx';
import { ExactTimes } from './exact.tsx';
import { hourInWords } from './hours.ts';
import looks from './times.module.css';
import { markOf, WeekGrid, wishKey } from './week-grid.tsx';
import { useTimesWords } from './words.ts';

const brushes: readonly (TimeWish | null)[] = ['preferred', 'fine', 'reluctant', null];
const dayMinutes = 1440;

export function OwnWeek({ times }: { times: Answered<'times.read'> }): ReactNode {
  const words = useTimesWords();
  const queries = useQueryClient();
  const [brush, setBrush] = useState<TimeWish | null>('fine');
  const [day, setDay] = useState<Weekday>('MO');
  /** What is painted and not saved, and the version it was painted over. */
  const kept = useKept<{ week: Week; version: string }>('own week');
  const draft = kept.typed;
  const [saved, setSaved] = useState(false);
  const change = useChange('times.set', (answer) => {
    queries.setQueryData(['times'], answer);
    kept.saved(({ week: latest }) => ({ week: latest, version: answer.version }));
    setSaved(true);
  });
  const week = draft?.week ?? weekOf(times.week);
  const paint = (paintOver: (before: Week) => Week) => {
    setSaved(false);
    kept.keep((before) => ({
      week: paintOver(before?.week ?? weekOf(times.week)),
      version: before?.version ?? times.version,
    }));
  };
  const save = (version: string) => change.begin({ body: { week: windowsOf(week) } }, { ifMatch: version });
  const read = () => queries.invalidateQueries({ queryKey: ['times'] });
  return (
    <>
      <p>{words.lead({ zone: times.zone.replaceAll('_', ' ') })}</p>
      <KeptNotice kept={kept} />
      <fieldset className={looks['brushes']}>
        <legend>{words.brush}</legend>
        {brushes.map((one) => (
          <label key={wishKey(one)} className={`${looks['brush']} ${looks[wishKey(one)]}`}>
            <input type="radio" name="brush" checked={brush === one} onChange={() => setBrush(one)} />
            <span aria-hidden="true">{markOf(one)}</span> {words.wishes[one ?? 'none']}
          </label>
        ))}
      </fieldset>
      <fieldset className={looks['days']}>
        <legend className="visually-hidden">{words.chooseDay}</legend>
        {daysOfWeek.map((one) => (
          <label key={one} className={looks['day']}>
            <input type="radio" name="day" checked={day === one} onChange={() => setDay(one)} />
            <abbr title={words.days[one]}>{words.shortDays[one]}</abbr>
          </label>
        ))}
      </fieldset>
      <WeekGrid
        week={week}
        shownDay={day}
        showDay={setDay}
        paintHour={(where, hour) => paint((before) => painted(before, where, hour * 60, hour * 60 + 60, brush))}
      />
      <p id="week-help" className="soft">
        {words.weekHelp}
      </p>
      <ExactTimes
        day={day}
        showDay={setDay}
        paintSpan={(where, from, until) => paint((before) => overMidnight(before, where, from, until, brush))}
        copyDay={(where) => paint((before) => everyDayLike(before, where))}
      />
      <Painted week={week} />
      {draft && change.kind === 'conflict' ? (
        <Notice kind="trouble">
          <p>{words.changedMeanwhile}</p>
          <Button onClick={() => void read().then(() => kept.keep(null))}>{words.takeTheirs}</Button>{' '}
          <Button busy={change.busy} onClick={() => save('*')}>
            {words.keepMine}
          </Button>
        </Notice>
      ) : (
        change.wrong && <Notice kind="trouble">{change.wrong}</Notice>
      )}
      {saved && !draft && <Notice kind="calm">{words.saved}</Notice>}
      {draft && (
        <div className={looks['save']}>
          <p role="status">{words.notSaved}</p>
          <Button kind="primary" busy={change.busy} onClick={() => save(draft.version)}>
            {words.save}
          </Button>
          <Button kind="quiet" onClick={() => kept.keep(null)}>
            {words.startAgain}
          </Button>
        </div>
      )}
    </>
  );
}

/** What is painted, in words: on a phone the whole week is seen nowhere else. */
function Painted({ week }: { week: Week }): ReactNode {
  const words = useTimesWords();
  const { language } = useWords();
  return (
    <>
      <p>{words.total({ count: Math.round(week.filter((wish) => wish !== null).length / 6) / 10 })}</p>
      <ul>
        {windowsOf(week).map(({ days, start, end, wish }) => (
          <li key={`${days.join()} ${start} ${end} ${wish}`}>
            {words.window({
              days: days.map((day) => words.shortDays[day]).join(', '),
              from: hourInWords(minuteOf(start), language),
              until: hourInWords(minuteOf(end), language),
              wish: words.wishes[wish],
            })}
          </li>
        ))}
      </ul>
    </>
  );
}

function overMidnight(week: Week, day: Weekday, from: number, until: number, wish: TimeWish | null): Week {
  const today = painted(week, day, from, Math.min(until, dayMinutes), wish);
  const next = daysOfWeek[(daysOfWeek.indexOf(day) + 1) % 7] ?? 'MO';
  return until > dayMinutes ? painted(today, next, 0, until - dayMinutes, wish) : today;
}

function everyDayLike(week: Week, day: Weekday): Week {
  const start = daysOfWeek.indexOf(day) * dayMinutes;
  return week.map((_, minute) => week[start + (minute % dayMinutes)] ?? null);
}
