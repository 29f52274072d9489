/** A replay that is not over: how far it is and what its runs say so far, announced at most with every tenth of the way. */
import type { ReactNode } from 'react';
import { useChange } from '../change.ts';
import { Button, Card, Notice } from '../parts/controls.tsx';
import looks from './replay.module.css';
import { findingOf, type Replay, type ReplayHead } from './request.ts';
import { useReplayWords } from './words.ts';

export function UnderWay({ head, ended }: { head: ReplayHead; ended: (replay: Replay) => void }): ReactNode {
  const inWords = useReplayWords();
  const { words, percent } = inWords;
  const cancel = useChange('replays.cancel', ({ replay }) => ended(replay));
  const { progress } = head;
  const share = progress === null ? 0 : progress.done / progress.of;
  const tenth = Math.floor(share * 10) / 10;
  const soFar = progress?.hungUp;
  return (
    <Card>
      <p role="status">
        {head.state === 'queued' ? words.queued({ count: head.before }) : words.running({ percent: percent(tenth) })}
      </p>
      <progress className={looks['progress']} max={1} value={share} aria-label={words.progress} />
      {soFar && (
        <p>
          {words.soFar({
            finding: findingOf(head, { without: soFar.without, difference: soFar.difference, offered: null }, inWords),
          })}
        </p>
      )}
      {cancel.wrong && <Notice kind="trouble">{cancel.wrong}</Notice>}
      <Button busy={cancel.busy} onClick={() => cancel.begin({ params: { id: head.id }, body: {} })}>
        {words.cancel}
      </Button>
    </Card>
  );
}
