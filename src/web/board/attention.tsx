/** What waits for somebody to see to it, and the word that they have. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { ask } from '../client.ts';
import { Button } from '../parts/controls.tsx';
import { More, usePages } from '../parts/more.tsx';
import { Reading } from '../parts/reading.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { useAct } from './act.tsx';
import looks from './board.module.css';
import { useBoardWords } from './words.ts';

/** So many stand there at first; the others are a tap away. */
const limit = 20;
/** Beside other things: what is most urgent, and the way to the page of all. */
const fewAtMost = 3;

/** `count` comes live: when it changes the list is read again. With `few` the first of them alone. */
export function Attention({ count, few = false }: { count: number; few?: boolean }): ReactNode {
  const words = useBoardWords();
  const { language } = useWords();
  const act = useAct();
  const queries = useQueryClient();
  const { may } = useSignedIn();
  const atFirst = few ? fewAtMost : limit;
  const query = usePages(['attention', 'list', atFirst], (cursor, signal) =>
    ask('attention.list', { query: { limit: atFirst, cursor } }, { signal }),
  );
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const read = () => queries.invalidateQueries({ queryKey: ['attention'] });
  const counted = useRef(count);
  useEffect(() => {
    if (counted.current === count) return;
    counted.current = count;
    void queries.invalidateQueries({ queryKey: ['attention'] });
  }, [count, queries]);
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
      <Reading query={query} />
      {query.data && items.length === 0 && <p className={looks['none']}>{words.attentionNone}</p>}
      {items.length > 0 && (
        <ul className={few ? `${looks['rows']} ${looks['few']}` : looks['rows']}>
          {items.map(({ id, kind, at, line, lineName, person }) => (
            <li key={id} className={looks['row']}>
              <span>
                {kind.startsWith('block-') && may.includes('contacts.read') ? (
                  <Link to="/blocks">{nameOf(kind)}</Link>
                ) : (
                  nameOf(kind)
                )}
              </span>
              <span className="soft">
                {[person, lineName ?? line, format.format(new Date(at))].filter(Boolean).join(' · ')}
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
      )}
      {few && items.length > 1 && (
        <p className={query.hasNextPage ? looks['all'] : `${looks['all']} ${looks['onNarrow']}`}>
          <Link to="/attention">{words.attentionAll({ count })}</Link>
        </p>
      )}
      {!few && <More query={query} label={words.attentionMore} />}
    </section>
  );
}
