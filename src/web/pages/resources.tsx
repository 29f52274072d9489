/** Texts that peers may send to whoever asks: everybody finds them, coordinators look after them (O8). */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { ask } from '../client.ts';
import looks from '../desk/desk.module.css';
import { useDeskWords } from '../desk/words.ts';
import { Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { ResourceEntry } from '../resources/entry.tsx';
import { ResourceList } from '../resources/list.tsx';
import { useResourcesWords } from '../resources/words.ts';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

export function ResourcesPage(): ReactNode {
  const { words } = useWords();
  const { words: own } = useResourcesWords();
  const { may } = useSignedIn();
  const [search] = useSearchParams();
  const { state } = useLocation() as { state: { news?: string } | null };
  const mayEdit = may.includes('resources.edit');
  const changed = search.get('change');
  if (mayEdit && (search.get('do') === 'add' || changed !== null)) return <Entry key={changed} id={changed} />;
  return (
    <Page key="list" title={words.pageResources}>
      {state?.news && <Notice kind="calm">{state.news}</Notice>}
      <p>{own.lead}</p>
      {mayEdit && (
        <p className={looks['acts']}>
          <Link className={looks['act']} to="/resources?do=add">
            {own.add}
          </Link>
        </p>
      )}
      <ResourceList mayEdit={mayEdit} />
    </Page>
  );
}

/** One of them, or a new one with null. */
function Entry({ id }: { id: string | null }): ReactNode {
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
    <Page title={found ? words.changeTitle(found) : words.addTitle}>
      <p>
        <Link to="/resources">{desk.back}</Link>
      </p>
      <Reading query={query} />
      {data && id !== null && !found && <p>{desk.gone}</p>}
      {data && (id === null || found) && (
        <ResourceEntry resource={found ?? null} today={data.today} languages={data.languages} />
      )}
    </Page>
  );
}

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
