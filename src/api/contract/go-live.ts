/** Going live: a list that checks itself (O1). */
import { z } from 'zod';
import { goLiveChecks, ticks } from '../../operations/go-live.ts';
import { instant } from './fields.ts';
import { operations } from './operation.ts';

const list = z.object({
  lab: z.boolean().describe('Whether the phone lab plays the carrier.'),
  lookedAt: instant.nullable().describe('When it was last looked; null before the first time.'),
  testCall: z
    .enum(['none', 'open', 'heard', 'not-heard', 'refused'])
    .describe('How the asker’s latest test call stands.'),
  checks: z.array(
    z.object({
      check: z.enum(goLiveChecks),
      state: z.enum(['ok', 'open', 'wrong', 'later']),
      why: z.string().nullable(),
      values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      at: instant.nullable().describe('When it was ticked, or the call was heard.'),
    }),
  ),
});

export const goLiveOperations = operations({
  'go-live.read': {
    method: 'get',
    path: '/go-live',
    summary: 'What has to be right before a line takes its first real call, and how it stands.',
    access: 'go-live.read',
    answer: list,
  },
  'go-live.check': {
    method: 'post',
    path: '/go-live/check',
    summary: 'Looks at everything anew.',
    access: 'go-live.act',
    answer: list,
    idempotent: true,
  },
  'go-live.tick': {
    method: 'put',
    path: '/go-live/ticks/{check}',
    summary: 'Says that something no machine can look at is done, or is to be done again.',
    access: 'go-live.act',
    params: z.object({ check: z.enum(ticks) }),
    body: z.object({ done: z.boolean() }),
    answer: list,
    idempotent: true,
  },
  'go-live.call': {
    method: 'post',
    path: '/go-live/test-call',
    summary: 'Rings the phone of whoever asks, and waits for a key there.',
    access: 'go-live.act',
    answer: list,
    idempotent: true,
  },
});
