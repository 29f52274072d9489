/** When a contact next needs thinking about, so that nothing waits for a webhook that never comes. */
import { calleeLimitMs, dialAnywayMs } from './callback-call.ts';
import type { Contact, Leg, RoutingPolicy } from './model.ts';
import { answeredLimitMs, diallingLimitMs, endingMsOf, ringMsOf } from './offers.ts';
import { isInLine } from './ladder.ts';
import { lookAtMs } from './unseen.ts';

const lonelyVolunteerMs = 10_000;
/** What is overdue and was just acted on is looked at again after this long. */
const lookAgainMs = 10_000;

/** The earliest instant after `nowMs` at which time alone changes something for the contact; null when nothing is left to wait for. */
export function nextWakeMs(contact: Contact, legs: Leg[], policy: RoutingPolicy, nowMs: number): number | null {
  const instants = legs.flatMap((leg) => legWakeMs(leg, policy));
  if (isInLine(contact.state))
    instants.push(...waitingWakesMs(contact, policy).filter((instantMs) => instantMs > nowMs));
  if (contact.state === 'calling-back') instants.push(...callingBackWakesMs(legs));
  if (contact.state === 'talking') instants.push(...talkingWakesMs(contact, legs, policy));
  if (contact.state !== 'ended') instants.push(lookAtMs(contact));
  return instants.length === 0
    ? null
    : Math.min(...instants.map((instantMs) => (instantMs > nowMs ? instantMs : nowMs + lookAgainMs)));
}

/** The caller is dialled in any case some time after the volunteer's key. */
function callingBackWakesMs(legs: Leg[]): number[] {
  const volunteer = legs.find((leg) => leg.purpose === 'offer' && leg.state === 'accepted');
  return volunteer?.acceptedAtMs == null || legs.some((leg) => leg.purpose === 'caller')
    ? []
    : [volunteer.acceptedAtMs + dialAnywayMs];
}

function legWakeMs(leg: Leg, policy: RoutingPolicy): number[] {
  if (leg.purpose === 'caller' && (leg.state === 'answered' || leg.state === 'menu'))
    return [(leg.answeredAtMs ?? leg.createdAtMs) + calleeLimitMs];
  if (leg.state === 'ringing' && leg.purpose !== 'crisis')
    return [(leg.ringingAtMs ?? leg.createdAtMs) + ringMsOf(leg, policy)];
  if (leg.state === 'answered') return [(leg.answeredAtMs ?? leg.createdAtMs) + answeredLimitMs];
  if (leg.state === 'dialling') return [(leg.dialledAtMs ?? leg.createdAtMs) + diallingLimitMs];
  if (leg.state === 'ending') return [(leg.endedAtMs ?? leg.createdAtMs) + endingMsOf(leg)];
  return [];
}

function waitingWakesMs(contact: Contact, policy: RoutingPolicy): number[] {
  const sinceMs = contact.waitingSinceMs ?? contact.arrivedAtMs;
  const waves = policy.waves.map((wave) => sinceMs + wave.afterSeconds * 1000);
  const step = policy.overflow[contact.ladderStep];
  return step ? [...waves, sinceMs + step.afterSeconds * 1000] : waves;
}

function talkingWakesMs(contact: Contact, legs: Leg[], policy: RoutingPolicy): number[] {
  const volunteer = legs.find(
    (leg) =>
      (leg.purpose === 'offer' || leg.purpose === 'partner') && (leg.state === 'accepted' || leg.state === 'menu'),
  );
  if (!volunteer) return [];
  if (contact.talkingSinceMs === null) return [(volunteer.acceptedAtMs ?? volunteer.createdAtMs) + lonelyVolunteerMs];
  return contact.warned ? [] : [contact.talkingSinceMs + policy.softLimitMinutes * 60_000];
}
