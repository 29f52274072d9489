/** Sets aside what cannot be worked with, so that everything else goes on: logged, and on the coordinators' list once for each record. */
import type { Store } from '../platform/store.ts';
import { raise, type RecordKind } from './need-attention.ts';
import { isDatabaseTrouble } from '../platform/connection-loss.ts';
import type { Culprit } from '../platform/culprits.ts';
import type { Log } from '../platform/log.ts';

/** A record by its id alone; `field` where only that part of it cannot be used. */
export type SetAsideRecord = { record: RecordKind; id: string; field?: string };

export type SetAside = {
  /** Says that a record had to be left out of what was done just now. Never throws, and waits for nothing. */
  note(what: SetAsideRecord, problem?: unknown): void;
  /** `note` for each culprit; `nameOf` says which record it is. */
  noteAll<Item>(culprits: readonly Culprit<Item>[], nameOf: (item: Item) => SetAsideRecord): void;
  /**
   * Does `work` for one record; what fails is noted, and the record rests a while before it is tried again. Trouble of the database is
   * no record's fault and is thrown on. Null where it failed or rests.
   */
  attempt<Result>(what: SetAsideRecord, work: () => Promise<Result>): Promise<Result | null>;
  /** Resolves when everything noted is written down. */
  idle(): Promise<void>;
};

/** A problem that lasts is noted again after this: a coordinator may have closed the entry without removing the cause. */
const noteAgainMs = 10 * 60_000;
/** A record that failed is not tried again for this long. */
const restMs = 30_000;
const keptAtMost = 10_000;

/** Opens the one place of this process where records are set aside. */
export function openSetAside({ pool, clock, log }: Pick<Store, 'pool' | 'clock'> & { log: Log }): SetAside {
  const notedMs = new Map<string, number>();
  const failedMs = new Map<string, number>();
  const writing = new Set<Promise<void>>();
  const note: SetAside['note'] = (what, problem) => {
    const { record, id, field } = what;
    const nowMs = clock.nowMs();
    const key = nameOf(what);
    if (isRecent(notedMs.get(key), nowMs, noteAgainMs)) return;
    if (notedMs.size > keptAtMost) notedMs.clear();
    notedMs.set(key, nowMs);
    log.error({ record, id, field, ...placeOf(problem) }, 'a record is set aside; the others go on');
    const subject = `${id}${field === undefined ? '' : ` ${field}`}`.trim();
    const entry = {
      kind: `${record}-set-aside` as const,
      lineId: record === 'line' ? id : null,
      personId: record === 'person' ? id : null,
      subject,
      key: `set-aside ${key}`,
    };
    const written: Promise<void> = raise({ pool, clock }, entry)
      .catch(() => void notedMs.delete(key))
      .finally(() => writing.delete(written));
    writing.add(written);
  };
  return {
    note,
    noteAll: (culprits, name) => culprits.forEach(({ item, problem }) => note(name(item), problem)),
    async attempt(what, work) {
      const key = nameOf(what);
      if (isRecent(failedMs.get(key), clock.nowMs(), restMs)) return null;
      try {
        const result = await work();
        failedMs.delete(key);
        return result;
      } catch (problem) {
        if (isDatabaseTrouble(problem)) throw problem;
        if (failedMs.size > keptAtMost) failedMs.clear();
        failedMs.set(key, clock.nowMs());
        note(what, problem);
        return null;
      }
    },
    async idle() {
      while (writing.size > 0) await Promise.all(writing);
    },
  };
}

const nameOf = ({ record, id, field = '' }: SetAsideRecord) => `${record} ${id} ${field}`.trim();

const isRecent = (sinceMs: number | undefined, nowMs: number, forMs: number) =>
  sinceMs !== undefined && nowMs >= sinceMs && nowMs - sinceMs < forMs;

/** What an error says may be what is wrong with the record, a name or a number: only its kind and place are told. */
function placeOf(problem: unknown): { fault?: string; place?: string } {
  if (!(problem instanceof Error)) return {};
  const place = problem.stack
    ?.split('\n')
    .find((line) => line.startsWith('    at '))
    ?.trim();
  return { fault: problem.name, ...(place === undefined ? {} : { place }) };
}
