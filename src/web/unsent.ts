/**
 * Words typed and known to be neither sent nor kept by the service, in the memory of this window alone: they outlive a step
 * to another page, and a sign-in in between by the same person. Nothing of it is stored.
 */
const unsent = new Map<string, string>();

const keyOf = (personId: string, conversationId: string) => `${personId} ${conversationId}`;

export function unsentIn(personId: string, conversationId: string): string | null {
  return unsent.get(keyOf(personId, conversationId)) ?? null;
}

/** Null once the service has them. */
export function holdUnsent(personId: string, conversationId: string, words: string | null): void {
  if (words === null) unsent.delete(keyOf(personId, conversationId));
  else unsent.set(keyOf(personId, conversationId), words);
}

/** Whoever signs out leaves nothing behind. */
export function forgetUnsent(): void {
  unsent.clear();
}
