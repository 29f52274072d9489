/** What is done to a draft as a whole; its one great act is publishing. */
import { useState, type ReactNode } from 'react';
import { Button, Notice } from '../parts/controls.tsx';
import { useOpenWork } from './desk.tsx';
import { stepInWords } from './in-words.ts';
import looks from './roster.module.css';
import { useActs, useTelling } from './use-acts.ts';

export function DraftBar({ leave }: { leave: () => void }): ReactNode {
  const { desk, can, entries, sending, following } = useOpenWork();
  const { words, open, canEdit } = desk;
  const acts = useActs();
  const count = entries.filter(({ undone }) => !undone).length;
  const { steps, cut } = sending;
  const [isMenu, setMenu] = useState(false);
  const menu: readonly (readonly [name: string, run: () => void])[] = [
    [words.addShift, () => open({ kind: 'add' })],
    [words.copyWeek, () => open({ kind: 'copy' })],
    [words.history, () => open({ kind: 'history' })],
    [words.keys, () => open({ kind: 'keys' })],
    [words.print, () => window.print()],
    [words.leaveDraft, leave],
    [words.drop, () => open({ kind: 'drop' })],
  ];
  return (
    <div className={looks['draftBar']}>
      <span className={looks['draftMark']}>{words.draft}</span>
      <span className={looks['draftSays']}>
        {words.draftSays({ count })}{' '}
        <span className={looks['soft']}>
          {steps.length > 0 ? words.waiting({ count: steps.length }) : words.allKept}
          {' · '}
          {following.live && !cut ? words.live : words.notLive}
        </span>
      </span>
      {canEdit && (
        <div className={looks['acts']}>
          <Button aria-disabled={!can.undo} aria-keyshortcuts="Control+Z" onClick={acts.undo}>
            {words.undo}
          </Button>
          <Button aria-disabled={!can.redo} aria-keyshortcuts="Control+Shift+Z" onClick={acts.redo}>
            {words.redo}
          </Button>
          <Button onClick={() => open({ kind: 'fill' })}>{words.fill}</Button>
          <details className={looks['more']} open={isMenu} onToggle={(event) => setMenu(event.currentTarget.open)}>
            <summary>{words.more}</summary>
            <div>
              {menu.map(([name, run]) => (
                <Button
                  key={name}
                  kind="quiet"
                  onClick={() => {
                    setMenu(false);
                    run();
                  }}
                >
                  {name}
                </Button>
              ))}
            </div>
          </details>
          <Button kind="primary" onClick={() => open({ kind: 'publish' })}>
            {words.publish}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What did not go as it should, and what somebody else did meanwhile. */
export function DraftNews(): ReactNode {
  const { desk, sending, news } = useOpenWork();
  const { words, nameOf } = desk;
  const telling = useTelling();
  const { cut, steps, refused, forgetRefused } = sending;
  const latest = news.at(-1);
  return (
    <>
      {cut && <Notice kind="trouble">{words.cut({ count: steps.length })}</Notice>}
      {refused && (
        <Notice kind="trouble">
          {words.refused({
            what:
              refused.step.kind === 'command' ? stepInWords(refused.step.command, telling) : words[refused.step.kind],
            why: refused.meanwhile ? words.refusedMeanwhile : (refused.detail ?? words.refusedPlain),
          })}{' '}
          <Button kind="quiet" onClick={forgetRefused}>
            {words.close}
          </Button>
        </Notice>
      )}
      {latest && (
        <Notice kind="calm">
          {words.others({ name: nameOf(latest.by), what: stepInWords(latest.command, telling) })}
          {news.length > 1 && `, ${words.othersMore({ count: news.length - 1 })}`}
        </Notice>
      )}
    </>
  );
}
