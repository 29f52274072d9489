/** Recognises callers who hide their number: they are never treated as one person (V9). */

import { hiddenSpellings } from '../promises/number.ts';

/** Words the carrier sends (carrier.md). */
const hiddenWords = new Set([
  'anonymous',
  'restricted',
  'unavailable',
  'unknown',
  'blocked',
  'private',
  'withheld',
  '+',
]);

/** Whether `from` names nobody: a hidden caller, or nothing that a phone number could be. */
export function isHiddenNumber(from: string): boolean {
  return (
    hiddenWords.has(from.trim().toLowerCase()) || hiddenSpellings.has(from.trim()) || !/^\+[1-9]\d{6,14}$/.test(from)
  );
}
