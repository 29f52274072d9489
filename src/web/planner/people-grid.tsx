/** People × days: hours, nights and rests of each against what keeps them well; long lists are drawn as far as they are seen (R1). */
import {
  Fragment,
  memo,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import type { RosterWords } from '../words/planner/en.ts';
import { useDesk } from './desk.tsx';
import { amount, date, dates, hours, type Form } from './form.ts';
import { dateAfter, datesBetween, mondayOf, stepFrom, type Spot } from './grid.ts';
import around from './grid-box.module.css';
import looks from './people-grid.module.css';
import { personRows, type PersonDay, type PersonRow, type PersonWeek } from './person-days.ts';
import type { Planned } from './planned.ts';
import { useSteady } from './steady.ts';
import { useWindowed } from './windowed.ts';

const rowPixels = 44;
const headPixels = 48;

export function PeopleGrid({ planned }: { planned: Planned }): ReactNode {
  const { view, words, form, today, canEdit, open } = useDesk();
  const { language } = form;
  const rows = useMemo(() => personRows(planned), [planned]);
  const days = useMemo(() => datesBetween(view.from, view.to), [view.from, view.to]);
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<Spot>({ row: 0, column: 0 });
  const { first, end, above, below, reveal } = useWindowed(box, rows.length, rowPixels, headPixels);
  /** The focus has to follow, as soon as the row is drawn. */
  const wanted = useRef(false);
  useEffect(() => {
    const cell = wanted.current
      ? box.current?.querySelector<HTMLElement>(`button[data-row="${at.row}"][tabindex="0"]`)
      : null;
    if (!cell) return;
    wanted.current = false;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  const onClick = useSteady((event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('button');
    const spot = { row: Number(cell?.dataset['row']), column: Number(cell?.dataset['column']) };
    const [row, day] = [rows[spot.row], days[spot.column]];
    if (!row || !day) return;
    setAt(spot);
    if (canEdit) open({ kind: 'person-day', person: row.person, date: day });
  });
  const onKeyDown = useSteady((event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      const [row, day] = [rows[at.row], days[at.column]];
      if (!canEdit || !row || !day) return;
      event.preventDefault();
      return open({ kind: 'person-day', person: row.person, date: day });
    }
    const next = stepFrom(at, event.key, {
      rows: rows.length,
      columns: days.length,
      whole: event.ctrlKey || event.metaKey,
    });
    if (!next || event.altKey) return;
    event.preventDefault();
    wanted.current = true;
    setAt(next);
    reveal(next.row);
  });
  // Whoever has scrolled away comes back in where they are now.
  const reachable = at.row >= first && at.row < end ? at.row : first;
  return (
    <div ref={box} className={`${around['box']} ${looks['box']}`}>
      <table aria-rowcount={rows.length + 1} className={looks['table']}>
        <caption className="visually-hidden">
          {words.personTable({ days: dates(view.from, view.to, language) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{words.person}</th>
            {days.map((day, index) => (
              <Fragment key={day}>
                <th
                  scope="col"
                  className={day === today ? looks['today'] : isWeekend(day) ? looks['weekend'] : undefined}
                >
                  <span className={looks['weekday']}>{date(day, language, { weekday: 'short' })}</span>
                  {date(day, language, { day: 'numeric', month: 'numeric' })}
                  {day === today && <span className="visually-hidden">, {words.today}</span>}
                </th>
                {endsWeek(days, index) && (
                  <th scope="col" className={looks['sum']}>
                    <span className="visually-hidden">
                      {words.weekOf({ date: date(mondayOf(day), language, { day: 'numeric', month: 'short' }) })},{' '}
                    </span>
                    {words.hoursShort}
                  </th>
                )}
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          <Filler pixels={above} />
          {rows.slice(first, end).map((row, place) => {
            const index = first + place;
            return (
              <Row
                key={row.person}
                row={row}
                index={index}
                current={index === reachable ? at.column : -1}
                words={words}
                form={form}
                today={today}
                onKeyDown={onKeyDown}
                onClick={onClick}
              />
            );
          })}
          <Filler pixels={below} />
        </tbody>
      </table>
    </div>
  );
}

function Filler({ pixels }: { pixels: number }): ReactNode {
  const row = useRef<HTMLTableRowElement>(null);
  // Before it is drawn; both are there always, so that the box is never shorter than it is scrolled. The page's policy takes
  // no style written in a document, only one set by a script.
  useLayoutEffect(() => {
    if (row.current) row.current.style.height = `${pixels}px`;
  });
  return <tr ref={row} aria-hidden="true" />;
}

const Row = memo(function Row({
  row,
  index,
  current,
  words,
  form,
  today,
  onKeyDown,
  onClick,
}: {
  row: PersonRow;
  index: number;
  current: number;
  words: RosterWords;
  form: Form;
  today: string;
  onKeyDown: (event: KeyboardEvent) => void;
  onClick: (event: MouseEvent) => void;
}): ReactNode {
  const dates = row.days.map((day) => day.date);
  return (
    <tr aria-rowindex={index + 2}>
      <th scope="row">
        <span className={looks['name']}>{row.name}</span>
        <small>
          {[
            ...(row.textsOnly ? [words.textsOnly] : []),
            ...(row.isTrainee ? [words.trainee] : []),
            ...(row.isReserve ? [words.reserve] : []),
            ...(row.nights > 0 ? [words.nightsOf({ count: row.nights })] : []),
          ].join(' · ')}
        </small>
      </th>
      {row.days.map((day, column) => (
        <Fragment key={day.date}>
          <td
            className={`${looks['cell']} ${day.date === today ? looks['today'] : isWeekend(day.date) ? looks['weekend'] : ''}`}
          >
            <button
              type="button"
              onKeyDown={onKeyDown}
              onClick={onClick}
              data-row={index}
              data-column={column}
              tabIndex={column === current ? 0 : -1}
            >
              <DayOf day={day} words={words} form={form} />
            </button>
          </td>
          {endsWeek(dates, column) && <WeekSum row={row} week={weekOf(row, day.date)} words={words} form={form} />}
        </Fragment>
      ))}
    </tr>
  );
});

function DayOf({ day, words, form }: { day: PersonDay; words: RosterWords; form: Form }): ReactNode {
  return (
    <>
      {day.turns.map(({ key, startMs, endMs, as, isNight, elsewhere }) => (
        <span
          key={key}
          className={`${looks['turn']} ${isNight ? looks['night'] : ''} ${as === 'backup' ? looks['backup'] : ''} ${elsewhere ? looks['elsewhere'] : ''}`}
        >
          <span aria-hidden="true">{shortHours(startMs, endMs, form)}</span>
          <span className="visually-hidden">
            {hours(startMs, endMs, form)}
            {isNight && `, ${words.night}`}
            {as === 'backup' && `, ${words.backup}`}
            {elsewhere && `, ${words.elsewhere}`}
          </span>
          {isNight && <span aria-hidden="true">☾</span>}
        </span>
      ))}
      {day.away && <span className={looks['away']}>{words.away}</span>}
      {day.broken.length > 0 && (
        <span
          className={looks['warn']}
          role="img"
          aria-label={words.warning}
          title={day.broken.map((rule) => words.reasons[rule as 'rest'] ?? rule).join('; ')}
        >
          !
        </span>
      )}
      {day.turns.length === 0 && !day.away && <span className="visually-hidden">{words.free}</span>}
    </>
  );
}

function WeekSum({
  row,
  week,
  words,
  form,
}: {
  row: PersonRow;
  week: PersonWeek | undefined;
  words: RosterWords;
  form: Form;
}): ReactNode {
  if (!week) return <td className={looks['sum']}>–</td>;
  const most = row.limits.hours;
  const isOver = week.hours > most;
  return (
    <td className={`${looks['sum']} ${isOver ? looks['over'] : ''}`}>
      {Number.isFinite(most)
        ? `${amount(week.hours, form.language)}/${amount(most, form.language)}`
        : amount(week.hours, form.language)}
      {isOver && (
        <span className={looks['warn']} role="img" aria-label={words.overLimit}>
          !
        </span>
      )}
    </td>
  );
}

const weekOf = ({ weeks }: PersonRow, day: string) => weeks.find(({ monday }) => monday === mondayOf(day));
const isWeekend = (day: string) => mondayOf(day) !== day && dateAfter(mondayOf(day), 5) <= day;
/** The last day of a week, or of what is shown. */
const endsWeek = (days: readonly string[], index: number) =>
  index === days.length - 1 || mondayOf(days[index + 1] ?? '') === days[index + 1];

/** `17–21`: a narrow cell holds no more; the whole is read out. */
function shortHours(startMs: number, endMs: number, { zone }: Form): string {
  const short = (atMs: number) =>
    new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', timeZone: zone })
      .format(atMs)
      .replace(/:00$/, '')
      .replace(/^0(\d)/, '$1');
  return `${short(startMs)}–${short(endMs)}`;
}
