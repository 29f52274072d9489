/** The ledger of promised calls, with the share that was kept on time. */
import type { ReactNode } from 'react';
import { ask, type Answered } from '../client.ts';
import { More, usePages } from '../parts/more.tsx';
import { Reading } from '../parts/reading.tsx';
import { ListTable } from './list-table.tsx';
import looks from './office.module.css';
import { useOfficeWords } from './words.ts';

type Promised = Answered<'promises.list'>['promises'][number];

export function Promises(): ReactNode {
  const { words, percent } = useOfficeWords();
  const query = usePages(['promises'], (cursor, signal) => ask('promises.list', { query: { cursor } }, { signal }));
  const first = query.data?.pages[0];
  const promises = query.data?.pages.flatMap((page) => page.promises) ?? [];
  // What is owed comes first, the soonest due before the others, and stands there; what was settled waits under a fold.
  const open = promises.filter(({ state }) => state === 'open');
  const settled = promises.filter(({ state }) => state !== 'open');
  return (
    <section aria-labelledby="promises">
      <h2 id="promises">{words.promises}</h2>
      <Reading query={query} />
      {first && (
        <p className={looks['lead']}>
          {first.keptOnTime.share === null
            ? words.shareNone
            : words.share({ percent: percent(first.keptOnTime.share), due: first.keptOnTime.due })}
        </p>
      )}
      {first && promises.length === 0 && <p className={looks['soft']}>{words.promisesNone}</p>}
      {open.length > 0 && <Ledger label={words.promises} promises={open} />}
      {open.length === 0 && settled.length > 0 && <p>{words.owedNone}</p>}
      {settled.length > 0 && (
        <details>
          <summary>{words.settled}</summary>
          <Ledger label={words.settled} promises={settled} />
          <More query={query} label={words.more} />
        </details>
      )}
      {settled.length === 0 && <More query={query} label={words.more} />}
    </section>
  );
}

function Ledger({ label, promises }: { label: string; promises: readonly Promised[] }): ReactNode {
  const { words, when } = useOfficeWords();
  return (
    <ListTable label={label} columns={[words.promised, words.line, words.due, words.state, words.attempts]}>
      {promises.map((one) => (
        <tr key={one.id}>
          <th scope="row" className={looks['when']}>
            {when(one.promisedAt)}
          </th>
          <td>{one.line}</td>
          <td className={looks['when']} data-name={words.due}>
            {when(one.dueAt)}
          </td>
          <td className={looks['ending']}>
            <State promise={one} />
          </td>
          <td className={looks['below']}>
            <Attempts promise={one} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
}

function State({ promise: { state, keptAt, untilAt } }: { promise: Promised }): ReactNode {
  const { words } = useOfficeWords();
  if (keptAt === null) return words.states[state] ?? state;
  return Date.parse(keptAt) <= Date.parse(untilAt) ? words.onTime : words.late;
}

function Attempts({ promise: { attempts } }: { promise: Promised }): ReactNode {
  const { words, when } = useOfficeWords();
  if (attempts.length === 0) return <span className={looks['soft']}>{words.attemptsNone}</span>;
  return attempts.map(({ at, outcome }) => (
    <div key={at}>
      {outcome === null ? words.underWay : (words.outcomes[outcome] ?? outcome)}{' '}
      <span className={looks['soft']}>{when(at)}</span>
    </div>
  ));
}
