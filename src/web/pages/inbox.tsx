/** Conversations: the ones I have now, their words, and the answer I write (P6). What I type is kept on the service, never here. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ask, AskFailed, type Answered } from '../client.ts';
import { Button, Buttons, Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { useWords } from '../words/words.tsx';
import { ConversationPart } from './conversation.tsx';
import { Notices } from './notices.tsx';

const seenEveryMs = 30_000;
const askEveryMs = 3_000;

export function InboxPage(): ReactNode {
  const { words, language } = useWords();
  const queries = useQueryClient();
  const [chosen, choose] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  useQuery({
    queryKey: ['inbox', 'seen'],
    queryFn: () => ask('inbox.seen', {}),
    refetchInterval: seenEveryMs,
    refetchIntervalInBackground: true,
    retry: false,
  });
  const { data, error, refetch } = useQuery({
    queryKey: ['inbox'],
    queryFn: ({ signal }) => ask('inbox.list', {}, { signal }),
    refetchInterval: askEveryMs,
    refetchIntervalInBackground: true,
  });
  const first = data?.conversations[0]?.id ?? null;
  // Whoever has one conversation is in it; one that is left stays shown until they choose another, with what they typed.
  if (chosen === null && first !== null) choose(first);
  const time = (instant: string, zone: string) =>
    new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: zone }).format(new Date(instant));
  const isOffline = error instanceof AskFailed && error.kind === 'offline';
  return (
    <Page title={words.pageInbox}>
      {error && (
        <Notice kind="trouble">
          {isOffline ? words.inboxOffline : words.failed} <Button onClick={() => void refetch()}>{words.again}</Button>
        </Notice>
      )}
      {!data && !error && <p role="status">{words.loading}</p>}
      {said !== null && <Notice kind="calm">{said}</Notice>}
      {data && data.conversations.length === 0 && chosen === null && <p>{words.inboxEmpty}</p>}
      {data && data.conversations.length > 0 && (
        <nav aria-label={words.inboxList}>
          <Buttons>
            {data.conversations.map(({ id, line, openedAt, lastAt }) => (
              <Button
                key={id}
                aria-pressed={id === chosen}
                onClick={() => {
                  setSaid(null);
                  choose(id);
                }}
              >
                {words.inboxOne({ line: line.name, since: time(openedAt, line.zone), last: time(lastAt, line.zone) })}
              </Button>
            ))}
          </Buttons>
        </nav>
      )}
      {chosen !== null && (
        <ConversationPart
          key={chosen}
          id={chosen}
          leave={(news) => {
            const left = chosen;
            setSaid(news);
            choose(null);
            void queries.cancelQueries({ queryKey: ['inbox'], exact: true });
            queries.setQueryData<Answered<'inbox.list'>>(
              ['inbox'],
              (list) => list && { conversations: list.conversations.filter(({ id }) => id !== left) },
            );
            void queries.invalidateQueries({ queryKey: ['inbox'], exact: true });
          }}
        />
      )}
      {data && <Notices conversations={data.conversations} />}
    </Page>
  );
}
