/** Runs routing passes: asked for as often as anybody likes, at most one running and one waiting for a group of lines in this process. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Records } from '../organisation/records.ts';
import type { Log } from '../platform/log.ts';
import { inSpan } from '../platform/traces.ts';
import { route } from './route.ts';
import { groupsOfLines, routedTogether, type Group } from './routing-groups.ts';
import { linesWaitedOn } from './routing-sql.ts';

export type Router = {
  /** Asks for passes that see everything committed until now: over the lines that share people with this one, or over all. */
  poke(lineId?: string): void;
  /** Resolves when no pass is running or asked for. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/** While somebody waits the sweep asks for passes every second: a failure that none followed for so long is over. */
const failsForMs = 10_000;
/**
 * In a crowd something is new all the time: so long after a pass of this process comes the next, and leaves room for all
 * else; more of it where passes take long, since then there is little.
 */
const crowdPauseMs = (tookMs: number) => Math.min(1_000, Math.max(250, 3 * tookMs));
/** A pass that takes so long counts as one that fails. */
const tooLongMs = 30_000;

/** Starts the router of this process; no pass is made until one is asked for. */
export function startRouter(room: Records, log: Log): Router {
  const running = new Map<string, { again: boolean; sinceMs: number; done: Promise<void> }>();
  const failedAtMs = new Map<string, number>();
  const crowded = new Set<string>();
  const wanted = { all: false, lines: new Set<string>() };
  let looking: Promise<void> | null = null;
  let areReservesOn = false;
  let stopped = false;

  // What fails here is found again by the sweep, so that a caller's webhook never waits for it.
  const failed = (problem: unknown) => log.error({ err: problem }, 'a routing pass failed');

  /** Whether callers of all other groups get through, as far as this process knows: only then a success is put on record. */
  const areOthersWell = (key: string) => {
    const nowMs = room.clock.nowMs();
    const isLate = ([other, { sinceMs }]: [string, { sinceMs: number }]) =>
      other !== key && nowMs - sinceMs > tooLongMs;
    const isFailing = ([other, atMs]: [string, number]) => other !== key && nowMs - atMs < failsForMs;
    return ![...running].some(isLate) && ![...failedAtMs].some(isFailing);
  };

  const passOver = async (key: string, group: Group) => {
    try {
      const how = { isNoted: areOthersWell(key), isCrowded: crowded.has(key) };
      const passed = await inSpan('routing', {}, () => route(room, group, how));
      areReservesOn = passed.areReservesOn ?? areReservesOn;
      if (passed.isCrowded) crowded.add(key);
      else crowded.delete(key);
      failedAtMs.delete(key);
    } catch (problem) {
      failedAtMs.set(key, room.clock.nowMs());
      failed(problem);
    }
  };

  const start = (group: Group) => {
    const key = group?.join(' ') ?? '';
    const under = running.get(key);
    if (under) under.again = true;
    if (under || stopped) return;
    const passes = { again: true, sinceMs: 0, done: Promise.resolve() };
    const makeThem = async () => {
      while (passes.again && !stopped) {
        passes.again = false;
        passes.sinceMs = room.clock.nowMs();
        const beganMs = performance.now();
        await passOver(key, group);
        if (crowded.has(key)) await sleep(crowdPauseMs(performance.now() - beganMs));
      }
      running.delete(key);
    };
    running.set(key, passes);
    passes.done = makeThem();
  };

  /** The groups to make passes over: whoever may be free now finds mostly that nobody waits, which one question tells. */
  const groupsFor = async (poked: readonly string[] | 'all'): Promise<Group[]> => {
    const directory = room.directories.inHand() ?? (await room.directories.current());
    if (!directory) return [];
    const lines = poked === 'all' ? await linesWaitedOn(room.pool) : poked;
    if (lines.length === 0) return [];
    return groupsOfLines(routedTogether(directory, room.clock.nowMs(), areReservesOn), lines);
  };

  const look = async () => {
    while ((wanted.all || wanted.lines.size > 0) && !stopped) {
      const lines = wanted.all ? 'all' : [...wanted.lines];
      wanted.all = false;
      wanted.lines.clear();
      for (const group of await groupsFor(lines)) start(group);
    }
  };
  const lookIfWanted = () => {
    if (stopped) return;
    looking ??= look()
      .catch(failed)
      .finally(() => {
        looking = null;
        if (wanted.all || wanted.lines.size > 0) lookIfWanted();
      });
  };
  const idle = async () => {
    while (looking || running.size > 0) await Promise.all([looking, ...[...running.values()].map(({ done }) => done)]);
  };
  return {
    poke(lineId) {
      if (lineId === undefined) wanted.all = true;
      else wanted.lines.add(lineId);
      lookIfWanted();
    },
    idle,
    async stop() {
      stopped = true;
      await idle();
    },
  };
}
