/** When somebody is away, written down and ended by a coordinator: what it opens is said first, and the way back stands beside it (O2, P4). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Trouble } from '../desk/trouble.tsx';
import { wrongOf } from '../desk/wrong.ts';
import { useKept } from '../kept.ts';
import { span } from '../moments.ts';
import { Button, Card, Field, Notice, Row, Rows } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { Reading } from '../parts/reading.tsx';
import { dateInWords } from '../times/hours.ts';
import { useWords } from '../words/words.tsx';
import { daysEnded, type Days } from './days-ended.ts';
import type { Person } from './draft.ts';
import { usePeopleWords } from './words.ts';

type TimeOffNow = Answered<'people.timeOff'>;
/** What was done last, and can be taken back. */
type Done = { kind: 'added' | 'ended'; days: Days };

const nothing: Days = { from: '', to: '' };
const shownAtMost = 12;

export function TimeOff({ person }: { person: Person }): ReactNode {
  const words = usePeopleWords();
  const { id } = person;
  const query = useQuery({
    queryKey: ['time-off', id],
    queryFn: ({ signal }) => ask('people.timeOff', { params: { id } }, { signal }),
  });
  return (
    <>
      <h2>{words.awayTitle}</h2>
      <Reading query={query} />
      {query.data && <Changing person={person} now={query.data} />}
    </>
  );
}

function Changing({ person: { id, name }, now }: { person: Person; now: TimeOffNow }): ReactNode {
  const words = usePeopleWords();
  const inWords = useDaysInWords();
  const queries = useQueryClient();
  const kept = useKept<Days>(`time off ${id}`);
  const typed = kept.typed ?? nothing;
  const days = { from: typed.from, to: typed.to || typed.from };
  const [asked, setAsked] = useState<Days>(nothing);
  const [done, setDone] = useState<Done | null>(null);
  // The days of the latest asking.
  const sent = useRef(nothing);
  const takeOn = (answer: TimeOffNow, what: Done) => {
    queries.setQueryData(['time-off', id], answer);
    for (const key of [['person', id], ['people']]) void queries.invalidateQueries({ queryKey: key });
    setDone(what);
    setAsked(nothing);
  };
  const add = useChange('people.addTimeOff', (answer) => {
    takeOn(answer, { kind: 'added', days: sent.current });
    if (sent.current.from === days.from && sent.current.to === days.to) kept.saved();
  });
  const end = useChange(
    'people.endTimeOff',
    (answer) => takeOn(answer, { kind: 'ended', days: daysEnded(sent.current, answer) }),
    () => words.awayOver,
  );
  const isWhole = days.from !== '' && days.from <= days.to;
  const mark = (which: Days, version = now.version) => {
    setDone(null);
    sent.current = which;
    add.begin({ params: { id }, body: which }, { ifMatch: version });
  };
  const stop = (which: Days, version = now.version) => {
    setDone(null);
    sent.current = which;
    end.begin({ params: { id, days: `${which.from}..${which.to}` } }, { ifMatch: version });
  };
  const takeTheirs = (current: unknown) => {
    setAsked(nothing);
    queries.setQueryData(['time-off', id], current);
  };
  const field = (part: keyof Days) => ({
    value: typed[part],
    wrong: wrongOf(add.problem?.fields, part),
    onChange: (event: { target: { value: string } }) => {
      setDone(null);
      kept.keep({ ...typed, [part]: event.target.value });
    },
  });
  return (
    <>
      {now.away.length === 0 && <p>{words.awayNone}</p>}
      {now.leavesOn !== null && <p>{words.awayLeaves({ on: inWords({ from: now.leavesOn, to: now.leavesOn }) })}</p>}
      <Rows>
        {now.away.map((one) => (
          <Row key={one.id}>
            <b>{inWords(one)}</b>
            {asked.from === one.from ? (
              <Ending
                begun={one.from <= now.today}
                busy={end.busy}
                yes={() => stop(one)}
                no={() => setAsked(nothing)}
              />
            ) : (
              <Button onClick={() => setAsked({ from: one.from, to: one.to })}>
                <span>
                  {words.awayEnd}
                  <span className="visually-hidden"> {inWords(one)}</span>
                </span>
              </Button>
            )}
          </Row>
        ))}
      </Rows>
      <Trouble
        change={end}
        again={() => stop(sent.current)}
        conflict={(current) => ({
          both: [],
          keepMine: () => stop(sent.current, (current as TimeOffNow).version),
          takeTheirs: () => takeTheirs(current),
        })}
      />
      {done && (
        <Notice kind="calm">
          <p>
            {done.kind === 'added'
              ? words.awayAdded({ name, days: inWords(done.days) })
              : words.awayEnded({ name, days: inWords(done.days) })}
          </p>
          <Button
            busy={add.busy || end.busy}
            onClick={() => (done.kind === 'added' ? stop(done.days) : mark(done.days))}
          >
            {words.awayUndo}
          </Button>
        </Notice>
      )}
      <Card>
        <KeptNotice kept={kept} />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isWhole) mark(days);
          }}
        >
          <div className={looks['three']}>
            <Field {...field('from')} label={words.awayFrom} type="date" min={now.today} />
            <Field
              {...field('to')}
              label={words.awayTo}
              hint={words.awayToHint}
              type="date"
              min={typed.from || now.today}
            />
          </div>
          {isWhole && <Opens id={id} days={days} zone={now.zone} />}
          <Trouble
            change={add}
            again={() => mark(sent.current)}
            shown={['from', 'to']}
            conflict={(current) => ({
              both: [],
              keepMine: () => mark(sent.current, (current as TimeOffNow).version),
              takeTheirs: () => takeTheirs(current),
            })}
          />
          <Button type="submit" busy={add.busy} disabled={!isWhole}>
            {words.awayAdd({ name })}
          </Button>
        </form>
      </Card>
    </>
  );
}

