/** What stands in a page's place while its answer is on the way, or does not come. */
import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { Button, Notice } from './controls.tsx';

/** Of a query: `failed` where there is no answer, `stale` where the one shown cannot be renewed. */
export function Reading({
  query: { data, isError, refetch },
}: {
  query: { data: unknown; isError: boolean; refetch: () => unknown };
}): ReactNode {
  const { words } = useWords();
  if (data !== undefined && !isError) return null;
  if (!isError) return <p role="status">{words.loading}</p>;
  return (
    <Notice kind="trouble">
      {data === undefined ? words.failed : words.stale} <Button onClick={() => void refetch()}>{words.again}</Button>
    </Notice>
  );
}
