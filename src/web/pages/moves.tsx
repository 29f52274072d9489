/** What waits for a coordinator's yes, what of each line does, and wishes for a month (R6, P4). */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../client.ts';
import { Approvals } from '../moves/approvals.tsx';
import { Waiting } from '../moves/waiting.tsx';
import { WishRounds } from '../moves/wish-rounds.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';

export function MovesPage(): ReactNode {
  const { words } = useWords();
  const lines = useQuery({
    queryKey: ['approvals'],
    queryFn: ({ signal }) => ask('approvals.list', { query: { limit: 200 } }, { signal }),
  });
  return (
    <Page title={words.pageMoves}>
      <Waiting />
      <Reading query={lines} />
      {lines.data && (
        <>
          <WishRounds lines={lines.data.lines} />
          <Approvals lines={lines.data.lines} />
        </>
      )}
    </Page>
  );
}
