/** What is typed in a form and not saved: a session that ends under it leads to signing in and back, and it is there again. */
import { useEffect, useState } from 'react';
import { useSignedIn } from './session.tsx';
import { holdUnsent, unsentIn } from './unsent.ts';

export type Kept<Value> = {
  /** Null while nothing is typed that is not saved. */
  typed: Value | null;
  /** Null throws it away. */
  keep: (next: Value | null | ((before: Value | null) => Value | null)) => void;
  /** What stood here when saving began is saved; what was typed since stays, as `since` has it. */
  saved: (since?: (latest: Value) => Value | null) => void;
  /** It was typed before this page was opened anew. */
  isAgain: boolean;
};

/** `name`: of the form, and of the record it changes. Held for whoever is signed in, as `unsent.ts` says. */
export function useKept<Value extends object | string>(name: string): Kept<Value> {
  const { person } = useSignedIn();
  const [typed, setTyped] = useState(() => unsentIn<Value>(person.id, name));
  const [isAgain, setAgain] = useState(typed !== null);
  useAskingBeforeItGoes(typed !== null);
  const keep: Kept<Value>['keep'] = (next) => {
    const after = typeof next === 'function' ? next(unsentIn<Value>(person.id, name)) : next;
    holdUnsent(person.id, name, after);
    setTyped(after);
    if (after === null) setAgain(false);
  };
  const saved: Kept<Value>['saved'] = (since = (latest) => latest) =>
    keep((latest) => (latest === null || latest === typed ? null : since(latest)));
  return { typed, keep, saved, isAgain };
}

/** Whether something is held under `name`: a form that has to be opened first is open then. */
export function isKeptFor(personId: string, name: string): boolean {
  return unsentIn(personId, name) !== null;
}

/** The fields as they are now, and those that were typed in after `sent` as they were typed. */
export function withTypedSince<Draft extends object>(now: Draft, sent: Draft, latest: Draft): Draft {
  const names = Object.keys(latest) as (keyof Draft)[];
  const since = names.filter((name) => latest[name] !== sent[name]);
  return { ...now, ...Object.fromEntries(since.map((name) => [name, latest[name]])) };
}

/** A reload or the closing of the window would lose it: the browser asks first. */
function useAskingBeforeItGoes(isAnything: boolean): void {
  useEffect(() => {
    if (!isAnything) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isAnything]);
}
