/** Open shifts: those I may take, soonest first; those I may not, folded away with the reason (P3). */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import { span } from '../moments.ts';
import { ByDay } from '../parts/by-day.tsx';
import { Button, Notice, Row } from '../parts/controls.tsx';
import { More, takeOnFirst, usePages } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import { undoInWords } from './shifts.tsx';
import { UndoNotice } from './undo-notice.tsx';

type Result = Pick<Answered<'openShifts.take'>, 'result' | 'why'>;

export function OpenShiftsPage(): ReactNode {
  const { words, language } = useWords();
  const queries = useQueryClient();
  const [result, setResult] = useState<Result | null>(null);
  const query = usePages(['open-shifts'], (cursor, signal) =>
    ask('openShifts.list', { query: { cursor } }, { signal }),
  );
  const take = useChange('openShifts.take', ({ result: what, why, ...open }) => {
    setResult({ result: what, why });
    void takeOnFirst(queries, ['open-shifts'], open);
    void queries.invalidateQueries({ queryKey: ['shifts'] });
  });
  const undo = useChange(
    'shifts.undo',
    (shifts) => {
      setResult(null);
      void takeOnFirst(queries, ['shifts'], shifts);
      void queries.invalidateQueries({ queryKey: ['open-shifts'] });
    },
    undoInWords(words),
  );
  const data = query.data?.pages[0];
  const open = query.data?.pages.flatMap((page) => page.open) ?? [];
  const notForMe = query.data?.pages.flatMap((page) => page.notForMe) ?? [];
  const listed = { zone: data?.zone ?? 'UTC', isWhole: !query.hasNextPage };
  const form = { language, zone: data?.zone ?? 'UTC' };
  return (
    <Page title={words.pageOpenShifts}>
      <Reading query={query} />
      {take.wrong && <Notice kind="trouble">{take.wrong}</Notice>}
      {result && <NotTaken {...result} />}
      {data && <UndoNotice step={data.undo} zone={data.zone} change={undo} />}
      {data && <p>{open.length === 0 ? words.openNone : words.openLead}</p>}
      <ByDay
        shifts={open}
        {...listed}
        row={({ id, shift, occurrence, startAt, endAt, line }, when) => (
          <Row key={`${id} ${shift} ${occurrence}`}>
            <div>
              <b>{when}</b>
              <p className="soft">{line}</p>
            </div>
            <Button busy={take.busy} onClick={() => take.begin({ body: { id, shift, occurrence } })}>
              <span>
                {words.take}
                <span className="visually-hidden"> {span(startAt, endAt, form)}</span>
              </span>
            </Button>
          </Row>
        )}
      />
      {notForMe.length > 0 && (
        <details>
          <summary>{words.notForMe({ count: notForMe.length })}</summary>
          <ByDay
            shifts={notForMe}
            {...listed}
            row={({ id, shift, occurrence, startAt, endAt, line, why, mayAsk }, when) => (
              <Row key={`${startAt} ${line} ${why}`}>
                <div>
                  <b>{when}</b>
                  <p className="soft">
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
              </Row>
            )}
          />
        </details>
      )}
      <More query={query} />
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
