/** What a fill proposes: the difference to look at, and of each place that stays short the reasons and the ways out (R5). */
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { useOpenWork } from './desk.tsx';
import looks from './dialog.module.css';
import { sameReasons } from './fill-groups.ts';
import { when } from './form.ts';
import { wallInWords } from './in-words.ts';
import { wayInWords } from './ways.ts';

type Result = NonNullable<NonNullable<Answered<'drafts.fill'>['fill']>['result']>;

export function FillResult({
  result,
  done,
  close,
}: {
  result: Result;
  done: (sentence: string) => void;
  close: () => void;
}): ReactNode {
  const { desk, draft, takeOn } = useOpenWork();
  const { words, form, nameOf } = desk;
  const params = { id: draft.id };
  const [leftOut, setLeftOut] = useState<Answered<'drafts.applyFill'>['leftOut'] | null>(null);
  const apply = useChange('drafts.applyFill', (answer) => {
    takeOn(answer.draft);
    if (answer.leftOut.length > 0) setLeftOut(answer.leftOut);
    else {
      close();
      done(words.fillApplied);
    }
  });
  const discard = useChange('drafts.discardFill', () => {
    close();
    done(words.fillDiscard);
  });
  const at = ({ startAt, endAt }: { startAt: string; endAt: string }) =>
    when(Date.parse(startAt), Date.parse(endAt), form);
  const share = new Intl.NumberFormat(form.language, { style: 'percent', maximumFractionDigits: 1 });
  if (leftOut)
    return (
      <>
        <Notice kind="calm">{words.fillApplied}</Notice>
        <ul>
          {leftOut.map((one) => (
            <li key={`${one.occurrence} ${one.person} ${one.step}`}>
              {words.fillLeftOut({ name: nameOf(one.person), when: wallInWords(one.occurrence, form.language) })}
            </li>
          ))}
        </ul>
        <Button
          onClick={() => {
            close();
            done(words.fillApplied);
          }}
        >
          {words.close}
        </Button>
      </>
    );
  return (
    <>
      <p>
        <b>{words.fillScore({ before: result.score.before.short, after: result.score.after.short })}</b>{' '}
        {result.optimal ? words.fillOptimal : words.fillNotProven({ share: share.format(result.gap) })}
      </p>
      <section>
        <h3>{words.fillDiff}</h3>
        {result.places.length === 0 ? (
          <p>{words.fillNoDiff}</p>
        ) : (
          <ul className={looks['list']}>
            {result.places.map((place) => (
              <li key={`${place.occurrence} ${place.shift}`} className={looks['row']}>
                <span>{at(place)}</span>
                <span>
                  {place.added.map((person) => (
                    <span key={person}>
                      <ins>+ {nameOf(person)}</ins>{' '}
                    </span>
                  ))}
                  {[...place.removed, ...place.offCall].map((person) => (
                    <span key={person}>
                      <del>
                        − {nameOf(person)}
                        {place.offCall.includes(person) && `, ${words.backup}`}
                      </del>{' '}
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {result.short.length > 0 && (
        <section>
          <h3>{words.fillHoles}</h3>
          <ul className={looks['list']}>
            {sameReasons(result.short).map((places) => {
              const [place] = places;
              return (
                <li key={`${place.occurrence} ${place.shift}`}>
                  <details open={places.length < 2}>
                    <summary>{words.missing({ count: places.reduce((sum, { short }) => sum + short, 0) })}</summary>
                    <span className={looks['name']}>{places.map(at).join(' · ')}</span>
                  </details>
                  <p className={looks['soft']}>
                    {place.reasons
                      .map(({ why, people }) => words.whyCounted({ count: people.length, why: words.reasons[why] }))
                      .join(' · ')}
                  </p>
                  {place.waysOut.length === 0 ? (
                    <p>{words.noWayOut}</p>
                  ) : (
                    place.waysOut.slice(0, 3).map(({ people, way }) => (
                      <p key={JSON.stringify(way)}>
                        <span aria-hidden="true">→ </span>
                        {wayInWords(way, people, desk)}
                      </p>
                    ))
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {(apply.wrong ?? discard.wrong) && <Notice kind="trouble">{apply.wrong ?? discard.wrong}</Notice>}
      <div className={looks['foot']}>
        <Button
          kind="primary"
          busy={apply.busy || result.places.length === 0}
          onClick={() => apply.begin({ params, body: {} })}
        >
          {words.fillApply}
        </Button>
        <Button busy={discard.busy} onClick={() => discard.begin({ params, body: {} })}>
          {words.fillDiscard}
        </Button>
      </div>
    </>
  );
}
