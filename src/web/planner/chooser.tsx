/** Chooses somebody for a place by typing: those who may, best first; those who may not, folded away with the reason (R1, R2). */
import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from '../parts/controls.tsx';
import type { Candidate, Candidates } from './candidates.ts';
import looks from './chooser.module.css';
import { useDesk } from './desk.tsx';
import { amount } from './form.ts';
import { obstacleInWords, wantInWords } from './in-words.ts';

/** `of`: how many places are asked about. `why`: what the service says it would cost, where it can be asked. */
export function Chooser({
  candidates,
  of,
  choose,
  why,
}: {
  candidates: Candidates;
  of: number;
  choose: (person: string) => void;
  why: ((person: string) => ReactNode) | null;
}): ReactNode {
  const { words, form } = useDesk();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const [asked, setAsked] = useState<string | null>(null);
  const may = useMemo(() => candidates.may.filter(({ name }) => isLike(name, typed)), [candidates, typed]);
  const mayNot = useMemo(() => candidates.mayNot.filter(({ name }) => isLike(name, typed)), [candidates, typed]);
  const shown = Math.min(place, Math.max(0, may.length - 1));
  const current = may[shown];
  const take = (person: string) => {
    setTyped('');
    setPlace(0);
    choose(person);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setPlace(Math.min(may.length - 1, Math.max(0, shown + step)));
      document
        .getElementById(`${id}-${Math.min(may.length - 1, Math.max(0, shown + step))}`)
        ?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      take(current.person);
    }
  };
  return (
    <section aria-label={words.who} className={looks['chooser']}>
      <label className={looks['label']} htmlFor={id}>
        {words.who}
      </label>
      <input
        id={id}
        data-first
        autoComplete="off"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={current ? `${id}-${shown}` : undefined}
        aria-describedby={`${id}-hint`}
        className={looks['input']}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      <span id={`${id}-hint`} className={looks['soft']}>
        {words.whoHint}
      </span>
      <div id={`${id}-list`} role="listbox" aria-label={words.whoMay} className={looks['list']}>
        {may.map((candidate, index) => (
          <button
            type="button"
            tabIndex={-1}
            key={candidate.person}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === shown}
            className={`${looks['option']} ${index === shown ? looks['current'] : ''}`}
            onClick={() => take(candidate.person)}
          >
            <span className={looks['name']}>
              {index === shown && <span aria-hidden="true">▸ </span>}
              {candidate.name}
            </span>
            <span className={looks['soft']}>{aboutInWords(candidate, of)}</span>
          </button>
        ))}
      </div>
      {may.length === 0 && (
        <p className={looks['soft']}>{candidates.may.length === 0 ? words.nobodyMay : words.nobodyFound}</p>
      )}
      {mayNot.length > 0 && (
        <details className={looks['fold']} open={typed !== '' && may.length === 0}>
          <summary>{words.whoMayNot({ count: mayNot.length })}</summary>
          <ul className={looks['not']}>
            {mayNot.map(({ person, name, obstacles }) => (
              <li key={person}>
                <span>
                  <span className={looks['name']}>{name}</span>{' '}
                  <span className={looks['soft']}>
                    {obstacles.map((one) => obstacleInWords(one, { words, language: form.language })).join('; ')}
                  </span>
                </span>
                <span className={looks['acts']}>
                  {why && (
                    <Button
                      aria-label={words.whyNotName({ name })}
                      aria-expanded={asked === person}
                      onClick={() => setAsked(asked === person ? null : person)}
                    >
                      {words.whyNot}
                    </Button>
                  )}
                  <Button aria-label={words.putAnywayName({ name })} onClick={() => take(person)}>
                    {words.putAnyway}
                  </Button>
                </span>
                {why && asked === person && <div className={looks['answer']}>{why(person)}</div>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );

  function aboutInWords(candidate: Candidate, places: number): string {
    const { taking, hours, mostHours, brings, isTrainee, isReserve, textsOnly, onCall, mayOn } = candidate;
    const most = Number.isFinite(mostHours) ? amount(mostHours, form.language) : null;
    return [
      ...brings.map((what) => words.brings({ what: wantInWords(what, form.language) })),
      ...(places > 1 ? [words.mayOn({ count: mayOn, of: places })] : []),
      words.takings[taking],
      words.weekHours({ hours: amount(hours, form.language), most }),
      ...(onCall ? [words.backup] : []),
      ...(textsOnly ? [words.textsOnly] : []),
      ...(isTrainee ? [words.trainee] : []),
      ...(isReserve ? [words.reserve] : []),
    ].join(' · ');
  }
}

/** Whether a name has a part that begins like what was typed; accents don't matter. */
function isLike(name: string, typed: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const wanted = plain(typed.trim());
  return wanted === '' || plain(name).startsWith(wanted) || plain(name).includes(` ${wanted}`);
}
