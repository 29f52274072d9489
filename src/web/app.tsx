/** Puts the pages together: who is here, in which language, and which page the address means. */
import { lazy, Suspense, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { Link, Navigate, Route, Routes, useLocation } from 'react-router';
import { Caught } from './parts/caught.tsx';
import { Button, Notice } from './parts/controls.tsx';
import { Frame } from './parts/frame.tsx';
import { Page } from './parts/page.tsx';
import type { deskPages } from './pages/desk.tsx';
import { pages, pagesFor } from './pages.ts';
import { SessionProvider, useSession } from './session.tsx';
import { languageFor, useWords, WordsProvider } from './words/words.tsx';

type Fetched = () => Promise<{ default: ComponentType }>;

const desk =
  (page: keyof typeof deskPages): Fetched =>
  async () => ({ default: await (await import('./pages/desk.tsx')).deskPages[page]() });

/** The page at each address: a piece of its own, fetched when it is opened. */
const pieces: Readonly<Record<string, Fetched>> = {
  '/found': desk('found'),
  '/welcome': desk('welcome'),
  '/sign-in': async () => ({ default: (await import('./pages/sign-in.tsx')).SignInPage }),
  '/now': async () => ({ default: (await import('./pages/now.tsx')).NowPage }),
  '/shifts': async () => ({ default: (await import('./pages/shifts.tsx')).ShiftsPage }),
  '/open-shifts': async () => ({ default: (await import('./pages/open-shifts.tsx')).OpenShiftsPage }),
  '/times': async () => ({ default: (await import('./pages/times.tsx')).TimesPage }),
  '/hours': async () => ({ default: (await import('./pages/hours.tsx')).HoursPage }),
  '/load': async () => ({ default: (await import('./pages/load.tsx')).LoadPage }),
  '/inbox': async () => ({ default: (await import('./pages/inbox.tsx')).InboxPage }),
  '/resources': async () => ({ default: (await import('./pages/resources.tsx')).ResourcesPage }),
  '/resources/:id': desk('resource'),
  '/board': async () => ({ default: (await import('./pages/board.tsx')).BoardPage }),
  '/people': desk('people'),
  '/people/:id': desk('person'),
  '/lines': desk('lines'),
  '/lines/:id': desk('line'),
  '/settings': desk('settings'),
  '/file': desk('file'),
  '/roster': async () => ({ default: (await import('./pages/roster.tsx')).RosterPage }),
  '/roster/fairness': desk('fairness'),
  '/forecast': async () => ({ default: (await import('./pages/forecast.tsx')).ForecastPage }),
  '/forecast/replay': desk('replay'),
  '/attention': desk('attention'),
  '/contacts': desk('contacts'),
  '/contacts/:id': desk('contact'),
  '/blocks': desk('blocks'),
  '/audit': desk('audit'),
  '/moves': desk('moves'),
  '/go-live': desk('goLive'),
  '/word': desk('word'),
  '/reports': async () => ({ default: (await import('./pages/reports.tsx')).ReportsPage }),
  '/me': async () => ({ default: (await import('./pages/me.tsx')).MePage }),
};
const parts: Record<string, ComponentType> = Object.fromEntries(
  Object.entries(pieces).map(([address, fetched]) => [address, lazy(fetched)]),
);

// While it is being asked who is here, the page they came for is on its way: on a slow network each wait counts. Where that fails, the page itself tries again and says so.
pieces[window.location.pathname]?.().catch(() => undefined);

export function App(): ReactNode {
  return (
    <Suspense fallback={null}>
      <WordsProvider language={languageFor(navigator.languages)}>
        <SessionProvider loading={<Loading />} failed={(again) => <Failed again={again} />}>
          <InOwnLanguage>
            <Suspense fallback={<Loading />}>
              <Routes>
                <Route path="/" element={<Start />} />
                <Route path="/sign-in" element={<Open part="/sign-in" />} />
                <Route path="/found" element={<Open part="/found" />} />
                {pages.map(({ address }) => (
                  <Route key={address} path={address} element={<Guarded address={address} />} />
                ))}
                <Route path="*" element={<Frame>{<NotFound />}</Frame>} />
              </Routes>
            </Suspense>
          </InOwnLanguage>
        </SessionProvider>
      </WordsProvider>
    </Suspense>
  );
}

/** Whoever is signed in reads in the language the organisation has for them. */
function InOwnLanguage({ children }: { children: ReactNode }): ReactNode {
  const { signedIn } = useSession();
  const language = languageFor([...(signedIn?.person.languages.slice(0, 1) ?? []), ...navigator.languages]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <Suspense fallback={<Loading />}>
      <WordsProvider language={language}>{children}</WordsProvider>
    </Suspense>
  );
}

/** Where one belongs: the first page that is open; where nobody has founded anything, the choice to. */
function Start(): ReactNode {
  const { signedIn, founding } = useSession();
  const first = signedIn && pagesFor(signedIn)[0];
  if (!signedIn && founding !== 'no') return <Open part="/welcome" />;
  return <Navigate to={first?.address ?? '/sign-in'} replace />;
}

/** A page for whoever comes by. */
function Open({ part }: { part: string }): ReactNode {
  return (
    <Frame narrow>
      <Piece address={part} />
    </Frame>
  );
}

/** A page's piece; where it does not come (no network, or another release by now), that is said, and asked for anew. */
function Piece({ address }: { address: string }): ReactNode {
  const { words } = useWords();
  const [tries, setTries] = useState(0);
  const again = async () => {
    try {
      const fetched = pieces[address];
      await fetched?.();
      if (fetched) parts[address] = lazy(fetched);
      setTries(tries + 1);
    } catch {
      // Only where the service can be reached: else even this would be gone.
      const answer = await fetch(window.location.href).catch(() => null);
      if (answer?.ok) window.location.reload();
    }
  };
  const Part = parts[address] ?? NotFound;
  const instead = (
    <Notice kind="trouble">
      {words.failed} <Button onClick={() => void again()}>{words.again}</Button>
    </Notice>
  );
  return (
    <Caught key={`${address} ${tries}`} instead={instead}>
      <Part />
    </Caught>
  );
}

function Guarded({ address }: { address: string }): ReactNode {
  const { words } = useWords();
  const { signedIn } = useSession();
  const { pathname, search } = useLocation();
  const page = pages.find((one) => one.address === address);
  if (!page || !parts[address]) return <NotFound />;
  if (!signedIn) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />;
  if (signedIn.may.includes(page.needs))
    return (
      // Nobody finds on a page what somebody else was doing on it.
      <Frame key={signedIn.person.id} wide={page.wide}>
        <Piece address={address} />
      </Frame>
    );
  const couldProve = signedIn.mayWithProof.includes(page.needs);
  return (
    <Frame>
      <Page title={words.noRightTitle}>
        <p>{couldProve ? words.needsProof : words.noRight}</p>
        <p>
          {couldProve ? (
            <Link to={`/sign-in?to=${encodeURIComponent(pathname)}`}>{words.prove}</Link>
          ) : (
            <Link to="/">{words.home}</Link>
          )}
        </p>
      </Page>
    </Frame>
  );
}

function NotFound(): ReactNode {
  const { words } = useWords();
  return (
    <Page title={words.notFoundTitle}>
      <p>{words.notFound}</p>
      <p>
        <Link to="/">{words.home}</Link>
      </p>
    </Page>
  );
}

function Loading(): ReactNode {
  const { words } = useWords();
  return (
    <main className="plain">
      <p role="status">{words.loading}</p>
    </main>
  );
}

function Failed({ again }: { again: () => void }): ReactNode {
  const { words } = useWords();
  return (
    <main className="plain">
      <Notice kind="trouble">{words.failed}</Notice>
      <Button kind="primary" onClick={again}>
        {words.again}
      </Button>
    </main>
  );
}
