/** A caller of the demo's past waits: who is rung is the service's own decision, who picks up is chance. */
import type { Contact, Leg } from '../../../src/calls/model.ts';
import { recordOf } from '../../../src/contacts/decision-record.ts';
import { match } from '../../../src/matching/match.ts';
import { inMatching } from '../../../src/matching/match-contact.ts';
import type { MatchAnswer, MatchContact, MatchLine } from '../../../src/matching/model.ts';
import type { Arrival } from './arrivals.ts';
import { promise } from './calls-back.ts';
import { draw, over, talkWith, type Making } from './making.ts';
import { legOf } from './records.ts';

const ringMs = 20_000;
/** So many pick up and press 1; of the others one in three passes, and the others miss it. */
const pickUpShare = 0.86;
const passShare = 0.05;

type Waiting = { contact: Contact; arrival: Arrival; legs: Leg[]; asks: MatchContact['asks']; leavesMs: number };

/** Waits until somebody talks with them, they choose something else, or they hang up. */
export function wait(making: Making, contact: Contact, arrival: Arrival): void {
  const waiting: Waiting = { contact, arrival, legs: [], asks: [], leavesMs: arrival.atMs + arrival.patienceMs };
  let atMs = contact.waitingSinceMs ?? contact.arrivedAtMs;
  while (atMs < waiting.leavesMs) {
    const line = making.crew.line(contact.lineId, atMs);
    const answer = decide(making, waiting, line, atMs);
    if (answer?.offers.length === 0 && chooses(making, waiting, answer, atMs)) return;
    const rung = (answer?.offers ?? []).map((offer, index) => ring(making, waiting, offer, atMs, index));
    const taken = rung
      .filter(({ acceptedAtMs }) => acceptedAtMs !== null)
      .sort((a, b) => (a.acceptedAtMs ?? 0) - (b.acceptedAtMs ?? 0))[0];
    if (taken) return talks(making, waiting, taken, rung);
    if (rung.length > 0) atMs = Math.max(...rung.map(({ endedAtMs }) => endedAtMs ?? atMs)) + 500;
    else {
      const step = line.policy.overflow[contact.ladderStep];
      const stepMs = step ? (contact.waitingSinceMs ?? 0) + step.afterSeconds * 1000 : Infinity;
      atMs = Math.max(atMs + 1_000, Math.min(making.crew.nextFreeMs(line, atMs) ?? Infinity, stepMs, waiting.leavesMs));
    }
  }
  const legs = waiting.legs.map((leg) =>
    (leg.endedAtMs ?? 0) > waiting.leavesMs
      ? { ...leg, outcome: 'caller-gone' as const, endedAtMs: waiting.leavesMs }
      : leg,
  );
  over(making, contact, { outcome: 'abandoned-in-queue', endedAtMs: waiting.leavesMs }, legs);
}

/** One look of routing, kept as it was decided; the steps of the ladder are taken. */
function decide({ past }: Making, { contact, asks }: Waiting, line: MatchLine, atMs: number): MatchAnswer | undefined {
  const world = {
    nowMs: atMs,
    seed: contact.id,
    lines: [line],
    contacts: [{ ...inMatching(contact), choosing: false, notWith: [], asks: [...asks] }],
  };
  const answers = match(world);
  const [answer] = answers;
  if (!answer) return undefined;
  contact.decided = true;
  contact.ladderStep += answer.steps.length;
  past.decisions.push({ ...recordOf(world, answers), id: `demo-decision-${past.decisions.length}` });
  return answer;
}

