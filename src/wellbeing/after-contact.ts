/** What follows for a volunteer when a contact is over for them: wrap-up, perhaps a rest, and idle time that begins again. */
import { behind, restFrom, type CarePolicy, type GivenRest } from './rests.ts';

/** A contact that is over for its person. Instants are milliseconds since the epoch. */
export type ContactOver = {
  /** How long they talked; 0 for a text conversation. */
  talkedMs: number;
  /** When words last went to and fro; null where they wrote or said none. */
  lastWordsMs: number | null;
  abusive: boolean;
  crisis: boolean;
};

/** What changes of the person's availability. */
export type AfterContact = { idleSinceMs: number; wrapUpUntilMs?: number } & Partial<GivenRest>;

const minuteMs = 60_000;
/** Somebody whose last words are no older than this has just been in contact: a conversation that ended in silence needs no wrap-up. */
const justTalkedMs = 30 * minuteMs;

/** What changes for the person of a contact that is over at `nowMs`. */
export function afterContact(over: ContactOver, policy: CarePolicy, nowMs: number): AfterContact {
  const { talkedMs, lastWordsMs, abusive, crisis } = over;
  const isFresh = lastWordsMs !== null && nowMs - lastWordsMs < justTalkedMs;
  return {
    idleSinceMs: nowMs,
    ...(isFresh ? { wrapUpUntilMs: nowMs + policy.wrapUpMinutes * minuteMs } : {}),
    ...restFrom(behind({ talkedMs, isFresh, abusive, crisis }), policy, nowMs),
  };
}
