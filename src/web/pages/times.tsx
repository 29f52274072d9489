/** When I can: the week as I paint it, single dates, and the days on which I am away (P4). */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../client.ts';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { Away } from '../times/away.tsx';
import { OwnDates } from '../times/own-dates.tsx';
import { OwnWeek } from '../times/own-week.tsx';
import { Rounds } from '../times/rounds.tsx';
import { useWords } from '../words/words.tsx';

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
          <OwnDates times={query.data} />
          <Away times={query.data} />
        </>
      )}
    </Page>
  );
}
