/** Brings an organisation file in: read and compared first, and taken over once that has been seen (O7). */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Tick } from '../desk/fields.tsx';
import { Trouble } from '../desk/trouble.tsx';
import { useDeskWords } from '../desk/words.ts';
import { Button, Field, Notice } from '../parts/controls.tsx';
import { FileChanges, type Look } from './file-changes.tsx';
import { textOf } from './text-of.ts';
import { useFileWords } from './words.ts';

type Faulty = Pick<Answered<'organisation.look'>, 'faults' | 'faultCount'>;

export function BringIn(): ReactNode {
  const words = useFileWords();
  const queries = useQueryClient();
  const text = useRef<string | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const [faulty, setFaulty] = useState<Faulty | null>(null);
  const [looked, setLooked] = useState<Look | null>(null);
  /** The look at which it was said that changes may be lost: of another one others may be. */
  const [replaced, setReplaced] = useState<Look | null>(null);
  const [taken, setTaken] = useState<number | null>(null);
  const forget = () => {
    setUnread(null);
    setFaulty(null);
    setLooked(null);
    setTaken(null);
  };
  const look = useChange('organisation.look', (answer) => {
    setLooked(answer.look);
    setFaulty(answer.look ? null : answer);
  });
  const take = useChange('organisation.import', (answer) => {
    if (!answer.taken) return setFaulty(answer);
    forget();
    setTaken(answer.version);
    void queries.invalidateQueries();
  });
  const choose = async (chosen: File | undefined) => {
    forget();
    text.current = null;
    if (!chosen) return;
    const read = await textOf(chosen);
    if ('wrong' in read) return setUnread(words[read.wrong]);
    text.current = read.text;
    beginLook();
  };
  const beginLook = () => {
    if (text.current !== null) look.begin({ body: { text: text.current } });
  };
  // Changed meanwhile: how it compares with what is there by now came with the refusal.
  const isAnew = take.kind === 'conflict' && take.current !== null;
  const seen = looked && isAnew ? (take.current as Look) : looked;
  const replace = seen !== null && replaced === seen;
  const beginTake = () => {
    if (text.current !== null && seen)
      take.begin({ body: { text: text.current, replace } }, { ifMatch: `"${seen.version}"` });
  };
  return (
    <>
      <h2>{words.bringTitle}</h2>
      <p>{words.bringLead}</p>
      <Field
        label={words.file}
        type="file"
        accept=".json,application/json"
        wrong={unread}
        // The same file, put right meanwhile, is a choice too.
        onClick={(event) => {
          event.currentTarget.value = '';
        }}
        onChange={(event) => void choose(event.target.files?.[0])}
      />
      {look.busy && <p role="status">{words.looking}</p>}
      <Trouble change={look} again={beginLook} />
      {taken !== null && <Notice kind="calm">{words.taken({ version: taken })}</Notice>}
      {faulty && <Faults {...faulty} />}
      {seen && !faulty && (
        <>
          {isAnew ? <Notice kind="trouble">{words.meanwhile}</Notice> : <Trouble change={take} again={beginTake} />}
          <FileChanges look={seen} />
          {seen.lostCount > 0 && (
            <Tick
              label={words.replace({ count: seen.lostCount })}
              checked={replace}
              set={(on) => setReplaced(on ? seen : null)}
            />
          )}
          {!seen.same && (seen.lostCount === 0 || replace) && (
            <div className={looks['acts']}>
              <Button kind="primary" busy={take.busy || look.busy} onClick={beginTake}>
                {words.bring}
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}

function Faults({ faults, faultCount }: Faulty): ReactNode {
  const words = useFileWords();
  const desk = useDeskWords();
  return (
    <>
      <h2>{words.faultsTitle}</h2>
      <Notice kind="trouble">{words.faults({ count: faultCount })}</Notice>
      <ul>
        {faults.map(({ path, problem }) => (
          <li key={`${path} ${problem}`}>{desk.fieldsElse({ field: path || words.wholeFile, problem })}</li>
        ))}
        {faultCount > faults.length && <li>{words.more({ count: faultCount - faults.length })}</li>}
      </ul>
    </>
  );
}
