/**
 * Words typed and known to be neither sent nor kept by the service, in the memory of this window alone: they outlive a step
 * to another page, and a sign-in in between by the same person. Nothing of it is stored. `name` says what they are for.
 */
const unsent = new Map<string, string>();

const keyOf = (personId: string, name: string) => `${personId} ${name}`;

export function unsentIn(personId: string, name: string): string | null {
  return unsent.get(keyOf(personId, name)) ?? null;
}

/** Null once the service has them. */
export function holdUnsent(personId: string, name: string, words: string | null): void {
  if (words === null) unsent.delete(keyOf(personId, name));
  else unsent.set(keyOf(personId, name), words);
}

/** Whether anything at all is held. */
export function isAnythingUnsent(): boolean {
  return unsent.size > 0;
}

/** Whoever signs out leaves nothing behind. */
export function forgetUnsent(): void {
  unsent.clear();
}
