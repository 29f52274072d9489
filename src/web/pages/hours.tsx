/** My hours, month by month, as a page to print and to have signed (P2). */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ask, type Answered } from '../client.ts';
import { Button, Select } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import looks from './hours.module.css';
import { monthAfter } from './month-days.ts';

type Hours = Answered<'hours.read'>;
const monthsOffered = 60;

export function HoursPage(): ReactNode {
  const { words, language } = useWords();
  const [asked, setAsked] = useState<{ from?: string; to?: string }>({});
  const query = useQuery({
    queryKey: ['hours', asked],
    queryFn: ({ signal }) => ask('hours.read', { query: asked }, { signal }),
    placeholderData: (before) => before,
  });
  const { data } = query;
  const thisMonth = data?.today.slice(0, 7) ?? '2026-01';
  const months = Array.from({ length: monthsOffered }, (_, back) => monthAfter(thisMonth, -back));
  const choice = (label: string, value: string, choose: (month: string) => void) => (
    <Select label={label} value={value} onChange={(event) => choose(event.target.value)}>
      {months.map((month) => (
        <option key={month} value={month}>
          {monthInWords(month, language)}
        </option>
      ))}
    </Select>
  );
  return (
    <Page title={words.pageHours}>
      <Reading query={query} />
      {data && (
        <>
          <div className={looks['choice']}>
            {choice(words.hoursFrom, data.from, (from) => setAsked({ from, to: from > data.to ? from : data.to }))}
            {choice(words.hoursTo, data.to, (to) => setAsked({ from: to < data.from ? to : data.from, to }))}
            <Button kind="primary" onClick={() => window.print()}>
              {words.hoursPrint}
            </Button>
          </div>
          {data.months.length === 0 ? <p>{words.hoursNone}</p> : <Certificate hours={data} />}
          <p className={`soft ${looks['about']}`}>{words.hoursAbout}</p>
        </>
      )}
    </Page>
  );
}

function Certificate({ hours: { name, organisation, today, from, to, months } }: { hours: Hours }): ReactNode {
  const { words, language } = useWords();
  const number = (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
  const total = months.reduce((sum, { hours }) => sum + hours, 0);
  const shifts = months.reduce((sum, one) => sum + one.shifts, 0);
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${today}T12:00:00Z`),
  );
  return (
    <section className={looks['certificate']} aria-label={words.hoursCertificate}>
      <p className={looks['organisation']}>{organisation}</p>
      <h2>{words.hoursCertificate}</h2>
      <p className={looks['says']}>
        {words.hoursSays({
          name,
          organisation,
          from: monthInWords(from, language),
          to: monthInWords(to, language),
          hours: number(total),
          shifts,
        })}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.hoursMonth}</th>
            <th scope="col">{words.hoursShifts}</th>
            <th scope="col">{words.hoursHours}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((one) => (
            <tr key={one.month}>
              <th scope="row">{monthInWords(one.month, language)}</th>
              <td>{one.shifts}</td>
              <td>{number(one.hours)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.hoursTotal}</th>
            <td>{shifts}</td>
            <td>{number(total)}</td>
          </tr>
        </tfoot>
      </table>
      <p className={looks['signed']}>{words.hoursSigned({ organisation, date })}</p>
    </section>
  );
}

function monthInWords(month: string, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  );
}
