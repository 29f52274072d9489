/** The roster: what is published, and drafts of it on which coordinators work together (R1–R5). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { ask, type Answered } from '../client.ts';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { dateAt } from '../planner/grid.ts';
import { DraftDesk } from '../planner/draft-desk.tsx';
import { PublishedDesk } from '../planner/published-desk.tsx';
import { Published } from '../planner/publish.tsx';
import { searchFor, shownIn, type Shown } from '../planner/range.ts';
import type { Draft } from '../planner/sending.ts';
import { useRosterWords } from '../planner/words.ts';

export function RosterPage(): ReactNode {
  const words = useRosterWords();
  const query = useQuery({
    queryKey: ['rosters'],
    queryFn: ({ signal }) => ask('rosters.list', { query: { limit: 200 } }, { signal }),
  });
  return (
    <Page title={words.title}>
      <Reading query={query} />
      {query.data && query.data.rosters.length === 0 && <p>{words.noLines}</p>}
      {query.data && query.data.rosters.length > 0 && <Rosters answer={query.data} />}
    </Page>
  );
}

function Rosters({ answer: { now, rosters } }: { answer: Answered<'rosters.list'> }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const queries = useQueryClient();
  const [published, setPublished] = useState<{ draft: Draft; silent: boolean } | null>(null);
  const lines = rosters.map(({ line }) => line);
  const zone = rosters.find(({ line }) => line === search.get('line'))?.zone ?? rosters[0]?.zone ?? 'UTC';
  const today = dateAt(Date.parse(now), zone);
  const shown = shownIn(search, lines, today);
  const show = (change: Partial<Shown>) => setSearch(searchFor({ ...shown, ...change }), { replace: true });
  const nameOf = (line: string) => rosters.find((one) => one.line === line)?.name ?? line;
  const enter = (draft: Draft) => {
    queries.setQueryData(['draft', draft.id], draft);
    setPublished(null);
    setSearch(searchFor({ ...shown, line: draft.line.id, draft: draft.id }));
  };
  const leave = (draft: Draft | null, silent = false) => {
    setPublished(draft && { draft, silent });
    void queries.invalidateQueries({ queryKey: ['drafts'] });
    void queries.invalidateQueries({ queryKey: ['roster-source'] });
    setSearch(searchFor({ ...shown, ...(draft ? daysOf(draft) : {}), draft: null }));
  };
  const common = { shown, rosters, today, show, nameOf };
  return (
    <>
      {published && <Published {...published} tookBack={enter} />}
      {shown.draft === null ? (
        <PublishedDesk {...common} enter={enter} />
      ) : (
        <DraftDesk key={shown.draft} id={shown.draft} {...common} leave={() => leave(null)} published={leave} />
      )}
    </>
  );
}

function daysOf({ line, from }: Draft): Pick<Shown, 'line' | 'from'> {
  return { line: line.id, from };
}
