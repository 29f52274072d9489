/** An act says what it will do before it does it; what can honestly be undone is offered to be undone. */
import { createContext, useContext, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { AskFailed } from '../client.ts';
import { Button, Buttons, Field, Notice, Select } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import looks from './board.module.css';
import { useBoardWords } from './words.ts';

/** `sentence` says what will happen. `field`: a line of text it takes. `choose`: people to choose one of. */
export type Act = {
  title: string;
  sentence: string;
  confirm: string;
  field?: { label: string; hint?: string; required: boolean };
  choose?: { label: string; from: readonly { id: string; name: string }[]; none: string };
  /** `once` makes that asking twice does it once. */
  run: (typed: string, once: string) => Promise<unknown>;
  done: string;
  /** Says how it is by now where somebody was quicker; what was typed stays. */
  changed?: (current: unknown) => string;
  /** `answer` is what `run` was answered: it names how it was left. */
  undo?: (answer: unknown) => Promise<unknown>;
};

const Acting = createContext<(act: Act) => void>(() => undefined);

/** Opens the question of an act. */
export function useAct(): (act: Act) => void {
  return useContext(Acting);
}

export function ActProvider({ children }: { children: ReactNode }): ReactNode {
  const { words } = useWords();
  const own = useBoardWords();
  const [act, setAct] = useState<{ act: Act; once: string } | null>(null);
  const [done, setDone] = useState<{ text: string; act?: Act; answer?: unknown } | null>(null);
  const [undoFailed, setUndoFailed] = useState<string | null>(null);
  const undo = async () => {
    if (!done?.act?.undo) return;
    try {
      await done.act.undo(done.answer);
      setDone({ text: own.undone });
    } catch (problem) {
      setUndoFailed(inWords(done.act, problem, words.failed));
    }
  };
  return (
    <Acting
      value={(next) => {
        setDone(null);
        setUndoFailed(null);
        setAct({ act: next, once: freshKey() });
      }}
    >
      {done && (
        <Notice kind="calm">
          {done.text}{' '}
          {done.act?.undo && (
            <Button kind="quiet" onClick={() => void undo()}>
              {own.undo}
            </Button>
          )}
        </Notice>
      )}
      {undoFailed && <Notice kind="trouble">{undoFailed}</Notice>}
      {children}
      {act && (
        <ActDialog
          act={act.act}
          once={act.once}
          close={(done) => {
            setAct(null);
            if (done) setDone({ text: act.act.done, act: act.act, answer: done.answer });
          }}
        />
      )}
    </Acting>
  );
}

/** How it is by now where somebody was quicker; else what the service says of it. */
function inWords(act: Act, problem: unknown, failed: string): string {
  const isChanged = problem instanceof AskFailed && problem.current !== null;
  return (isChanged && act.changed?.(problem.current)) || sentenceOf(problem, failed);
}

function ActDialog({
  act,
  once,
  close,
}: {
  act: Act;
  once: string;
  /** With what came of it; null where nothing was done. */
  close: (done: { answer: unknown } | null) => void;
}): ReactNode {
  const { words } = useWords();
  const own = useBoardWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const sentenceId = useId();
  const [typed, setTyped] = useState(act.choose?.from[0]?.id ?? '');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [mustProve, setMustProve] = useState(false);
  const outcome = useRef<{ answer: unknown } | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const isImpossible = act.choose !== undefined && act.choose.from.length === 0;
  const run = async () => {
    if (act.field?.required && typed.trim() === '') return setWrong(own.reasonNeeded);
    setBusy(true);
    setWrong(null);
    try {
      outcome.current = { answer: await act.run(typed.trim(), once) };
      // The dialog's own closing gives the keyboard back to where it came from.
      dialog.current?.close();
    } catch (problem) {
      setWrong(inWords(act, problem, words.failed));
      setMustProve(problem instanceof AskFailed && problem.kind.endsWith('-proof'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog
      ref={dialog}
      className={looks['dialog']}
      aria-labelledby={titleId}
      aria-describedby={sentenceId}
      onClose={() => close(outcome.current)}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <h2 id={titleId}>{act.title}</h2>
        <p id={sentenceId}>{isImpossible ? act.choose?.none : act.sentence}</p>
        {act.field && (
          <Field
            label={act.field.label}
            {...(act.field.hint ? { hint: act.field.hint } : {})}
            maxLength={280}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {act.choose && !isImpossible && (
          <Select label={act.choose.label} value={typed} onChange={(event) => setTyped(event.currentTarget.value)}>
            {act.choose.from.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
        {wrong && (
          <Notice kind="trouble">
            {wrong} {mustProve && <Link to="/sign-in?to=/board">{words.prove}</Link>}
          </Notice>
        )}
        <Buttons>
          {!isImpossible && (
            <Button kind="primary" type="submit" busy={busy}>
              {act.confirm}
            </Button>
          )}
          <Button onClick={() => dialog.current?.close()}>{own.leaveIt}</Button>
        </Buttons>
      </form>
    </dialog>
  );
}

export function sentenceOf(problem: unknown, failed: string): string {
  return problem instanceof AskFailed && problem.status > 0 ? (problem.detail ?? problem.message) : failed;
}

/** Where a page came over plain http, browsers have no `randomUUID`. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
}
