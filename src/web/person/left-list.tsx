/** Those who left and are still named here, and their erasure in two steps (O2). */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import inRows from '../desk/rows.module.css';
import { Trouble } from '../desk/trouble.tsx';
import { useDeskWords } from '../desk/words.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import { useRecordWords } from './record-words.ts';

type Left = Answered<'left.list'>['people'][number];

export function LeftList({ mayErase }: { mayErase: boolean }): ReactNode {
  const words = useRecordWords();
  const desk = useDeskWords();
  const { language } = useWords();
  const [asked, setAsked] = useState<string | null>(null);
  const [erased, setErased] = useState<string | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['left'],
    queryFn: ({ signal, pageParam }) =>
      ask('left.list', { query: pageParam === '' ? {} : { cursor: pageParam } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const people = query.data?.pages.flatMap((page) => page.people) ?? [];
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return (
    <>
      <p>{words.leftLead}</p>
      {erased !== null && <Notice kind="calm">{words.wasErased({ name: erased })}</Notice>}
      <Reading query={query} />
      {query.data && people.length === 0 && <p>{words.leftNone}</p>}
      <ul className={inRows['rows']}>
        {people.map((one) => (
          <li key={one.id} className={inRows['item']}>
            <div className={looks['grow']}>
              <b>{one.name}</b>
              <div className={looks['soft']}>{words.leftAt({ when: date.format(new Date(one.leftAt)) })}</div>
              {asked === one.id && (
                <Erasing
                  one={one}
                  stop={() => setAsked(null)}
                  done={() => {
                    setAsked(null);
                    setErased(one.name);
                  }}
                />
              )}
            </div>
            {mayErase && asked !== one.id && (
              <Button
                kind="quiet"
                aria-label={words.erase({ name: one.name })}
                onClick={() => {
                  setErased(null);
                  setAsked(one.id);
                }}
              >
                {words.eraseShort}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>{desk.more}</Button>}
    </>
  );
}

function Erasing({ one: { id, name }, stop, done }: { one: Left; stop: () => void; done: () => void }): ReactNode {
  const words = useRecordWords();
  const queries = useQueryClient();
  const erase = useChange(
    'people.erase',
    () => {
      void queries.invalidateQueries({ queryKey: ['left'] });
      done();
    },
    () => words.eraseRefused,
  );
  const begin = () => erase.begin({ params: { id } });
  return (
    <>
      <p role="status">{words.eraseSays({ name })}</p>
      <Trouble change={erase} again={begin} />
      <div className={looks['acts']}>
        <Button busy={erase.busy} onClick={begin}>
          {words.eraseYes({ name })}
        </Button>
        <Button onClick={stop}>{words.eraseNo}</Button>
      </div>
    </>
  );
}
