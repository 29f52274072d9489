/** What waits for somebody to see to it, and the word that they have. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { ask, type Answered } from '../client.ts';
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

type Item = Answered<'attention.list'>['items'][number];

/** Where it is seen to; null where that is no page of theirs. */
function wayTo({ kind, line }: Item, may: readonly string[]): string | null {
  if (kind.startsWith('block-')) return may.includes('contacts.read') ? '/blocks' : null;
  if (kind === 'nobody-planned')
    return may.includes('roster.edit') ? `/roster?line=${encodeURIComponent(line ?? '')}&from=now` : null;
  return null;
}

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
  const dateFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
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
  const nameOf = ({ kind, unplanned }: Pick<Item, 'kind' | 'unplanned'>) =>
    (unplanned &&
      words.nobodyPlanned({ date: dateFormat.format(new Date(unplanned.from)), count: unplanned.backups })) ??
    words.kinds[kind] ??
    (kind.endsWith('-set-aside') ? words.kindSetAside : words.kindOther);
  return (
    <section className={looks['line']} aria-labelledby="attention">
      <h2 id="attention">
        {words.attention} <span className={looks['count']}>{count}</span>
      </h2>
      <Reading query={query} />
      {query.data && items.length === 0 && <p className={looks['none']}>{words.attentionNone}</p>}
      {items.length > 0 && (
        <ul className={few ? `${looks['rows']} ${looks['few']}` : looks['rows']}>
          {items
            .map((item) => ({ ...item, what: nameOf(item), to: wayTo(item, may) }))
            .map(({ id, at, line, lineName, person, what, to }) => (
              <li key={id} className={looks['row']}>
                <span>{to === null ? what : <Link to={to}>{what}</Link>}</span>
                <span className="soft">
                  {[person, lineName ?? line, format.format(new Date(at))].filter(Boolean).join(' · ')}
                </span>
                {may.includes('attention.settle') && (
                  <span className={looks['end']}>
                    <Button onClick={() => done(id, what)} aria-label={words.attentionDoneLabel({ what })}>
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