/** Somebody who has waited chooses a callback, a voicemail or the crisis line; false where they wait on. */
function chooses(making: Making, { contact, arrival, legs }: Waiting, { steps }: MatchAnswer, atMs: number): boolean {
  const { choice } = arrival.draws;
  const endedAtMs = atMs + 25_000 + 20_000 * choice;
  const does = (step: MatchAnswer['steps'][number]['do']) => steps.some((one) => one.do === step);
  if (does('ring-backups') && choice > 0.95)
    return over(making, contact, { outcome: 'crisis', endedAtMs: endedAtMs + 90_000 }, legs);
  if (does('offer-callback') && choice < 0.45) {
    const promised = promise(making, contact, endedAtMs);
    return promised && over(making, contact, { outcome: 'callback', told: 'callback-promised', endedAtMs }, legs);
  }
  if (does('voicemail') || (does('offer-callback') && choice < 0.5))
    return over(making, contact, { outcome: 'voicemail', told: 'voicemail-left', endedAtMs: endedAtMs + 30_000 }, legs);
  return false;
}

/** One phone: picked up and taken, passed, or nobody there. */
function ring(
  { past }: Making,
  waiting: Waiting,
  offer: MatchAnswer['offers'][number],
  atMs: number,
  index: number,
): Leg {
  const { contact, legs, asks } = waiting;
  const chance = draw('ring', index + legs.length, past);
  const begun = { purpose: 'offer' as const, personId: offer.personId, role: offer.as, createdAtMs: atMs };
  const answeredAtMs = atMs + 5_000 + Math.round(9_000 * draw('quick', index + legs.length, past));
  const number = legs.length;
  const leg =
    chance < pickUpShare
      ? legOf(contact, number, {
          ...begun,
          answeredAtMs,
          acceptedAtMs: answeredAtMs + 2_500,
          outcome: 'talked',
          endedAtMs: null,
        })
      : chance < pickUpShare + passShare
        ? legOf(contact, number, { ...begun, answeredAtMs, outcome: 'passed', endedAtMs: answeredAtMs + 3_000 })
        : legOf(contact, number, { ...begun, outcome: 'missed', endedAtMs: atMs + ringMs });
  legs.push(leg);
  if (leg.acceptedAtMs === null)
    asks.push({ personId: offer.personId, outcome: leg.outcome ?? 'missed', atMs: leg.endedAtMs ?? atMs });
  return leg;
}

/** They talk; every other phone that rang stops, and the volunteer has what it weighed. */
function talks(making: Making, { contact, arrival, legs, leavesMs }: Waiting, taken: Leg, rung: readonly Leg[]): void {
  const joinedAtMs = (taken.acceptedAtMs ?? 0) + 1_500;
  const { draws, talkMs } = arrival;
  const isCrisis = draws.shape < 0.012;
  const isAbuse = draws.shape > 0.994;
  const endedAtMs = joinedAtMs + (isAbuse ? Math.min(talkMs, 240_000) : talkMs);
  if (joinedAtMs > leavesMs) {
    const gone = legs.map((leg) =>
      leg.endedAtMs === null
        ? { ...leg, acceptedAtMs: null, outcome: 'caller-gone' as const, endedAtMs: leavesMs }
        : leg,
    );
    over(making, contact, { outcome: 'abandoned-in-queue', endedAtMs: leavesMs }, gone);
    return;
  }
  const outcome = isCrisis ? 'crisis-hand-over' : isAbuse ? 'abuse' : 'talked';
  const told = legs.map((leg): Leg => {
    if (leg === taken) return { ...leg, joinedAtMs, outcome, endedAtMs };
    return rung.includes(leg) ? { ...leg, acceptedAtMs: null, outcome: 'beaten', endedAtMs: joinedAtMs } : leg;
  });
  const personId = taken.personId ?? '';
  const talkedSeconds = Math.round((endedAtMs - joinedAtMs) / 1000);
  if (!over(making, contact, { outcome, personId, talkedSeconds, endedAtMs }, told)) return;
  talkWith(making, personId, {
    ...{ contactId: contact.id, fromMs: joinedAtMs, untilMs: endedAtMs, crisis: isCrisis, abusive: isAbuse },
    ...{ weight: draws.weight, told: draws.told },
  });
}
