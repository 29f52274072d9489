/** The versions of a line. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import { Trouble } from '../desk/trouble.tsx';
import { Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import type { Line } from './line-draft.ts';
import { Versions } from './versions.tsx';
import { useLinesWords } from './words.ts';

/** `restored`: what was typed over the line as it was is done with. */
export function LineVersions({ line, restored }: { line: Line; restored: () => void }): ReactNode {
  const words = useLinesWords();
  const queries = useQueryClient();
  const [back, setBack] = useState(0);
  const asked = useRef(0);
  const query = useQuery({
    queryKey: ['line-states', line.id],
    queryFn: ({ signal }) => ask('lines.states', { params: { id: line.id } }, { signal }),
  });
  const restore = useChange('lines.restore', (now) => {
    queries.setQueryData(['line', now.id], now);
    void queries.invalidateQueries({ queryKey: ['line-states', now.id] });
    void queries.invalidateQueries({ queryKey: ['lines'] });
    setBack((count) => count + 1);
    restored();
  });
  const goBack = (version: number, over = line.version) => {
    asked.current = version;
    restore.begin({ params: { id: line.id }, body: { version } }, line.inUse ? { ifMatch: over } : {});
  };
  return (
    <>
      <Reading query={query} />
      {query.data && (
        <Versions
          key={back}
          states={query.data.states}
          zone={line.timeZone}
          busy={restore.busy}
          goBack={goBack}
          trouble={
            <Trouble
              change={restore}
              again={() => goBack(asked.current)}
              conflict={(current) => ({
                both: [],
                keepMine: () => goBack(asked.current, (current as Line).version),
                takeTheirs: () => setBack((count) => count + 1),
              })}
            />
          }
        />
      )}
      {back > 0 && <Notice kind="calm">{words.wentBack}</Notice>}
    </>
  );
}
