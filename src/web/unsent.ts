/**
 * What somebody typed and the service does not have yet, in the memory of this window alone: it outlives a step to another
 * page, and a sign-in in between by the same person.
 *
 * Nothing of it is stored. Drafts hold names, numbers and notes about people, and a browser may be shared: what lies in its
 * storage can be read by whoever sits there next, is copied into a second tab, and may be written to disk when a session of
 * tabs is restored. So it goes with the window; it goes as soon as its owner signs out in any window of this browser, or
 * somebody else signs in. What that costs is said before it happens: a form asks before its page is reloaded or closed.
 */
const unsent = new Map<string, Map<string, unknown>>();

/** `name` says what it is for. */
export function unsentIn<Value>(personId: string, name: string): Value | null {
  return (unsent.get(personId)?.get(name) as Value | undefined) ?? null;
}

/** Null once the service has it, or it is thrown away. */
export function holdUnsent(personId: string, name: string, what: unknown): void {
  const own = unsent.get(personId) ?? new Map<string, unknown>();
  if (what === null) own.delete(name);
  else own.set(name, what);
  if (own.size > 0) unsent.set(personId, own);
  else unsent.delete(personId);
}

/** Whether anything at all is held. */
export function isAnythingUnsent(): boolean {
  return unsent.size > 0;
}

/** Whoever signs out leaves nothing behind. */
export function forgetUnsent(): void {
  unsent.clear();
}

/** Held for one who is nobody yet: what a founder types. */
export const nobodyYet = '';

/** Whoever signs in finds nothing of anybody else's in this window, and nor does anybody later. */
export function forgetUnsentOfOthers(personId: string): void {
  for (const owner of unsent.keys()) if (owner !== personId && owner !== nobodyYet) unsent.delete(owner);
}
