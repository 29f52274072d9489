/** Replays of past weeks and of weeks ahead, with and without a change, as jobs that can be followed (F3). */
import { z } from 'zod';
import { date, id, instant, nextCursor, page } from './fields.ts';
import { fieldWord } from '../wording/problem-words.ts';
import { operations } from './operation.ts';

const params = z.object({ id });
const nothing = z.object({});
const day = z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, fieldWord('aTime'))
  .describe('A time by the clock of the line, such as 20:00.');
const minutes = z.number().min(0).max(1440);

const waves = z
  .array(z.object({ afterSeconds: z.number().int().min(0).max(3600), size: z.number().int().min(1).max(50) }))
  .min(1)
  .max(20)
  .refine(
    (list) =>
      list.every(({ afterSeconds }, place) =>
        place === 0 ? afterSeconds === 0 : afterSeconds > (list[place - 1]?.afterSeconds ?? 0),
      ),
    fieldWord('wavesRise'),
  )
  .describe('How many phones ring from when on; the first wave begins at once.');

const change = z.object({
  morePeople: z
    .array(
      z.object({
        line: id,
        days: z.array(day).min(1).max(7).nullable().describe('Null: every day.'),
        start: time,
        end: time.describe('At or before the start it is on the next day.'),
        count: z.number().int().min(1).max(20),
      }),
    )
    .max(10)
    .default([])
    .describe('More people than are on; they speak every language of the line and lack no course.'),
  policy: z
    .object({
      ringSeconds: z.number().int().min(1).max(120),
      waves,
      wrapUpMinutes: minutes,
      restAfterHeavyMinutes: minutes,
      restAfterCrisisMinutes: minutes,
    })
    .partial()
    .default({})
    .describe('Numbers of the policy, on every line that is replayed.'),
  draft: id.nullable().default(null).describe('A draft of the roster in the place of what is published.'),
});

const asked = z.object({
  from: date,
  to: date.describe('The last day, which is part of it.'),
  line: id.nullable().default(null).describe('Null: all lines.'),
  change: change.prefault({}).describe('Without any it is replayed as it is.'),
  runs: z.number().int().min(2).max(100).default(40).describe('How often, each with other chances.'),
  seed: z.number().int().min(0).max(2_147_483_647).default(1).describe('The same seed draws the same chances.'),
});

const spread = z
  .object({ mean: z.number(), low: z.number(), high: z.number() })
  .describe(
    'The mean of the runs; of a week by itself the bounds within which 19 of 20 such weeks lie, of a difference its 95 % interval.',
  );

const head = z.object({
  id,
  ...asked.shape,
  asked: z.object({ by: z.string(), at: instant }),
  state: z.enum(['queued', 'running', 'done', 'stopped', 'failed']),
  before: z.number().int().describe('While it is queued: how many are done before it.'),
  progress: z
    .object({
      done: z.number().int(),
      of: z.number().int(),
      hungUp: z
        .object({ without: spread, with: spread.nullable(), difference: spread.nullable() })
        .nullable()
        .describe('Callers who hang up waiting, by the runs so far; null before there are two.'),
    })
    .nullable(),
  failure: z
    .enum(['no-calls', 'line-gone', 'draft-gone', 'broke'])
    .nullable()
    .describe('Why it came to nothing: nobody called then, the line or the draft is gone, or it broke off each time.'),
});

const figures = {
  offered: spread,
  answered: spread,
  hungUp: spread.describe('Callers who hang up while they wait.'),
  promised: spread.describe('Callers who leave with a callback or a message.'),
  nobodyOn: spread.describe('Callers who find nobody on.'),
  inTimeShare: spread.describe('Answered in time, as a share of those offered.'),
  meanWaitSeconds: spread.describe('Of those answered, as the two below.'),
  medianWaitSeconds: spread,
  wait90Seconds: spread.describe('Nine of ten wait no longer.'),
};
const band = z.enum(['fresh', 'steady', 'strained', 'spent']);
const side = z.object({
  ...figures,
  occupancy: z.number().nullable().describe('Work offered over hours planned; null where nobody is planned.'),
  overloaded: z.boolean().describe('As much work is offered as there are people for, or more.'),
  people: z
    .array(
      z.object({
        person: z.string().describe('An id; `more-1-1` is somebody who was added.'),
        name: z.string().nullable().describe('Null for somebody added, and for who has left.'),
        hours: z.number(),
        talks: z.number(),
        restMinutes: z.number(),
        band: band.describe('Of their load, averaged over the week and the runs.'),
        highestBand: band,
      }),
    )
    .describe('By name.'),
});

const found = z.object({
  version: z.number().int().describe('Of the organisation, as it was read.'),
  inTimeSeconds: z.number().describe('Whoever is answered within that is answered in time.'),
  ahead: z.boolean().describe('The dates lay ahead: calls as forecast and not as recorded.'),
  otherPolicy: z
    .array(z.string())
    .describe('Lines whose numbers of the policy were others then; those of then are used.'),
  filesSince: z.boolean().describe('Files were loaded since then: who was on may not be as it was.'),
  leftSince: z.number().int().describe('So many people have left since then; they are not in it.'),
  gaps: z
    .array(z.object({ from: z.string(), to: z.string() }))
    .describe('Days without a call where somebody calls nearly every day: the record may have a gap.'),
  without: side,
  with: side.nullable(),
  difference: z.object(figures).nullable().describe('With the change less without it, of the same callers.'),
});

const replay = z.object({ ...head.shape, found: found.nullable().describe('Null until it is done.') });

/** What the stream of a replay says: `event: replay`. */
export const replayTold = z.object({ replay: head });

export const replayOperations = operations({
  'replays.list': {
    method: 'get',
    path: '/replays',
    summary: 'The replays of the last thirty days, the latest first, without what they found.',
    access: 'replays.run',
    query: z.object(page),
    answer: z.object({ items: z.array(head), next: nextCursor }),
  },
  'replays.calls': {
    method: 'get',
    path: '/replay-calls',
    summary: 'Whether there is anything to run through in that time, which can be asked before a replay is.',
    access: 'replays.run',
    query: z.object({ from: date, to: date, line: id.optional().describe('All lines where it is absent.') }),
    answer: z.object({
      enough: z.boolean().describe('Somebody called then; of dates ahead: somebody has called that line before.'),
      ever: z.boolean().describe('Somebody has called at all, on any line in use.'),
    }),
  },
  'replays.start': {
    method: 'post',
    path: '/replays',
    summary:
      'Runs a past week, or one ahead as forecast, through the service’s own decisions in the background, with and without a change. Three at most are asked for at once.',
    access: 'replays.run',
    body: asked,
    answer: z.object({ replay }),
    idempotent: true,
  },
  'replays.read': {
    method: 'get',
    path: '/replays/{id}',
    summary: 'A replay: what was asked, how far it is, and what it found.',
    access: 'replays.run',
    params,
    answer: z.object({ replay }),
  },
  'replays.cancel': {
    method: 'post',
    path: '/replays/{id}/cancel',
    summary: 'Ends a replay that is not over; what its runs said so far stays.',
    access: 'replays.run',
    params,
    body: nothing,
    answer: z.object({ replay }),
    idempotent: true,
  },
  'replays.follow': {
    method: 'get',
    path: '/replays/{id}/stream',
    summary:
      'Follows a replay, as server-sent events: `replay` with {replay} (as in the list) at once and again whenever it is further, within a second. `here` says the time now and then, `away` that nothing can be read right now, `end` that the session ended.',
    access: 'replays.run',
    params,
    answer: null,
    stream: 'text/event-stream',
  },
});
