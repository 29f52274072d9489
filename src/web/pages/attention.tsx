/** What needs a coordinator: the list of what waits, promised calls, and messages of callers (O4). */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ActProvider } from '../board/act.tsx';
import { Attention } from '../board/attention.tsx';
import { ask } from '../client.ts';
import { Messages } from '../office/messages.tsx';
import { Promises } from '../office/promises.tsx';
import { Page } from '../parts/page.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

/** So often it is looked whether something came or was seen to. */
const everyMs = 20_000;
const countedAtMost = 200;

export function AttentionPage(): ReactNode {
  const { words } = useWords();
  const { may } = useSignedIn();
  const { data } = useQuery({
    queryKey: ['attention', 'all'],
    queryFn: ({ signal }) => ask('attention.list', { query: { limit: countedAtMost } }, { signal }),
    refetchInterval: everyMs,
  });
  return (
    <Page title={words.pageAttention}>
      <ActProvider>
        <Attention count={data?.items.length ?? 0} />
      </ActProvider>
      {may.includes('voicemails.hear') && <Messages />}
      {may.includes('promises.read') && <Promises />}
    </Page>
  );
}
