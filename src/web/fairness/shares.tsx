/** Hours, nights and weekends of each person against their own target, by name: for planning, never for comparing (R8). */
import { useState, type ReactNode } from 'react';
import type { Answered } from '../client.ts';
import { Button } from '../parts/controls.tsx';
import { Bars } from './bars.tsx';
import looks from './fairness.module.css';
import { useFairnessWords } from './words.ts';

type Person = Answered<'fairness.read'>['people'][number];
type Part = 'hours' | 'nights' | 'weekends';
const parts: readonly Part[] = ['hours', 'nights', 'weekends'];

export function Shares({ people }: { people: readonly Person[] }): ReactNode {
  const { words, number } = useFairnessWords();
  const [part, setPart] = useState<Part>('hours');
  const names = { hours: words.showHours, nights: words.showNights, weekends: words.showWeekends };
  const says = ({ hasOffered, ...person }: Person) => {
    const { done, planned, target } = person[part];
    const had = { done: number(done), planned: number(planned) };
    if (!hasOffered) return `${words.shareAlone(had)} (${words.noTimes})`;
    return target === null ? words.shareAlone(had) : words.share({ ...had, target: number(target) });
  };
  return (
    <>
      <h2>{words.sharesTitle}</h2>
      <p>{words.sharesLead}</p>
      {people.length === 0 && <p>{words.people}</p>}
      {people.length > 0 && (
        <>
          <p className={looks['views']}>
            {parts.map((one) => (
              <Button key={one} aria-pressed={part === one} onClick={() => setPart(one)}>
                {names[one]}
              </Button>
            ))}
          </p>
          <p className={looks['key']} aria-hidden="true">
            <Sign name={words.keyDone} kind="warm" /> <Sign name={words.keyPlanned} kind="soft" />{' '}
            <Sign name={words.keyTarget} kind="mark" />
          </p>
          <Bars
            tone="warm"
            bars={people.map((person, index) => ({
              key: `${index} ${person.name}`,
              name: person.name,
              says: says(person),
              full: person[part].done,
              soft: person[part].planned,
              mark: person.hasOffered ? person[part].target : null,
            }))}
          />
          <details className={looks['more']}>
            <summary>{words.asTable}</summary>
            <SharesTable people={people} part={part} />
          </details>
        </>
      )}
    </>
  );
}

function Sign({ name, kind }: { name: string; kind: 'warm' | 'soft' | 'mark' }): ReactNode {
  return (
    <span>
      <svg className={looks['sign']} viewBox="0 0 16 14">
        {kind === 'mark' ? (
          <line className={looks['mark']} x1="8" x2="8" y1="0" y2="14" />
        ) : (
          <rect className={looks[kind]} x="1" y="1" width="14" height="12" />
        )}
      </svg>
      {name}
    </span>
  );
}

function SharesTable({ people, part }: { people: readonly Person[]; part: Part }): ReactNode {
  const { words, number } = useFairnessWords();
  return (
    <table className={looks['table']}>
      <thead>
        <tr>
          {[words.name, words.keyDone, words.keyPlanned, words.keyTarget].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map(({ name, hasOffered, [part]: { done, planned, target } }, index) => (
          <tr key={`${index} ${name}`}>
            <th scope="row">{name}</th>
            <td>{number(done)}</td>
            <td>{number(planned)}</td>
            <td>{target === null || !hasOffered ? '–' : number(target)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
