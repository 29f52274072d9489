/** The same person under two records: the other one is found, both are compared, and they become one in a second step (O2). */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Trouble } from '../desk/trouble.tsx';
import { Button, Card, Field, Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { CompareRecords } from './compare-records.tsx';
import type { Person } from './draft.ts';
import { useRecordWords } from './record-words.ts';

type MergeLook = Answered<'merge.look'>;

const offered = 8;

export function Doubled({ person }: { person: Person }): ReactNode {
  const words = useRecordWords();
  const [isOpen, setOpen] = useState(false);
  const [other, setOther] = useState<string | null>(null);
  const stop = () => {
    setOther(null);
    setOpen(false);
  };
  return (
    <>
      <h2>{words.doubledTitle}</h2>
      <Card>
        {!isOpen && (
          <>
            <p>{words.doubledLead}</p>
            <Button onClick={() => setOpen(true)}>{words.doubled}</Button>
          </>
        )}
        {isOpen && other === null && <FindOther person={person} choose={setOther} stop={stop} />}
        {isOpen && other !== null && <Merging person={person} other={other} stop={stop} />}
      </Card>
    </>
  );
}

function FindOther({
  person,
  choose,
  stop,
}: {
  person: Person;
  choose: (id: string) => void;
  stop: () => void;
}): ReactNode {
  const words = useRecordWords();
  const [search, setSearch] = useState(person.name.split(' ')[0] ?? '');
  const query = useQuery({
    queryKey: ['people', 'doubled', search],
    queryFn: ({ signal }) => ask('people.list', { query: { search, limit: offered + 2 } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const others = (query.data?.people ?? []).filter(({ id }) => id !== person.id);
  return (
    <>
      <Field label={words.doubledFind} value={search} onChange={(event) => setSearch(event.target.value)} />
      <Reading query={query} />
      <div role="status">{query.data && others.length === 0 && <p>{words.doubledNone}</p>}</div>
      <div className={looks['acts']}>
        {others.slice(0, offered).map(({ id, name }) => (
          <Button key={id} onClick={() => choose(id)}>
            {name}
          </Button>
        ))}
      </div>
      {others.length > offered && <p>{words.doubledMore}</p>}
      <Button kind="quiet" onClick={stop}>
        {words.stop}
      </Button>
    </>
  );
}

function Merging({ person, other, stop }: { person: Person; other: string; stop: () => void }): ReactNode {
  const words = useRecordWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [staysId, setStaysId] = useState(person.id);
  const goesId = staysId === person.id ? other : person.id;
  const query = useQuery({
    queryKey: ['merge', staysId, goesId],
    queryFn: ({ signal }) => ask('merge.look', { params: { id: staysId, other: goesId } }, { signal }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const merge = useChange(
    'people.merge',
    () => {
      const name = query.data?.result.name ?? person.name;
      for (const key of ['people', 'person', 'merge']) void queries.invalidateQueries({ queryKey: [key] });
      void navigate(`/people/${encodeURIComponent(staysId)}`, { state: { news: words.wasMerged({ name }) } });
      stop();
    },
    () => words.mergeRefused,
  );
  const look = query.data?.stays.id === staysId ? query.data : undefined;
  const begin = (version = look?.version) =>
    version !== undefined && merge.begin({ params: { id: staysId }, body: { other: goesId } }, { ifMatch: version });
  const sides = look ? [look.stays, look.goes].toSorted((a) => (a.id === person.id ? -1 : 1)) : [];
  return (
    <>
      <Reading query={query} />
      {look && (
        <>
          <fieldset className={looks['ticks']}>
            <legend>{words.which}</legend>
            {sides.map(({ id, name, endsWith }) => (
              <label key={id} className={looks['tick']}>
                <input type="radio" name="stays" checked={id === staysId} onChange={() => setStaysId(id)} />
                <span>{words.stays({ name, digits: endsWith })}</span>
              </label>
            ))}
          </fieldset>
          <CompareRecords look={look} />
          <p>{words.mergeSays}</p>
          {look.hindrances.length > 0 && (
            <Notice kind="trouble">
              {words.hindered}
              {look.hindrances.map((one) => (
                <div key={one}>{words.hindrances[one]}</div>
              ))}
            </Notice>
          )}
        </>
      )}
      <Trouble
        change={merge}
        again={() => begin()}
        conflict={(current) => ({
          both: [],
          keepMine: () => begin((current as MergeLook).version),
          takeTheirs: stop,
        })}
      />
      <div className={looks['acts']}>
        {look && look.hindrances.length === 0 && (
          <Button busy={merge.busy} onClick={() => begin()}>
            {words.mergeYes({ name: look.result.name })}
          </Button>
        )}
        <Button onClick={stop}>{words.stop}</Button>
      </div>
    </>
  );
}
