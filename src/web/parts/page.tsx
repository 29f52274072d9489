/** What every page has: a title for the window and the reader, and the focus at its start after each step. */
import { useEffect, useRef, type ReactNode } from 'react';
import { useSession } from '../session.tsx';

export function Page({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const { organisation } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = organisation ? `${title} · ${organisation}` : title;
    heading.current?.focus({ preventScroll: true });
  }, [title, organisation]);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}
