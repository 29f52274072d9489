/** When I can: the week as I paint it, single dates, and the days on which I am away (P4). */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { ask } from '../client.ts';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { Away } from '../times/away.tsx';
import { OwnWeek } from '../times/own-week.tsx';
import { Rounds } from '../times/rounds.tsx';
import { useWords } from '../words/words.tsx';

/** Single dates come after the week: the page can be used before they are here. */
const OwnDates = lazy(async () => ({ default: (await import('../times/own-dates.tsx')).OwnDates }));

export function TimesPage(): ReactNode {
  const { words } = useWords();
  const query = useQuery({ queryKey: ['times'], queryFn: ({ signal }) => ask('times.read', {}, { signal }) });
  return (
    <Page title={words.pageTimes}>
      <Reading query={query} />
      {query.data && (
        <>
          <Rounds times={query.data} />
          <OwnWeek times={query.data} />
          <Suspense fallback={<p>{words.loading}</p>}>
            <OwnDates times={query.data} />
          </Suspense>
          <Away times={query.data} />
        </>
      )}
    </Page>
  );
}
