/** What is still to do in the days shown, in one line, and below the grid in full (R2). */
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../parts/controls.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { useDesk } from './desk.tsx';
import { brokenInWords, placesByKey } from './in-words.ts';
import looks from './roster.module.css';
import { useTelling } from './use-acts.ts';
import { totalsOf } from './view.ts';

/** It comes after the roster, which is worked on meanwhile. */
const Losses = lazy(async () => ({ default: (await import('./losses.tsx')).Losses }));

export function Summary({ toNextHole }: { toNextHole: (() => void) | null }): ReactNode {
  const { view, words, work } = useDesk();
  const { words: common } = useWords();
  const { may } = useSignedIn();
  const [search] = useSearchParams();
  const shownThere = work ? `draft=${encodeURIComponent(work.draft.id)}` : search.toString();
  const { need, missing, wants, broken } = totalsOf(view);
  if (need === 0) return null;
  return (
    <>
      <p className={looks['summary']}>
        <span className={looks['bar']} aria-hidden="true">
          <svg viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect width="100" height="8" className={looks['barRest']} />
            <rect width={(100 * (need - missing)) / need} height="8" className={looks['barHeld']} />
          </svg>
        </span>
        <span>{missing === 0 ? words.summaryWhole : words.summary({ need, filled: need - missing })}</span>
        {missing > 0 && <b className={looks['trouble']}>{words.summaryMissing({ count: missing })}</b>}
        {wants > 0 && <b className={looks['wait']}>{words.summaryWants({ count: wants })}</b>}
        {broken > 0 && (
          <a className={looks['wait']} href="#worth-a-look">
            {words.summaryBroken({ count: broken })}
          </a>
        )}
        <Link to={`/roster/fairness?${shownThere}`}>{common.pageFairness}</Link>
        {may.includes('replays.run') && <Link to="/forecast/replay">{common.pageReplay}</Link>}
        {toNextHole && missing + wants > 0 && (
          <Button kind="quiet" onClick={toNextHole}>
            {words.nextHole}
          </Button>
        )}
      </p>
      <Suspense fallback={<div className={looks['losses']} />}>
        <Losses />
      </Suspense>
    </>
  );
}

const shownAtFirst = 8;

/** Every warning with its event and its way out; `goTo` leads to the place of it. */
export function WorthALook({ goTo }: { goTo: (key: string) => void }): ReactNode {
  const { view, words } = useDesk();
  const telling = useTelling();
  const [all, setAll] = useState(false);
  const known = useMemo(() => placesByKey(view.places), [view.places]);
  const { broken } = view;
  return (
    <section id="worth-a-look" className={looks['look']}>
      <h2>{words.worthALook}</h2>
      {broken.length === 0 ? (
        <p>{words.nothingBroken}</p>
      ) : (
        <>
          <p className={looks['soft']}>{words.worthALookSays}</p>
          <ul className={looks['warnings']}>
            {(all ? broken : broken.slice(0, shownAtFirst)).map((one, index) => {
              const place = one.places.find((key) => known.has(key));
              return (
                <li key={`${one.rule} ${one.person} ${index}`}>
                  <span>{brokenInWords(one, telling, known)}</span>
                  {place !== undefined && (
                    <Button kind="quiet" onClick={() => goTo(place)}>
                      {words.goThere}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
          {!all && broken.length > shownAtFirst && (
            <Button onClick={() => setAll(true)}>{words.showAll({ count: broken.length })}</Button>
          )}
        </>
      )}
    </section>
  );
}
