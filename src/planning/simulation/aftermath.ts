/** What follows a talk or a missed ring: wrap-up, check-in, rest and break, as rules.md's guards have them. */
import { isHeavy, type Call } from './calls.ts';
import { stopRinging } from './phones.ts';
import { chance, exponentialOf } from './random.ts';
import { later, type Rest, type Stage, type Talk } from './stage.ts';
import { feltLoad, remember, rememberCheckIn, rememberTalk, restMsAfter, type Volunteer } from './volunteer.ts';

const minuteMs = 60_000;
const missedBreakMs = 30 * minuteMs;
const purposes = { restWord: 44, leaveBreak: 45 };

/** A talk is over: its person wraps up, and what it weighed is told by key at once or by the check-in. */
export function talkEnded(stage: Stage, { call, volunteer, startMs, told, unrested }: Talk): void {
  const {
    nowMs,
    journal,
    plan: { policy, zone },
  } = stage;
  const { facts } = volunteer;
  const lateMs = facts.onShiftAs === null ? nowMs - Math.max(startMs, facts.duty?.endMs ?? startMs) : 0;
  facts.busy = null;
  facts.idleSinceMs = nowMs;
  facts.wrapUpUntilMs = nowMs + policy.wrapUpMinutes * minuteMs;
  later(stage, policy.wrapUpMinutes * minuteMs, { kind: 'look' });
  rememberTalk(volunteer, call, startMs, nowMs);
  volunteer.owedUntilMs = Math.max(volunteer.owedUntilMs, nowMs + restMsAfter(call, policy));
  if (call.abusive || call.crisis) heavinessTold(stage, volunteer, call, nowMs);
  if (call.checkInAfterMs !== null)
    later(stage, call.checkInAfterMs, { kind: 'check-in-answered', volunteer, call, endedMs: nowMs });
  const loadAfter = feltLoad(volunteer, nowMs, zone);
  journal.talks.push({
    callId: call.id,
    personId: facts.personId,
    startMs,
    endMs: nowMs,
    heavy: isHeavy(call),
    unrested,
    told,
    lateMs,
    loadAfter,
  });
}

/** The answer to the check-in about the talk that ended at `endedMs`. */
export function checkInAnswered(stage: Stage, volunteer: Volunteer, call: Call, endedMs: number): void {
  rememberCheckIn(volunteer, call.weight, endedMs, stage.nowMs);
  if (call.weight >= 4) heavinessTold(stage, volunteer, call, endedMs);
}

/** The service knows that the call was heavy: rest counts from its end. */
function heavinessTold(stage: Stage, volunteer: Volunteer, call: Call, endedMs: number): void {
  const restMs = restMsAfter(call, stage.plan.policy);
  const endMs = endedMs + restMs;
  if (endMs <= Math.max(stage.nowMs, volunteer.toldUntilMs)) return;
  volunteer.toldUntilMs = endMs;
  if (stage.rotation.cares) startRest(stage, volunteer, { endMs, againMs: restMs });
}

function startRest(stage: Stage, volunteer: Volunteer, rest: Rest): void {
  const { facts } = volunteer;
  stage.journal.rests.push({ personId: facts.personId, startMs: stage.nowMs, endMs: rest.endMs });
  facts.restUntilMs = rest.endMs;
  later(stage, rest.endMs - stage.nowMs, { kind: 'rest-ended', volunteer, rest });
  stopRinging(stage, volunteer);
}

/** Before a rest ends its person is asked: `MORE`, `OFF`, or no word, which extends it once. */
export function restEnded(stage: Stage, volunteer: Volunteer, rest: Rest): void {
  const {
    nowMs,
    plan: { behaviour, fromMs, seed },
  } = stage;
  const { facts } = volunteer;
  if (facts.restUntilMs !== rest.endMs || rest.againMs === 0 || facts.onShiftAs === null) return;
  const word = chance(seed, purposes.restWord, volunteer.member.index, rest.endMs - fromMs);
  if (word < behaviour.restOffShare) Object.assign(facts, { setting: 'off', settingAtMs: nowMs });
  else if (word >= behaviour.restOffShare + behaviour.restMoreShare)
    startRest(stage, volunteer, { endMs: nowMs + rest.againMs, againMs: 0 });
}

/** The second missed ring in a row gives a break; its person comes back from it when they see why. */
export function startBreak(stage: Stage, volunteer: Volunteer): void {
  const {
    nowMs,
    rotation,
    plan: { behaviour, fromMs, seed },
  } = stage;
  if (!rotation.cares || volunteer.missedInRow < 2) return;
  volunteer.missedInRow = 0;
  volunteer.facts.breakUntilMs = nowMs + missedBreakMs;
  const awayMs = exponentialOf(
    behaviour.backFromBreakMinutes * minuteMs,
    seed,
    purposes.leaveBreak,
    volunteer.member.index,
    nowMs - fromMs,
  );
  later(stage, Math.min(awayMs, missedBreakMs), { kind: 'break-left', volunteer, startMs: nowMs });
}

/** `ON` ends a break early. */
export function breakLeft(stage: Stage, volunteer: Volunteer, startMs: number): void {
  volunteer.facts.breakUntilMs = null;
  remember(volunteer, { kind: 'break', startMs, endMs: stage.nowMs });
}
