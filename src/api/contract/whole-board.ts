/** What the live board shows, whole (L1). */
import { z } from 'zod';
import { ladderActions } from '../../calls/model.ts';
import { instant, zone } from './fields.ts';

const step = z.enum(ladderActions);
const yes = z.literal(true).optional();
const keyed = <Row extends z.ZodType>(row: Row) => z.record(z.string(), row);

const waiting = z.object({
  place: z.number().int(),
  since: instant,
  language: z.string(),
  wish: z.string().optional(),
  promised: yes,
  step: step.optional(),
  next: z.object({ step, at: instant }).optional(),
  choosing: yes,
  rings: keyed(z.object({ name: z.string(), since: instant })),
  nobody: yes,
});
const talk = z.object({
  person: z.string().optional(),
  name: z.string().optional(),
  partner: yes,
  since: instant,
  met: yes,
  softLimitAt: instant,
  onHold: yes,
  guests: keyed(z.object({ name: z.string().optional(), there: z.boolean() })),
});
const person = z.object({
  name: z.string(),
  as: z.enum(['primary', 'backup', 'reserve']),
  leader: yes,
  textsOnly: yes.describe('They take texts only: for calls they do not count.'),
  state: z.enum(['free', 'rung', 'talking', 'writing', 'wrap-up', 'break', 'resting', 'ending', 'held', 'off']),
  until: instant.optional(),
});
const line = z.object({
  order: z.number().int(),
  name: z.string(),
  timeZone: zone,
  state: z.enum(['open', 'closed', 'paused']),
  changesAt: instant.optional(),
  pausedSince: instant.optional(),
  pauseReason: z.string().optional(),
  hiddenToLeadersUntil: instant.optional(),
  mayUnseal: yes.describe('Where a life is in danger a shift leader may open the number of a live call.'),
  have: z.number().int(),
  need: z.number().int(),
  ahead: keyed(
    z.object({ until: instant, have: z.number().int(), need: z.number().int(), missing: z.string().optional() }),
  ),
  waiting: keyed(waiting),
  talks: keyed(talk),
  elsewhere: keyed(
    z.object({
      what: z.enum(['choosing', 'voicemail', 'called-back', 'crisis', 'cut-off']),
      since: instant,
      name: z.string().optional(),
    }),
  ),
  texts: keyed(
    z.object({
      waits: yes,
      since: instant,
      language: z.string(),
      person: z.string().optional(),
      name: z.string().optional(),
      unanswered: yes,
    }),
  ),
  promises: keyed(z.object({ due: instant, until: instant, calling: yes })),
  people: keyed(person),
  callIn: z
    .object({
      state: z.enum(['open', 'answered', 'expired']),
      asked: z.number().int(),
      declined: z.number().int(),
      expires: instant,
      until: instant.describe('How long whoever comes is on shift.'),
      name: z.string().optional().describe('Who came.'),
    })
    .optional(),
});

/** The whole board. Rows stand under keys that name nobody and are new for each contact. */
export const wholeBoard = z.object({
  series: z.string().describe('Versions count within one series; another one begins anew.'),
  version: z.number().int(),
  at: instant,
  board: z.object({ attention: z.number().int(), lines: keyed(line) }),
});
