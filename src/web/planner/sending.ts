/** Steps on their way to the service: one after the other, each once, and none is forgotten while the way there is cut (R3). */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, AskFailed, type Answered } from '../client.ts';
import { freshId } from '../fresh-id.ts';
import { holdUnsent, unsentIn } from '../unsent.ts';
import type { Step } from './log.ts';

export type Draft = Answered<'drafts.read'>;

/** A step that the service did not take, and what it said. */
export type Refused = { step: Step; detail: string | null; meanwhile: boolean };

export type Sending = {
  steps: readonly Step[];
  /** The way to the service is cut; it is tried again and again. */
  cut: boolean;
  refused: Refused | null;
  send: (step: Unsent) => void;
  forgetRefused: () => void;
};

type Unsent = Step extends infer One ? (One extends Step ? Omit<One, 'once'> : never) : never;

const againMs = 2_000;

/** Keeps the newer of two answers: they may overtake each other. */
export function newer(before: Draft | undefined, next: Draft): Draft {
  return before !== undefined && before.state === next.state && before.revision > next.revision ? before : next;
}

/** `me`: whoever is signed in; steps that wait outlive a sign-in in between. */
export function useSending(draftId: string, look: string, me: string): Sending {
  const queries = useQueryClient();
  const kept = `draft ${draftId}`;
  const [steps, setSteps] = useState<readonly Step[]>(() => unsentIn(me, kept) ?? []);
  const [cut, setCut] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [tries, setTries] = useState(0);
  const running = useRef(false);
  const seen = useRef(look);
  useEffect(() => {
    seen.current = look;
  }, [look]);
  useEffect(() => {
    holdUnsent(me, kept, steps.length === 0 ? null : steps);
  }, [me, kept, steps]);
  useEffect(() => {
    if (steps.length === 0) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [steps.length]);

  const [step] = steps;
  useEffect(() => {
    if (!step || running.current) return;
    running.current = true;
    let timer = 0;
    const work = async () => {
      const params = { id: draftId };
      const { once } = step;
      try {
        const answer =
          step.kind === 'command'
            ? await ask(
                'drafts.command',
                { params, body: { command: step.command } as never },
                { once, ifMatch: `"${seen.current}"` },
              )
            : await ask(step.kind === 'undo' ? 'drafts.undo' : 'drafts.redo', { params, body: {} }, { once });
        seen.current = answer.look;
        queries.setQueryData<Draft>(['draft', draftId], (before) => newer(before, answer));
        setCut(false);
        setSteps((waiting) => waiting.filter((one) => one !== step));
      } catch (problem) {
        const failed = problem instanceof AskFailed ? problem : new AskFailed(500, {});
        const isUnknown = failed.status === 0 || failed.status >= 500 || failed.kind === 'in-progress';
        if (isUnknown || failed.status === 401 || failed.status === 429) {
          setCut(true);
          timer = window.setTimeout(() => setTries((count) => count + 1), againMs);
        } else {
          setCut(false);
          setRefused({ step, detail: failed.detail, meanwhile: failed.kind === 'conflict' });
          setSteps((waiting) => waiting.filter((one) => one !== step));
          void queries.invalidateQueries({ queryKey: ['draft', draftId] });
          void queries.invalidateQueries({ queryKey: ['roster-source'] });
        }
      } finally {
        running.current = false;
        // Whatever came to wait meanwhile is looked at anew.
        setTries((count) => count + (timer === 0 ? 1 : 0));
      }
    };
    void work();
  }, [step, tries, draftId, queries]);

  const send = useCallback((unsent: Unsent) => {
    setRefused(null);
    setSteps((waiting) => [...waiting, { ...unsent, once: freshId() } as Step]);
  }, []);
  return { steps, cut, refused, send, forgetRefused: useCallback(() => setRefused(null), []) };
}
