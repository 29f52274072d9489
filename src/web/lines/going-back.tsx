/** The versions of a line or of the settings, with what stands there once it was gone back to one of them, or could not be. */
import type { UseQueryResult } from '@tanstack/react-query';
import { useRef, type ComponentProps, type ReactNode } from 'react';
import type { Change } from '../change.ts';
import type { OperationName } from '../client.ts';
import { Trouble } from '../desk/trouble.tsx';
import { Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { Versions } from './versions.tsx';
import { useLinesWords } from './words.ts';

type Held = { version: string; timeZone: string };

/** `begin` asks for a version in the place of the one that is `over`; `times` counts how often it was gone back. */
export function GoingBack<Name extends OperationName>({
  query,
  held,
  restore,
  begin,
  times,
  anew,
}: {
  query: UseQueryResult<Pick<ComponentProps<typeof Versions>, 'states'>>;
  held: Held;
  restore: Change<Name>;
  begin: (version: number, over: string) => void;
  times: number;
  anew: () => void;
}): ReactNode {
  const words = useLinesWords();
  const asked = useRef(0);
  const goBack = (version: number, over = held.version) => {
    asked.current = version;
    begin(version, over);
  };
  return (
    <>
      <Reading query={query} />
      {query.data && (
        <Versions
          key={times}
          states={query.data.states}
          zone={held.timeZone}
          busy={restore.busy}
          goBack={goBack}
          trouble={
            <Trouble
              change={restore}
              again={() => goBack(asked.current)}
              conflict={(current) => ({
                both: [],
                keepMine: () => goBack(asked.current, (current as Held).version),
                takeTheirs: anew,
              })}
            />
          }
        />
      )}
      {times > 0 && <Notice kind="calm">{words.wentBack}</Notice>}
    </>
  );
}
