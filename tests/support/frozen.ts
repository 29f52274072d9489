/** Freezes values through and through, so that a decision that changes what it was made from, or what it answered, fails at once. */

/** The value itself, frozen with everything in it. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
