/** What a week asks of each person, by name: a dot where their load would be, hollow without the change and full with it. */
import type { ReactNode } from 'react';
import looks from './replay.module.css';
import type { Side } from './request.ts';
import { useReplayWords } from './words.ts';

type Person = Side['people'][number];
const bands = ['fresh', 'steady', 'strained', 'spent'] as const;

export function PeopleLoads({
  without,
  changed,
}: {
  without: readonly Person[];
  changed: readonly Person[] | null;
}): ReactNode {
  const { words, number } = useReplayWords();
  const was = new Map(without.map((one) => [one.person, one]));
  const is = new Map((changed ?? without).map((one) => [one.person, one]));
  // Both are by name; whoever is in one alone stands where they stand there.
  const ids = [...new Set([...is.keys(), ...was.keys()])];
  if (ids.length === 0) return <p>{words.nobody}</p>;
  const added = ids.filter((id) => (is.get(id) ?? was.get(id))?.name === null);
  const nameOf = (id: string) => (is.get(id) ?? was.get(id))?.name ?? words.added({ place: added.indexOf(id) + 1 });
  const both = (id: string, say: (one: Person) => string) => {
    const [before, after] = [was.get(id), is.get(id)];
    return words.fromTo({
      from: before ? say(before) : words.notOn,
      to: after ? say(after) : words.notOn,
    });
  };
  return (
    <>
      <p className={looks['soft']}>{words.peopleSays}</p>
      {/* What scrolls must be reached by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={looks['wide']} role="region" aria-label={words.peopleTitle} tabIndex={0}>
        <table className={looks['table']}>
          <thead>
            <tr>
              <th scope="col">{words.person}</th>
              <th scope="col" colSpan={2}>
                {words.load}
              </th>
              <th scope="col">{words.hours}</th>
              <th scope="col">{words.talks}</th>
              <th scope="col">{words.restMinutes}</th>
            </tr>
          </thead>
          <tbody>
            {ids.map((id) => (
              <tr key={id}>
                <th scope="row">{nameOf(id)}</th>
                <td>
                  <Dots before={changed ? was.get(id) : undefined} after={is.get(id)} />
                </td>
                <td>{both(id, ({ band }) => words.bands[band])}</td>
                <td>{both(id, ({ hours }) => number(hours))}</td>
                <td>{both(id, ({ talks }) => number(talks))}</td>
                <td>{both(id, ({ restMinutes }) => words.minutes({ value: number(Math.round(restMinutes)) }))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Dots({ before, after }: { before: Person | undefined; after: Person | undefined }): ReactNode {
  const x = (one: Person) => 10 + bands.indexOf(one.band) * 20;
  return (
    <svg className={looks['dots']} viewBox="0 0 80 16" aria-hidden="true">
      <line className={looks['axis']} x1="10" x2="70" y1="8" y2="8" />
      {bands.map((band, index) => (
        <circle key={band} className={looks['tick']} cx={10 + index * 20} cy="8" r="1.5" />
      ))}
      {after && <circle className={looks['is']} cx={x(after)} cy="8" r="5" />}
      {before && <circle className={looks['was']} cx={x(before)} cy="8" r={after && x(after) === x(before) ? 7 : 5} />}
    </svg>
  );
}
