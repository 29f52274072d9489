/** The rows of a line: who waits, who talks, texts, promised calls; each one reads as a sentence. */
import type { ReactNode } from 'react';
import type { BoardLine, TalkRow, TextRow, WaitingRow } from '../../matching/board-shape.ts';
import { ask } from '../client.ts';
import { Button } from '../parts/controls.tsx';
import { useSignedIn } from '../session.tsx';
import { useAct } from './act.tsx';
import looks from './board.module.css';
import { Since, useClock, useLanguageName, useNowMs } from './time.tsx';
import { Unseal } from './unseal.tsx';
import { useBoardWords } from './words.ts';

export function Badge({
  kind,
  children,
}: {
  kind: 'plain' | 'calm' | 'wait' | 'trouble';
  children: ReactNode;
}): ReactNode {
  return <span className={kind === 'plain' ? looks['badge'] : `${looks['badge']} ${looks[kind]}`}>{children}</span>;
}

/** A list with its heading and count; without rows it says so. */
export function Rows(props: { title: string; count: number; none: string; children: ReactNode }): ReactNode {
  return (
    <section>
      <h3>
        {props.title} <span className={looks['count']}>{props.count}</span>
      </h3>
      {props.count === 0 ? (
        <p className={looks['none']}>{props.none}</p>
      ) : (
        <ul className={looks['rows']}>{props.children}</ul>
      )}
    </section>
  );
}

