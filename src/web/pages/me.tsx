/** Me: where I am signed in, and the way out of each (P7, A3). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import { Button, Notice, Row, Rows } from '../parts/controls.tsx';
import { More, usePages } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { Leaving } from '../me/leaving.tsx';
import { useSignedIn } from '../session.tsx';
import { OwnThings } from './own-things.tsx';
import { useWords } from '../words/words.tsx';

export function MePage(): ReactNode {
  const { words, language } = useWords();
  const queries = useQueryClient();
  const query = usePages(['sessions'], (cursor, signal) => ask('sessions.list', { query: { cursor } }, { signal }));
  const sessions = query.data?.pages.flatMap((page) => page.sessions) ?? [];
  const { may } = useSignedIn();
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => ask('me.read', {}, { signal }) });
  const when = (instant: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
  const end = useChange('sessions.end', () => void queries.invalidateQueries({ queryKey: ['sessions'] }));
  return (
    <Page title={words.meTitle}>
      <OwnThings />
      <h2>{words.devices}</h2>
      <Reading query={query} />
      {end.wrong && <Notice kind="trouble">{end.wrong}</Notice>}
      <Rows>
        {sessions.map(({ id, device, seenAt, thisOne }) => (
          <Row key={id}>
            <span>
              <b>{device || words.unknownDevice}</b>
              {thisOne && ` (${words.thisDevice})`}, {words.lastSeen({ when: when(seenAt) })}
            </span>
            {!thisOne && (
              <Button busy={end.busy} onClick={() => end.begin({ params: { id } })}>
                <span>
                  {words.signOutThere}
                  <span className="visually-hidden">
                    {' '}
                    {device || words.unknownDevice}, {when(seenAt)}
                  </span>
                </span>
              </Button>
            )}
          </Row>
        ))}
      </Rows>
      <More query={query} />
      {may.includes('me.leave') && me.data && <Leaving leavesOn={me.data.leavesOn} today={me.data.today} />}
    </Page>
  );
}
