/** What was tried lately: each by what it changed and when. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ask } from '../client.ts';
import { Row, Rows } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import looks from './replay.module.css';
import { triedIn } from './request.ts';
import { useReplayWords } from './words.ts';

const shownAtMost = 50;

export function Earlier(): ReactNode {
  const inWords = useReplayWords();
  const { words, date } = inWords;
  const query = useQuery({
    queryKey: ['replays', 'list'],
    queryFn: ({ signal }) => ask('replays.list', { query: { limit: shownAtMost } }, { signal }),
  });
  return (
    <section>
      <h2>{words.earlier}</h2>
      <Reading query={query} />
      {query.data?.items.length === 0 && <p>{words.none}</p>}
      {query.data && query.data.items.length > 0 && (
        <Rows>
          {query.data.items.map((one) => (
            <Row key={one.id}>
              <Link className={looks['entry']} to={`/forecast/replay?id=${encodeURIComponent(one.id)}`}>
                {words.entry({ what: triedIn(one, inWords), from: date(one.from), to: date(one.to) })}
              </Link>
              <span className={looks['says']}>{words.states[one.state]}</span>
            </Row>
          ))}
        </Rows>
      )}
    </section>
  );
}
