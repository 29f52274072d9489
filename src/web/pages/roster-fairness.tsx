/** How a line is covered, and for those who plan how its shifts are shared out (R8). */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { ask } from '../client.ts';
import { Covered } from '../fairness/cover.tsx';
import looks from '../fairness/fairness.module.css';
import { Shares } from '../fairness/shares.tsx';
import { useFairnessWords } from '../fairness/words.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

export function RosterFairnessPage(): ReactNode {
  const { words: common } = useWords();
  const { words, date } = useFairnessWords();
  const { may } = useSignedIn();
  const [search, setSearch] = useSearchParams();
  const query = Object.fromEntries(
    (['line', 'from', 'to', 'draft'] as const).flatMap((key) => {
      const value = search.get(key);
      return value === null ? [] : [[key, value]];
    }),
  );
  const coverage = useQuery({
    queryKey: ['coverage', query],
    queryFn: ({ signal }) => ask('coverage.read', { query }, { signal }),
    placeholderData: (before) => before,
  });
  const mayCompare = may.includes('roster.fairness');
  const fairness = useQuery({
    queryKey: ['fairness', query],
    queryFn: ({ signal }) => ask('fairness.read', { query }, { signal }),
    placeholderData: (before) => before,
    enabled: mayCompare,
  });
  const { data } = coverage;
  return (
    <Page title={common.pageFairness}>
      <Reading query={coverage} />
      {data && (
        <div className={looks['page']}>
          <div className={looks['choice']}>
            {data.draft === null && data.lines.length > 1 && (
              <label>
                {words.line}
                <select
                  value={data.line}
                  onChange={(event) => setSearch({ line: event.target.value }, { replace: true })}
                >
                  {data.lines.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <Button onClick={printWhole}>{words.print}</Button>
          </div>
          {data.draft !== null && <Notice kind="plain">{words.ofDraft}</Notice>}
          <p>{words.days({ from: date(data.from), to: date(data.to), first: date(data.first) })}</p>
          <Covered coverage={data} />
          {mayCompare && <Reading query={fairness} />}
          {mayCompare && fairness.data && <Shares people={fairness.data.people} />}
        </div>
      )}
    </Page>
  );
}

/** Paper cannot be unfolded: its tables are open before it is printed. */
function printWhole(): void {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  window.print();
}
