/** What lies over the page: it takes the focus, Esc ends it, and the focus goes back to where it was. */
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../parts/controls.tsx';
import looks from './dialog.module.css';
import { useRosterWords } from './words.ts';

/** `end` is called once it is closed; `beside`: at the side of the page, so that the roster stays in sight. */
export function Dialog({
  title,
  lead,
  beside = false,
  end,
  children,
}: {
  title: string;
  lead?: ReactNode;
  beside?: boolean;
  end: () => void;
  children: (close: () => void) => ReactNode;
}): ReactNode {
  const words = useRosterWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    shown?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      // Closing gives the focus back by itself; whoever has gone on meanwhile is left where they are.
      if (!(before instanceof HTMLElement) || document.activeElement !== document.body) return;
      before.focus({ preventScroll: true });
      // What stood in a menu that is folded by now leads back to the menu.
      if (document.activeElement !== before) before.closest('details')?.querySelector('summary')?.focus();
    };
  }, []);
  const ended = useRef(end);
  useLayoutEffect(() => {
    ended.current = end;
  });
  useEffect(() => {
    if (!isDone) return;
    dialog.current?.close();
    // A browser tells of the closing when it has time; the next key may come before that.
    ended.current();
  }, [isDone]);
  const close = () => setDone(true);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className={beside ? `${looks['dialog']} ${looks['beside']}` : looks['dialog']}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClose={end}
    >
      <div className={looks['inner']}>
        <header className={looks['head']}>
          <h2 id={titleId}>{title}</h2>
          <Button kind="quiet" onClick={close}>
            {words.close}
          </Button>
        </header>
        {lead}
        {children(close)}
      </div>
    </dialog>
  );
}
