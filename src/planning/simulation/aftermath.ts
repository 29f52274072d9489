/** What follows a talk or a missed ring: wrap-up, check-in, rest and break, as rules.md's guards have them. */
import { afterContact } from '../../wellbeing/after-contact.ts';
import { afterMissedRing } from '../../wellbeing/breaks.ts';
import { behind, grownRestMs, laterRest, restFrom, type GivenRest } from '../../wellbeing/rests.ts';
import { isHeavy, type Call } from './calls.ts';
import { stopRinging } from './phones.ts';
import { chance, exponentialOf } from './random.ts';
import { later, lineOf, type Rest, type Stage, type Talk } from './stage.ts';
import { behindOf, feltLoad, remember, rememberCheckIn, rememberTalk, type Volunteer } from './volunteer.ts';

const minuteMs = 60_000;
const purposes = { restWord: 44, leaveBreak: 45, isReady: 49, readyAfter: 50 };

/** A talk is over: its person wraps up, and what it weighed is told by key at once or by the check-in. */
export function talkEnded(stage: Stage, { call, volunteer, startMs, told, unrested }: Talk): void {
  const { nowMs, journal } = stage;
  const { policy } = lineOf(stage, call.lineId);
  const { facts } = volunteer;
  const lateMs = facts.onShiftAs === null ? nowMs - Math.max(startMs, facts.duty?.endMs ?? startMs) : 0;
  const { abusive, crisis } = call;
  const left = afterContact({ talkedMs: nowMs - startMs, lastWordsMs: nowMs, abusive, crisis }, policy, nowMs);
  facts.busy = null;
  facts.idleSinceMs = left.idleSinceMs;
  facts.wrapUpUntilMs = wrapUpEnd(stage, call, left.wrapUpUntilMs ?? null);
  later(stage, (facts.wrapUpUntilMs ?? nowMs) - nowMs, { kind: 'look' });
  rememberTalk(volunteer, call, startMs, nowMs);
  const needed = restFrom(behindOf(call, nowMs - startMs), policy, nowMs);
  volunteer.owedUntilMs = Math.max(volunteer.owedUntilMs, needed?.restUntilMs ?? 0);
  const { restUntilMs, restReason } = left;
  if (restUntilMs !== undefined && restReason !== undefined)
    restGiven(stage, volunteer, call, { restUntilMs, restReason });
  if (call.checkInAfterMs !== null)
    later(stage, call.checkInAfterMs, { kind: 'check-in-answered', volunteer, call, endedMs: nowMs });
  const loadAfter = feltLoad(volunteer, nowMs);
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

/** When a wrap-up ends: by itself at `untilMs`, or sooner by the word of somebody who is ready. */
function wrapUpEnd({ nowMs, rotation, scene: { behaviour, seed } }: Stage, call: Call, untilMs: number | null) {
  if (untilMs === null || !rotation.cares || isHeavy(call)) return untilMs;
  if (chance(seed, purposes.isReady, call.index) >= behaviour.readyShare) return untilMs;
  const afterMs = exponentialOf(behaviour.readyMinutes * minuteMs, seed, purposes.readyAfter, call.index);
  return Math.min(untilMs, Math.round(nowMs + afterMs));
}

/** The answer to the check-in about the talk that ended at `endedMs`. */
export function checkInAnswered(stage: Stage, volunteer: Volunteer, call: Call, endedMs: number): void {
  rememberCheckIn(volunteer, call.weight, endedMs, stage.nowMs);
  const rest = restFrom(behind({ answer: call.weight }), lineOf(stage, call.lineId).policy, stage.nowMs);
  if (rest) restGiven(stage, volunteer, call, rest);
}

/** The service knows that the contact was hard: from now on it gives a rest, unless a longer one holds already. */
function restGiven(stage: Stage, volunteer: Volunteer, { lineId }: Call, rest: GivenRest): void {
  const held = { restUntilMs: Math.max(volunteer.toldUntilMs, volunteer.facts.restUntilMs ?? 0) };
  if (laterRest<{ restUntilMs: number }>(held, rest) === held) return;
  const endMs = rest.restUntilMs;
  volunteer.toldUntilMs = endMs;
  if (stage.rotation.cares) startRest(stage, volunteer, { endMs, mayGrow: true, lineId });
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
    scene: { behaviour, fromMs, seed },
  } = stage;
  const { facts } = volunteer;
  if (facts.restUntilMs !== rest.endMs || !rest.mayGrow || facts.onShiftAs === null) return;
  const word = chance(seed, purposes.restWord, volunteer.member.index, rest.endMs - fromMs);
  if (word < behaviour.restOffShare) Object.assign(facts, { setting: 'off', settingAtMs: nowMs });
  else if (word >= behaviour.restOffShare + behaviour.restMoreShare)
    startRest(stage, volunteer, {
      ...rest,
      endMs: grownRestMs(nowMs, lineOf(stage, rest.lineId).policy),
      mayGrow: false,
    });
}

/** A phone rang in vain; where that gives a break, its person comes back from it when they see why. */
export function ringMissed(stage: Stage, volunteer: Volunteer): void {
  const {
    nowMs,
    rotation,
    scene: { behaviour, fromMs, seed },
  } = stage;
  if (!rotation.cares) return;
  const change = afterMissedRing(volunteer.missedInRow, nowMs);
  volunteer.missedInRow = change.missedInRow;
  if (!('breakUntilMs' in change)) return;
  volunteer.facts.breakUntilMs = change.breakUntilMs;
  const awayMs = exponentialOf(
    behaviour.backFromBreakMinutes * minuteMs,
    seed,
    purposes.leaveBreak,
    volunteer.member.index,
    nowMs - fromMs,
  );
  later(stage, Math.min(awayMs, change.breakUntilMs - nowMs), { kind: 'break-left', volunteer, startMs: nowMs });
}

/** `ON` ends a break early. */
export function breakLeft(stage: Stage, volunteer: Volunteer, startMs: number): void {
  volunteer.facts.breakUntilMs = null;
  remember(volunteer, { kind: 'break', startMs, endMs: stage.nowMs });
}
