/** The versions of a line. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import { GoingBack } from './going-back.tsx';
import type { Line } from './line-draft.ts';

/** `restored`: what was typed over the line as it was is done with. */
export function LineVersions({ line, restored }: { line: Line; restored: () => void }): ReactNode {
  const queries = useQueryClient();
  const [times, setTimes] = useState(0);
  const anew = () => setTimes((count) => count + 1);
  const query = useQuery({
    queryKey: ['line-states', line.id],
    queryFn: ({ signal }) => ask('lines.states', { params: { id: line.id } }, { signal }),
  });
  const restore = useChange('lines.restore', (now) => {
    queries.setQueryData(['line', now.id], now);
    void queries.invalidateQueries({ queryKey: ['line-states', now.id] });
    void queries.invalidateQueries({ queryKey: ['lines'] });
    anew();
    restored();
  });
  const begin = (version: number, over: string) =>
    restore.begin({ params: { id: line.id }, body: { version } }, line.inUse ? { ifMatch: over } : {});
  return <GoingBack query={query} held={line} restore={restore} begin={begin} times={times} anew={anew} />;
}
