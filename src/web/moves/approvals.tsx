/** What of each line waits for a coordinator's yes: ticked, saved, and held from then on (R6). */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import { Button, Notice } from '../parts/controls.tsx';
import looks from './moves.module.css';
import { useMovesWords } from './words.ts';

export type Line = Answered<'approvals.list'>['lines'][number];

export function Approvals({ lines }: { lines: readonly Line[] }): ReactNode {
  const words = useMovesWords();
  return (
    <>
      <h2>{words.lines}</h2>
      <p>{words.linesLead}</p>
      {lines.map((one) => (
        <OfLine key={one.line} line={one} />
      ))}
    </>
  );
}

type Wanted = Pick<Line, 'moves' | 'timeOff'>;

function OfLine({ line: { line, name, moves, timeOff } }: { line: Line }): ReactNode {
  const words = useMovesWords();
  const queries = useQueryClient();
  /** What is ticked and not saved. */
  const [draft, setDraft] = useState<Wanted | null>(null);
  const change = useChange('approvals.set', () => {
    void queries.invalidateQueries({ queryKey: ['approvals'] }).then(() => setDraft(null));
  });
  const shown = draft ?? { moves, timeOff };
  const isOther = shown.moves !== moves || shown.timeOff !== timeOff;
  const set = (wanted: Partial<Wanted>) => setDraft({ ...shown, ...wanted });
  return (
    <fieldset className={looks['line']}>
      <legend>{name}</legend>
      {change.wrong && <Notice kind="trouble">{change.wrong}</Notice>}
      <label>
        <input type="checkbox" checked={shown.moves} onChange={() => set({ moves: !shown.moves })} />
        <span>{words.lineMoves}</span>
      </label>
      <label>
        <input type="checkbox" checked={shown.timeOff} onChange={() => set({ timeOff: !shown.timeOff })} />
        <span>{words.lineTimeOff}</span>
      </label>
      {isOther && (
        <p>
          <Button busy={change.busy} onClick={() => change.begin({ params: { id: line }, body: shown })}>
            {words.saveLine}
            <span className="visually-hidden"> {name}</span>
          </Button>
        </p>
      )}
    </fieldset>
  );
}
