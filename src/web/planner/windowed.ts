/** Of a long list of rows of one height, those that are seen, and a few around them. */
import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';

export type Windowed = {
  first: number;
  /** Not included. */
  end: number;
  /** What is not drawn above and below, in pixels. */
  above: number;
  below: number;
  /** Brings a row into sight. */
  reveal: (index: number) => void;
};

const around = 8;

/** `headPixels`: what stays in sight above the rows. */
export function useWindowed(
  box: RefObject<HTMLElement | null>,
  count: number,
  rowPixels: number,
  headPixels: number,
): Windowed {
  const [seen, setSeen] = useState({ top: 0, height: 900 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setSeen({ top: element.scrollTop, height: element.clientHeight });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box]);
  const first = Math.max(0, Math.floor(seen.top / rowPixels) - around);
  const end = Math.min(count, Math.ceil((seen.top + seen.height) / rowPixels) + around);
  const reveal = useCallback(
    (index: number) => {
      const element = box.current;
      if (!element) return;
      const top = index * rowPixels;
      const room = element.clientHeight - headPixels - rowPixels;
      if (top < element.scrollTop) element.scrollTo({ top });
      else if (top > element.scrollTop + room) element.scrollTo({ top: top - room });
    },
    [box, rowPixels, headPixels],
  );
  return { first, end, above: first * rowPixels, below: (count - end) * rowPixels, reveal };
}
