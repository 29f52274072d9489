/**
 * What somebody has begun to write, kept while the pages are open and nowhere else: a session that ends in between leads to
 * signing in and back, and the words are still there for whoever wrote them.
 */
import { useState } from 'react';
import { useSignedIn } from './session.tsx';

const drafts = new Map<string, { personId: string; words: string }>();

/** The words begun under `name`, `initial` at first, and what sets them. */
export function useDraft(name: string, initial = ''): [string, (words: string) => void] {
  const { person } = useSignedIn();
  const kept = drafts.get(name);
  const [words, setWords] = useState(kept?.personId === person.id ? kept.words : initial);
  return [
    words,
    (next) => {
      if (next === '') drafts.delete(name);
      else drafts.set(name, { personId: person.id, words: next });
      setWords(next);
    },
  ];
}

/** Whoever signs out leaves nothing behind. */
export function forgetDrafts(): void {
  drafts.clear();
}
