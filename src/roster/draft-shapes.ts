/** The shapes of commands and of published shifts, as requests send them and the tables keep them; what they mean is judged on what they lead to. */
import { z } from 'zod';

const id = z.string().min(1).max(200);
const wall = z.string().min(1).max(40).describe('A wall-clock time of the line, such as 2026-11-02T17:00.');
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'aTime' });
const whole = z.number().int().min(0).max(1_000_000);
const as = z.enum(['primary', 'backup']);
const assigned = z.array(z.strictObject({ person: id, as }));
const requires = z.array(
  z.strictObject({ language: id.optional(), tag: id.optional(), count: z.number().int().min(1).default(1) }),
);
const days = z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);

const shift = z.strictObject({
  id,
  line: id,
  start: wall,
  end: wall,
  repeat: z.string().optional(),
  also: z.array(wall).optional(),
  except: z.array(wall).optional(),
  changes: z
    .array(
      z.strictObject({
        occurrence: wall,
        start: wall.optional(),
        end: wall.optional(),
        need: whole.optional(),
        requires: requires.optional(),
        assigned: assigned.optional(),
        cancelled: z.boolean().optional(),
      }),
    )
    .optional(),
  need: whole.optional(),
  requires: requires.optional(),
  assigned: assigned.optional(),
});

const wholeShift = shift.required({
  also: true,
  except: true,
  changes: true,
  need: true,
  requires: true,
  assigned: true,
});
/** The shifts that a publishing changed, on one side of it. */
export const placedShifts = z.array(z.object({ place: z.number().int(), shift: wholeShift }));

const at = z.strictObject({ shift: id, occurrence: wall });
const single = [
  z.strictObject({ kind: z.literal('assign'), at, person: id, as }),
  z.strictObject({ kind: z.literal('unassign'), at, person: id }),
  z.strictObject({ kind: z.literal('set-need'), at, need: whole }),
  z.strictObject({ kind: z.literal('set-times'), at, start: wall, end: wall }),
  z.strictObject({ kind: z.literal('cancel'), at }),
  z.strictObject({ kind: z.literal('restore'), at }),
  z.strictObject({ kind: z.literal('lock'), at, person: id.nullable() }),
  z.strictObject({ kind: z.literal('unlock'), at, person: id.nullable() }),
  z.strictObject({ kind: z.literal('add-occurrence'), at }),
  z.strictObject({ kind: z.literal('add-shift'), shift }),
  z.strictObject({
    kind: z.literal('change-series'),
    at,
    scope: z.enum(['later', 'all']),
    newId: id,
    change: z.strictObject({
      startTime: timeOfDay.optional(),
      endTime: timeOfDay.optional(),
      days: z.array(days).min(1).max(7).optional(),
      need: whole.optional(),
      requires: requires.optional(),
      assigned: assigned.optional(),
    }),
  }),
  z.strictObject({ kind: z.literal('end-series'), at }),
] as const;

const mostAtOnce = 5_000;

/** One command; several as one step are `many`, which holds no other `many`. */
export const draftCommand = z.discriminatedUnion('kind', [
  ...single,
  z.strictObject({
    kind: z.literal('many'),
    commands: z.array(z.discriminatedUnion('kind', single)).min(1).max(mostAtOnce),
  }),
]);

/** What somebody had before, of each turn that changed for them. */
export const newsTurns = z.array(
  z.object({
    shift: z.string(),
    occurrence: z.string(),
    was: z.object({ as, startMs: z.number(), endMs: z.number() }).nullable(),
  }),
);
