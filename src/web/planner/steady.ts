/** A handler that stays the same value while it does what the latest one does: what it is given to is not drawn again for it. */
import { useCallback, useLayoutEffect, useRef } from 'react';

export function useSteady<Event>(handler: (event: Event) => void): (event: Event) => void {
  const latest = useRef(handler);
  // Before anybody can press the next key: what it does must know of the one before.
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((event: Event) => latest.current(event), []);
}
