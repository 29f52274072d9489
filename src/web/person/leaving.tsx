/** Letting somebody go: what it opens is said first, and it takes a second step. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Trouble } from '../desk/trouble.tsx';
import { span } from '../moments.ts';
import { Button, Card } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import type { Person } from './draft.ts';
import { usePeopleWords } from './words.ts';

const shownAtMost = 12;

export function Leaving({ person }: { person: Person }): ReactNode {
  const words = usePeopleWords();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <h2>{words.leaveTitle}</h2>
      <Card>
        {asked ? (
          <Opens person={person} stay={() => setAsked(false)} />
        ) : (
          <>
            <p>{words.leaveLead}</p>
            <Button onClick={() => setAsked(true)}>{words.leave({ name: person.name })}</Button>
          </>
        )}
      </Card>
    </>
  );
}

function Opens({ person: { id, name, timeZone, version }, stay }: { person: Person; stay: () => void }): ReactNode {
  const words = usePeopleWords();
  const { language } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['opens', id],
    queryFn: ({ signal }) => ask('people.opens', { params: { id } }, { signal }),
    staleTime: 0,
  });
  const retire = useChange(
    'people.retire',
    () => {
      void queries.invalidateQueries({ queryKey: ['people'] });
      void navigate('/people', { state: { news: words.wasLetGo({ name }) } });
    },
    () => words.leaveSelf,
  );
  const begin = () => retire.begin({ params: { id } }, { ifMatch: version });
  const opens = query.data?.opens;
  return (
    <div>
      <Reading query={query} />
      {opens && (
        <div role="status">
          <p>{opens.length === 0 ? words.leaveOpensNone : words.leaveOpens({ count: opens.length })}</p>
          <ul>
            {opens.slice(0, shownAtMost).map(({ line, startAt, endAt }) => (
              <li key={`${line} ${startAt}`}>
                {span(startAt, endAt, { language, zone: timeZone })}, {line}
              </li>
            ))}
            {opens.length > shownAtMost && <li>{words.leaveMore({ count: opens.length - shownAtMost })}</li>}
          </ul>
          <p>{words.leaveSays}</p>
        </div>
      )}
      <Trouble
        change={retire}
        again={begin}
        conflict={(current) => ({
          both: [],
          keepMine: () => retire.begin({ params: { id } }, { ifMatch: (current as Person).version }),
          takeTheirs: stay,
        })}
      />
      <div className={looks['acts']}>
        {opens && (
          <Button busy={retire.busy} onClick={begin}>
            {words.leaveYes({ name })}
          </Button>
        )}
        <Button onClick={stay}>{words.leaveNo}</Button>
      </div>
    </div>
  );
}
