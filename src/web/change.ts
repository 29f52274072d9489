/** One change that a page asks for: a double tap is one, a second try after a lost connection is the same, and what failed is said. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ask, AskFailed, type Answered, type Asked, type OperationName, type Sending } from './client.ts';
import type { Words } from './words/en.ts';
import { useWords } from './words/words.tsx';

export type Change<Name extends OperationName> = {
  /** Asks for it; nothing while an earlier asking is under way. */
  begin: (input: Asked<Name>, over?: Pick<Sending, 'ifMatch'>) => void;
  busy: boolean;
  /** What went wrong with the latest asking, in words, and of which kind it is. */
  wrong: string | null;
  kind: string | null;
  /** All that the service said of it. */
  problem: AskFailed | null;
  /** Of a conflict: how it is by now. */
  current: unknown;
};

/** Works at plain http on a LAN too, where the browser's own maker of such keys is missing. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `refused` puts into words what the service says is not possible. */
export function useChange<Name extends OperationName>(
  name: Name,
  done: (answer: Answered<Name>) => void,
  refused?: (problem: AskFailed) => string,
): Change<Name> {
  const { words } = useWords();
  const queries = useQueryClient();
  const running = useRef(false);
  const once = useRef<{ input: string; key: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<AskFailed | null>(null);

  const work = async (input: Asked<Name>, over: Pick<Sending, 'ifMatch'>) => {
    const written = JSON.stringify([input, over]);
    if (once.current?.input !== written) once.current = { input: written, key: newKey() };
    try {
      const answer = await ask(name, input, { ...over, once: once.current.key });
      once.current = null;
      done(answer);
    } catch (caught) {
      const failed = caught instanceof AskFailed ? caught : new AskFailed(500, {});
      // Whether it arrived is not known: the next try is the same asking.
      const isUnknown = failed.status === 0 || failed.kind === 'in-progress' || failed.status >= 500;
      if (!isUnknown) once.current = null;
      if (failed.status === 401) void queries.invalidateQueries({ queryKey: ['session'] });
      setProblem(failed);
      setWrong(failed.kind === 'not-possible' && refused ? refused(failed) : inWords(failed, words));
    }
  };
  const begin = (input: Asked<Name>, over: Pick<Sending, 'ifMatch'> = {}) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setWrong(null);
    setProblem(null);
    void work(input, over).finally(() => {
      running.current = false;
      setBusy(false);
    });
  };
  return { begin, busy, wrong, kind: problem?.kind ?? null, problem, current: problem?.current ?? null };
}

function inWords(problem: AskFailed, words: Words): string {
  if (problem.retryAfterSeconds !== null)
    return words.tooMany({ minutes: Math.max(1, Math.ceil(problem.retryAfterSeconds / 60)) });
  return problem.status === 0 || problem.kind === 'in-progress' ? words.changeNotHeard : words.changeFailed;
}
