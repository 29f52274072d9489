/** What stays in sight below a long form: what a change comes to, what went wrong, and the way to save it. */
import type { ReactNode } from 'react';
import { Button, Notice } from '../parts/controls.tsx';
import looks from './desk.module.css';
import { useDeskWords } from './words.ts';

/** `form`: the id of the form it saves. */
export function SaveBar({
  form,
  isChanged,
  saved,
  busy,
  undo,
  children,
}: {
  form: string;
  isChanged: boolean;
  saved: boolean;
  busy: boolean;
  undo: () => void;
  children: ReactNode;
}): ReactNode {
  const words = useDeskWords();
  return (
    <div className={looks['saving']}>
      {children}
      {saved && !isChanged && <Notice kind="calm">{words.saved}</Notice>}
      <div className={looks['acts']}>
        <Button type="submit" form={form} kind="primary" busy={busy} disabled={!isChanged}>
          {words.save}
        </Button>
        {isChanged && <Button onClick={undo}>{words.undoAll}</Button>}
      </div>
    </div>
  );
}
