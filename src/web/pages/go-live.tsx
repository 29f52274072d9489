/** Going live: a list that checks itself, three things a coordinator ticks, and a test call to their own phone (O1). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import desk from '../desk/desk.module.css';
import inRows from '../desk/rows.module.css';
import looks from '../go-live/go-live.module.css';
import { useGoLiveWords } from '../go-live/words.ts';
import { useOfficeWords } from '../office/words.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';

type List = Answered<'go-live.read'>;
type Entry = List['checks'][number];

/** While somebody waits at their phone it is looked this often. */
const callEveryMs = 1_500;
const ticked = ['opt-out', 'sender-registration', 'secret'] as const;
const stateLooks = { ok: '', open: inRows['waits'], wrong: inRows['bad'], later: inRows['quiet'] };

export function GoLivePage(): ReactNode {
  const { words: own } = useWords();
  const words = useGoLiveWords();
  const { when } = useOfficeWords();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['go-live'],
    queryFn: ({ signal }) => ask('go-live.read', {}, { signal }),
    refetchInterval: ({ state }) => (state.data?.testCall === 'open' ? callEveryMs : false),
  });
  const take = (list: List) => void queries.setQueryData(['go-live'], list);
  const look = useChange('go-live.check', take);
  const { data } = query;
  const isDone = ({ state }: Entry) => state === 'ok';
  return (
    <Page title={own.pageGoLive}>
      <p>{words.lead}</p>
      <Reading query={query} />
      {data && (
        <>
          {data.lab && <Notice kind="plain">{words.leadLab}</Notice>}
          <p role="status">
            <b>
              {data.checks.every(isDone)
                ? words.allDone
                : words.summary({ done: data.checks.filter(isDone).length, of: data.checks.length })}
            </b>{' '}
            {data.lookedAt === null ? words.notLooked : words.lookedAt({ when: when(data.lookedAt) })}
          </p>
          {look.wrong && <Notice kind="trouble">{look.wrong}</Notice>}
          <div className={desk['acts']}>
            <Button kind="primary" busy={look.busy} onClick={() => look.begin({})}>
              {words.again}
            </Button>
          </div>
          <ul className={looks['list']}>
            {data.checks.map((entry) => (
              <One key={entry.check} entry={entry} list={data} take={take} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

function One({ entry, list, take }: { entry: Entry; list: List; take: (list: List) => void }): ReactNode {
  const words = useGoLiveWords();
  const { check, state, why, values } = entry;
  const found = why === null || state === 'ok' ? undefined : words.found[check]?.[why]?.(values);
  const tick = ticked.find((name) => name === check);
  const title = words.titles[check];
  return (
    <li>
      <h2 className={looks['title']}>
        {title} <span className={`${inRows['stage']} ${stateLooks[state]}`}>{words.states[state]}</span>
      </h2>
      {found !== undefined && <p>{found}</p>}
      <p className={desk['soft']}>{words.abouts[check]}</p>
      {tick && <Said check={tick} title={title} entry={entry} take={take} />}
      {check === 'test-call' && <TestCall entry={entry} list={list} take={take} />}
    </li>
  );
}

function Said({
  check,
  title,
  entry,
  take,
}: {
  check: (typeof ticked)[number];
  title: string;
  entry: Entry;
  take: (list: List) => void;
}): ReactNode {
  const words = useGoLiveWords();
  const { when } = useOfficeWords();
  const change = useChange('go-live.tick', take);
  const isDone = entry.state === 'ok';
  const say = () => change.begin({ params: { check }, body: { done: !isDone } });
  return (
    <>
      {change.wrong && <Notice kind="trouble">{change.wrong}</Notice>}
      <div className={desk['acts']}>
        {entry.at !== null && <span className={desk['soft']}>{words.doneAt({ when: when(entry.at) })}</span>}
        <Button
          busy={change.busy}
          kind={isDone ? 'quiet' : 'plain'}
          aria-label={`${isDone ? words.undo : words.done}: ${title}`}
          onClick={say}
        >
          {isDone ? words.undo : words.done}
        </Button>
      </div>
    </>
  );
}

function TestCall({ entry, list, take }: { entry: Entry; list: List; take: (list: List) => void }): ReactNode {
  const words = useGoLiveWords();
  const { when } = useOfficeWords();
  const call = useChange('go-live.call', take, (problem) => problem.detail ?? '');
  const { testCall, lab } = list;
  return (
    <>
      {call.wrong && <Notice kind="trouble">{call.wrong}</Notice>}
      <div role="status">
        {testCall === 'open' && <p>{words.calling}</p>}
        {testCall === 'not-heard' && <p>{words.callNotHeard}</p>}
        {testCall === 'refused' && <p>{words.callRefused}</p>}
        {entry.at !== null && <p className={desk['soft']}>{words.heardAt({ when: when(entry.at) })}</p>}
      </div>
      <div className={desk['acts']}>
        <Button busy={call.busy || testCall === 'open'} onClick={() => call.begin({})}>
          {words.call}
        </Button>
        {lab && (
          <a href="/lab" target="_blank" rel="noreferrer">
            {words.lab}
          </a>
        )}
      </div>
    </>
  );
}
