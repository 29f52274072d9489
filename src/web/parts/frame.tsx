/** What stands around every page: the way past it, the demo's mark, the pages open to whoever is here, and the way out. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ask } from '../client.ts';
import { useSession, useTakeOn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { Button } from './controls.tsx';
import looks from './frame.module.css';
import { useKeptFocus } from './kept-focus.ts';
import { Menu } from './menu.tsx';

export function Frame({
  narrow = false,
  wide = false,
  children,
}: {
  narrow?: boolean;
  wide?: boolean | undefined;
  children: ReactNode;
}): ReactNode {
  const { words } = useWords();
  const { signedIn, organisation, demo, founding } = useSession();
  const takeOn = useTakeOn();
  const page = useKeptFocus();
  const signOut = async () => {
    await ask('session.end', {});
    takeOn(null);
  };
  return (
    <div className={looks['frame']}>
      <a className={looks['skip']} href="#page">
        {words.skip}
      </a>
      {demo && (
        <aside className={looks['demo']}>
          <span>{founding === 'no' ? words.labBanner : words.demoBanner}</span>
          <a href="/lab">{words.demoLab}</a>
        </aside>
      )}
      <header className={`${looks['head']} ${wide ? looks['wideHead'] : ''}`}>
        <Link className={looks['name']} to="/">
          {organisation || words.appName}
        </Link>
        {signedIn && (
          <Button kind="quiet" onClick={() => void signOut()}>
            {words.signOut}
          </Button>
        )}
        {signedIn && <Menu signedIn={signedIn} />}
      </header>
      <main
        id="page"
        ref={page}
        className={`${looks['main']} ${narrow ? looks['narrow'] : ''} ${wide ? looks['wide'] : ''}`}
      >
        {children}
      </main>
    </div>
  );
}
