/** Publishing a draft: what changes for whom stands there before it is done, and it can be taken back (R3). */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import type { Answered, AskFailed } from '../client.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { useOpenWork, type Desk } from './desk.tsx';
import { DraftFaults } from './draft-faults.tsx';
import { Dialog } from './dialog.tsx';
import looks from './dialog.module.css';
import { when } from './form.ts';
import { stepInWords } from './in-words.ts';
import type { LogEntry } from './log.ts';
import type { Draft } from './sending.ts';
import { useTelling } from './use-acts.ts';
import { totalsOf } from './view.ts';
import { useRosterWords } from './words.ts';

type Changes = Answered<'drafts.read'>['changes'][number];

export function PublishDialog({ published }: { published: (draft: Draft, silent: boolean) => void }): ReactNode {
  const { desk, draft, sending } = useOpenWork();
  const { words, open, view, nameOf } = desk;
  const telling = useTelling();
  const queries = useQueryClient();
  const [silent, setSilent] = useState(false);
  const publish = useChange(
    'drafts.publish',
    (answer) => {
      published(answer, silent);
      void queries.invalidateQueries({ queryKey: ['roster'] });
    },
    (problem) => problem.detail ?? words.publishNothing,
  );
  const { missing } = totalsOf(view);
  const isWaiting = sending.steps.length > 0;
  const isMeanwhile = publish.kind === 'conflict';
  const log = draft.log as LogEntry[];
  const idle = draft.idle.flatMap(({ seq, command, why }) => {
    const step = command ?? log.find((entry) => entry.seq === seq)?.command;
    return step ? [{ seq, text: stepInWords(step as LogEntry['command'], telling), why: words.idle[why] ?? '' }] : [];
  });
  return (
    <Dialog title={words.publishTitle} end={() => open(null)}>
      {(close) => (
        <>
          {isWaiting && <p role="status">{words.publishWaits}</p>}
          {draft.faults.length > 0 && <DraftFaults faults={draft.faults} />}
          <p>{words.publishSays({ count: draft.changes.length })}</p>
          {draft.changes.length > 0 && (
            <ul className={looks['list']}>
              {draft.changes.map((one) => (
                <li key={one.person}>
                  <span className={looks['name']}>{nameOf(one.person)}</span>
                  <ul>
                    {changesInWords(one, desk).map((sentence) => (
                      <li key={sentence}>{sentence}</li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          )}
          {missing > 0 && <p>{words.publishStillMissing({ count: missing })}</p>}
          {idle.length > 0 && (
            <details className={looks['fold']}>
              <summary>{words.idleTitle}</summary>
              <p>{words.idleSays}</p>
              <ul>
                {idle.map(({ seq, text, why }) => (
                  <li key={`${seq} ${text}`}>
                    {text}. {why}
                  </li>
                ))}
              </ul>
            </details>
          )}
          <label className={looks['check']}>
            <input type="checkbox" checked={silent} onChange={(event) => setSilent(event.currentTarget.checked)} />
            <span>
              {words.silent}
              <br />
              <span className={looks['soft']}>{words.silentSays}</span>
            </span>
          </label>
          {isMeanwhile ? (
            <Notice kind="trouble">{words.publishMeanwhile}</Notice>
          ) : (
            publish.wrong && <Notice kind="trouble">{publish.wrong}</Notice>
          )}
          <div className={looks['foot']}>
            <Button
              kind="primary"
              busy={publish.busy || isWaiting || draft.faults.length > 0}
              onClick={() =>
                publish.begin({ params: { id: draft.id }, body: { silent } }, { ifMatch: `"${draft.look}"` })
              }
            >
              {words.publishGo}
            </Button>
            <Button onClick={close}>{words.leaveIt}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function changesInWords({ gained, lost, moved }: Changes, { words, form }: Desk): string[] {
  type Turn = Changes['gained'][number];
  const at = ({ startAt, endAt }: Turn) => when(Date.parse(startAt), Date.parse(endAt), form);
  const as = (turn: Turn, what: string) => (turn.as === 'backup' ? words.asBackup({ what }) : what);
  return [
    ...gained.map((turn) => as(turn, words.gains({ when: at(turn) }))),
    ...lost.map((turn) => words.loses({ when: at(turn) })),
    ...moved.map(({ before, after }) => as(after, words.moves({ from: at(before), to: at(after) }))),
  ];
}

/** After publishing: it can be taken back while those shifts are as they were published; nobody hears of what they never heard of. */
export function Published({
  draft,
  silent,
  tookBack,
}: {
  draft: Draft;
  silent: boolean;
  tookBack: (draft: Draft) => void;
}): ReactNode {
  const words = useRosterWords();
  const queries = useQueryClient();
  const back = useChange(
    'drafts.takeBack',
    (answer) => {
      void queries.invalidateQueries({ queryKey: ['roster'] });
      void queries.invalidateQueries({ queryKey: ['roster-source'] });
      tookBack(answer);
    },
    (problem: AskFailed) => problem.detail ?? words.failed,
  );
  return (
    <Notice kind="calm">
      {words.publishedDone}{' '}
      <Button busy={back.busy} onClick={() => back.begin({ params: { id: draft.id }, body: { silent } })}>
        {words.takeBack}
      </Button>
      {(back.kind === 'conflict' || back.wrong) && (
        <p role="alert">{back.kind === 'conflict' ? words.takeBackChanged : back.wrong}</p>
      )}
    </Notice>
  );
}
