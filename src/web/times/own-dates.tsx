/** Single dates: what I say of one holds in the place of my week; painted month by month, and saved (P4). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import { useKept } from '../kept.ts';
import { monthAfter, weeksOf } from '../pages/month-days.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import looks from './dates.module.css';
import { dateInWords, monthInWords } from './hours.ts';
import shared from './times.module.css';
import { useTimesWords } from './words.ts';

type Dates = Answered<'dates.read'>;
type Said = Dates['dates'][number]['wish'] | 'week';

/** Seen beside the colour, so that nothing is said by colour alone. */
const marks: Readonly<Record<Said, string>> = { preferred: '★', fine: '✓', reluctant: '~', not: '✕', week: '' };
const brushes = Object.keys(marks) as Said[];
const monthsAhead = 12;

export function OwnDates({ times: { today, rounds } }: { times: Answered<'times.read'> }): ReactNode {
  const words = useTimesWords();
  const { language } = useWords();
  const first = today.slice(0, 7);
  const [month, setMonth] = useState((rounds.find(({ answered }) => !answered) ?? rounds[0])?.month ?? first);
  const query = useQuery({
    queryKey: ['dates', month],
    queryFn: ({ signal }) => ask('dates.read', { query: { month } }, { signal }),
  });
  return (
    <>
      <h2 id="dates">{words.dates}</h2>
      <p>{words.datesLead}</p>
      <div className={looks['steps']}>
        <Button disabled={month <= first} onClick={() => setMonth(monthAfter(month, -1))}>
          {words.monthBefore}
        </Button>
        <Button disabled={month >= monthAfter(first, monthsAhead)} onClick={() => setMonth(monthAfter(month, 1))}>
          {words.monthNext}
        </Button>
      </div>
      <h3>{monthInWords(month, language)}</h3>
      {query.data ? <Month key={month} dates={query.data} /> : <Reading query={query} />}
    </>
  );
}

function Month({ dates }: { dates: Dates }): ReactNode {
  const words = useTimesWords();
  const queries = useQueryClient();
  const [brush, setBrush] = useState<Said>('preferred');
  /** What is painted and not saved, and the version it was painted over. */
  const { month, today, rounds } = dates;
  const kept = useKept<{ said: ReadonlyMap<string, Said>; version: string }>(`dates ${month}`);
  const draft = kept.typed;
  const [saved, setSaved] = useState(false);
  const change = useChange(
    'dates.set',
    (answer) => {
      queries.setQueryData(['dates', month], answer);
      void queries.invalidateQueries({ queryKey: ['times'] });
      kept.saved((latest) => ({ ...latest, version: answer.version }));
      setSaved(true);
    },
    () => words.datesClosed,
  );
  const known = new Map<string, Said>(dates.dates.map(({ date, wish }) => [date, wish]));
  const said = draft?.said ?? known;
  const isClosed = rounds.length > 0 && rounds.every(({ over }) => over);
  const isAsked = rounds.some(({ over, answered }) => !over && !answered);
  const paint = (date: string) => {
    setSaved(false);
    kept.keep((before) => ({
      said: new Map([...(before?.said ?? known), [date, brush]]),
      version: before?.version ?? dates.version,
    }));
  };
  const save = (ifMatch: string) => {
    const wishes = [...said].flatMap(([date, wish]) => (wish === 'week' ? [] : [{ date, wish }]));
    change.begin({ body: { month, dates: wishes } }, { ifMatch });
  };
  return (
    <>
      <KeptNotice kept={kept} />
      {isClosed && <Notice kind="plain">{words.datesStand}</Notice>}
      <fieldset className={shared['brushes']}>
        <legend>{words.dateBrush}</legend>
        {brushes.map((one) => (
          <label key={one} className={`${shared['brush']} ${looks[one]}`}>
            <input type="radio" name="date-brush" checked={brush === one} onChange={() => setBrush(one)} />
            <span aria-hidden="true">{marks[one]}</span> {words.dateWishes[one]}
          </label>
        ))}
      </fieldset>
      <Weeks month={month} today={today} said={said} paint={paint} />
      {change.kind === 'conflict' ? (
        <Notice kind="trouble">
          <p>{words.changedMeanwhile}</p>
          <Button
            onClick={() => void queries.invalidateQueries({ queryKey: ['dates', month] }).then(() => kept.keep(null))}
          >
            {words.takeTheirs}
          </Button>{' '}
          <Button busy={change.busy} onClick={() => save('*')}>
            {words.keepMine}
          </Button>
        </Notice>
      ) : (
        change.wrong && <Notice kind="trouble">{change.wrong}</Notice>
      )}
      {saved && !draft && <Notice kind="calm">{words.saved}</Notice>}
      {!draft && isAsked && (
        <Button busy={change.busy} onClick={() => save(dates.version)}>
          {words.datesNothing}
        </Button>
      )}
      {draft && (
        <div className={shared['save']}>
          <p role="status">{words.notSaved}</p>
          <Button kind="primary" busy={change.busy} onClick={() => save(draft.version)}>
            {words.saveDates}
          </Button>
          <Button kind="quiet" onClick={() => kept.keep(null)}>
            {words.startAgain}
          </Button>
        </div>
      )}
    </>
  );
}

function Weeks({
  month,
  today,
  said,
  paint,
}: {
  month: string;
  today: string;
  said: ReadonlyMap<string, Said>;
  paint: (date: string) => void;
}): ReactNode {
  const words = useTimesWords();
  const { language } = useWords();
  const weekday = (date: string, form: 'long' | 'short') =>
    new Intl.DateTimeFormat(language, { weekday: form, timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));
  const weeks = weeksOf(month);
  return (
    <table className={looks['month']} aria-label={words.dates}>
      <thead>
        <tr>
          {weeks[0]?.map((date) => (
            <th key={date} scope="col">
              <abbr title={weekday(date, 'long')}>{weekday(date, 'short')}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((date) => {
              const wish = said.get(date) ?? 'week';
              if (!date.startsWith(month)) return <td key={date}>{''}</td>;
              return (
                <td key={date}>
                  <button
                    type="button"
                    className={`${looks['date']} ${looks[wish]}`}
                    disabled={date < today}
                    aria-label={words.dateCell({ date: dateInWords(date, language), wish: words.dateWishes[wish] })}
                    onClick={() => paint(date)}
                  >
                    <span aria-hidden="true">
                      {Number(date.slice(8))}
                      <br />
                      {marks[wish]}
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
