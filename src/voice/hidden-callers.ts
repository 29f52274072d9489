/** Tells callers who hide their number: they are never one identity (V9). */

/** Words the carrier sends, and the same words as a keypad spells them, which look like numbers (twilio.md). */
const hiddenNumbers = new Set([
  'anonymous', 'restricted', 'unavailable', 'unknown', 'blocked', 'private', 'withheld',
  '+266696687', '+7378742833', '+86282452253', '+8656696', '+2562533', '+464', '+',
]);

/** Whether `from` names nobody: a hidden caller, or nothing that a phone number could be. */
export function isHiddenNumber(from: string): boolean {
  return hiddenNumbers.has(from.trim().toLowerCase()) || !/^\+[1-9]\d{6,14}$/.test(from);
}
