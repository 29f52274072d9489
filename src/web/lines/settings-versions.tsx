/** The versions of the settings. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import { GoingBack } from './going-back.tsx';
import type { Settings } from './settings-draft.ts';

/** `restored`: what was typed over the settings as they were is done with. */
export function SettingsVersions({ settings, restored }: { settings: Settings; restored: () => void }): ReactNode {
  const queries = useQueryClient();
  const [times, setTimes] = useState(0);
  const anew = () => setTimes((count) => count + 1);
  const query = useQuery({
    queryKey: ['settings-states'],
    queryFn: ({ signal }) => ask('settings.states', {}, { signal }),
  });
  const restore = useChange('settings.restore', (now) => {
    queries.setQueryData(['settings'], now);
    for (const key of ['settings-states', 'line', 'session']) void queries.invalidateQueries({ queryKey: [key] });
    anew();
    restored();
  });
  const begin = (version: number, over: string) => restore.begin({ body: { version } }, { ifMatch: over });
  return <GoingBack query={query} held={settings} restore={restore} begin={begin} times={times} anew={anew} />;
}
