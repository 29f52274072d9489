/** What is kept of a replay: what was asked, how far it is, and what it found; people by id, and of their load the band alone. */
import { z } from 'zod';
import { plainPolicyFields } from '../organisation/policy.ts';
import { callerFigures, type CallerFigure, type Spread } from '../planning/replay/model.ts';

const { ringSeconds, waves, wrapUpMinutes, restAfterHeavyMinutes, restAfterCrisisMinutes } = plainPolicyFields;

/** The numbers of the policy that can be tried. */
export const triedPolicy = z
  .strictObject({ ringSeconds, waves, wrapUpMinutes, restAfterHeavyMinutes, restAfterCrisisMinutes })
  .partial();

const morePeople = z.object({
  line: z.string(),
  /** 0 Monday … 6; null: every day. */
  weekday: z.number().nullable(),
  fromMinute: z.number(),
  toMinute: z.number(),
  count: z.number(),
});

/** `from` and `to` are local dates of the organisation, both included; `line` null: all of them. */
export const replayRequest = z.object({
  from: z.string(),
  to: z.string(),
  line: z.string().nullable(),
  morePeople: z.array(morePeople),
  policy: triedPolicy,
  draft: z.string().nullable(),
  runs: z.number(),
  seed: z.number(),
});
export type ReplayRequest = z.infer<typeof replayRequest>;

const spread: z.ZodType<Spread> = z.object({ mean: z.number(), low: z.number(), high: z.number() });
const figures = z.object(
  Object.fromEntries(callerFigures.map((figure) => [figure, spread])) as Record<CallerFigure, typeof spread>,
);

export const replayProgress = z.object({
  done: z.number(),
  of: z.number(),
  hungUp: z.object({ without: spread, with: spread.nullable(), difference: spread.nullable() }).nullable(),
});

const band = z.enum(['fresh', 'steady', 'strained', 'spent']);
const person = z.object({
  person: z.string(),
  shiftHours: z.number(),
  talks: z.number(),
  restMinutes: z.number(),
  band,
  highestBand: band,
});
const side = z.object({
  ...figures.shape,
  occupancy: z.number().nullable(),
  overloaded: z.boolean(),
  people: z.array(person),
});

/** How far the roster is that of then: the policies of that time are used where they are kept. */
const ground = z.object({
  ahead: z.boolean(),
  /** The lines whose numbers of the policy were others then, and were used. */
  otherPolicy: z.array(z.string()),
  /** Files were loaded since, which may have changed the shifts of then. */
  filesSince: z.boolean(),
  /** So many people have left since; they are not in it. */
  leftSince: z.number(),
});

export const replayFound = z.object({
  /** Of the organisation. */
  version: z.number(),
  ground,
  gaps: z.array(z.object({ from: z.string(), to: z.string() })),
  without: side,
  with: side.nullable(),
  difference: figures.nullable(),
});

export type ReplayProgress = z.infer<typeof replayProgress>;
export type ReplayFound = z.infer<typeof replayFound>;
export type Ground = z.infer<typeof ground>;
export type KeptSide = z.infer<typeof side>;
