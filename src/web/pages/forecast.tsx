/** Seeing ahead: who will call, how many peers that needs, and where the roster falls short (F1, F2). */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { parseDate } from '../../schedule/wall-clock.ts';
import { ask } from '../client.ts';
import { scaleOf, weeksOf, type Ahead } from '../forecast/ahead.ts';
import { Basis } from '../forecast/basis.tsx';
import { Finding } from '../forecast/finding.tsx';
import looks from '../forecast/forecast.module.css';
import { Legend, Week } from '../forecast/week.tsx';
import { useForecastWords } from '../forecast/words.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { date as dateInWords } from '../planner/form.ts';
import { dateAfter, mondayOf } from '../planner/grid.ts';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

const lengths = [1, 2, 3, 4, 5, 6];
const [weeksBack, weeksAhead] = [4, 12];

export function ForecastPage(): ReactNode {
  const { words: common } = useWords();
  const { words } = useForecastWords();
  const [search, setSearch] = useSearchParams();
  const draft = search.get('draft') ?? undefined;
  const day = search.get('from') ?? '';
  const from = parseDate(day) === null ? null : day;
  const weeks = (from !== null && lengths.find((one) => String(one) === search.get('weeks'))) || 1;
  const query = {
    ...(draft === undefined ? { line: search.get('line') ?? undefined } : { draft }),
    ...(from === null ? {} : { from, to: dateAfter(from, 7 * weeks - 1) }),
  };
  const ahead = useQuery({
    queryKey: ['forecast', query],
    queryFn: ({ signal }) => ask('forecast.read', { query }, { signal }),
    placeholderData: (before) => before,
  });
  const { data } = ahead;
  /** What is chosen next to what is shown. */
  const change = (key: string, value: string) => {
    const changed = new URLSearchParams(search);
    if (data) changed.set('from', data.from);
    changed.set(key, value);
    setSearch(changed, { replace: true });
  };
  return (
    <Page title={common.pageForecast}>
      {data === undefined && !ahead.isError ? <p role="status">{words.working}</p> : <Reading query={ahead} />}
      {data && (
        <>
          <div className={looks['choice']}>
            <Choices ahead={data} weeks={weeks} change={change} />
            <Button onClick={printWhole}>{words.print}</Button>
          </div>
          {data.draft !== null && <Notice kind="plain">{words.ofDraft}</Notice>}
          <Shown ahead={data} />
          <p className={looks['ways']}>
            <Link
              to={
                data.draft === null
                  ? `/roster?line=${encodeURIComponent(data.line)}&from=${data.from}&weeks=${weeks}`
                  : `/roster?draft=${encodeURIComponent(data.draft)}`
              }
            >
              {words.toRoster}
            </Link>
          </p>
        </>
      )}
    </Page>
  );
}

function Choices({
  ahead: { lines, line, from, today, draft },
  weeks,
  change,
}: {
  ahead: Ahead;
  weeks: number;
  change: (key: string, value: string) => void;
}): ReactNode {
  const { words, language } = useForecastWords();
  const mondays = Array.from({ length: weeksBack + weeksAhead + 1 }, (_, index) =>
    dateAfter(mondayOf(today), 7 * (index - weeksBack)),
  );
  const named = (date: string) =>
    [date, dateInWords(date, language, { day: 'numeric', month: 'short', year: 'numeric' })] as const;
  const choice = (key: string, label: string, value: string, options: readonly (readonly [string, string])[]) => (
    <label>
      {label}
      <select value={value} onChange={({ target }) => change(key, target.value)}>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  if (draft !== null) return null;
  return (
    <>
      {lines.length > 1 &&
        choice(
          'line',
          words.line,
          line,
          lines.map(({ id, name }) => [id, name]),
        )}
      {choice('from', words.week, from, (mondays.includes(from) ? mondays : [from, ...mondays]).map(named))}
      {choice(
        'weeks',
        words.weeks,
        String(weeks),
        lengths.map((count) => [String(count), words.weekCount({ count })]),
      )}
    </>
  );
}

function Shown({ ahead }: { ahead: Ahead }): ReactNode {
  const { words, tenth } = useForecastWords();
  const { words: common } = useWords();
  const { may } = useSignedIn();
  if (!ahead.history) return <p>{words.none}</p>;
  if (ahead.halfHours.length === 0) return <p>{words.noneOpen}</p>;
  const weeks = weeksOf(ahead);
  const scale = scaleOf(weeks);
  return (
    <>
      {ahead.history.isShort && (
        <Notice kind="plain">{words.short({ weeks: words.weeksLong({ weeks: tenth(ahead.history.weeks) }) })}</Notice>
      )}
      <Finding ahead={ahead} />
      <Legend />
      {weeks.map((days) => (
        <Week key={days[0]?.date} days={days} scale={scale} zone={ahead.zone} today={ahead.today} />
      ))}
      {may.includes('replays.run') && (
        <p className={looks['ways']}>
          <Link to="/forecast/replay">{common.pageReplay}</Link>
        </p>
      )}
      <Basis ahead={ahead} />
    </>
  );
}

/** Paper cannot be unfolded: its tables are open before it is printed. */
function printWhole(): void {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  window.print();
}
