/** What a fill keeps of itself: how far it is, and what it found; by names, which hold whatever becomes of the draft. */
import { z } from 'zod';
import type { Proposal } from '../planning/draft/proposal.ts';
import type { FillProgress } from '../planning/roster/fill.ts';

const placement = z.object({ shift: z.string(), occurrence: z.string(), person: z.string() });

/** `gap` as a share of the best; `seconds` since it began. */
export type KeptProgress = FillProgress & { gap: number; seconds: number };

export const fillProgress: z.ZodType<KeptProgress> = z.object({
  aim: z.enum(['short', 'reserves', 'needsMissed', 'changes', 'weighed']),
  best: z.number(),
  bound: z.number(),
  gap: z.number(),
  seconds: z.number(),
});

export type Found = { proposal: Proposal; optimal: boolean; gap: number };

export const fillFound: z.ZodType<Found> = z.object({
  proposal: z.object({ add: z.array(placement), remove: z.array(placement) }),
  optimal: z.boolean(),
  gap: z.number(),
});
