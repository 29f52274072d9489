/** What waits for a yes, oldest first: a yes at once, a no with its reason (R6, P4). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered, type AskFailed } from '../client.ts';
import { span } from '../moments.ts';
import { Button, Card, Field, Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { dateInWords } from '../times/hours.ts';
import { useWords } from '../words/words.tsx';
import type { MovesWords } from '../words/moves/en.ts';
import looks from './moves.module.css';
import { useMovesWords } from './words.ts';

type Waits = Answered<'moves.list'>['moves'][number];

export function Waiting(): ReactNode {
  const words = useMovesWords();
  const queries = useQueryClient();
  const [said, setSaid] = useState(false);
  const query = useQuery({
    queryKey: ['moves'],
    queryFn: ({ signal }) => ask('moves.list', { query: { limit: 200 } }, { signal }),
    refetchInterval: 30_000,
  });
  const read = () => void queries.invalidateQueries({ queryKey: ['moves'] });
  return (
    <>
      <h2>{words.waits}</h2>
      <Reading query={query} />
      {said && <Notice kind="calm">{words.done}</Notice>}
      {query.data?.moves.length === 0 && <p>{words.waitsNothing}</p>}
      <ul className={looks['list']}>
        {query.data?.moves.map((one) => (
          <li key={one.id}>
            <Card>
              <About one={one} />
              <Answer
                one={one}
                read={(done) => {
                  setSaid(done);
                  read();
                }}
              />
            </Card>
          </li>
        ))}
      </ul>
    </>
  );
}

function About({ one }: { one: Waits }): ReactNode {
  const words = useMovesWords();
  const { language } = useWords();
  const form = { language, zone: one.zone };
  if (one.kind === 'time-off')
    return (
      <>
        <p>
          <b>
            {words.asksAway({
              person: one.person,
              from: dateInWords(one.days.from, language),
              to: dateInWords(one.days.to, language),
            })}
          </b>
        </p>
        <p>{words.opens({ count: one.opens.length })}</p>
        <ul>
          {one.opens.map(({ startAt, endAt, line }) => (
            <li key={`${startAt} ${line}`}>
              {span(startAt, endAt, form)}, {line}
            </li>
          ))}
        </ul>
      </>
    );
  const { person, holder, shift, inExchange, breaks } = one;
  return (
    <>
      <p>
        <b>{words.takes({ person, shift: span(shift.startAt, shift.endAt, form), line: shift.line })}</b>
      </p>
      <p>
        {holder === null ? words.heldByNobody : words.held({ holder })}{' '}
        {inExchange &&
          words.goesBack({ holder: holder ?? '', shift: span(inExchange.startAt, inExchange.endAt, form) })}
      </p>
      {breaks !== null && <Notice kind="plain">{words.breaks({ rule: breaks })}</Notice>}
    </>
  );
}

/** `read` with true once it is answered, with false where somebody else has. */
function Answer({ one, read }: { one: Waits; read: (done: boolean) => void }): ReactNode {
  const words = useMovesWords();
  const [refusing, setRefusing] = useState(false);
  const [said, setSaid] = useState('');
  /** The cap that it breaks by now, where it did not when it was asked for. */
  const [breaks, setBreaks] = useState(one.kind === 'move' && one.breaks !== null);
  const refused = (problem: AskFailed) => {
    if (problem.why === 'over-cap') setBreaks(true);
    return refusedInWords(words, problem);
  };
  const approve = useChange('moves.approve', () => read(true), refused);
  const refuse = useChange('moves.refuse', () => read(true), refused);
  const wrong = approve.wrong ?? refuse.wrong;
  const params = { id: one.id };
  const busy = approve.busy || refuse.busy;
  return (
    <>
      {wrong && <Notice kind="trouble">{wrong}</Notice>}
      {(refusing || one.kind === 'time-off') && (
        <Field
          label={refusing ? words.reason : words.word}
          maxLength={200}
          value={said}
          onChange={(event) => setSaid(event.target.value)}
        />
      )}
      <p className={looks['acts']}>
        {refusing ? (
          <>
            <Button
              kind="primary"
              busy={busy || said.trim() === ''}
              onClick={() => refuse.begin({ params, body: { reason: said.trim() } })}
            >
              {words.sendNo}
            </Button>
            <Button kind="quiet" onClick={() => setRefusing(false)}>
              {words.back}
            </Button>
          </>
        ) : (
          <>
            <Button
              kind="primary"
              busy={busy}
              onClick={() => approve.begin({ params, body: { allowOverCap: breaks, word: said.trim() } })}
            >
              {breaks ? words.allow : words.approve}
              <span className="visually-hidden"> {one.person}</span>
            </Button>
            <Button busy={busy} onClick={() => setRefusing(true)}>
              {words.refuse}
              <span className="visually-hidden"> {one.person}</span>
            </Button>
          </>
        )}
      </p>
    </>
  );
}

function refusedInWords(words: MovesWords, { why, detail }: AskFailed): string {
  if (why === 'over-cap') return detail ?? words.overCap({ rule: '' });
  return why === 'gone' ? words.gone : words.decidedAlready;
}