/** The second step, which says what ending does. */
function Ending({
  begun,
  busy,
  yes,
  no,
}: {
  begun: boolean;
  busy: boolean;
  yes: () => void;
  no: () => void;
}): ReactNode {
  const words = usePeopleWords();
  return (
    <div role="status" className={looks['whole']}>
      <p>{begun ? words.awayEndsBegun : words.awayEndsAll}</p>
      <div className={looks['acts']}>
        <Button busy={busy} onClick={yes}>
          {words.awayEndYes}
        </Button>
        <Button onClick={no}>{words.awayEndNo}</Button>
      </div>
    </div>
  );
}

function Opens({ id, days, zone }: { id: string; days: Days; zone: string }): ReactNode {
  const words = usePeopleWords();
  const { language } = useWords();
  const query = useQuery({
    queryKey: ['time-off-opens', id, days],
    queryFn: ({ signal }) => ask('people.timeOffOpens', { params: { id }, query: days }, { signal }),
    staleTime: 0,
    retry: false,
  });
  const opens = query.data?.opens;
  // What is wrong with the days is said at their field once they are asked for.
  if (!opens) return query.isError ? null : <Reading query={query} />;
  return (
    <div role="status">
      <p>{opens.length === 0 ? words.awayOpensNone : words.awayOpens({ count: opens.length })}</p>
      {opens.length > 0 && (
        <ul>
          {opens.slice(0, shownAtMost).map(({ line, startAt, endAt }) => (
            <li key={`${line} ${startAt}`}>
              {span(startAt, endAt, { language, zone })}, {line}
            </li>
          ))}
          {opens.length > shownAtMost && <li>{words.leaveMore({ count: opens.length - shownAtMost })}</li>}
        </ul>
      )}
      <p>{words.awaySays}</p>
    </div>
  );
}

function useDaysInWords(): (days: Days) => string {
  const words = usePeopleWords();
  const { language } = useWords();
  return ({ from, to }) =>
    from === to
      ? dateInWords(from, language)
      : words.awayDays({ from: dateInWords(from, language), to: dateInWords(to, language) });
}
