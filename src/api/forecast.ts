/** What a line has ahead of it, and what its roster, published or a draft, makes of it (F1, F2, F4). */
import type { Deps } from '../deps.ts';
import { isInUse, type Directory, type DirectoryLine } from '../organisation/directory.ts';
import { coverAhead, shortSpans, worstSpans, type OnDuty } from '../planning/ahead/cover-ahead.ts';
import { usualTarget } from '../planning/ahead/line-ahead.ts';
import { mondayOf } from '../planning/roster/calendar.ts';
import type { Foresight } from '../reports/lines-ahead.ts';
import { draftNow } from '../roster/drafts.ts';
import type { DraftDays } from '../roster/drafts-sql.ts';
import { rangeOf, scheduleWith } from '../roster/draft-view.ts';
import type { CompiledSchedule } from '../schedule/compile.ts';
import { resolveLine } from '../schedule/resolve.ts';
import { takesCalls } from '../schedule/takes-calls.ts';
import { dateName, dayMs, parseDate } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import { admit } from './asker.ts';
import type { forecastOperations } from './contract/forecast.ts';
import { Problem } from './problem.ts';
import { checkDays } from './roster.ts';
import type { Call, Handlers } from './serve.ts';

type Asked = Pick<Call<(typeof forecastOperations)['forecast.read']>, 'asker' | 'query'>;
type Looked = { line: DirectoryLine; schedule: CompiledSchedule; days: DraftDays };

const mostDays = 42;
const shortHistoryWeeks = 4;
const mostWorst = 3;

export function forecastHandlers(
  deps: Pick<Deps, 'room' | 'database' | 'directories' | 'clock' | 'ahead'>,
): Handlers<typeof forecastOperations> {
  const look = async (directory: Directory, { asker, query }: Asked, nowMs: number): Promise<Looked> => {
    if (query.draft === undefined) {
      const id = query.line ?? linesOf(directory)[0]?.id ?? '';
      const line = lineInUse(directory, id);
      return { line, schedule: directory.schedule, days: { line: id, ...daysOf(query, line, nowMs) } };
    }
    admit(asker, 'roster.edit', nowMs);
    const now = await draftNow(deps, query.draft);
    if (!now || now.world.isRetired) throw new Problem('not-found');
    const { line: id, from, to } = now.draft;
    const line = lineInUse(directory, id);
    const days = query.from === undefined ? { from, to } : daysOf(query, line, nowMs);
    return { line, schedule: scheduleWith(now.world.organisation, now.after), days: { line: id, ...days } };
  };
  return {
    'forecast.read': async (call) => {
      const nowMs = deps.clock.nowMs();
      const directory = await deps.directories.current();
      if (!directory) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
      const { line, schedule, days } = await look(directory, call, nowMs);
      checkDays(days, 'query', nowMs, mostDays);
      const foresight = await deps.ahead.of(line, days);
      return {
        lines: linesOf(directory),
        ...days,
        zone: line.timeZone,
        today: dateName(zoneClock(line.timeZone).localDay(nowMs)),
        draft: call.query.draft ?? null,
        ...told(foresight, line.timeZone),
        ...coverOf(foresight, onDutyOf(schedule, days, line.timeZone), line.timeZone),
      };
    },
  };
}

function told({ history, service }: Foresight, zone: string) {
  const { localDay } = zoneClock(zone);
  const weeks = history && (history.untilMs - history.fromMs) / (7 * dayMs);
  const { handleSeconds, handleAssumed, talks, patienceSeconds, patienceAssumed, hungUp } = service;
  return {
    history:
      history &&
      ({
        from: dateName(localDay(history.fromMs)),
        to: dateName(localDay(history.untilMs)),
        weeks: Math.round((weeks ?? 0) * 10) / 10,
        silentDays: history.silentDays,
        isShort: (weeks ?? 0) < shortHistoryWeeks,
      } as const),
    service: {
      handleSeconds: Math.round(handleSeconds),
      handleAssumed,
      talks,
      patienceSeconds: Math.round(patienceSeconds),
      patienceAssumed,
      hungUp,
    },
    target: usualTarget,
  };
}

function coverOf({ halfHours, service }: Foresight, onDuty: readonly OnDuty[], zone: string) {
  const cover = coverAhead(halfHours, onDuty);
  const worst = worstSpans(shortSpans(halfHours, cover, zone), mostWorst);
  return {
    halfHours: halfHours.map(({ startMs, endMs, lostWith, ...half }, index) => {
      const { have, lost } = cover[index] ?? { have: 0, lost: 0 };
      const busy = (half.expected * service.handleSeconds * 1000) / (endMs - startMs);
      return {
        ...half,
        start: at(startMs),
        end: at(endMs),
        have,
        lost: rounded(lost),
        overloaded: busy > 0 && busy >= have,
        lostWith: [...lostWith],
      };
    }),
    worst: worst.map(({ startMs, endMs, expected, lost, lostWithOneMore, have, short }) => ({
      start: at(startMs),
      end: at(endMs),
      have,
      short,
      expected: rounded(expected),
      lost: rounded(lost),
      lostWithOneMore: rounded(lostWithOneMore),
    })),
  };
}

function onDutyOf(schedule: CompiledSchedule, days: DraftDays, zone: string): OnDuty[] {
  const { fromMs, toMs } = rangeOf(days, zone);
  return resolveLine(schedule, days.line, fromMs, toMs).flatMap(({ startMs, endMs, people }) =>
    people.flatMap(({ person, as }) =>
      as === 'primary' && takesCalls(schedule.people.get(person)) ? [{ person, startMs, endMs }] : [],
    ),
  );
}

function daysOf({ from, to }: Asked['query'], { timeZone }: DirectoryLine, nowMs: number) {
  const first = from === undefined ? mondayOf(zoneClock(timeZone).localDay(nowMs)) : (parseDate(from) ?? Number.NaN);
  return { from: from ?? dateName(first), to: to ?? dateName(mondayOf(first) + 6) };
}

function lineInUse(directory: Directory, id: string): DirectoryLine {
  const line = directory.lines.get(id);
  if (!line || !isInUse(directory, line)) throw new Problem('not-found');
  return line;
}

function linesOf(directory: Directory): { id: string; name: string }[] {
  const lines = [...directory.lines.values()].filter((line) => isInUse(directory, line));
  return lines.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

const at = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
const rounded = (value: number) => Math.round(value * 100) / 100;
