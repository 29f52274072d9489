/** What waits for somebody to see to it, and the word that they have. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ask } from '../client.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { useAct } from './act.tsx';
import looks from './board.module.css';
import { useBoardWords } from './words.ts';

/** The oldest of these stand there at first; the others are a tap away, as many as one answer holds. */
const firstShown = 20;
const shownAtMost = 200;

/** `count` comes live: when it changes the list is read again. */
export function Attention({ count }: { count: number }): ReactNode {
  const words = useBoardWords();
  const { words: common, language } = useWords();
  const act = useAct();
  const queries = useQueryClient();
  const { may } = useSignedIn();
  const [limit, setLimit] = useState(firstShown);
  const { data, isError, refetch } = useQuery({
    queryKey: ['attention', count, limit],
    queryFn: ({ signal }) => ask('attention.list', { query: { limit } }, { signal }),
    placeholderData: (before) => before,
  });
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const read = () => queries.invalidateQueries({ queryKey: ['attention'] });
  const done = (id: string, what: string) =>
    act({
      title: words.attentionDoneLabel({ what }),
      sentence: words.attentionSays,
      confirm: words.attentionDone,
      run: (_typed, once) => ask('attention.done', { params: { id } }, { once }).then(read),
      done: words.attentionIsDone,
      undo: () => ask('attention.undo', { params: { id } }).then(read),
    });
  const nameOf = (kind: string) =>
    words.kinds[kind] ?? (kind.endsWith('-set-aside') ? words.kindSetAside : words.kindOther);
  return (
    <section className={looks['line']} aria-labelledby="attention">
      <h2 id="attention">
        {words.attention} <span className={looks['count']}>{count}</span>
      </h2>
      {isError && (
        <Notice kind="trouble">
          {common.failed} <Button onClick={() => void refetch()}>{common.again}</Button>
        </Notice>
      )}
      {!data && !isError && <p>{common.loading}</p>}
      {data?.items.length === 0 && <p className={looks['none']}>{words.attentionNone}</p>}
      <ul className={looks['rows']}>
        {data?.items.map(({ id, kind, at, line, person }) => (
          <li key={id} className={looks['row']}>
            <span>{nameOf(kind)}</span>
            <span className={looks['soft']}>
              {[person, line, format.format(new Date(at))].filter(Boolean).join(' · ')}
            </span>
            {may.includes('attention.settle') && (
              <span className={looks['end']}>
                <Button
                  onClick={() => done(id, nameOf(kind))}
                  aria-label={words.attentionDoneLabel({ what: nameOf(kind) })}
                >
                  {words.attentionDone}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {data?.next && limit < shownAtMost && (
        <Button kind="quiet" onClick={() => setLimit(shownAtMost)}>
          {words.attentionMore}
        </Button>
      )}
    </section>
  );
}
