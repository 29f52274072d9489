/** The load scores routing goes by: kept at hand, so that a routing pass reads a map and waits for nothing. */
import type pg from 'pg';
import type { SetAside } from '../attention/set-aside.ts';
import type { Directories } from '../organisation/directories.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Clock } from '../platform/clock.ts';
import { eachAlone } from '../platform/culprits.ts';
import type { Log } from '../platform/log.ts';
import { loadAt } from '../wellbeing/load.ts';
import { peopleOnShift } from './facts.ts';
import { loadHistories } from './load-history.ts';

export type Loads = {
  /** Scores of everybody on shift and of the reserves, at most a minute old but where a reading has just begun; only the scores of people new on shift are waited for. */
  now(): Promise<Map<string, number>>;
  /** What weighs on these people has changed: they are read again at once, while others go by what was known. */
  forget(personIds: readonly string[]): void;
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
};

/**
 * A load changes slowly while nothing happens, and whoever comes from a contact rests or wraps up for longer than this:
 * what another process wrote is in time when it is seen within a minute.
 */
const keptMs = 60_000;

/** Opens the load scores of this process; nothing is read until they are asked for. */
export function openLoads({
  pool,
  clock,
  directories,
  log,
  aside,
}: {
  pool: pg.Pool;
  clock: Clock;
  directories: Directories;
  log: Log;
  aside: SetAside;
}): Loads {
  const scores = new Map<string, number>();
  const wanted = new Set<string>();
  let running: Promise<void> | null = null;
  let readAtMs = -Infinity;

  const readWanted = async () => {
    while (wanted.size > 0) {
      const personIds = [...wanted];
      wanted.clear();
      const directory = await directories.current();
      if (!directory) return;
      const nowMs = clock.nowMs();
      const histories = await loadHistories(pool, directory, personIds, nowMs);
      const { answer, culprits } = eachAlone([...histories], ([personId, events]) => {
        const { score } = loadAt(events, nowMs, zoneOf(directory, personId));
        if (!Number.isFinite(score)) throw new RangeError('a load that is no number');
        return score;
      });
      for (const { item, answer: score } of answer) scores.set(item[0], score);
      // A person whose load cannot be computed keeps the last known one, or counts as fresh.
      for (const { item } of culprits) scores.set(item[0], scores.get(item[0]) ?? 0);
      aside.noteAll(culprits, ([personId]) => ({ record: 'person', id: personId, field: 'load' }));
    }
  };
  const read = (personIds: readonly string[]): Promise<void> => {
    for (const personId of personIds) wanted.add(personId);
    return (running ??= readWanted().finally(() => (running = null)));
  };
  const readBehind = (personIds: readonly string[]) => {
    read(personIds).catch((problem: unknown) =>
      log.warn({ err: problem }, 'loads could not be read; the known ones hold'),
    );
  };

  return {
    async now() {
      const directory = directories.inHand() ?? (await directories.current());
      if (!directory) return scores;
      const nowMs = clock.nowMs();
      const asked = whoMayBeAsked(directory, nowMs);
      const isOld = nowMs - readAtMs >= keptMs || nowMs < readAtMs;
      if (isOld) readAtMs = nowMs;
      const unknown = asked.filter((personId) => !scores.has(personId));
      if (unknown.length > 0) await read(unknown);
      if (isOld && unknown.length < asked.length) readBehind(asked);
      return scores;
    },
    forget(personIds) {
      const known = personIds.filter((personId) => scores.has(personId));
      if (known.length > 0) readBehind(known);
    },
    async idle() {
      while (running) await running.catch(() => undefined);
    },
  };
}

function whoMayBeAsked(directory: Directory, nowMs: number): readonly string[] {
  const onShift = [...directory.lines.values()].map((line) => peopleOnShift(directory, line, nowMs));
  const known = lastAsked.get(directory);
  if (known && onShift.every((people, place) => people === known.onShift[place])) return known.asked;
  const asked = [...new Set([...directory.reserves.map(({ id }) => id), ...onShift.flat()])];
  lastAsked.set(directory, { onShift, asked });
  return asked;
}

/** Worked out again only when others are on shift somewhere: every call asks for it. */
const lastAsked = new WeakMap<Directory, { onShift: (readonly string[])[]; asked: readonly string[] }>();

function zoneOf(directory: Directory, personId: string): string {
  return directory.people.get(personId)?.timeZone ?? directory.organisation.timeZone;
}
