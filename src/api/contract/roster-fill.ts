/** Auto-fill of a draft as a job, why somebody may not come, and a draft followed as it changes (R3, R5). */
import { z } from 'zod';
import { reasons } from '../../planning/roster/why-not.ts';
import { id, instant } from './fields.ts';
import { operations } from './operation.ts';
import { done, draft, name, score, violation } from './roster.ts';

const params = z.object({ id });
const nothing = z.object({});
const place = z.object({ ...name, startAt: instant, endAt: instant });

const wayOut = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('own-limit'),
      week: z.string().describe('The Monday of the week it is about.'),
      limits: z.array(
        z.object({ limit: z.enum(['hoursPerWeek', 'shiftsPerWeek', 'nightsPerWeek']), more: z.number() }),
      ),
    }),
    z.object({ kind: z.literal('times') }).describe('They offer the time of this shift.'),
    z.object({ kind: z.literal('training'), courses: z.array(z.string()) }),
  ])
  .describe('The one change by which somebody could come.');

const aim = z.enum(['short', 'reserves', 'needsMissed', 'changes', 'weighed']);

const fillHead = z.object({
  id,
  draft: z.string(),
  mode: z
    .enum(['open', 'unlocked'])
    .describe(
      'What is open is filled; or whoever is not locked may be moved as well. A locked occurrence stays as it is.',
    ),
  seconds: z.number().int().describe('How long it may look for something better.'),
  asked: done,
  state: z.enum(['queued', 'running', 'done', 'stopped', 'failed']),
  stopping: z.boolean().describe('Somebody stopped it and it has not answered yet.'),
  revision: z.number().int().nullable().describe('Of the draft, as it began; null while it is queued.'),
  progress: z
    .object({
      aim: aim.describe('Aims are reached one after the other, in this order; an earlier one is never given up.'),
      best: z.number().describe('The best so far, of this aim.'),
      bound: z.number().describe('What is proven that nothing can be better than.'),
      gap: z.number().describe('Between the two, as a share of the best.'),
      seconds: z.number().describe('How long it has been looking.'),
    })
    .nullable(),
});

const leftOut = z.array(
  z.object({
    ...name,
    person: z.string(),
    step: z.enum(['add', 'remove']),
    why: z
      .enum([
        ...reasons,
        'no-occurrence',
        'no-person',
        'not-there',
        'filled',
        'locked',
        'begun',
        'kept',
        'breaks-rules',
      ])
      .describe(
        'What speaks against it since the draft has moved on. `filled`: somebody else is there by now; `begun`: it is too late; `kept`: they stay, for nobody can come in their place any more.',
      ),
  }),
);

const filled = z.object({
  optimal: z.boolean(),
  gap: z.number().describe('Of the first aim that is not proven; 0 where all are.'),
  score: z.object({ before: score, after: score }),
  places: z
    .array(
      z.object({
        ...place.shape,
        added: z.array(z.string()),
        removed: z.array(z.string()),
        offCall: z
          .array(z.string())
          .describe('Those who are planned, here or at the same time, and so are on call (`backup`) here no more.'),
      }),
    )
    .describe(
      'What it proposes that still fits the draft, soonest first; nothing of it is in there yet. People by id.',
    ),
  leftOut: leftOut.describe('What of it does not fit any more.'),
  short: z
    .array(
      z.object({
        ...place.shape,
        short: z.number().int().describe('How many primaries are still missing.'),
        reasons: z.array(z.object({ why: z.enum(reasons), people: z.array(z.string()) })),
        waysOut: z.array(z.object({ people: z.array(z.string()), way: wayOut })).describe('Cheapest first.'),
      }),
    )
    .describe('What stays short with it.'),
});

const fill = z.object({ ...fillHead.shape, result: filled.nullable().describe('Null until it is done or stopped.') });

/** What the stream of a draft says: `event: draft`. */
export const draftTold = z.object({
  revision: z.number().int(),
  state: z.enum(['open', 'published', 'dropped']),
  version: z.number().int().describe('Of the organisation: another one where what is published changed under it.'),
});
/** What the stream of a draft says of its fill: `event: fill`. */
export const fillTold = z.object({ fill: fillHead.nullable() });

export const rosterFillOperations = operations({
  'drafts.stream': {
    method: 'get',
    path: '/drafts/{id}/stream',
    summary:
      'Follows a draft, as server-sent events: `draft` with {revision, state, version} and `fill` with {fill} (as drafts.fill without its result), both at once and again whenever one is another, within a second; what it says, drafts.read and drafts.fill tell in full. `here` says the time now and then, `away` that nothing can be read right now, `end` that the session ended.',
    access: 'roster.edit',
    params,
    answer: null,
    stream: 'text/event-stream',
  },
  'drafts.fill': {
    method: 'get',
    path: '/drafts/{id}/fill',
    summary:
      'The fill of a draft: how far it is, and what it proposes. Null where there is none, or it was applied or discarded.',
    access: 'roster.edit',
    params,
    answer: z.object({ fill: fill.nullable() }),
  },
  'drafts.startFill': {
    method: 'post',
    path: '/drafts/{id}/fill',
    summary:
      'Looks for people for a draft, in the background; nothing is in the draft before it is applied. A proposal that stands is replaced; while one is looked for it is a conflict.',
    access: 'roster.edit',
    params,
    body: z.object({ mode: z.enum(['open', 'unlocked']), seconds: z.number().int().min(1).max(300).default(60) }),
    answer: z.object({ fill }),
    idempotent: true,
  },
  'drafts.stopFill': {
    method: 'post',
    path: '/drafts/{id}/fill/stop',
    summary: 'Ends the looking; the best so far is what it proposes.',
    access: 'roster.edit',
    params,
    body: nothing,
    answer: z.object({ fill }),
    idempotent: true,
  },
  'drafts.applyFill': {
    method: 'post',
    path: '/drafts/{id}/fill/apply',
    summary:
      'Puts what it proposes into the draft, as one step of whoever applies it. Where the draft moved meanwhile, what still fits is taken and the rest is named.',
    access: 'roster.edit',
    params,
    body: nothing,
    answer: z.object({
      draft,
      leftOut,
    }),
    idempotent: true,
  },
  'drafts.discardFill': {
    method: 'post',
    path: '/drafts/{id}/fill/discard',
    summary: 'Puts a proposal away, or ends the looking for one.',
    access: 'roster.edit',
    params,
    body: nothing,
    answer: null,
    idempotent: true,
  },
  'drafts.whyNot': {
    method: 'get',
    path: '/drafts/{id}/why-not',
    summary: 'Why somebody may not come to an occurrence of a draft, what would change that, and what it would cost.',
    access: 'roster.edit',
    params,
    query: z.object({ person: id, shift: id, occurrence: id }),
    answer: z.object({
      why: z.enum(reasons).nullable().describe('The first rule that speaks against it; null where none does.'),
      courses: z.array(z.string()).describe('Those missing, where it is training.'),
      broken: violation
        .nullable()
        .describe('What would be broken, and by how much, where it is a rule about their shifts.'),
      wayOut: wayOut.nullable().describe('Null where no single change of theirs would do, or none is needed.'),
      score: score.describe('Of the draft as it is.'),
      anyway: z
        .object({ score, violations: z.array(violation) })
        .nullable()
        .describe(
          'Placed all the same: the score then, and what would be broken that is not now. Null where they are there.',
        ),
      instead: z
        .object({ score, dropped: z.array(z.object({ ...name, person: z.string() })) })
        .nullable()
        .describe(
          'What would have to give way so that no rule is broken for it, at the best score; null where nothing helps.',
        ),
    }),
  },
});
