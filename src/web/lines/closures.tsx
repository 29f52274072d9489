/** Days on which a line is closed, each a change of its own: what it does to today and to whom is planned is said before (O3). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { dayDiffers } from '../../schedule/hours-today.ts';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Trouble } from '../desk/trouble.tsx';
import { wrongOf } from '../desk/wrong.ts';
import { useKept } from '../kept.ts';
import { span } from '../moments.ts';
import { Button, Card, Field, Row, Rows } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { Reading } from '../parts/reading.tsx';
import { dateInWords } from '../times/hours.ts';
import { useWords } from '../words/words.tsx';
import type { Line } from './line-draft.ts';
import { dayIn, hoursInWords } from './today.ts';
import { useLinesWords } from './words.ts';

type Closure = Line['closures'][number];
const nothing: Closure = { from: '', to: '', reason: '' };

export function Closures({ line }: { line: Line }): ReactNode {
  const words = useLinesWords();
  const { language } = useWords();
  const queries = useQueryClient();
  const kept = useKept<Closure>(`closure ${line.id}`);
  const typed = kept.typed ?? nothing;
  const [ended, setEnded] = useState('');
  const takeOn = (now: Line) => {
    queries.setQueryData(['line', now.id], now);
    void queries.invalidateQueries({ queryKey: ['line-states', now.id] });
  };
  const add = useChange('lines.addClosure', (now) => {
    takeOn(now);
    kept.saved();
  });
  const end = useChange('lines.endClosure', takeOn);
  const closure = { ...typed, to: typed.to || typed.from };
  const isWhole = closure.from !== '' && closure.from <= closure.to;
  const close = (version = line.version) => add.begin({ params: { id: line.id }, body: closure }, { ifMatch: version });
  const open = (days: string, version = line.version) => {
    setEnded(days);
    end.begin({ params: { id: line.id, days } }, { ifMatch: version });
  };
  const field = (name: keyof Closure) => ({
    label: { from: words.closureFrom, to: words.closureTo, reason: words.closureReason }[name],
    value: typed[name],
    wrong: wrongOf(add.problem?.fields, name),
    onChange: (event: { target: { value: string } }) => kept.keep({ ...typed, [name]: event.target.value }),
  });
  const takeTheirs = (current: unknown) => queries.setQueryData(['line', line.id], current);
  const inWords = ({ from, to, reason }: Closure) =>
    words.closureIs({ from: dateInWords(from, language), to: dateInWords(to, language), reason });
  return (
    <>
      <h2>{words.closures}</h2>
      <p>{words.closureLead}</p>
      {line.closures.length === 0 && <p>{words.closuresNone}</p>}
      <Rows>
        {line.closures.map((one) => (
          <Row key={`${one.from} ${one.to} ${one.reason}`}>
            <span>{inWords(one)}</span>
            <Button busy={end.busy} onClick={() => open(`${one.from}..${one.to}`)}>
              <span>
                {words.closureRemove}
                <span className="visually-hidden"> {inWords(one)}</span>
              </span>
            </Button>
          </Row>
        ))}
      </Rows>
      <Trouble
        change={end}
        again={() => open(ended)}
        conflict={(current) => ({
          both: [],
          keepMine: () => open(ended, (current as Line).version),
          takeTheirs: () => takeTheirs(current),
        })}
      />
      <Card>
        <KeptNotice kept={kept} />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isWhole) close();
          }}
        >
          <div className={looks['three']}>
            <Field {...field('from')} type="date" />
            <Field {...field('to')} type="date" min={typed.from} hint={words.closureToHint} />
            <Field {...field('reason')} maxLength={280} autoComplete="off" />
          </div>
          {isWhole && <Means line={line} closure={closure} />}
          <Trouble
            change={add}
            again={close}
            shown={['from', 'to', 'reason']}
            conflict={(current) => ({
              both: [],
              keepMine: () => close((current as Line).version),
              takeTheirs: () => takeTheirs(current),
            })}
          />
          <Button type="submit" busy={add.busy} disabled={!isWhole}>
            {words.closureAdd}
          </Button>
        </form>
      </Card>
    </>
  );
}

function Means({ line, closure }: { line: Line; closure: Closure }): ReactNode {
  const words = useLinesWords();
  const { language } = useWords();
  const { id, timeZone } = line;
  const { from, to } = closure;
  const [today] = useState(() => dayIn(timeZone, new Date()));
  const differs = dayDiffers(line, { ...line, closures: [...line.closures, closure] }, today);
  const query = useQuery({
    queryKey: ['line-planned', id, from, to],
    queryFn: ({ signal }) => ask('lines.planned', { params: { id }, query: { from, to } }, { signal }),
    staleTime: 0,
  });
  const planned = query.data;
  return (
    <div role="status">
      {differs && (
        <p>
          {words.tonightDiffers({
            before: hoursInWords(differs.before, words, language),
            after: hoursInWords(differs.after, words, language),
          })}
        </p>
      )}
      <Reading query={query} />
      {planned && (
        <>
          <p>{planned.count === 0 ? words.closurePlannedNone : words.closurePlanned({ count: planned.count })}</p>
          <ul>
            {planned.shifts.map(({ startAt, endAt, people }) => (
              <li key={`${startAt} ${endAt} ${people.join()}`}>
                {span(startAt, endAt, { language, zone: timeZone })}: {people.join(', ')}
              </li>
            ))}
            {planned.count > planned.shifts.length && (
              <li>{words.closurePlannedMore({ count: planned.count - planned.shifts.length })}</li>
            )}
          </ul>
        </>
      )}
    </div>
  );
}
