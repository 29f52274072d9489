/** One kind of figures: what they come to with what each means, the picture, and the table under it. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../client.ts';
import { Reading } from '../parts/reading.tsx';
import { Columns } from './columns.tsx';
import looks from './reports.module.css';
import { ReportTable } from './table.tsx';
import { WeekHours } from './week-hours.tsx';
import { useReportsWords, type Figures, type Report } from './words.ts';

/** What is asked about; undefined: all, or what the service takes where nobody says. */
export type Asked = { from: string; to: string; line: string | undefined; language: string | undefined };
export type By = Extract<Report['by'], string>;

const withoutLanguage: ReadonlySet<Figures> = new Set(['heard', 'hours']);
/** The whole and the part of it that a picture shows, by their columns. */
const drawn: Readonly<Record<Figures, readonly [whole: number, part: number]>> = {
  calls: [0, 1],
  promises: [0, 1],
  texts: [0, 1],
  heard: [0, 1],
  hours: [1, 2],
};

export function useReport(figures: Figures, { language, ...asked }: Asked, by: string): UseQueryResult<Report> {
  const query = {
    ...asked,
    ...(withoutLanguage.has(figures) ? {} : { language }),
    by: by as 'day' | 'week' | 'month' | 'hour-of-week',
  };
  return useQuery({
    queryKey: ['reports', figures, query],
    queryFn: ({ signal }) => ask('reports.read', { params: { figures }, query }, { signal }),
    placeholderData: (before) => before,
  });
}

export function Section({ figures, asked, by }: { figures: Figures; asked: Asked; by: string }): ReactNode {
  const { words } = useReportsWords();
  const query = useReport(figures, asked, by);
  const { data } = query;
  const line = data?.lines.find(({ id }) => id === data.line);
  const [whole, part] = drawn[figures];
  return (
    <section className={looks['section']}>
      <h2>{words[figures]}</h2>
      <Reading query={query} />
      {data && (
        <>
          {figures === 'hours' && line && <p>{words.oneLine({ line: line.name })}</p>}
          {figures === 'heard' && asked.language !== undefined && <p>{words.noLanguage}</p>}
          {isEmpty(data) && <p>{words.none}</p>}
          {data.rows.length > 1 && <Columns report={data} whole={whole} part={part} />}
          {!isEmpty(data) && <Sums report={data} />}
          {!isEmpty(data) && <ReportTable report={data} title={words[figures]} />}
        </>
      )}
      {figures === 'calls' && <HoursOfWeek asked={asked} />}
    </section>
  );
}

function HoursOfWeek({ asked }: { asked: Asked }): ReactNode {
  const { words } = useReportsWords();
  const query = useReport('calls', asked, 'hour-of-week');
  if (query.data && isEmpty(query.data)) return null;
  return (
    <>
      <h3>{words.hours24}</h3>
      <Reading query={query} />
      {query.data && <WeekHours report={query.data} />}
    </>
  );
}

/** What everything comes to, each with what it means; `only`: these columns. */
export function Sums({ report, only }: { report: Report; only?: readonly string[] }): ReactNode {
  const { named, says } = useReportsWords();
  const { columns, rows, total } = report;
  const values = (total ?? (rows.length === 1 ? rows[0] : undefined))?.values;
  return (
    <dl className={looks['sums']}>
      {columns.map((column, index) => {
        if (only && !only.includes(column.key)) return null;
        const { name, means } = named(column);
        return (
          <div key={column.key}>
            <dt>{name}</dt>
            <dd className={looks['value']}>{values ? says(values[index], column.unit) : ''}</dd>
            <dd className={looks['means']}>{means}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Nothing was counted: no number in it, and none that is hidden. */
export function isEmpty({ rows }: Report): boolean {
  return rows.every(({ values }) => values.every((value) => value === 0 || value === null));
}
