/** One text for whoever asks, added or changed by a coordinator (O8). */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { ask } from '../client.ts';
import { useDeskWords } from '../desk/words.ts';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { ResourceEntry } from '../resources/entry.tsx';
import { useResourcesWords } from '../resources/words.ts';

/** The address of one that is not there yet. */
const fresh = 'new';

export function ResourcePage(): ReactNode {
  const { id: named = fresh } = useParams();
  const id = named === fresh ? null : named;
  const desk = useDeskWords();
  const { words } = useResourcesWords();
  const query = useQuery({
    queryKey: ['resources', 'one', id],
    queryFn: ({ signal }) => findOne(id, signal),
    // What is typed stays as it is until it is saved.
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const { data } = query;
  const found = data?.resource;
  return (
    <Page key={named} title={found ? words.changeTitle(found) : words.addTitle}>
      <p>
        <Link to="/resources">{desk.back}</Link>
      </p>
      <Reading query={query} />
      {data && id !== null && !found && <p>{desk.gone}</p>}
      {data && (id === null || found) && (
        <ResourceEntry key={named} resource={found ?? null} today={data.today} languages={data.languages} />
      )}
    </Page>
  );
}

/** One of those in use; null where it is none of them. */
async function findOne(id: string | null, signal: AbortSignal) {
  for (let cursor: string | undefined; ;) {
    const { next, today, languages, resources } = await ask(
      'resources.list',
      { query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) } },
      { signal },
    );
    const resource = resources.find((one) => one.id === id) ?? null;
    if (resource || id === null || next === null) return { today, languages, resource };
    cursor = next;
  }
}
