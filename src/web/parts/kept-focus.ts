/** Whoever goes by keyboard, or listens, keeps their place: what had the focus and is gone hands it on to what has its place, by the same `data-kept`, or else to what is nearest. */
import { useEffect, useRef, type RefObject } from 'react';

const takesFocus = 'a[href], button:not([disabled]), input:not([disabled]), select, textarea, summary, [tabindex]';
/** A page that moves the focus itself has done so by then. */
const waitMs = 60;

/** For the element that holds a page. */
export function useKeptFocus(): RefObject<HTMLElement | null> {
  const page = useRef<HTMLElement>(null);
  useEffect(() => {
    const root = page.current;
    if (!root) return undefined;
    /** What has the focus, and what it stands in, from the inside out. */
    let place: Element[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const note = ({ target }: FocusEvent) => {
      place = target instanceof Element ? placeOf(target, root) : [];
    };
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const isLost = place.length > 0 && place[0]?.isConnected === false && document.activeElement === document.body;
        if (!isLost) return;
        const kept = place.map((one) => one.getAttribute('data-kept')).find((name) => name !== null);
        const again = kept && root.querySelector<HTMLElement>(`[data-kept=${JSON.stringify(kept)}] :is(${takesFocus})`);
        if (again) return again.focus({ preventScroll: true });
        const near = place.find((one) => one.isConnected) ?? root;
        const next = near.querySelector<HTMLElement>(near === root ? 'h1' : takesFocus);
        if (next) next.focus({ preventScroll: true });
        else if (near instanceof HTMLElement) {
          near.tabIndex = -1;
          near.focus({ preventScroll: true });
        }
      }, waitMs);
    };
    const changes = new MutationObserver(look);
    changes.observe(root, { childList: true, subtree: true });
    root.addEventListener('focusin', note);
    return () => {
      clearTimeout(timer);
      changes.disconnect();
      root.removeEventListener('focusin', note);
    };
  }, []);
  return page;
}

function placeOf(element: Element, root: Element): Element[] {
  const parent = element.parentElement;
  return parent === null || element === root ? [element] : [element, ...placeOf(parent, root)];
}
