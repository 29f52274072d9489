/** The organisation file as far as it can be understood, so that one misspelt field does not hide the other faults. */
import { z } from 'zod';

const maybeText = z.string().optional().catch(undefined);
const maybeNumber = z.number().optional().catch(undefined);

/** Only the fields that one part of the file checks against another; whatever is malformed is absent. */
const list = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(part(shape)).catch(() => []);
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).catch(() => z.object(shape).parse({}));

const assigned = list({ person: maybeText });
const overflow = list({ number: maybeText });

const looseFile = part({
  organisation: part({ timeZone: maybeText, crisisNumber: maybeText }),
  policy: part({ overflow, limits: part({ hoursPerWeek: maybeNumber }) }),
  lines: list({
    id: maybeText,
    phoneNumber: maybeText,
    callbackNumber: maybeText,
    timeZone: maybeText,
    wishes: list({ key: maybeText }),
    overflow,
  }),
  people: list({
    id: maybeText,
    phone: maybeText,
    limits: part({ hoursPerWeek: maybeNumber }),
    training: list({ course: maybeText }),
  }),
  shifts: list({
    id: maybeText,
    line: maybeText,
    start: maybeText,
    end: maybeText,
    repeat: maybeText,
    also: z.array(z.string()).optional().catch(undefined),
    assigned,
    changes: list({
      occurrence: maybeText,
      start: maybeText,
      end: maybeText,
      cancelled: z.boolean().optional().catch(undefined),
      assigned,
    }),
  }),
  timeOff: list({ person: maybeText }),
  blocks: list({ number: maybeText, key: maybeText, line: maybeText }),
});

export type LooseFile = z.infer<typeof looseFile>;

/** What can be understood of `content`; never fails. */
export function looselyRead(content: unknown): LooseFile {
  return looseFile.parse(content);
}
