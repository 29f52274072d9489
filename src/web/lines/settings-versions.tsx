/** The versions of the settings. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import { Trouble } from '../desk/trouble.tsx';
import { Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import type { Settings } from './settings-draft.ts';
import { Versions } from './versions.tsx';
import { useLinesWords } from './words.ts';

/** `restored`: what was typed over the settings as they were is done with. */
export function SettingsVersions({ settings, restored }: { settings: Settings; restored: () => void }): ReactNode {
  const words = useLinesWords();
  const queries = useQueryClient();
  const [back, setBack] = useState(0);
  const asked = useRef(0);
  const query = useQuery({
    queryKey: ['settings-states'],
    queryFn: ({ signal }) => ask('settings.states', {}, { signal }),
  });
  const restore = useChange('settings.restore', (now) => {
    queries.setQueryData(['settings'], now);
    for (const key of ['settings-states', 'line', 'session']) void queries.invalidateQueries({ queryKey: [key] });
    setBack((count) => count + 1);
    restored();
  });
  const goBack = (version: number, over = settings.version) => {
    asked.current = version;
    restore.begin({ body: { version } }, { ifMatch: over });
  };
  return (
    <>
      <Reading query={query} />
      {query.data && (
        <Versions
          key={back}
          states={query.data.states}
          zone={settings.timeZone}
          busy={restore.busy}
          goBack={goBack}
          trouble={
            <Trouble
              change={restore}
              again={() => goBack(asked.current)}
              conflict={(current) => ({
                both: [],
                keepMine: () => goBack(asked.current, (current as Settings).version),
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
