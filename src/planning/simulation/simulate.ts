/** Weeks of calls without a telephone: callers arrive, phones ring, people talk and rest, and one rotation decides who is asked. */
import { shiftEndingMs } from '../../wellbeing/guards.ts';
import { breakLeft, checkInAnswered, restEnded, talkEnded } from './aftermath.ts';
import type { Call } from './calls.ts';
import type { Member } from './crew.ts';
import type { Journal } from './journal.ts';
import { weekMs, type Plan } from './plan.ts';
import { callArrived, patienceEnded, ringEnded, route } from './queue.ts';
import { chance } from './random.ts';
import type { Rotation } from './rotations.ts';
import { makeStage, type Stage, type StageEvent } from './stage.ts';
import { feltLoad, remember, type Volunteer } from './volunteer.ts';

/** Not a part of a day, so that every hour of the day has its turn. */
const sampleMs = 11 * 3_600_000;
const purposes = { staysOn: 46 };

/**
 * Runs `calls` past `crew` with one rotation; the same arguments give the same journal. `onProgress` hears the share done
 * (0..1), at most a hundred times.
 */
export function simulate(
  plan: Plan,
  calls: readonly Call[],
  crew: readonly Member[],
  rotation: Rotation,
  onProgress: (share: number) => void = () => {},
): Journal {
  const stage = makeStage(plan, crew, rotation);
  fillAgenda(stage, calls);
  let percent = 0;
  for (let next = stage.agenda.next(); next !== null; next = stage.agenda.next()) {
    stage.nowMs = next.atMs;
    happen(stage, next.event);
    route(stage);
    const done = Math.min(100, Math.floor(((next.atMs - plan.fromMs) / (plan.weeks * weekMs)) * 100));
    if (done > percent) onProgress((percent = done) / 100);
  }
  return stage.journal;
}

function fillAgenda({ agenda, plan, volunteers }: Stage, calls: readonly Call[]): void {
  for (const volunteer of volunteers) {
    for (const duty of volunteer.member.duties) {
      agenda.add(duty.startMs, { kind: 'duty-began', volunteer, duty });
      agenda.add(duty.endMs - shiftEndingMs, { kind: 'shift-nearly-over', volunteer, duty });
      agenda.add(duty.endMs, { kind: 'duty-ended', volunteer, duty });
    }
  }
  for (const call of calls) agenda.add(call.arrivesMs, { kind: 'call-arrived', call });
  for (let atMs = plan.fromMs + sampleMs; atMs <= plan.fromMs + plan.weeks * weekMs; atMs += sampleMs)
    agenda.add(atMs, { kind: 'sample' });
}

function happen(stage: Stage, event: StageEvent): void {
  switch (event.kind) {
    case 'duty-began':
      Object.assign(event.volunteer.facts, { duty: event.duty, onShiftAs: 'primary' });
      remember(event.volunteer, { kind: 'shift', startMs: event.duty.startMs, endMs: event.duty.endMs });
      return setOnShift(stage, [...stage.onShift, event.volunteer]);
    case 'shift-nearly-over':
      return shiftNearlyOver(stage, event.volunteer);
    case 'duty-ended':
      event.volunteer.facts.onShiftAs = null;
      return setOnShift(
        stage,
        stage.onShift.filter((volunteer) => volunteer !== event.volunteer),
      );
    case 'call-arrived':
      return callArrived(stage, event.call);
    case 'patience-ended':
      return patienceEnded(stage, event.waiting);
    case 'ring-ended':
      return ringEnded(stage, event.ring, event.outcome);
    case 'talk-ended':
      return talkEnded(stage, event.talk);
    case 'check-in-answered':
      return checkInAnswered(stage, event.volunteer, event.call, event.endedMs);
    case 'rest-ended':
      return restEnded(stage, event.volunteer, event.rest);
    case 'break-left':
      return breakLeft(stage, event.volunteer, event.startMs);
    case 'sample':
      stage.journal.samples.push({
        atMs: stage.nowMs,
        loads: stage.volunteers.map((volunteer) => feltLoad(volunteer, stage.nowMs, stage.plan.zone)),
      });
      return;
    case 'look':
      return;
  }
}

function setOnShift(stage: Stage, onShift: Volunteer[]): void {
  stage.onShift = onShift.sort((a, b) => a.member.index - b.member.index);
  stage.line.people = stage.onShift.map(({ facts }) => facts);
}

/** Some say `ON` to calls in the last minutes of their shift (S5). */
function shiftNearlyOver({ nowMs, plan }: Stage, { facts, member }: Volunteer): void {
  const stays = chance(plan.seed, purposes.staysOn, member.index, nowMs - plan.fromMs) < plan.behaviour.staysOnShare;
  if (stays && facts.setting !== 'off') Object.assign(facts, { setting: 'on', settingAtMs: nowMs });
}
