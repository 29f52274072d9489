/** Takes a line out of use, in two steps. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useChange } from '../change.ts';
import looks from '../desk/desk.module.css';
import { Trouble } from '../desk/trouble.tsx';
import { Button, Card } from '../parts/controls.tsx';
import type { Line } from './line-draft.ts';
import { useLinesWords } from './words.ts';

export function Retiring({ line: { id, name, version } }: { line: Line }): ReactNode {
  const words = useLinesWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const retire = useChange(
    'lines.retire',
    () => {
      void queries.invalidateQueries({ queryKey: ['lines'] });
      queries.removeQueries({ queryKey: ['line', id] });
      void navigate('/lines', { state: { news: words.wasRetired({ name }) } });
    },
    () => words.retireLast,
  );
  const begin = (over = version) => retire.begin({ params: { id } }, { ifMatch: over });
  return (
    <>
      <h2>{words.retireTitle}</h2>
      <Card>
        <p>{words.retireLead}</p>
        <Trouble
          change={retire}
          again={begin}
          conflict={(current) => ({
            both: [],
            keepMine: () => begin((current as Line).version),
            takeTheirs: () => setAsked(false),
          })}
        />
        <div className={looks['acts']}>
          {asked ? (
            <>
              <Button busy={retire.busy} onClick={() => begin()}>
                {words.retireYes({ name })}
              </Button>
              <Button onClick={() => setAsked(false)}>{words.retireNo}</Button>
            </>
          ) : (
            <Button onClick={() => setAsked(true)}>{words.retire}</Button>
          )}
        </div>
      </Card>
    </>
  );
}
