/** The times of a slot in the picture of cover stand as the reader's language writes them everywhere else (R8). */
import { expect, test } from '@jest/globals';
import { slotTimes } from '../../src/web/fairness/slot-times.ts';

test.each([
  ['en', '22:00', '02:00', '10 PM–2 AM'],
  ['en', '18:30', '22:00', '6:30 PM–10 PM'],
  ['en', '00:00', '12:00', '12 AM–12 PM'],
  ['es', '22:00', '02:00', '22:00–2:00'],
  ['es', '06:30', '10:00', '6:30–10:00'],
] as const)('%s: %s to %s', (language, start, end, said) => {
  expect(slotTimes(start, end, language).replaceAll(/\s/g, ' ')).toBe(said);
});
