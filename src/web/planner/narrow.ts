/** Whether the window is as narrow as a phone's: a table would have to be scrolled sideways there. */
import { useSyncExternalStore } from 'react';

const narrow = '(max-width: 48rem)';

export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(narrow);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(narrow).matches,
  );
}
