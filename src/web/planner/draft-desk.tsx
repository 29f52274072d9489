/** A draft as it is worked on, alone or with others at once (R3). */
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { ask, AskFailed, type Answered } from '../client.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { DeskPage } from './desk-page.tsx';
import { useDesk } from './desk.tsx';
import { DraftBar, DraftNews } from './draft-bar.tsx';
import { dates } from './form.ts';
import { groundFrom } from './ground.ts';
import type { Ground } from './planned.ts';
import type { DeskParts } from './published-desk.tsx';
import looks from './roster.module.css';
import type { Draft } from './sending.ts';
import { Toolbar } from './toolbar.tsx';
import { useSource, useWork } from './work.ts';
import { useRosterWords } from './words.ts';

type Parts = DeskParts & { id: string; leave: () => void; published: (draft: Draft, silent: boolean) => void };

export function DraftDesk(props: Parts): ReactNode {
  const { id, leave } = props;
  const words = useRosterWords();
  const query = useQuery({
    queryKey: ['draft', id],
    queryFn: ({ signal }) => ask('drafts.read', { params: { id } }, { signal }),
  });
  const draft = query.data;
  const [line, from, to] = [draft?.line.id ?? '', draft?.from ?? '', draft?.to ?? ''];
  const source = useSource({ line, from, to }, draft !== undefined);
  const ground = useMemo(
    () => (source.data ? groundFrom(source.data, { line, from, to }) : null),
    [source.data, line, from, to],
  );
  const isGone = query.error instanceof AskFailed && query.error.status === 404;
  if (isGone)
    return (
      <>
        <p>{words.noSuchDraft}</p>
        <Button kind="primary" onClick={leave}>
          {words.leaveDraft}
        </Button>
      </>
    );
  if (!draft || !source.data || !ground) return <Reading query={draft ? source : query} />;
  return <Drafting {...props} draft={draft} source={source.data} ground={ground} />;
}

function Drafting(props: Parts & { draft: Draft; source: Answered<'roster.source'>; ground: Ground }): ReactNode {
  const { draft, source, ground, leave, published, shown, today } = props;
  const { language } = useWords();
  const { person } = useSignedIn();
  const work = useWork(draft, source, ground, person.id);
  return (
    <DeskPage
      view={work.planned.view}
      planned={work.planned}
      work={work}
      line={draft.line.id}
      lineName={draft.line.name}
      today={today}
      shows={shown.view}
      head={
        <>
          <div className={looks['state']}>
            <b>
              {draft.line.name}, {dates(draft.from, draft.to, language)}
            </b>
            <span className={looks['end']}>
              <Toolbar {...props} isFixed hasPeople />
            </span>
          </div>
          {draft.state === 'open' && draft.line.inUse ? (
            <DraftBar leave={leave} />
          ) : (
            <Over draft={draft} leave={leave} />
          )}
          <DraftNews />
        </>
      }
      published={published}
      dropped={leave}
    />
  );
}

/** A draft that can be changed no more is shown, and can be taken along. */
function Over({ draft, leave }: { draft: Draft; leave: () => void }): ReactNode {
  const { words, open } = useDesk();
  const sentence = !draft.line.inUse
    ? words.lineRetired
    : draft.state === 'published'
      ? words.draftPublished
      : words.draftDropped;
  return (
    <Notice kind="plain">
      {sentence} <Button onClick={leave}>{words.leaveDraft}</Button>{' '}
      <Button onClick={() => open({ kind: 'history' })}>{words.history}</Button>{' '}
      <a download={`draft-${draft.id}.json`} href={`/api/v1/drafts/${encodeURIComponent(draft.id)}`}>
        {words.getDraft}
      </a>
    </Notice>
  );
}
