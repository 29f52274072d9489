/** Replays of weeks: asked for, followed, ended, and what they found (F3). */
import type { z } from 'zod';
import { may } from '../access/rights.ts';
import type { Deps } from '../deps.ts';
import type { Directory } from '../organisation/directory.ts';
import { inTimeSeconds } from '../planning/replay/run-figures.ts';
import type { ReplayTold } from '../replays/live-replays.ts';
import type { KeptSide, ReplayFound, ReplayRequest } from '../replays/replay-shapes.ts';
import {
  callsToReplay,
  cancelReplay,
  mostDays,
  replaysAtOnce,
  startReplay,
  type StartedReplay,
} from '../replays/replays.ts';
import { keyOfReplay, listedReplays, replayOf, type StoredReplay } from '../replays/replays-sql.ts';
import { parseTimeOfDay, weekdays } from '../schedule/wall-clock.ts';
import { personIn } from './asker.ts';
import type { replayOperations } from './contract/replays.ts';
import { openStream } from './event-stream.ts';
import { keyIn, pageOf } from './listing.ts';
import { iso } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

type Operations = typeof replayOperations;
type Asked = z.output<Operations['replays.start']['body']>;
type ReplayAnswer = z.input<Operations['replays.read']['answer']>['replay'];
type HeadAnswer = z.input<Operations['replays.list']['answer']>['items'][number];

export function replayHandlers(
  deps: Pick<Deps, 'room' | 'database' | 'directories' | 'replays'>,
): Handlers<Operations> {
  const read = async (found: { replay: StoredReplay; ahead: number } | null) => {
    if (!found) throw new Problem('not-found');
    return { replay: replayAnswer(found, await deps.directories.current()) };
  };

  return {
    'replays.list': async ({ query }) => {
      const some = await listedReplays(deps.room, keyIn(query), query.limit + 1);
      const { page, next } = pageOf(some, query, 'down', keyOfReplay);
      return { items: page.map((replay) => headAnswer(replay, 0)), next };
    },
    'replays.calls': async ({ query: { from, to, line = null } }) => {
      const calls = await callsToReplay(deps, { from, to, line });
      if (!calls) throw new Problem('not-found');
      return calls;
    },
    'replays.start': async ({ asker, body }) => {
      // A draft is read with the right of whoever plans.
      if (
        body.change.draft !== null &&
        (asker.kind !== 'person' || may(asker.asking, 'roster.edit', deps.room.clock.nowMs()) !== 'yes')
      )
        throw new Problem('no-right');
      const started = await startReplay(deps, requestOf(body), personIn(asker));
      if (started.kind !== 'started') throw notStarted(started.kind);
      return read(await replayOf(deps.room, started.id));
    },
    'replays.read': async ({ params }) => read(await replayOf(deps.room, params.id)),
    'replays.cancel': async ({ params }) => read(await cancelReplay(deps, params.id)),
    'replays.follow': (call) =>
      openStream(call, async (stream) => {
        const tell = (told: ReplayTold | { kind: 'away' }) =>
          stream.say(told.kind, told.kind === 'away' ? {} : { replay: headAnswer(told.seen.replay, told.seen.ahead) });
        const leave = await deps.replays.follow({ ...stream, recordId: call.params.id, tell });
        if (leave === null) throw new Problem('not-found');
        return leave;
      }),
  };
}

function notStarted(kind: Exclude<StartedReplay['kind'], 'started'>): Problem {
  switch (kind) {
    case 'busy':
      return new Problem('conflict', {
        detail: (words) => words.replaysBusy({ count: replaysAtOnce }),
        extra: { why: 'busy' },
      });
    case 'order':
      return new Problem('invalid', { fields: [{ path: 'body.to', message: (words) => words.fields.notBefore }] });
    case 'too-long':
      return new Problem('invalid', {
        fields: [{ path: 'body.to', message: (words) => words.fields.withinDaysInParts({ days: mostDays }) }],
      });
    case 'too-far':
      return new Problem('invalid', { fields: [{ path: 'body.to', message: (words) => words.fields.withinQuarter }] });
    case 'partly-ahead':
      return new Problem('invalid', { fields: [{ path: 'body.to', message: (words) => words.fields.overOrAhead }] });
    case 'no-line':
      return new Problem('invalid', { fields: [{ path: 'body.line', message: (words) => words.fields.noLine }] });
    case 'no-draft':
      return new Problem('invalid', {
        fields: [{ path: 'body.change.draft', message: (words) => words.fields.noOpenDraft }],
      });
    case 'other-days':
      return new Problem('invalid', {
        fields: [{ path: 'body.change.draft', message: (words) => words.fields.draftOfOtherDays }],
      });
    case 'no-calls':
      return new Problem('not-possible', {
        detail: (words) => words.noCallsToReplay,
        extra: { why: 'no-calls' },
      });
  }
}

const nameOfDay = (day: number) => weekdays[day] ?? 'MO';

function requestOf({ from, to, line, change, runs, seed }: Asked): ReplayRequest {
  const minuteOf = (time: string) => (parseTimeOfDay(time) ?? 0) / 60_000;
  const morePeople = change.morePeople.flatMap(({ line: on, days, start, end, count }) => {
    const one = { line: on, fromMinute: minuteOf(start), toMinute: minuteOf(end), count };
    const numbers = days === null ? [null] : [...new Set(days.map((day) => weekdays.indexOf(day)))];
    return numbers.map((weekday) => ({ ...one, weekday }));
  });
  return { from, to, line, morePeople, policy: change.policy, draft: change.draft, runs, seed };
}

function headAnswer({ request, ...replay }: StoredReplay, before: number): HeadAnswer {
  const { from, to, line, morePeople, policy, draft, runs, seed } = request;
  const timeOf = (minute: number) =>
    `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const change = {
    morePeople: morePeople.map((one) => ({
      line: one.line,
      days: one.weekday === null ? null : [nameOfDay(one.weekday)],
      start: timeOf(one.fromMinute),
      end: timeOf(one.toMinute),
      count: one.count,
    })),
    policy,
    draft,
  };
  const { id, askedBy, askedAtMs, state, progress, failure } = replay;
  return {
    ...{ id, from, to, line, change, runs, seed },
    asked: { by: askedBy, at: iso(askedAtMs) },
    ...{ state, before, progress, failure },
  };
}

function replayAnswer(
  { replay, ahead }: { replay: StoredReplay; ahead: number },
  directory: Directory | null,
): ReplayAnswer {
  return { ...headAnswer(replay, ahead), found: replay.found && foundAnswer(replay.found, directory) };
}

function foundAnswer({ ground, ...found }: ReplayFound, directory: Directory | null): ReplayAnswer['found'] {
  return {
    ...{ version: found.version, inTimeSeconds, gaps: found.gaps, difference: found.difference },
    ...ground,
    without: sideAnswer(found.without, directory),
    with: found.with && sideAnswer(found.with, directory),
  };
}

/** By name: nobody is ranked. */
function sideAnswer(side: KeptSide, directory: Directory | null): NonNullable<ReplayAnswer['found']>['without'] {
  const people = side.people.map(({ person, shiftHours, ...one }) => ({
    person,
    name: directory?.people.get(person)?.name ?? null,
    hours: shiftHours,
    ...one,
  }));
  const sorted = people.toSorted((a, b) => (a.name ?? '\uffff').localeCompare(b.name ?? '\uffff'));
  return { ...side, people: sorted };
}
