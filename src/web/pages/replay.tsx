/** A week tried with a change: asked for, followed, and what comes of it; reached from where rosters are planned (F3). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { ask, type Answered } from '../client.ts';
import { useEventStream } from '../event-stream.ts';
import { Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useCalls, useWeeks } from '../replay/calls.ts';
import { Earlier } from '../replay/earlier.tsx';
import { ReplayForm } from '../replay/form.tsx';
import { FoundHere } from '../replay/found.tsx';
import { triedIn, type Replay, type ReplayHead } from '../replay/request.ts';
import { UnderWay } from '../replay/under-way.tsx';
import { useReplayWords } from '../replay/words.ts';
import { useWords } from '../words/words.tsx';

export function ReplayPage(): ReactNode {
  const { words: common } = useWords();
  const { words } = useReplayWords();
  const [search, setSearch] = useSearchParams();
  const queries = useQueryClient();
  const id = search.get('id');
  return (
    <Page title={common.pageReplay}>
      {id === null ? (
        <>
          <p>{words.lead}</p>
          <Asking
            begun={(replay) => {
              queries.setQueryData(['replays', replay.id], { replay });
              void queries.invalidateQueries({ queryKey: ['replays', 'list'] });
              setSearch({ id: replay.id });
            }}
          />
        </>
      ) : (
        <One key={id} id={id} />
      )}
    </Page>
  );
}

function Asking({ begun }: { begun: (replay: Replay) => void }): ReactNode {
  const lines = useQuery({
    queryKey: ['lines', 'in use'],
    queryFn: ({ signal }) => ask('lines.list', { query: { limit: 200 } }, { signal }),
  });
  const [lastWeek = ''] = useWeeks().past;
  const calls = useCalls(lastWeek, '');
  const inUse = lines.data?.lines.filter((line) => line.inUse) ?? [];
  if (calls.data?.ever === false) return <NobodyYet />;
  return (
    <>
      <Reading query={lines} />
      {inUse.length > 0 && !calls.isPending && <ReplayForm lines={inUse} begun={begun} />}
      <Earlier />
    </>
  );
}

/** In the place of a form that could lead to nothing. */
function NobodyYet(): ReactNode {
  const { words } = useReplayWords();
  return (
    <Notice kind="plain">
      <p>{words.neverCalled}</p>
      <p>
        <Link to="/roster">{words.toRoster}</Link>
      </p>
    </Notice>
  );
}

const isOpen = ({ state }: Pick<ReplayHead, 'state'>) => state === 'queued' || state === 'running';
const againMs = 2_000;

function One({ id }: { id: string }): ReactNode {
  const inWords = useReplayWords();
  const { words, date } = inWords;
  const queries = useQueryClient();
  const [told, setTold] = useState<ReplayHead | null>(null);
  const key = ['replays', id];
  const renew = () => void queries.invalidateQueries({ queryKey: ['replays'] });
  const before = queries.getQueryData<Answered<'replays.read'>>(key)?.replay;
  const live = useEventStream(
    before && isOpen(before) ? `/api/v1/replays/${encodeURIComponent(id)}/stream` : null,
    {
      replay: (data) => {
        const { replay } = data as { replay: ReplayHead };
        setTold(replay);
        if (!isOpen(replay)) renew();
      },
    },
    renew,
  );
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => ask('replays.read', { params: { id } }, { signal }),
    // While it cannot be followed, it is asked.
    refetchInterval: ({ state }) => (!live && state.data && isOpen(state.data.replay) ? againMs : false),
  });
  const known = query.data?.replay;
  const head = known && isOpen(known) && told !== null ? told : known;
  return (
    <>
      <Reading query={query} />
      {known && head && (
        <>
          <p>
            <strong>{words.entry({ what: triedIn(head, inWords), from: date(head.from), to: date(head.to) })}</strong>
          </p>
          {isOpen(head) && (
            <UnderWay
              head={head}
              ended={(replay) => {
                queries.setQueryData(key, { replay });
                renew();
              }}
            />
          )}
          {known.state === 'stopped' && <Notice kind="plain">{words.stopped}</Notice>}
          {known.state === 'failed' && <Notice kind="trouble">{words.failed[known.failure ?? 'broke']}</Notice>}
          {known.found && <FoundHere head={known} found={known.found} />}
        </>
      )}
      <p>
        <Link to="/forecast/replay">{words.again}</Link>
      </p>
    </>
  );
}
