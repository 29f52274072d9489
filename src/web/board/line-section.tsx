/** One line of the board: whether it is open, whether enough people are there now and later, and everything under way on it. */
import type { ReactNode } from 'react';
import type { BoardLine, PersonState } from '../../matching/board-shape.ts';
import { ask, type Sending } from '../client.ts';
import { Button } from '../parts/controls.tsx';
import { useSignedIn } from '../session.tsx';
import { useAct } from './act.tsx';
import looks from './board.module.css';
import { CalledIn, CallIn } from './call-in.tsx';
import { People } from './people.tsx';
import { Badge, ElsewhereRows, PromiseRows, TalkRows, TextRows, WaitingRows } from './rows.tsx';
import { useClock } from './time.tsx';
import { useBoardWords } from './words.ts';

/** Closed, and with nobody on the phone: a row is room enough. */
export function isQuiet({ state, waiting, talks, elsewhere }: BoardLine): boolean {
  return state === 'closed' && [waiting, talks, elsewhere].every((rows) => Object.keys(rows).length === 0);
}

export function LineSection({ id, line }: { id: string; line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const clock = useClock(line.timeZone);
  return (
    <section className={looks['line']} aria-label={line.name} data-kept={`line ${id}`}>
      <div className={looks['lineHead']}>
        <h2>{line.name}</h2>
        <Badge kind={line.state === 'open' ? 'calm' : line.state === 'paused' ? 'trouble' : 'plain'}>
          {words[line.state]}
        </Badge>
        {line.changesAt && (
          <span className="soft">
            {line.state === 'closed'
              ? words.opensAt({ time: clock(line.changesAt) })
              : words.until({ time: clock(line.changesAt) })}
          </span>
        )}
        {line.state !== 'closed' && <CoverNow line={line} />}
      </div>
      <LineBody id={id} line={line} />
    </section>
  );
}

/** Of these a backup comes out by themselves, or is in already. */
const there: ReadonlySet<PersonState> = new Set(['free', 'rung', 'talking', 'writing', 'wrap-up', 'ending']);

/** Where nobody is planned, backups are rung at once: no trouble, yet no plan either. */
function CoverNow({ line: { have, need, people } }: { line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const isShort = have < need;
  const rows = Object.values(people).filter(({ textsOnly }) => !textsOnly);
  const isPlanned = rows.some(({ as }) => as === 'primary');
  const backups = rows.filter(({ as, state }) => as === 'backup' && there.has(state)).length;
  if (isShort && !isPlanned && backups > 0)
    return <Badge kind="wait">{words.coverByBackups({ count: backups })}</Badge>;
  return (
    <Badge kind={isShort ? 'trouble' : 'calm'}>
      {isShort ? words.coverShort : words.coverWell}: {words.coverNow({ have, need })}
    </Badge>
  );
}

/** What can be done on a line, and everything under way on it. */
export function LineBody({ id, line }: { id: string; line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const clock = useClock(line.timeZone);
  return (
    <>
      {line.pauseReason && <p>{words.pausedBecause({ reason: line.pauseReason })}</p>}
      {line.hiddenToLeadersUntil && (
        <p>
          <Badge kind="wait">{words.hiddenToLeaders({ time: clock(line.hiddenToLeadersUntil) })}</Badge>
        </p>
      )}
      <CalledIn line={line} />
      <LineActs id={id} line={line} />
      <div className={looks['columns']}>
        <WaitingRows line={line} />
        <div className={looks['below']}>
          <TalkRows line={line} />
          <ElsewhereRows line={line} />
          <TextRows line={line} />
          <PromiseRows line={line} />
          <Ahead line={line} />
        </div>
        <People line={line} />
      </div>
    </>
  );
}

/** Where the next three hours have fewer people than are needed, or lack a language. */
function Ahead({ line }: { line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const clock = useClock(line.timeZone);
  const gaps = Object.entries(line.ahead)
    .filter(([, row]) => row.have < row.need || row.missing)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return (
    <section>
      <h3>{words.ahead}</h3>
      {gaps.length === 0 && <p className={looks['none']}>{words.noGap}</p>}
      {gaps.length > 0 && (
        <ul className={looks['rows']}>
          {gaps.map(([from, row]) => (
            <li key={from} className={looks['row']}>
              <Badge kind="wait">{words.coverShort}</Badge>
              {words.gap({ from: clock(from), until: clock(row.until), have: row.have, need: row.need })}
              {row.missing && <span className="soft">{words.missing({ what: row.missing })}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function LineActs({ id, line }: { id: string; line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const act = useAct();
  const clock = useClock(line.timeZone);
  const { may } = useSignedIn();
  if (!may.includes('board.act')) return null;
  const onLine = { line: line.name };
  const params = { id };
  /** How the line stood when the question was opened: two leaders do not undo one another unseen. */
  const ifMatch = line.pausedSince ?? 'open';
  const pausing = (reason: string | null, sending: Sending) => ask('line.pause', { params, body: { reason } }, sending);
  const resuming = (sending: Sending) => ask('line.resume', { params }, sending);
  /** Of the answer to a change: only what was left so is undone. */
  const asLeft = (answer: unknown): Sending => ({ ifMatch: (answer as { since: string | null }).since ?? 'open' });
  const changed = (current: unknown) => {
    const { paused, since, reason } = current as { paused: boolean; since: string | null; reason: string | null };
    return paused ? words.pausedMeanwhile({ time: clock(since ?? ''), reason: reason ?? '' }) : words.resumedMeanwhile;
  };
  const hiding = (toLeaders: boolean, sending: Sending) => ask('line.hidden', { params, body: { toLeaders } }, sending);
  const pause = () =>
    act({
      title: words.pause,
      sentence: words.pauseSays(onLine),
      confirm: words.pause,
      field: { label: words.pauseReason, hint: words.pauseHint, required: false },
      run: (reason, once) => pausing(reason || null, { once, ifMatch }),
      done: words.pauseDone(onLine),
      changed,
      undo: (answer) => resuming(asLeft(answer)),
    });
  const resume = () =>
    act({
      title: words.resume,
      sentence: words.resumeSays(onLine),
      confirm: words.resume,
      run: (_typed, once) => resuming({ once, ifMatch }),
      done: words.resumeDone(onLine),
      changed,
      undo: (answer) => pausing(line.pauseReason ?? null, asLeft(answer)),
    });
  const toLeaders = line.hiddenToLeadersUntil === undefined;
  const hide = () =>
    act({
      title: toLeaders ? words.hide : words.show,
      sentence: toLeaders ? words.hideSays(onLine) : words.showSays(onLine),
      confirm: toLeaders ? words.hide : words.show,
      run: (_typed, once) => hiding(toLeaders, { once, ifMatch: line.hiddenToLeadersUntil ?? 'everybody' }),
      done: toLeaders ? words.hideDone : words.showDone,
      changed: (current) => {
        const { until } = current as { until: string | null };
        return until === null ? words.shownMeanwhile : words.hiddenMeanwhile({ time: clock(until) });
      },
      undo: (answer) => hiding(!toLeaders, { ifMatch: (answer as { until: string | null }).until ?? 'everybody' }),
    });
  return (
    <div className={looks['acts']} role="group" aria-label={words.acts}>
      {line.state === 'paused' ? (
        <Button onClick={resume}>{words.resume}</Button>
      ) : (
        <Button onClick={pause}>{words.pause}</Button>
      )}
      <CallIn id={id} line={line} />
      <Button onClick={hide}>{toLeaders ? words.hide : words.show}</Button>
    </div>
  );
}
