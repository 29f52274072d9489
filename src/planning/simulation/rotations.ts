/** Who is rung next, four ways: the service's own decision, and what is in use elsewhere, as functions of the same world. */
import { matchAlone } from '../../matching/match.ts';
import type { MatchAnswer, MatchContact, MatchLine, MatchWorld } from '../../matching/model.ts';
import type { PersonFacts } from '../../wellbeing/guards.ts';

export type RotationId = 'burnout-aware' | 'longest-idle' | 'linear' | 'ring-all';

export type Rotation = {
  id: RotationId;
  /** Whether rests, breaks and wrap-up are given and asked about; the others know only shifts and busy phones. */
  cares: boolean;
  decide: (world: MatchWorld) => MatchAnswer[];
};

/** In the order of the table. */
export const rotations: readonly Rotation[] = [
  { id: 'burnout-aware', cares: true, decide: matchAlone },
  {
    id: 'longest-idle',
    cares: false,
    decide: (world) => baseline(world, (free) => oneOf(free, (facts) => facts.idleSinceMs ?? 0)),
  },
  {
    id: 'linear',
    cares: false,
    decide: (world) => baseline(world, (free, line) => oneOf(free, (facts) => line.people.indexOf(facts))),
  },
  { id: 'ring-all', cares: false, decide: (world) => baseline(world, (free) => free.map(({ facts }) => facts), true) },
];

/** Somebody whose phone is free, and how often they were asked for the contact in question. */
type Free = { facts: PersonFacts; asked: number };

/**
 * Oldest contact first; `choose` picks from those on shift whose phone is free and who have not passed. Callers come to
 * the last step of the ladder at the same time as with the service's own decision.
 */
function baseline(
  world: MatchWorld,
  choose: (free: Free[], line: MatchLine) => PersonFacts[],
  toAll = false,
): MatchAnswer[] {
  const taken = new Set<PersonFacts>();
  const answers: MatchAnswer[] = [];
  for (const contact of world.contacts) {
    const line = world.lines.find((one) => one.id === contact.lineId);
    if (!line) continue;
    const { overflow } = line.policy;
    const steps = overflow
      .slice(contact.ladderStep)
      .filter((step) => world.nowMs - contact.waitingSinceMs >= step.afterSeconds * 1000);
    const isRinging = contact.asks.some((ask) => ask.outcome === 'asking');
    const free = line.people
      .filter((facts) => facts.onShiftAs !== null && facts.busy === null && !taken.has(facts))
      .flatMap((facts) => freeFor(facts, contact));
    const chosen = isRinging && !toAll ? [] : choose(free, line);
    for (const facts of chosen) taken.add(facts);
    const offers = chosen.map((facts) => ({ personId: facts.personId, as: 'primary' as const }));
    const over = steps.length > 0 && contact.ladderStep + steps.length === overflow.length;
    if (steps.length + offers.length > 0) answers.push({ contactId: contact.id, steps, over, offers, candidates: [] });
  }
  return answers;
}

function freeFor(facts: PersonFacts, contact: MatchContact): Free[] {
  const asks = contact.asks.filter((ask) => ask.personId === facts.personId);
  return asks.some((ask) => ask.outcome === 'passed') ? [] : [{ facts, asked: asks.length }];
}

/** The one asked least for this contact and, of those, with the smallest `order`. */
function oneOf(free: Free[], order: (facts: PersonFacts) => number): PersonFacts[] {
  const keyed = free.map(({ facts, asked }) => ({ facts, asked, order: order(facts) }));
  const [best] = keyed.sort((a, b) => a.asked - b.asked || a.order - b.order);
  return best ? [best.facts] : [];
}
