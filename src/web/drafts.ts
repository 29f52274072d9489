/** What somebody has begun to write in a field: a session that ends in between leads to signing in and back, and it is still there. */
import { useState } from 'react';
import { useSignedIn } from './session.tsx';
import { holdUnsent, unsentIn } from './unsent.ts';

/** The words begun under `name`, and what sets them. */
export function useDraft(name: string): [string, (words: string) => void] {
  const { person } = useSignedIn();
  const [words, setWords] = useState(unsentIn(person.id, name) ?? '');
  return [
    words,
    (next) => {
      holdUnsent(person.id, name, next === '' ? null : next);
      setWords(next);
    },
  ];
}
