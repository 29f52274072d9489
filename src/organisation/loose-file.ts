/** The organisation file as far as it can be understood, so that one misspelt field does not hide the other faults. */
import { z } from 'zod';
import { canonicalNumber } from '../platform/phone-number.ts';
import { keptName, plainNumber } from '../reading/plain-text.ts';

const maybeText = z.string().optional().catch(undefined);
const maybeId = z.string().transform(keptName).optional().catch(undefined);
/** However a phone number is spelled, it is the same one (T7). */
const maybePhone = z
  .string()
  .transform((number) => canonicalNumber(plainNumber(number)))
  .optional()
  .catch(undefined);
const maybeNumber = z.number().optional().catch(undefined);

/** Only the fields that one part of the file checks against another; whatever is malformed is absent. */
const list = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(part(shape)).catch(() => []);
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).catch(() => z.object(shape).parse({}));

const assigned = list({ person: maybeId });
const overflow = list({ number: maybePhone });

const looseFile = part({
  organisation: part({ timeZone: maybeText, crisisNumber: maybePhone }),
  policy: part({ overflow, limits: part({ hoursPerWeek: maybeNumber }) }),
  lines: list({
    id: maybeId,
    phoneNumber: maybePhone,
    callbackNumber: maybePhone,
    timeZone: maybeText,
    wishes: list({ key: maybeText }),
    overflow,
  }),
  people: list({
    id: maybeId,
    phone: maybePhone,
    limits: part({ hoursPerWeek: maybeNumber }),
    training: list({ course: maybeId }),
  }),
  shifts: list({
    id: maybeId,
    line: maybeId,
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
  timeOff: list({ person: maybeId }),
  blocks: list({ number: maybePhone, key: maybeText, line: maybeId }),
});

export type LooseFile = z.infer<typeof looseFile>;

/** What can be understood of `content`; never fails. */
export function looselyRead(content: unknown): LooseFile {
  return looseFile.parse(content);
}
