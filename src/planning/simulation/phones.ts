/** Volunteers' phones: they ring, and what their owners do is settled by chance and habit alone. */
import type { RingOutcome } from './journal.ts';
import { chance } from './random.ts';
import { later, lineOf, type Ring, type Stage, type Waiting } from './stage.ts';
import type { Volunteer } from './volunteer.ts';

const secondMs = 1000;
const purposes = { missed: 41, passed: 42, pickUp: 43 };

/** A phone rings; what its owner does is the same in every rotation that rings them for this call. */
export function ring(stage: Stage, waiting: Waiting, volunteer: Volunteer): void {
  const {
    nowMs,
    scene: { behaviour, seed },
  } = stage;
  const { policy } = lineOf(stage, waiting.call.lineId);
  const { member, facts } = volunteer;
  const attempt = waiting.contact.asks.filter((ask) => ask.personId === facts.personId).length;
  const draw = (purpose: number) => chance(seed, purpose, waiting.call.index, member.index, attempt);
  const ask = { personId: facts.personId, outcome: 'asking' as const, atMs: nowMs };
  const one: Ring = { waiting, volunteer, startMs: nowMs, ask, told: nowMs < volunteer.toldUntilMs, isOver: false };
  waiting.contact.asks.push(ask);
  waiting.rings.push(one);
  facts.busy = 'offered';
  const pickUpSeconds = member.pickUpSeconds * (0.5 + draw(purposes.pickUp));
  const isMissed = draw(purposes.missed) < member.missedShare || pickUpSeconds >= policy.ringSeconds;
  const outcome = isMissed ? 'missed' : draw(purposes.passed) < behaviour.passedShare ? 'passed' : 'accepted';
  const seconds = behaviour.diallingSeconds + (isMissed ? policy.ringSeconds : pickUpSeconds + behaviour.keySeconds);
  later(stage, seconds * secondMs, { kind: 'ring-ended', ring: one, outcome });
}

/** Whoever begins to rest while their phone rings is rung off. */
export function stopRinging(stage: Stage, volunteer: Volunteer): void {
  for (const { rings } of stage.waitings.values())
    for (const one of rings) if (one.volunteer === volunteer) endRing(stage, one, 'resting');
}

/** The phone stops ringing, however that came. */
export function endRing(stage: Stage, one: Ring, outcome: RingOutcome): void {
  if (one.isOver) return;
  const {
    volunteer: { facts },
    waiting,
    startMs,
    ask,
  } = one;
  one.isOver = true;
  ask.outcome = outcome === 'accepted' ? 'talked' : outcome === 'resting' ? 'passed' : outcome;
  ask.atMs = stage.nowMs;
  facts.busy = null;
  stage.journal.rings.push({ callId: waiting.call.id, personId: facts.personId, startMs, endMs: stage.nowMs, outcome });
}
