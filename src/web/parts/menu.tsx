/** The list of pages, always one row: what does not fit is folded away with what is needed seldom, a tap from there. */
import {
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
  type ReactNode,
  type RefCallback,
  type RefObject,
} from 'react';
import { NavLink, useLocation } from 'react-router';
import { menuFor, pagesFor, type PageEntry } from '../pages.ts';
import type { SignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import looks from './menu.module.css';

export function Menu({ signedIn }: { signedIn: SignedIn }): ReactNode {
  const { words, language } = useWords();
  const { pathname } = useLocation();
  const folds = useId();
  // What is open to somebody changes where they stand: another proof, another role.
  const open = pagesFor(signedIn).map(({ address }) => address);
  const { menu, row, most } = useOneRow(`${pathname} ${language} ${open.join()}`);
  const { shown, folded } = menuFor(signedIn, pathname, most);
  // On another page it is closed again.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === pathname;
  return (
    <nav ref={menu} aria-label={words.menu} className={looks['menu']}>
      <PageLinks row={row} pages={shown} />
      {folded.length > 0 && (
        <>
          <button
            type="button"
            className={looks['more']}
            aria-expanded={isOpen}
            aria-controls={folds}
            onClick={() => setOpenAt(isOpen ? null : pathname)}
          >
            {words.morePages}
          </button>
          <div id={folds} hidden={!isOpen} className={looks['folded']}>
            <PageLinks pages={folded} />
          </div>
        </>
      )}
    </nav>
  );
}

function PageLinks({ pages, row }: { pages: readonly PageEntry[]; row?: RefCallback<HTMLUListElement> }): ReactNode {
  const { words } = useWords();
  return (
    <ul ref={row} className={looks['pages']}>
      {pages.map(({ address, name }) => (
        <li key={address}>
          <NavLink to={address} end>
            {words[name]}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

/** How many entries of a list stand side by side: one fewer is tried until none is in a second row, and anew when the window or `what` is in it changes. */
function useOneRow(what: string): {
  menu: RefObject<HTMLElement | null>;
  row: RefCallback<HTMLUListElement>;
  most: number;
} {
  const menu = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  const [fits, setFits] = useState({ of: '', most: Infinity });
  const now = `${what} ${width}`;
  const most = fits.of === now ? fits.most : Infinity;
  useEffect(() => {
    const around = menu.current;
    if (!around) return undefined;
    const watch = new ResizeObserver(() => setWidth(around.clientWidth));
    watch.observe(around);
    return () => watch.disconnect();
  }, []);
  // Measured as soon as it stands, before anybody sees it.
  const row = useCallback(
    (list: HTMLUListElement | null) => {
      const entries = [...(list?.children ?? [])] as HTMLElement[];
      const isBroken = (entries.at(-1)?.offsetTop ?? 0) > (entries[0]?.offsetTop ?? 0);
      if (isBroken) setFits({ of: now, most: Math.min(most, entries.length) - 1 });
    },
    [now, most],
  );
  return { menu, row, most };
}