export function WaitingRows({ line }: { line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const rows = Object.entries(line.waiting).toSorted(([, a], [, b]) => a.place - b.place);
  return (
    <Rows title={words.waiting} count={rows.length} none={words.waitingNone}>
      {rows.map(([key, row]) => (
        <Waiting key={key} callKey={key} row={row} line={line} />
      ))}
    </Rows>
  );
}

function Waiting({ callKey, row, line }: { callKey: string; row: WaitingRow; line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const clock = useClock(line.timeZone);
  const languageName = useLanguageName();
  const names = Object.values(row.rings).map(({ name }) => name);
  const about = [
    languageName(row.language),
    row.wish && words.wish({ wish: row.wish }),
    row.promised && words.promised,
    row.choosing && words.choosing,
    row.step && words.lastStep({ what: words.steps[row.step] }),
    row.next && words.nextStep({ what: words.steps[row.next.step], time: clock(row.next.at) }),
  ].filter(Boolean);
  return (
    <li className={looks['row']}>
      <b>{words.place({ place: row.place })}</b> {words.waits} <Since at={row.since} />
      {names.length > 0 && <Badge kind="calm">{words.rings({ names: names.join(', ') })}</Badge>}
      {row.nobody && <Badge kind="trouble">{words.nobodyLeft}</Badge>}
      {names.length === 0 && !row.nobody && <Badge kind="wait">{words.looking}</Badge>}
      <span className="soft">{about.join(' · ')}</span>
      {line.mayUnseal && !row.promised && <Unseal callKey={callKey} name={words.place({ place: row.place })} />}
    </li>
  );
}

export function TalkRows({ line }: { line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const rows = Object.entries(line.talks).toSorted(([, a], [, b]) => (a.since < b.since ? -1 : 1));
  return (
    <Rows title={words.talking} count={rows.length} none={words.talkingNone}>
      {rows.map(([key, row]) => (
        <Talk key={key} talkKey={key} row={row} line={line} />
      ))}
    </Rows>
  );
}

function Talk({ talkKey, row, line }: { talkKey: string; row: TalkRow; line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const act = useAct();
  const clock = useClock(line.timeZone);
  const nowMs = useNowMs();
  const { may, person } = useSignedIn();
  const name = row.partner ? words.partner : (row.name ?? '');
  const guests = Object.entries(row.guests).map(([purpose, guest]) => {
    const who = { name: guest.name ?? (purpose === 'crisis' ? words.crisisLine : words.leader) };
    return guest.there ? words.guestThere(who) : words.guestRings(who);
  });
  const about = [row.onHold && words.onHold, ...guests, words.limitAt({ time: clock(row.softLimitAt) })].filter(
    Boolean,
  );
  const mayJoin =
    may.includes('board.join') && row.met && !row.partner && !row.guests['leader'] && row.person !== person.id;
  const join = () =>
    act({
      title: words.joinLabel({ name }),
      sentence: words.joinSays({ name }),
      confirm: words.joinConfirm,
      run: (_typed, once) => ask('talk.join', { params: { key: talkKey } }, { once }),
      done: words.joinDone,
    });
  return (
    <li className={looks['row']}>
      <b>{name}</b> {row.met ? <Since at={row.since} /> : <Badge kind="wait">{words.connecting}</Badge>}
      {row.met && nowMs > Date.parse(row.softLimitAt) && <Badge kind="trouble">{words.pastLimit}</Badge>}
      <span className="soft">{about.join(' · ')}</span>
      {mayJoin && (
        <span className={looks['end']}>
          <Button onClick={join} aria-label={words.joinLabel({ name })}>
            {words.join}
          </Button>
        </span>
      )}
      {line.mayUnseal && <Unseal callKey={talkKey} name={name} />}
    </li>
  );
}

export function ElsewhereRows({ line }: { line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const rows = Object.entries(line.elsewhere);
  if (rows.length === 0) return null;
  return (
    <Rows title={words.elsewhere} count={rows.length} none="">
      {rows.map(([key, row]) => (
        <li key={key} className={looks['row']}>
          <span>{words.elsewhereWhat[row.what]}</span> <Since at={row.since} />
          {row.name && <span className="soft">{row.name}</span>}
          {line.mayUnseal && <Unseal callKey={key} name={words.elsewhereWhat[row.what]} />}
        </li>
      ))}
    </Rows>
  );
}

export function TextRows({ line }: { line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const rows = Object.entries(line.texts).toSorted(([, a], [, b]) => (a.since < b.since ? -1 : 1));
  return (
    <Rows title={words.texts} count={rows.length} none={words.textsNone}>
      {rows.map(([key, row]) => (
        <TextLine key={key} textKey={key} row={row} />
      ))}
    </Rows>
  );
}

function TextLine({ textKey, row }: { textKey: string; row: TextRow }): ReactNode {
  const words = useBoardWords();
  const act = useAct();
  const languageName = useLanguageName();
  const { may } = useSignedIn();
  const name = row.name ?? words.textWaits;
  const give = async () => {
    const { peers } = await ask('text.peers', { params: { key: textKey } }).catch(() => ({ peers: [] }));
    act({
      title: words.giveLabel({ name }),
      sentence: words.giveSays,
      confirm: words.giveConfirm,
      choose: { label: words.giveTo, from: peers, none: words.giveNone },
      run: (person, once) =>
        ask('text.give', { params: { key: textKey }, body: { person } }, { once, ifMatch: row.person ?? 'nobody' }),
      changed: (current) => {
        const by = (current as { name: string | null }).name;
        return by === null ? words.waitsMeanwhile : words.givenMeanwhile({ name: by });
      },
      done: words.giveDone,
    });
  };
  return (
    <li className={looks['row']}>
      <b>{row.name ? words.textWith({ name: row.name }) : words.textWaits}</b> <Since at={row.since} />
      {row.waits && <Badge kind="wait">{words.waiting}</Badge>}
      {row.unanswered && <Badge kind="trouble">{words.unanswered}</Badge>}
      <span className="soft">{languageName(row.language)}</span>
      {may.includes('board.act') && (
        <span className={looks['end']}>
          <Button onClick={() => void give()} aria-label={`${words.give}: ${name}`}>
            {words.give}
          </Button>
        </span>
      )}
    </li>
  );
}

export function PromiseRows({ line }: { line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const clock = useClock(line.timeZone);
  const nowMs = useNowMs();
  const rows = Object.entries(line.promises).toSorted(([, a], [, b]) => (a.due < b.due ? -1 : 1));
  return (
    <Rows title={words.promises} count={rows.length} none={words.promisesNone}>
      {rows.map(([key, row]) => (
        <li key={key} className={looks['row']}>
          <b>{words.dueAt({ time: clock(row.due) })}</b>
          {row.calling ? (
            <Badge kind="calm">{words.calling}</Badge>
          ) : (
            Date.parse(row.due) <= nowMs && <Badge kind="wait">{words.overdue}</Badge>
          )}
          <span className="soft">{words.holdsUntil({ time: clock(row.until) })}</span>
        </li>
      ))}
    </Rows>
  );
}
