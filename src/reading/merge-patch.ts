/** What differs between two values of plain objects, and its being applied: JSON Merge Patch (RFC 7396), without arrays. */

export type Plain = { [key: string]: Plain | string | number | boolean | null | undefined };

/** The patch that makes `after` of `before`; null where they are equal. Values hold no nulls: there null says that a key is gone. */
export function patchBetween(before: Plain, after: Plain): Plain | null {
  const patch: Plain = {};
  for (const key of Object.keys(before)) if (after[key] === undefined) patch[key] = null;
  for (const [key, value] of Object.entries(after)) {
    const was = before[key];
    if (value === undefined || value === was) continue;
    if (isObject(value) && isObject(was)) {
      const inner = patchBetween(was, value);
      if (inner !== null) patch[key] = inner;
    } else patch[key] = value;
  }
  return Object.keys(patch).length === 0 ? null : patch;
}

/** `before` with `patch` applied; what did not change stays the same object. */
export function patched(before: Plain, patch: Plain): Plain {
  const after: Plain = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete after[key];
    else if (isObject(value)) {
      const was = after[key];
      after[key] = patched(isObject(was) ? was : {}, value);
    } else after[key] = value;
  }
  return after;
}

function isObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null;
}
