/** What I did to a shift in the last ten minutes, and the way back (T4). */
import type { ReactNode } from 'react';
import type { Change } from '../change.ts';
import type { Answered } from '../client.ts';
import { clock, span } from '../moments.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';

type Step = Answered<'shifts.list'>['undo'];

export function UndoNotice({
  step,
  zone,
  change,
}: {
  step: Step;
  zone: string;
  change: Change<'shifts.undo'>;
}): ReactNode {
  const { words, language } = useWords();
  const form = { language, zone };
  const said = {
    cover: words.undoCover,
    offer: words.undoOffer,
    take: words.undoTake,
    swap: words.undoTake,
    ask: words.undoAsk,
  };
  return (
    <>
      {change.wrong && <Notice kind="trouble">{change.wrong}</Notice>}
      {step && (
        <Notice kind="calm">
          <p>
            {said[step.what]({
              name: step.to ?? '',
              shift: span(step.startAt, step.endAt, form),
              until: clock(step.until, form),
            })}
          </p>
          <Button busy={change.busy} onClick={() => change.begin({ body: {} })}>
            {words.undo}
          </Button>
        </Notice>
      )}
    </>
  );
}
