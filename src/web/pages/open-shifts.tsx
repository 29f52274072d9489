/** Open shifts: those I may take, soonest first; those I may not, folded away with the reason (P3). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import { span } from '../moments.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import looks from './shifts.module.css';
import { undoInWords } from './shifts.tsx';
import { UndoNotice } from './undo-notice.tsx';

type Result = Pick<Answered<'openShifts.take'>, 'result' | 'why'>;

export function OpenShiftsPage(): ReactNode {
  const { words, language } = useWords();
  const queries = useQueryClient();
  const [result, setResult] = useState<Result | null>(null);
  const query = useQuery({
    queryKey: ['open-shifts'],
    queryFn: ({ signal }) => ask('openShifts.list', {}, { signal }),
  });
  const take = useChange('openShifts.take', ({ result: what, why, ...open }) => {
    setResult({ result: what, why });
    void queries.cancelQueries({ queryKey: ['open-shifts'] }).then(() => queries.setQueryData(['open-shifts'], open));
    void queries.invalidateQueries({ queryKey: ['shifts'] });
  });
  const undo = useChange(
    'shifts.undo',
    (shifts) => {
      setResult(null);
      queries.setQueryData(['shifts'], shifts);
      void queries.invalidateQueries({ queryKey: ['open-shifts'] });
    },
    undoInWords(words),
  );
  const { data } = query;
  const form = { language, zone: data?.zone ?? 'UTC' };
  return (
    <Page title={words.pageOpenShifts}>
      <Reading query={query} />
      {take.wrong && <Notice kind="trouble">{take.wrong}</Notice>}
      {result && <NotTaken {...result} />}
      {data && <UndoNotice step={data.undo} zone={data.zone} change={undo} />}
      {data && <p>{data.open.length === 0 ? words.openNone : words.openLead}</p>}
      <ul className={looks['list']}>
        {data?.open.map(({ id, shift, occurrence, startAt, endAt, line }) => (
          <li key={`${id} ${shift} ${occurrence}`} className={looks['shift']}>
            <div>
              <b>{span(startAt, endAt, form)}</b>
              <p className={looks['about']}>{line}</p>
            </div>
            <Button busy={take.busy} onClick={() => take.begin({ body: { id, shift, occurrence } })}>
              <span>
                {words.take}
                <span className="visually-hidden"> {span(startAt, endAt, form)}</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {data && data.notForMe.length > 0 && (
        <details className={looks['folded']}>
          <summary>{words.notForMe({ count: data.notForMe.length })}</summary>
          <ul className={looks['list']}>
            {data.notForMe.map(({ id, shift, occurrence, startAt, endAt, line, why, mayAsk }) => (
              <li key={`${startAt} ${line} ${why}`} className={looks['shift']}>
                <div>
                  <b>{span(startAt, endAt, form)}</b>
                  <p className={looks['about']}>
                    {line} · {why}
                  </p>
                </div>
                {mayAsk && (
                  <Button
                    kind="quiet"
                    busy={take.busy}
                    onClick={() => take.begin({ body: { id, shift, occurrence, askToAllow: true } })}
                  >
                    <span>
                      {words.askToAllow}
                      <span className="visually-hidden"> {span(startAt, endAt, form)}</span>
                    </span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Page>
  );
}

/** What is yours the way back says; anything else is said here. */
function NotTaken({ result, why }: Result): ReactNode {
  const { words } = useWords();
  switch (result) {
    case 'taken':
      return null;
    case 'meanwhile':
      return <Notice kind="plain">{words.takenMeanwhile}</Notice>;
    case 'asked':
      return <Notice kind="calm">{words.takeAsked}</Notice>;
    case 'gone':
      return <Notice kind="plain">{words.takeGone}</Notice>;
    case 'not-possible':
      return <Notice kind="plain">{words.takeNotPossible({ reason: why ?? '' })}</Notice>;
  }
}
