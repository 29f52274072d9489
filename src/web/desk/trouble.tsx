/** What stands at a form that could not be saved: what is wrong, a proof to give, or what somebody else changed meanwhile. */
import { useState, type ReactNode } from 'react';
import type { Change } from '../change.ts';
import type { OperationName } from '../client.ts';
import { Button, Card, Notice } from '../parts/controls.tsx';
import { Prove } from '../parts/prove.tsx';
import { useSignedIn, useTakeOn } from '../session.tsx';
import looks from './desk.module.css';
import inTables from './tables.module.css';
import { elsewhere } from './wrong.ts';
import { useDeskWords } from './words.ts';

/** A field of a conflict, in words. */
export type Both = { field: string; mine: string; theirs: string };

/**
 * `again` saves once more. `shown`: the fields that the form says themselves what is wrong with. `conflict`: both states, what to
 * do with mine and what with theirs.
 */
export function Trouble<Name extends OperationName>({
  change,
  again,
  shown = [],
  nameOf = (path) => path,
  conflict,
}: {
  change: Change<Name>;
  again: () => void;
  shown?: readonly string[];
  nameOf?: (path: string) => string;
  conflict?: (current: unknown) => { both: Both[]; keepMine: () => void; takeTheirs: () => void };
}): ReactNode {
  const words = useDeskWords();
  const { problem, wrong, kind } = change;
  if (!problem || wrong === null) return null;
  if (kind === 'fresh-proof' || kind === 'second-proof') return <ProveFirst key={String(wrong)} again={again} />;
  if (kind === 'conflict' && conflict && problem.current !== null)
    return <Conflict {...conflict(problem.current)} busy={change.busy} />;
  if (kind === 'invalid')
    return (
      <Notice kind="trouble">
        {words.fieldsWrong}
        {elsewhere(problem.fields, shown).map(([path, message]) => (
          <div key={path}>{words.fieldsElse({ field: nameOf(path), problem: message })}</div>
        ))}
      </Notice>
    );
  if (kind === 'not-found') return <Notice kind="trouble">{words.gone}</Notice>;
  if (kind === 'no-right') return <Notice kind="trouble">{words.notYours}</Notice>;
  return <Notice kind="trouble">{wrong}</Notice>;
}

/** Where they are, without losing what they typed. */
export function ProveFirst({ again }: { again: () => void }): ReactNode {
  const words = useDeskWords();
  const signedIn = useSignedIn();
  const takeOn = useTakeOn();
  const [left, setLeft] = useState(false);
  const { passkey, app } = signedIn.proofs;
  if (left) return null;
  return (
    <section aria-labelledby="prove-first" className={looks['asking']} role="alert">
      <h3 id="prove-first">{words.proveTitle}</h3>
      <p>{passkey || app ? words.proveLead : words.proveNone}</p>
      <Prove
        signedIn={signedIn}
        proved={(now) => {
          takeOn(now);
          again();
        }}
        beside={
          <Button kind="quiet" onClick={() => setLeft(true)}>
            {words.proveLeave}
          </Button>
        }
      />
    </section>
  );
}

function Conflict({
  both,
  keepMine,
  takeTheirs,
  busy,
}: {
  both: Both[];
  keepMine: () => void;
  takeTheirs: () => void;
  busy: boolean;
}): ReactNode {
  const words = useDeskWords();
  return (
    <div role="alert">
      <Card>
        <h3 className={looks['first']}>{words.conflictTitle}</h3>
        <p>{both.length === 0 ? words.conflictElse : words.conflictLead}</p>
        {both.length > 0 && (
          <div className={inTables['scroll']}>
            <table className={inTables['table']}>
              <thead>
                <tr>
                  <th scope="col">{words.conflictField}</th>
                  <th scope="col">{words.conflictMine}</th>
                  <th scope="col">{words.conflictTheirs}</th>
                </tr>
              </thead>
              <tbody>
                {both.map(({ field, mine, theirs }) => (
                  <tr key={field}>
                    <th scope="row">{field}</th>
                    <td>{mine}</td>
                    <td>{theirs}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <div className={looks['acts']}>
          <Button kind="primary" busy={busy} onClick={keepMine}>
            {words.keepMine}
          </Button>
          <Button onClick={takeTheirs}>{words.takeTheirs}</Button>
        </div>
      </Card>
    </div>
  );
}
