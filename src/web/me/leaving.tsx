/** Leaving: what it means is said before, and until a coordinator has done the rest it can be taken back (P7). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import { Button, Card, Field, Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import { useMeWords } from './words.ts';

export function Leaving({ leavesOn, today }: { leavesOn: string | null; today: string }): ReactNode {
  const words = useMeWords();
  const { language } = useWords();
  const queries = useQueryClient();
  const [from, setFrom] = useState('');
  const [asked, setAsked] = useState(false);
  const after = () => {
    setAsked(false);
    setFrom('');
    for (const key of ['me', 'times', 'shifts']) void queries.invalidateQueries({ queryKey: [key] });
  };
  const begin = useChange('leaving.begin', after);
  const end = useChange('leaving.end', after);
  const when = (day: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
  const opens = useQuery({
    queryKey: ['leaving-opens', from],
    queryFn: ({ signal }) => ask('leaving.opens', { query: { from } }, { signal }),
    enabled: asked && from !== '',
    staleTime: 0,
  });
  const trouble = begin.wrong ?? end.wrong;
  return (
    <>
      <h2>{words.leavingTitle}</h2>
      <Card>
        {trouble && <Notice kind="trouble">{begin.kind === 'invalid' ? words.leavingWrong : trouble}</Notice>}
        {leavesOn !== null ? (
          <>
            <p>{words.leavingSet({ when: when(leavesOn) })}</p>
            <Button busy={end.busy} onClick={() => end.begin({})}>
              {words.leavingStay}
            </Button>
          </>
        ) : asked ? (
          <>
            <Reading query={opens} />
            {opens.data && (
              <>
                <p role="status">{words.leavingOpens({ count: opens.data.opens.length })}</p>
                <Button kind="primary" busy={begin.busy} onClick={() => begin.begin({ body: { from } })}>
                  {words.leavingYes({ when: when(from) })}
                </Button>{' '}
              </>
            )}
            <Button kind="quiet" onClick={() => setAsked(false)}>
              {words.leavingNo}
            </Button>
          </>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (from !== '') setAsked(true);
            }}
          >
            <p>{words.leavingLead}</p>
            <Field
              label={words.leavingFrom}
              type="date"
              required
              min={today}
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
            <Button type="submit">{words.leavingNext}</Button>
          </form>
        )}
      </Card>
    </>
  );
}
