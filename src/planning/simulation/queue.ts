/** Callers in line: how they come and go, and the only place that asks a rotation who is next. */
import type { MatchAnswer, MatchContact } from '../../matching/model.ts';
import { ringMissed } from './aftermath.ts';
import type { Call } from './calls.ts';
import type { CallEnd } from './journal.ts';
import { endRing, ring } from './phones.ts';
import { chance } from './random.ts';
import { refreshViews } from './shifts.ts';
import { later, lineOf, type Ring, type Stage, type StageLine, type Waiting } from './stage.ts';
import { refreshLoad } from './volunteer.ts';

const secondMs = 1000;
const purposes = { message: 47, callback: 48 };

/** A caller comes into line. */
export function callArrived(stage: Stage, call: Call): void {
  const { nowMs } = stage;
  const { policy, on } = lineOf(stage, call.lineId);
  const contact: MatchContact = {
    id: call.id,
    lineId: call.lineId,
    language: call.language,
    wish: call.wish,
    hidden: false,
    lastInLine: false,
    arrivedAtMs: nowMs,
    rankAtMs: nowMs,
    waitingSinceMs: nowMs,
    ladderStep: 0,
    decided: false,
    preferredPersonId: null,
    notWith: [],
    asks: [],
  };
  const waiting: Waiting = { call, contact, rings: [], isOver: false };
  // Where nobody is on, nobody waits in vain: they are told, and offered a callback (V8).
  if (on.length === 0) return leaveLine(stage, waiting, 'nobody-on');
  stage.waitings.set(call.id, waiting);
  later(stage, call.patienceMs, { kind: 'patience-ended', waiting });
  for (const { afterSeconds } of [...policy.waves, ...policy.overflow])
    if (afterSeconds > 0) later(stage, afterSeconds * secondMs, { kind: 'look' });
}

/** The caller hangs up unless somebody was found in time. */
export function patienceEnded(stage: Stage, waiting: Waiting): void {
  if (!waiting.isOver) leaveLine(stage, waiting, 'abandoned');
}

/** Asks the rotation who is rung for whom, and rings. */
export function route(stage: Stage): void {
  const { waitings, rotation, nowMs, scene } = stage;
  if (waitings.size === 0) return;
  const contacts: MatchContact[] = [];
  const waitedOn = new Set<StageLine>();
  for (const { contact } of waitings.values()) {
    contacts.push(contact);
    waitedOn.add(lineOf(stage, contact.lineId));
  }
  const lines = [...waitedOn];
  if (rotation.cares)
    for (const { on } of lines) for (const { volunteer } of on) refreshLoad(volunteer, nowMs, scene.loadWeights);
  refreshViews(lines);
  const world = { nowMs, seed: `${scene.seed}/${nowMs}`, lines: lines.map(({ match }) => match), contacts };
  const answers = rotation.decide(world);
  for (const answer of answers) take(stage, answer);
}

function take(stage: Stage, answer: MatchAnswer): void {
  const waiting = stage.waitings.get(answer.contactId);
  if (!waiting) return;
  waiting.contact.decided = true;
  waiting.contact.ladderStep += answer.steps.length;
  const { seed, behaviour } = stage.scene;
  const isCaller = waiting.call.isCallBack !== true;
  const isOffered = isCaller && answer.steps.some((step) => step.do === 'offer-callback');
  if (isOffered && chance(seed, purposes.callback, waiting.call.index) < behaviour.callbackShare)
    return leaveLine(stage, waiting, 'ended');
  if (isCaller && answer.over && chance(seed, purposes.message, waiting.call.index) < behaviour.messageShare)
    return leaveLine(stage, waiting, 'ended');
  for (const { personId } of answer.offers) {
    const volunteer = stage.volunteerOf.get(personId);
    if (volunteer) ring(stage, waiting, volunteer);
  }
}

/** A phone was picked up and a key pressed, or it rang in vain. */
export function ringEnded(stage: Stage, one: Ring, outcome: 'accepted' | 'passed' | 'missed'): void {
  if (one.isOver) return;
  const {
    volunteer,
    waiting: { call },
  } = one;
  endRing(stage, one, outcome);
  if (outcome === 'missed') ringMissed(stage, volunteer);
  else volunteer.missedInRow = 0;
  if (outcome !== 'accepted') return;
  leaveLine(stage, one.waiting, 'answered');
  volunteer.facts.busy = 'in-contact';
  const talk = { call, volunteer, startMs: stage.nowMs, told: one.told, unrested: stage.nowMs < volunteer.owedUntilMs };
  later(stage, call.talkMs, { kind: 'talk-ended', talk });
}

function leaveLine(stage: Stage, waiting: Waiting, kind: CallEnd['kind']): void {
  waiting.isOver = true;
  stage.waitings.delete(waiting.call.id);
  for (const one of waiting.rings) endRing(stage, one, kind === 'answered' ? 'beaten' : 'caller-gone');
  stage.journal.ends.push({ callId: waiting.call.id, kind, waitedMs: stage.nowMs - waiting.call.arrivesMs });
}
