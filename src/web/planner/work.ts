/** A draft as one works on it: what the service has, what waits to get there, and what comes of both, at once (R2, R3). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DraftCommand } from '../../planning/draft/commands.ts';
import { ask, type Answered } from '../client.ts';
import { newsOf, stepsOpen, withSteps, type LogEntry } from './log.ts';
import type { Days } from './ground.ts';
import { knownModel, planned, type Ground, type Planned } from './planned.ts';
import { newer, useSending, type Draft, type Sending } from './sending.ts';
import { useDraftStream, type DraftTold, type Following } from './stream.ts';

type Source = Answered<'roster.source'>;

/** What a roster is made of, read anew now and then: shifts are taken and given away by text all the time. */
export function useSource({ line, from, to }: Days, isWanted: boolean) {
  return useQuery({
    queryKey: ['roster-source', line, from, to],
    queryFn: ({ signal }) => ask('roster.source', { params: { line }, query: { from, to } }, { signal }),
    enabled: isWanted,
    refetchInterval: 60_000,
  });
}

export type Work = {
  /** Whoever is signed in. */
  me: string;
  draft: Draft;
  ground: Ground;
  planned: Planned;
  entries: readonly LogEntry[];
  can: { undo: boolean; redo: boolean };
  sending: Sending;
  following: Following;
  /** What others did since this window last looked, newest last. */
  news: readonly LogEntry[];
  act: (command: DraftCommand | null) => boolean;
  undo: () => void;
  redo: () => void;
  /** Takes on a draft that something else answered. */
  takeOn: (draft: Draft) => void;
};

export function useWork(draft: Draft, source: Source, ground: Ground, me: string): Work {
  const queries = useQueryClient();
  const sending = useSending(draft.id, draft.look, me);
  const { steps, send } = sending;
  const log = draft.log as LogEntry[];
  const entries = useMemo(() => withSteps(log, steps, me), [log, steps, me]);
  const worked = usePlanned(ground, entries, log);
  const [news, setNews] = useState<readonly LogEntry[]>([]);
  const before = useRef(log);
  useEffect(() => {
    const fresh = newsOf(before.current, log, me);
    before.current = log;
    if (fresh.length > 0) setNews(fresh);
  }, [log, me]);

  const isBusy = steps.length > 0;
  const missed = useRef(false);
  const reread = useCallback(() => {
    void queries.invalidateQueries({ queryKey: ['draft', draft.id] });
    void queries.invalidateQueries({ queryKey: ['roster-source'] });
  }, [queries, draft.id]);
  const heard = (told: DraftTold | null) => {
    const isKnown =
      told !== null &&
      told.revision === draft.revision &&
      told.state === draft.state &&
      told.version === source.version;
    if (isKnown) return;
    // What is on its way comes back with everything; reading in between would show it twice.
    if (isBusy) missed.current = true;
    else reread();
  };
  const following = useDraftStream(draft.id, heard);
  useEffect(() => {
    if (isBusy || !missed.current) return;
    missed.current = false;
    reread();
  }, [isBusy, reread]);

  return {
    me,
    draft,
    ground,
    planned: worked,
    entries,
    can: stepsOpen(entries, me),
    sending,
    following,
    news,
    act: useCallback(
      (command) => {
        if (command === null) return false;
        send({ kind: 'command', command });
        return true;
      },
      [send],
    ),
    undo: useCallback(() => send({ kind: 'undo' }), [send]),
    redo: useCallback(() => send({ kind: 'redo' }), [send]),
    takeOn: useCallback(
      (next) => queries.setQueryData<Draft>(['draft', next.id], (known) => newer(known, next)),
      [queries],
    ),
  };
}

/** A roster worked out. What cannot be is left to the service, who says why: until then the roster stands as `log` has it. */
export function usePlanned(ground: Ground, entries: readonly LogEntry[], log: readonly LogEntry[]): Planned {
  const known = useMemo(() => knownModel(ground), [ground]);
  return useMemo(() => {
    try {
      return planned(ground, known, entries);
    } catch {
      return planned(ground, known, log);
    }
  }, [ground, known, entries, log]);
}
