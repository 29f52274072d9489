/** Lists that go page by page: what is shown, and the way to what comes after it. */
import {
  keepPreviousData,
  useInfiniteQuery,
  type InfiniteData,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { Button } from './controls.tsx';

type Paged = { next: string | null };
type Pages<Answer> = InfiniteData<Answer, string | undefined>;

/** Every page that was asked for; read anew, all of them are. */
export function usePages<Answer extends Paged>(
  queryKey: QueryKey,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Answer>,
  { refetchInterval = false, retry = 3 }: { refetchInterval?: number | false; retry?: number | false } = {},
) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval,
    retry,
  });
}

/** A change answered with the first page of how it is now: the others are read anew behind it. */
export async function takeOnFirst<Answer extends Paged>(
  queries: QueryClient,
  queryKey: QueryKey,
  answer: Answer,
): Promise<void> {
  await queries.cancelQueries({ queryKey });
  const before = queries.getQueryData<Pages<Answer>>(queryKey);
  const others = before?.pages.slice(1) ?? [];
  queries.setQueryData<Pages<Answer>>(queryKey, {
    pages: [answer, ...others],
    pageParams: before?.pageParams ?? [undefined],
  });
  if (others.length > 0) await queries.invalidateQueries({ queryKey });
}

/** Notes in the first page what is known to have changed in it. */
export function changeFirst<Answer extends Paged>(
  queries: QueryClient,
  queryKey: QueryKey,
  change: (answer: Answer) => Answer,
): void {
  queries.setQueryData<Pages<Answer>>(queryKey, (before) => {
    const first = before?.pages[0];
    return before && first ? { ...before, pages: [change(first), ...before.pages.slice(1)] } : before;
  });
}

/** Shows what comes next; once there is no more it says so, and the keyboard goes on from there. */
export function More({
  query: { hasNextPage, isFetchingNextPage, fetchNextPage },
  label,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  label?: string;
}): ReactNode {
  const { words } = useWords();
  const [asked, setAsked] = useState(false);
  const end = useRef<HTMLParagraphElement>(null);
  const isWhole = asked && !hasNextPage;
  useEffect(() => {
    if (isWhole) end.current?.focus();
  }, [isWhole]);
  if (isWhole)
    return (
      <p ref={end} tabIndex={-1}>
        {words.thatIsAll}
      </p>
    );
  if (!hasNextPage) return null;
  return (
    <p>
      <Button
        busy={isFetchingNextPage}
        onClick={() => {
          setAsked(true);
          void fetchNextPage();
        }}
      >
        {label ?? words.showMore}
      </Button>
    </p>
  );
}
