/** Which shift leader is asked for help, or told, by phone and by text alike (V5, W3, W4). */
import { isResting } from './cover.ts';
import { guardsOf, isSetAvailable, type PersonFacts } from './guards.ts';

/**
 * The leaders who can be asked at `nowMs`, best first: those whom nothing keeps from contacts, reserves among them,
 * then those on shift. A leader who is in a contact is not asked.
 */
export function leadersToAsk(leaders: readonly PersonFacts[], nowMs: number): string[] {
  return leaders
    .filter((facts) => facts.busy === null)
    .map((facts) => ({ facts, isFree: guardsOf(facts, nowMs).length === 0 }))
    .filter(({ facts, isFree }) => isFree || facts.onShiftAs !== null)
    .sort((a, b) => Number(b.isFree) - Number(a.isFree))
    .map(({ facts }) => facts.personId);
}

/** The first of the leaders who can be asked (best first) other than `personId` themselves; null where there is none. */
export function leaderFor(personId: string | null, leaders: readonly string[]): string | null {
  return leaders.find((leader) => leader !== personId) ?? null;
}

/**
 * The leader who is told how things stand, of those on shift whom a text can reach; none who has said `OFF` or rests.
 * `busy` while all of them are in a contact: they are told after it. Null where there is none.
 */
export function leaderToTell(onShift: readonly PersonFacts[], nowMs: number): { id: string } | 'busy' | null {
  const there = onShift.filter((facts) => isSetAvailable(facts, nowMs) && !isResting(facts, nowMs));
  const free = there.find((facts) => facts.busy !== 'in-contact');
  return free ? { id: free.personId } : there.length > 0 ? 'busy' : null;
}
