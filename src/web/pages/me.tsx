/** Me: where I am signed in, and the way out of each (P7, A3). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../client.ts';
import { Button, Card, Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Leaving } from '../me/leaving.tsx';
import { useSignedIn } from '../session.tsx';
import { OwnThings } from './own-things.tsx';
import { useWords } from '../words/words.tsx';

export function MePage(): ReactNode {
  const { words, language } = useWords();
  const queries = useQueryClient();
  const { data, isError, refetch } = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => ask('sessions.list', { query: { limit: 200 } }, { signal }),
  });
  const { may } = useSignedIn();
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => ask('me.read', {}, { signal }) });
  const when = (instant: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
  const end = async (id: string) => {
    await ask('sessions.end', { params: { id } });
    await queries.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <Page title={words.meTitle}>
      <OwnThings />
      <h2>{words.devices}</h2>
      {isError && (
        <Notice kind="trouble">
          {words.failed} <Button onClick={() => void refetch()}>{words.again}</Button>
        </Notice>
      )}
      {!data && !isError && <p role="status">{words.loading}</p>}
      {data?.sessions.map(({ id, device, seenAt, thisOne }) => (
        <Card key={id}>
          <p>
            <b>{device || words.unknownDevice}</b>
            {thisOne && ` (${words.thisDevice})`}, {words.lastSeen({ when: when(seenAt) })}
          </p>
          {!thisOne && <Button onClick={() => void end(id)}>{words.signOutThere}</Button>}
        </Card>
      ))}
      {may.includes('me.leave') && me.data && <Leaving leavesOn={me.data.leavesOn} today={me.data.today} />}
    </Page>
  );
}
