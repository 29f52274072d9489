/** One line: everything callers and texters meet there, its versions, and the way out of use (O3). */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { ask, AskFailed } from '../client.ts';
import { useDeskWords } from '../desk/words.ts';
import { Closures } from '../lines/closures.tsx';
import { LineForm } from '../lines/line-form.tsx';
import { LineVersions } from '../lines/line-versions.tsx';
import { Retiring } from '../lines/retiring.tsx';
import { useLinesWords } from '../lines/words.ts';
import { Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';

export function LinePage(): ReactNode {
  const words = useLinesWords();
  const desk = useDeskWords();
  const { id = '' } = useParams();
  const { state } = useLocation() as { state: { news?: string } | null };
  const [restored, setRestored] = useState(0);
  const query = useQuery({
    queryKey: ['line', id],
    queryFn: ({ signal }) => ask('lines.read', { params: { id } }, { signal }),
  });
  const { data, error } = query;
  const isGone = error instanceof AskFailed && error.kind === 'not-found';
  return (
    <Page title={data?.name ?? words.title}>
      <p>
        <Link to="/lines">{desk.back}</Link>
      </p>
      {state?.news && <Notice kind="calm">{state.news}</Notice>}
      {isGone ? <p>{desk.gone}</p> : <Reading query={query} />}
      {data && !isGone && (
        <>
          {data.inUse ? (
            <LineForm key={`${data.id} ${restored}`} line={data} />
          ) : (
            <Notice kind="plain">{words.retired}</Notice>
          )}
          {data.inUse && <Closures key={`closures ${data.id}`} line={data} />}
          <LineVersions line={data} restored={() => setRestored((count) => count + 1)} />
          {data.inUse && <Retiring line={data} />}
        </>
      )}
    </Page>
  );
}
