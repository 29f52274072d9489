/** When a contact has to be decided about next, so that nothing waits for a webhook that never comes; and what time alone changes. */
import { deadlines, legDeadlines, type Deadline, type Standing } from './deadlines.ts';
import type { Draft } from './draft.ts';
import type { Contact, Leg, RoutingPolicy } from './model.ts';

/** A deadline that is overdue and was just acted on is acted on again after this long. */
const lookAgainMs = 10_000;

/** The earliest instant after `nowMs` at which time alone changes something for the contact; null when nothing is left to wait for. */
export function nextWakeMs(
  contact: Contact,
  legs: readonly Leg[],
  policy: RoutingPolicy,
  nowMs: number,
): number | null {
  const standing = { contact, legs, policy };
  const ofLegs = legs.flatMap((leg) => legDeadlines.map((deadline) => deadline.dueMs(leg, policy) ?? Infinity));
  const instants = [...ofLegs, ...deadlines.flatMap((deadline) => stillToComeMs(deadline, standing, nowMs))];
  const nextMs = Math.min(...instants.map((instantMs) => (instantMs > nowMs ? instantMs : nowMs + lookAgainMs)));
  return Number.isFinite(nextMs) ? nextMs : null;
}

function stillToComeMs(deadline: Deadline, standing: Standing, nowMs: number): readonly number[] {
  const instants = deadline.dueMs(standing);
  return deadline.passes ? instants.filter((instantMs) => instantMs > nowMs) : instants;
}

/** Time passed: whatever is due is done, of the legs first, since what becomes of them may settle the rest. */
export function actOnDeadlines(draft: Draft): void {
  const { nowMs, line } = draft.world;
  const isDue = (instantMs: number | null) => instantMs !== null && instantMs <= nowMs;
  for (const leg of draft.allLegs)
    for (const deadline of legDeadlines) if (isDue(deadline.dueMs(leg, line.policy))) deadline.act(draft, leg);
  for (const deadline of deadlines) {
    const standing = { contact: draft.contact, legs: draft.allLegs, policy: line.policy };
    if (deadline.dueMs(standing).some(isDue)) deadline.act(draft);
  }
}
