/** Auto-fill: it looks in the background, shows how far it is, and nothing is in the draft before it was looked at (R5). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { useOpenWork } from './desk.tsx';
import { Dialog } from './dialog.tsx';
import looks from './dialog.module.css';
import { amount } from './form.ts';
import { FillResult } from './fill-result.tsx';
import type { FillHead } from './stream.ts';

const limits = [10, 30, 60, 180] as const;

export function FillDialog(): ReactNode {
  const { desk, draft, following } = useOpenWork();
  const { words, open, say } = desk;
  const queries = useQueryClient();
  const params = { id: draft.id };
  const key = ['fill', draft.id];
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => ask('drafts.fill', { params }, { signal }) });
  const known = query.data?.fill ?? null;
  const told = following.fill;
  // The stream says how far it is; what it proposes is read once it is there.
  const fill = told !== null && told.id === known?.id ? { ...known, ...told } : known;
  const isLooking = fill?.state === 'queued' || fill?.state === 'running';
  const toldState = told === null ? 'none' : `${told.id} ${told.state}`;
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['fill', draft.id] });
  }, [queries, draft.id, toldState]);
  useEffect(() => {
    if (!isLooking || following.live) return;
    const timer = window.setInterval(() => void queries.invalidateQueries({ queryKey: ['fill', draft.id] }), 1_000);
    return () => window.clearInterval(timer);
  }, [isLooking, following.live, queries, draft.id]);
  const [mode, setMode] = useState<'open' | 'unlocked'>('open');
  const [seconds, setSeconds] = useState<number>(60);
  const keep = (answer: { fill: NonNullable<typeof known> }) => queries.setQueryData(key, answer);
  const start = useChange('drafts.startFill', keep);
  const stop = useChange('drafts.stopFill', keep);
  return (
    <Dialog title={words.fillTitle} end={() => open(null)}>
      {(close) => (
        <>
          <Reading query={query} />
          {query.data && !isLooking && (fill === null || fill.state === 'failed') && (
            <>
              <p>{words.fillSays}</p>
              {fill?.state === 'failed' && <Notice kind="trouble">{words.fillFailed}</Notice>}
              <fieldset className={looks['fieldset']}>
                <legend>{words.fillMode}</legend>
                {(['open', 'unlocked'] as const).map((one) => (
                  <label key={one} className={looks['check']}>
                    <input type="radio" name="fill-mode" checked={mode === one} onChange={() => setMode(one)} />
                    {one === 'open' ? words.fillOpen : words.fillUnlocked}
                  </label>
                ))}
              </fieldset>
              <label>
                {words.fillSeconds}{' '}
                <select
                  className={looks['select']}
                  value={seconds}
                  onChange={(event) => setSeconds(Number(event.currentTarget.value))}
                >
                  {limits.map((one) => (
                    <option key={one} value={one}>
                      {words.secondsOf({ count: one })}
                    </option>
                  ))}
                </select>
              </label>
              {start.wrong && (
                <Notice kind="trouble">{start.kind === 'conflict' ? words.fillElsewhere : start.wrong}</Notice>
              )}
              <div className={looks['choices']}>
                <Button
                  kind="primary"
                  busy={start.busy}
                  onClick={() => start.begin({ params, body: { mode, seconds } })}
                >
                  {words.fillGo}
                </Button>
                <Button onClick={close}>{words.leaveIt}</Button>
              </div>
            </>
          )}
          {fill && isLooking && (
            <>
              <Progress fill={fill} />
              {stop.wrong && <Notice kind="trouble">{stop.wrong}</Notice>}
              <div className={looks['choices']}>
                <Button busy={stop.busy || fill.stopping} onClick={() => stop.begin({ params, body: {} })}>
                  {fill.stopping ? words.fillStopping : words.fillStop}
                </Button>
              </div>
            </>
          )}
          {fill && !isLooking && fill.state !== 'failed' && fill.result && (
            <FillResult
              result={fill.result}
              done={(sentence) => {
                say(sentence);
                queries.setQueryData(key, { fill: null });
              }}
              close={close}
            />
          )}
        </>
      )}
    </Dialog>
  );
}

const aims = ['short', 'reserves', 'needsMissed', 'changes', 'weighed'] as const;

/** How far it is, aim by aim: those reached, the one it is at, and those to come. */
function Progress({ fill: { progress } }: { fill: FillHead }): ReactNode {
  const { desk } = useOpenWork();
  const { words, form } = desk;
  const at = progress ? aims.indexOf(progress.aim) : -1;
  if (!progress) return <p role="status">{words.fillQueued}</p>;
  return (
    <div className={looks['bars']}>
      <ol className={looks['list']} aria-label={words.fillPicture}>
        {aims.map((aim, index) => {
          const near = index < at ? 1 : index > at ? 0 : Math.max(0, Math.min(1, 1 - progress.gap));
          return (
            <li key={aim} aria-current={index === at ? 'step' : undefined}>
              <span className={looks['row']}>
                <span className={index === at ? looks['name'] : undefined}>
                  <span aria-hidden="true">{index < at ? '✓ ' : index === at ? '▸ ' : ''}</span>
                  {words.aims[aim]}
                </span>
                {index === at && (
                  <span className={looks['soft']}>
                    {words.fillBest({
                      best: amount(progress.best, form.language),
                      bound: amount(progress.bound, form.language),
                    })}
                    {' · '}
                    {words.fillFor({ seconds: amount(progress.seconds, form.language) })}
                  </span>
                )}
              </span>
              <meter min={0} max={1} value={near} aria-label={words.aims[aim]} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
