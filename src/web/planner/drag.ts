/** Drags somebody from place to place, or from the list of people, with mouse, pen or finger: an extra beside keys and clicks (R1). */
import { useRef, type PointerEvent } from 'react';
import { moved } from './acts.ts';
import { useDesk } from './desk.tsx';
import looks from './drag.module.css';
import { useSteady } from './steady.ts';
import { useActs } from './use-acts.ts';

/** So far a pointer goes before it is no click any more. */
const clickPixels = 6;

type Drag = { person: string; from: string | null; ghost: HTMLElement | null; over: Element | null };

/** What a part that can be dragged from does when a pointer goes down on it; with Ctrl they stay where they were as well. */
export function useDrag(): (event: PointerEvent<HTMLElement>) => void {
  const { view, canEdit, nameOf } = useDesk();
  const acts = useActs();
  const dropped = useSteady(
    ({ person, from, to, stays }: { person: string; from: string | null; to: string; stays: boolean }) => {
      const target = view.places.find(({ key }) => key === to);
      const source = view.places.find(({ key }) => key === from);
      if (!target || target === source) return;
      if (source && !stays) acts.act(moved(source, target, person));
      else acts.plan([target], person);
    },
  );
  const running = useRef(false);
  return useSteady((event: PointerEvent<HTMLElement>) => {
    const person = (event.target as Element).closest<HTMLElement>('[data-person]')?.dataset['person'];
    if (!canEdit || person === undefined || event.button !== 0 || running.current) return;
    running.current = true;
    const [startX, startY] = [event.clientX, event.clientY];
    const drag: Drag = { person, from: event.currentTarget.dataset['key'] ?? null, ghost: null, over: null };
    const stop = new AbortController();
    const end = () => {
      drag.ghost?.remove();
      drag.over?.classList.remove(looks['over'] ?? '');
      running.current = false;
      stop.abort();
    };
    const listen = { signal: stop.signal };
    window.addEventListener(
      'pointermove',
      (move) => {
        const far = Math.hypot(move.clientX - startX, move.clientY - startY) > clickPixels;
        if (!drag.ghost && !far) return;
        drag.ghost ??= ghostOf(nameOf(person));
        drag.ghost.style.transform = `translate(${move.clientX + 12}px, ${move.clientY + 12}px)`;
        const over = placeUnder(move.clientX, move.clientY);
        if (over === drag.over) return;
        drag.over?.classList.remove(looks['over'] ?? '');
        over?.classList.add(looks['over'] ?? '');
        drag.over = over;
      },
      listen,
    );
    window.addEventListener(
      'pointerup',
      (up) => {
        const isDrag = drag.ghost !== null;
        const to = placeUnder(up.clientX, up.clientY)?.dataset['key'];
        end();
        if (!isDrag) return;
        // The click that a browser makes of it is none.
        const quiet = new AbortController();
        window.addEventListener('click', (click) => click.stopPropagation(), { capture: true, signal: quiet.signal });
        window.setTimeout(() => quiet.abort(), 0);
        if (to !== undefined) dropped({ person, from: drag.from, to, stays: up.ctrlKey || up.metaKey });
      },
      listen,
    );
    window.addEventListener('pointercancel', end, listen);
    window.addEventListener('keydown', (key) => key.key === 'Escape' && end(), listen);
  });
}

function ghostOf(name: string): HTMLElement {
  const ghost = document.createElement('div');
  ghost.className = looks['ghost'] ?? '';
  ghost.textContent = name;
  ghost.setAttribute('aria-hidden', 'true');
  document.body.append(ghost);
  return ghost;
}

function placeUnder(x: number, y: number): HTMLElement | null {
  return document.elementFromPoint(x, y)?.closest<HTMLElement>('td button[data-key]') ?? null;
}
