/** A place, or several marked together: who is there, who comes, and what else can be done to it. */
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { Button } from '../parts/controls.tsx';
import { assignAt, lockTurned, needBy, personLockTurned, restoredAt, unassignAt } from './acts.ts';
import { candidatesFor } from './candidates.ts';
import { Chooser } from './chooser.tsx';
import { useDesk } from './desk.tsx';
import { Dialog } from './dialog.tsx';
import looks from './dialog.module.css';
import { when } from './form.ts';
import { wantInWords } from './in-words.ts';
import { useActs } from './use-acts.ts';
import type { PlaceView } from './view.ts';
import { WhyNot } from './why-not.tsx';

const PlaceLoss = lazy(async () => ({ default: (await import('./losses.tsx')).PlaceLoss }));

export function PlacePanel({ keys }: { keys: readonly string[] }): ReactNode {
  const { view, words, form, planned, open, nameOf } = useDesk();
  const acts = useActs();
  const places = useMemo(() => view.places.filter(({ key }) => keys.includes(key)), [view.places, keys]);
  const held = useMemo(() => places.filter(({ cancelled }) => !cancelled), [places]);
  const candidates = useMemo(
    () =>
      planned
        ? candidatesFor(
            planned,
            held.map(({ key }) => key),
          )
        : { may: [], mayNot: [] },
    [planned, held],
  );
  const [only] = places;
  if (!only) return null;
  const isOne = places.length === 1;
  const title = isOne
    ? words.placeTitle({ when: when(only.startMs, only.endMs, form) })
    : words.placesTitle({ count: places.length });
  const missing = held.reduce((sum, place) => sum + place.missing, 0);
  /** Whoever fills the last hole is done here; while people are missing, the next one can be typed. */
  const choose = (person: string, close: () => void) => {
    const isPlanned = ({ people }: PlaceView) => people.some((one) => one.person === person && one.as === 'primary');
    const fills = held.filter((place) => place.missing > 0 && !isPlanned(place));
    if (!acts.plan(held, person)) return;
    if (fills.length >= missing) close();
  };
  return (
    <Dialog
      beside
      title={title}
      end={() => open(null)}
      lead={isOne ? <p className={looks['soft']}>{stateInWords(only)}</p> : undefined}
    >
      {(close) => (
        <>
          <section>
            <h3>{words.there}</h3>
            <ul className={`${looks['list']} ${looks['small']}`}>
              {peopleOn(places).map(({ person, count }) => (
                <li key={person} className={looks['row']}>
                  <span>
                    <span className={looks['name']}>{nameOf(person)}</span>{' '}
                    <span className={looks['soft']}>
                      {isOne ? signsInWords(only, person) : words.onSome({ count, of: places.length })}
                    </span>
                  </span>
                  <span className={looks['choices']}>
                    {isOne && <OnOne place={only} person={person} />}
                    <Button
                      aria-label={words.removeName({ name: nameOf(person) })}
                      onClick={() => acts.act(unassignAt(places, person))}
                    >
                      {words.remove}
                    </Button>
                  </span>
                </li>
              ))}
              {places.every(({ people }) => people.length === 0) && (
                <li className={looks['soft']}>{words.nobodyThere}</li>
              )}
            </ul>
          </section>
          {isOne && !only.cancelled && (
            <Suspense fallback={null}>
              <PlaceLoss place={only} />
            </Suspense>
          )}
          <Chooser
            candidates={candidates}
            of={held.length}
            choose={(person) => choose(person, close)}
            why={isOne ? (person) => <WhyNot place={only} person={person} /> : null}
          />
          <div className={looks['choices']}>
            <Button aria-label={words.lessNeed} onClick={() => acts.act(needBy(held, -1))}>
              −
            </Button>
            {isOne && <span>{words.needed({ count: only.need })}</span>}
            <Button aria-label={words.moreNeed} onClick={() => acts.act(needBy(held, 1))}>
              +
            </Button>
            <Button onClick={() => acts.act(lockTurned(held))}>
              {held.every(({ locked }) => locked) ? words.unlockPlace : words.lockPlace}
            </Button>
            {isOne && <Button onClick={() => open({ kind: 'edit', key: only.key })}>{words.editShift}</Button>}
            {places.some(({ cancelled }) => cancelled) && (
              <Button onClick={() => acts.act(restoredAt(places))}>{words.restore}</Button>
            )}
          </div>
          <p className={looks['soft']}>{words.lockSays}</p>
        </>
      )}
    </Dialog>
  );

  function stateInWords({ need, missing: open, wants }: PlaceView): string {
    return [
      words.needed({ count: need }),
      ...(open > 0 ? [words.missing({ count: open })] : []),
      ...[...new Set(wants)].map((want) => words.wants({ what: wantInWords(want, form.language) })),
    ].join(' · ');
  }

  function signsInWords({ people }: PlaceView, person: string): string {
    const one = people.find((other) => other.person === person);
    return [
      ...(one?.as === 'backup' ? [words.backup] : []),
      ...(one?.textsOnly ? [words.textsOnly] : []),
      ...(one?.away ? [words.away] : []),
      ...(one?.locked ? [words.locked] : []),
    ].join(' · ');
  }
}

/** What can be done to one person on one place, besides taking them off. */
function OnOne({ place, person }: { place: PlaceView; person: string }): ReactNode {
  const { words, nameOf } = useDesk();
  const acts = useActs();
  const one = place.people.find((other) => other.person === person);
  const name = nameOf(person);
  if (!one) return null;
  return (
    <>
      <Button
        aria-label={one.locked ? words.unlockName({ name }) : words.lockName({ name })}
        onClick={() => acts.act(personLockTurned(place, person))}
      >
        {one.locked ? words.unlock : words.lock}
      </Button>
      <Button
        aria-label={one.as === 'backup' ? words.makePrimaryName({ name }) : words.makeBackupName({ name })}
        onClick={() =>
          one.as === 'backup' ? acts.plan([place], person) : acts.act(assignAt([place], person, 'backup'))
        }
      >
        {one.as === 'backup' ? words.makePrimary : words.makeBackup}
      </Button>
    </>
  );
}

function peopleOn(places: readonly PlaceView[]): { person: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { people } of places) for (const { person } of people) counts.set(person, (counts.get(person) ?? 0) + 1);
  return [...counts].map(([person, count]) => ({ person, count })).sort((a, b) => b.count - a.count);
}
