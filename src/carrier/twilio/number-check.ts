/** Whether the numbers of the lines lead here, as the carrier has them: one check for the command line and for the service's own look. */
import type { CarrierNumbers, NumberSettings } from './numbers.ts';

/** What one setting of a number is and should be; an empty `is` is not set. */
export type Difference = { field: keyof NumberSettings; is: string; shouldBe: string };

/** What is wrong with a line's number: it is none of the account's, or these settings of it are not ours (none: all is well). */
export type NumberFinding =
  | { lineId: string; number: null }
  | { lineId: string; number: string; differences: Difference[] };

/** Checks the number of one line; `number` is what the carrier calls it. Throws what the carrier's client throws where the carrier does not answer. */
export async function checkNumber(
  line: { id: string; phoneNumber: string },
  numbers: Pick<CarrierNumbers, 'find'>,
  wanted: NumberSettings,
): Promise<NumberFinding> {
  const found = await numbers.find(line.phoneNumber);
  if (!found) return { lineId: line.id, number: null };
  const fields = Object.keys(wanted) as (keyof NumberSettings)[];
  const differences = fields
    .map((field) => ({ field, is: found[field] || '', shouldBe: wanted[field] }))
    .filter(({ is, shouldBe }) => is !== shouldBe);
  return { lineId: line.id, number: found.sid, differences };
}
