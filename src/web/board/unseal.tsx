/** Opening the number of a live call where a life is in danger (V13): a reason, a fresh proof, and the number once, in this dialog alone. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { ask, AskFailed } from '../client.ts';
import { Button, Buttons, Field, Notice } from '../parts/controls.tsx';
import { Prove } from '../parts/prove.tsx';
import { useSignedIn, useTakeOn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { sentenceOf } from './act.tsx';
import looks from './board.module.css';
import { useBoardWords } from './words.ts';

/** `name` tells the call from the others beside it. */
export function Unseal({ callKey, name }: { callKey: string; name: string }): ReactNode {
  const words = useBoardWords();
  const { may, mayWithProof } = useSignedIn();
  const [open, setOpen] = useState(false);
  if (!may.includes('number.unseal') && !mayWithProof.includes('number.unseal')) return null;
  return (
    <span className={looks['end']}>
      <Button onClick={() => setOpen(true)} aria-label={words.unsealLabel({ name })}>
        {words.unseal}
      </Button>
      {open && <UnsealDialog callKey={callKey} close={() => setOpen(false)} />}
    </span>
  );
}

function UnsealDialog({ callKey, close }: { callKey: string; close: () => void }): ReactNode {
  const words = useBoardWords();
  const { words: common } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [reason, setReason] = useState('');
  const [number, setNumber] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [mustProve, setMustProve] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const run = async () => {
    if (reason.trim() === '') return setWrong(words.reasonNeeded);
    setBusy(true);
    setWrong(null);
    setMustProve(false);
    try {
      // Asked for without a key for trying again: by that the answer would be kept.
      setNumber((await ask('number.unseal', { params: { key: callKey }, body: { reason: reason.trim() } })).number);
    } catch (problem) {
      const isProof = problem instanceof AskFailed && problem.kind.endsWith('-proof');
      setMustProve(isProof);
      setWrong(sentenceOf(problem, common.failed));
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className={looks['dialog']} aria-labelledby={titleId} onClose={close}>
      <h2 id={titleId}>{number === null ? words.unsealTitle : words.unsealIs}</h2>
      {number === null ? (
        <>
          <form
            id={`${titleId}-form`}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (!busy) void run();
            }}
          >
            <p>{words.unsealSays}</p>
            <Field
              label={words.unsealReason}
              hint={words.unsealReasonHint}
              maxLength={280}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </form>
          {wrong && <Notice kind="trouble">{wrong}</Notice>}
          {mustProve && <ProveHere again={() => void run()} />}
          <Buttons>
            {!mustProve && (
              <Button kind="primary" type="submit" form={`${titleId}-form`} busy={busy}>
                {words.unsealConfirm}
              </Button>
            )}
            <Button onClick={() => dialog.current?.close()}>{words.leaveIt}</Button>
          </Buttons>
        </>
      ) : (
        <>
          <p className={looks['opened']} role="status">
            {number}
          </p>
          <p>{words.unsealOnce}</p>
          <Buttons>
            <Button kind="primary" onClick={() => dialog.current?.close()}>
              {words.unsealClose}
            </Button>
          </Buttons>
        </>
      )}
    </dialog>
  );
}

/** Where they are: what they typed stays. Whoever has neither passkey nor app signs in again. */
function ProveHere({ again }: { again: () => void }): ReactNode {
  const words = useBoardWords();
  const signedIn = useSignedIn();
  const takeOn = useTakeOn();
  const signInAgain = <Link to="/sign-in?to=/board">{words.unsealProve}</Link>;
  const { passkey, app } = signedIn.proofs;
  if (!passkey && !app) return <p>{signInAgain}</p>;
  return (
    <Prove
      signedIn={signedIn}
      proved={(now) => {
        takeOn(now);
        again();
      }}
      beside={signInAgain}
    />
  );
}
