/** What is published, and the way from there to a draft of these days. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { DeskPage } from './desk-page.tsx';
import { dates } from './form.ts';
import type { LogEntry } from './log.ts';
import { groundFrom } from './ground.ts';
import type { Ground } from './planned.ts';
import { publishedView } from './published.ts';
import { lastDay, type Shown } from './range.ts';
import looks from './roster.module.css';
import type { Draft } from './sending.ts';
import { Toolbar } from './toolbar.tsx';
import { usePlanned, useSource } from './work.ts';
import { useRosterWords } from './words.ts';

export type DeskParts = {
  shown: Shown;
  rosters: Answered<'rosters.list'>['rosters'];
  today: string;
  show: (change: Partial<Shown>) => void;
  nameOf: (line: string) => string;
};

const nothing: readonly LogEntry[] = [];

export function PublishedDesk(props: DeskParts & { enter: (draft: Draft) => void }): ReactNode {
  const { may } = useSignedIn();
  return may.includes('roster.edit') ? <ForPlanners {...props} /> : <ForReaders {...props} />;
}

/** Whoever plans has everything in the browser: the rules are the very functions of the service. */
function ForPlanners(props: DeskParts & { enter: (draft: Draft) => void }): ReactNode {
  const { shown } = props;
  const { line, from } = shown;
  const to = lastDay(shown);
  const query = useSource({ line, from, to }, true);
  const ground = useMemo(
    () => (query.data ? groundFrom(query.data, { line, from, to }) : null),
    [query.data, line, from, to],
  );
  if (!ground)
    return (
      <>
        <Toolbar {...props} isFixed={false} hasPeople />
        <Reading query={query} />
      </>
    );
  return <Planning {...props} ground={ground} />;
}

function Planning(props: DeskParts & { enter: (draft: Draft) => void; ground: Ground }): ReactNode {
  const { shown, today, nameOf, ground, enter } = props;
  const planned = usePlanned(ground, nothing, nothing);
  return (
    <DeskPage
      view={planned.view}
      planned={planned}
      work={null}
      line={shown.line}
      lineName={nameOf(shown.line)}
      today={today}
      shows={shown.view}
      head={
        <>
          <Toolbar {...props} isFixed={false} hasPeople />
          <ToDraft shown={shown} enter={enter} names={planned.view.names} />
        </>
      }
      published={() => undefined}
      dropped={() => undefined}
    />
  );
}

/** The drafts that are open on this line; one of exactly these days is gone on with, else a new one is begun. */
function ToDraft({
  shown,
  enter,
  names,
}: {
  shown: Shown;
  enter: (draft: Draft) => void;
  names: ReadonlyMap<string, string>;
}): ReactNode {
  const words = useRosterWords();
  const { language } = useWords();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['drafts'],
    queryFn: ({ signal }) => ask('drafts.list', { query: { limit: 200 } }, { signal }),
  });
  const begin = useChange(
    'drafts.open',
    (draft) => {
      void queries.invalidateQueries({ queryKey: ['drafts'] });
      enter(draft);
    },
    (problem) => problem.detail ?? words.failed,
  );
  const days = { line: shown.line, from: shown.from, to: lastDay(shown) };
  const open = (query.data?.drafts ?? []).filter(({ line, state }) => line.id === shown.line && state === 'open');
  const same = open.find(({ from, to }) => from === days.from && to === days.to);
  const others = open.filter((one) => one !== same);
  return (
    <>
      <div className={looks['state']}>
        <span className={looks['publishedMark']}>{words.published}</span>
        <p className={looks['soft']}>{words.publishedSays}</p>
        <span className={looks['end']}>
          <Button kind="primary" busy={begin.busy} onClick={() => begin.begin({ body: days })}>
            {same ? words.goOn : words.plan}
          </Button>
        </span>
      </div>
      {begin.wrong && <Notice kind="trouble">{begin.wrong}</Notice>}
      {others.length > 0 && (
        <p className={looks['state']}>
          <b>{words.openDrafts}:</b>
          {others.map((one) => (
            <Button
              key={one.id}
              busy={begin.busy}
              onClick={() => begin.begin({ body: { line: one.line.id, from: one.from, to: one.to } })}
            >
              {words.openDraft({
                days: dates(one.from, one.to, language),
                name: names.get(one.made.by) ?? one.made.by,
              })}
            </Button>
          ))}
        </p>
      )}
    </>
  );
}

function ForReaders(props: DeskParts): ReactNode {
  const { shown, today, nameOf } = props;
  const words = useRosterWords();
  const { words: general } = useWords();
  const { mayWithProof } = useSignedIn();
  const to = lastDay(shown);
  const query = useQuery({
    queryKey: ['roster', shown.line, shown.from, to],
    queryFn: ({ signal }) =>
      ask('roster.read', { params: { line: shown.line }, query: { from: shown.from, to } }, { signal }),
    refetchInterval: 60_000,
  });
  const view = useMemo(() => (query.data ? publishedView(query.data) : null), [query.data]);
  const head = (
    <>
      <Toolbar {...props} isFixed={false} hasPeople={false} />
      <div className={looks['state']}>
        <span className={looks['publishedMark']}>{words.published}</span>
        {mayWithProof.includes('roster.edit') ? (
          <p className={looks['soft']}>
            {words.proofNeeded} <Link to="/sign-in?to=/roster">{general.prove}</Link>
          </p>
        ) : (
          <p className={looks['soft']}>{words.readOnly}</p>
        )}
      </div>
    </>
  );
  if (!view)
    return (
      <>
        {head}
        <Reading query={query} />
      </>
    );
  return (
    <DeskPage
      view={view}
      planned={null}
      work={null}
      line={shown.line}
      lineName={nameOf(shown.line)}
      today={today}
      shows="shifts"
      head={head}
      published={() => undefined}
      dropped={() => undefined}
    />
  );
}
