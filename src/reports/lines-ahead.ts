/** What lines have ahead of them (F1, F2): worked out once a day for each line and days, one after the other, beside the service. */
import type { DirectoryLine } from '../organisation/directory.ts';
import { pausesOf } from '../contacts/line-pauses.ts';
import { latestCalls } from '../contacts/past-calls.ts';
import { usualTarget, type LineAhead } from '../planning/ahead/line-ahead.ts';
import { serviceFrom, type Service } from '../planning/ahead/service.ts';
import { aheadInThread } from '../platform/ahead-in-thread.ts';
import type { Store } from '../platform/store.ts';
import { parseDate } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import { offeredByHalfHour } from './offered.ts';

export type Foresight = LineAhead & { service: Service };

export type LinesAhead = {
  of: (line: DirectoryLine, days: Dates) => Promise<Foresight>;
};

/** Local dates of the line, both included. */
type Dates = { from: string; to: string };

const mostKept = 60;
const behindMs = 3_600_000;

export function openLinesAhead(store: Pick<Store, 'pool' | 'clock'>): LinesAhead {
  const kept = new Map<string, Promise<Foresight>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    of(line, { from, to }) {
      const { id, timeZone, openingHours, closures, policy } = line;
      const today = zoneClock(timeZone).localDay(store.clock.nowMs());
      const { wrapUpMinutes, restAfterHeavyMinutes, restAfterCrisisMinutes } = policy;
      const care = { wrapUpMinutes, restAfterHeavyMinutes, restAfterCrisisMinutes };
      const key = JSON.stringify([id, timeZone, openingHours, closures, care, today, from, to]);
      const known = kept.get(key);
      if (known) return known;
      const looked = last.then(() => look(store, line, { from, to }));
      last = looked.catch(() => undefined);
      kept.set(key, looked);
      // Where years are still being counted, or nobody called yet, there is more to tell soon.
      const forget = () => kept.delete(key);
      const isWhole = ({ history }: Foresight) => (history?.untilMs ?? 0) > store.clock.nowMs() - behindMs;
      void looked.then((found) => isWhole(found) || forget(), forget);
      for (const [oldest] of kept) if (kept.size > mostKept) kept.delete(oldest);
      return looked;
    },
  };
}

async function look(
  store: Pick<Store, 'pool' | 'clock'>,
  { id, timeZone, openingHours, closures, policy }: DirectoryLine,
  dates: Dates,
): Promise<Foresight> {
  const [fromDay, toDay] = [parseDate(dates.from) ?? Number.NaN, parseDate(dates.to) ?? Number.NaN];
  const offered = await offeredByHalfHour(store, { id, timeZone });
  const service = serviceFrom(await latestCalls(store, id, store.clock.nowMs()), policy);
  if (!offered || offered.counted === '[]') return { history: null, halfHours: [], service };
  const pauses = (await pausesOf(store, [id], offered.fromMs)).get(id);
  const line = { timeZone, openingHours, closures, pauses };
  const { counted, untilMs: countedUntilMs } = offered;
  const task = { line, counted, countedUntilMs, fromDay, toDay, service, target: usualTarget };
  return { ...(await aheadInThread(task)), service };
}
