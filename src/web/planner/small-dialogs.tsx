/** The lesser things that lie over the page: the keys, what was done, and putting a draft away. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useChange } from '../change.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { useDesk, useOpenWork } from './desk.tsx';
import { Dialog } from './dialog.tsx';
import looks from './dialog.module.css';
import { when } from './form.ts';
import { stepInWords } from './in-words.ts';
import { useTelling } from './use-acts.ts';

export function KeysDialog(): ReactNode {
  const { words, open } = useDesk();
  return (
    <Dialog title={words.keysTitle} end={() => open(null)}>
      {() => (
        <dl className={looks['keys']}>
          {words.keyList.map(([key, says]) => (
            <div key={key} className={looks['keyRow']}>
              <dt>{key}</dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
      )}
    </Dialog>
  );
}

export function HistoryDialog(): ReactNode {
  const { desk, entries } = useOpenWork();
  const { words, open, nameOf, form } = desk;
  const telling = useTelling();
  return (
    <Dialog title={words.historyTitle} end={() => open(null)}>
      {() =>
        entries.length === 0 ? (
          <p>{words.historyNone}</p>
        ) : (
          <ol className={looks['list']}>
            {entries.toReversed().map(({ seq, by, at, command, undone }) => (
              <li key={seq}>
                <span className={looks['name']}>{nameOf(by)}</span> {stepInWords(command, telling)}
                {undone && <b> ({words.takenBack})</b>}
                {at !== '' && (
                  <span className={looks['soft']}> {when(Date.parse(at), Date.parse(at), form).split(' – ')[0]}</span>
                )}
              </li>
            ))}
          </ol>
        )
      }
    </Dialog>
  );
}

export function DropDialog({ dropped }: { dropped: () => void }): ReactNode {
  const { desk, draft } = useOpenWork();
  const { words, open } = desk;
  const queries = useQueryClient();
  const drop = useChange('drafts.drop', () => {
    void queries.invalidateQueries({ queryKey: ['drafts'] });
    dropped();
  });
  return (
    <Dialog title={words.dropTitle} end={() => open(null)}>
      {(close) => (
        <>
          <p>{words.dropSays}</p>
          {drop.wrong && <Notice kind="trouble">{drop.wrong}</Notice>}
          <div className={looks['choices']}>
            <Button kind="primary" busy={drop.busy} onClick={() => drop.begin({ params: { id: draft.id }, body: {} })}>
              {words.dropGo}
            </Button>
            <Button onClick={close}>{words.leaveIt}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
