/** Tells whether somebody speaks a language: a region makes it no other one, a script does. */

/** Whether one of `spoken` serves who wants `wanted`: Mexican Spanish (`es-MX`) is Spanish (`es`), simplified Chinese is not traditional. */
export function speaks(spoken: readonly string[], wanted: string): boolean {
  return spoken.includes(wanted) || spoken.some((language) => isSame(parts(language), parts(wanted)));
}

type Parts = { base: string; script: string | undefined };

function isSame(one: Parts, other: Parts): boolean {
  return (
    one.base === other.base && (one.script === undefined || other.script === undefined || one.script === other.script)
  );
}

/** There are few tags, and everybody on shift is asked for each caller. */
const known = new Map<string, Parts>();
const knownAtMost = 1_000;

function parts(tag: string): Parts {
  const found = known.get(tag);
  if (found) return found;
  const [base = '', ...rest] = tag.toLowerCase().split('-');
  const made = { base, script: rest.find((part) => /^[a-z]{4}$/.test(part)) };
  if (known.size >= knownAtMost) known.clear();
  known.set(tag, made);
  return made;
}
