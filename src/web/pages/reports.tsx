/** Reports over whole months: calls, promises, texts, being heard and hours, for oneself or on one page for a funder (O5). */
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Button, Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { FunderPage } from '../reports/funder.tsx';
import looks from '../reports/reports.module.css';
import { isEmpty, Section, useReport } from '../reports/section.tsx';
import { useReportsWords, type Figures } from '../reports/words.ts';
import { useWords } from '../words/words.tsx';
import { monthAfter } from './month-days.ts';

const kinds: readonly Figures[] = ['calls', 'promises', 'texts', 'heard', 'hours'];
const monthsOffered = 36;
/** Of volunteers' hours there is no more at once. */
const monthsAtOnce = 12;

export function ReportsPage(): ReactNode {
  const { words: common } = useWords();
  const { words, shortMonth, tongue } = useReportsWords();
  const [search, setSearch] = useSearchParams();
  const [thisMonth] = useState(() => new Date().toISOString().slice(0, 7));
  const monthIn = (name: string) => (/^20\d\d-(0[1-9]|1[0-2])$/.test(search.get(name) ?? '') ? search.get(name) : null);
  const from = monthIn('from') ?? monthAfter(thisMonth, -1);
  const to = monthIn('to') ?? from;
  const asked = { from, to, line: search.get('line') ?? undefined, language: search.get('language') ?? undefined };
  const by = search.get('by') ?? (from === to ? 'day' : 'month');
  const isSheet = search.get('view') === 'funder';
  const about = useReport('calls', asked, by);
  const change = (next: Record<string, string | null>) => {
    const changed = new URLSearchParams(search);
    for (const [key, value] of Object.entries(next))
      if (value === null || value === '') changed.delete(key);
      else changed.set(key, value);
    setSearch(changed, { replace: true });
  };
  const months = Array.from({ length: monthsOffered }, (_, back) => monthAfter(thisMonth, -back));
  const later = (first: string) => (to < first ? first : to > monthAfter(first, 11) ? monthAfter(first, 11) : to);
  const choice = (label: string, value: string, options: readonly (readonly [string, string])[], key: string) => (
    <label>
      {label}
      <select
        value={value}
        onChange={({ target }) =>
          change(key === 'from' ? { from: target.value, to: later(target.value) } : { from, [key]: target.value })
        }
      >
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  const named = (one: string) => [one, shortMonth(one)] as const;
  const laterMonths = months.filter((one) => one >= from && one < monthAfter(from, monthsAtOnce));
  return (
    <Page title={common.pageReports}>
      {about.data === undefined && <Reading query={about} />}
      {about.data && (
        <div className={looks['page']}>
          <div className={looks['choice']}>
            {choice(words.from, from, months.includes(from) ? months.map(named) : [named(from)], 'from')}
            {choice(words.to, to, laterMonths.includes(to) ? laterMonths.map(named) : [named(to)], 'to')}
            {choice(
              words.line,
              asked.line ?? '',
              [['', words.allLines], ...about.data.lines.map(({ id, name }) => [id, name] as const)],
              'line',
            )}
            {choice(
              words.language,
              asked.language ?? '',
              [['', words.allLanguages], ...about.data.languages.map((tag) => [tag, tongue(tag)] as const)],
              'language',
            )}
            {choice(
              words.by,
              by,
              [
                ['day', words.day],
                ['week', words.week],
                ['month', words.month],
              ],
              'by',
            )}
            <Button aria-pressed={isSheet} onClick={() => change({ view: isSheet ? null : 'funder' })}>
              {isSheet ? words.whole : words.funder}
            </Button>
            <Button kind="primary" onClick={printWhole}>
              {words.print}
            </Button>
          </div>
          {isEmpty(about.data) && (
            <Notice kind="plain">
              <p>{words.noCalls({ months: words.months({ from: shortMonth(from), to: shortMonth(to) }) })}</p>
              {to < thisMonth && (
                <Button onClick={() => change({ from: thisMonth, to: thisMonth })}>
                  {words.soFar({ month: shortMonth(thisMonth) })}
                </Button>
              )}
            </Notice>
          )}
          {isSheet ? (
            <FunderPage asked={asked} by={by} />
          ) : (
            <>
              {kinds.map((figures) => (
                <Section key={figures} figures={figures} asked={asked} by={by} />
              ))}
              <p className={looks['why']}>{words.hiddenWhy}</p>
            </>
          )}
        </div>
      )}
    </Page>
  );
}

/** Paper cannot be unfolded: its tables are open before it is printed. */
function printWhole(): void {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  window.print();
}
