/** Calls without a telephone: callers arrive, phones ring, people talk and rest, and one rotation decides who is asked. */
import { shiftEndingMs } from '../../wellbeing/guards.ts';
import { breakLeft, checkInAnswered, restEnded, talkEnded } from './aftermath.ts';
import { makeAgenda, type Entry } from './agenda.ts';
import type { Call } from './calls.ts';
import type { Member } from './crew.ts';
import type { Journal } from './journal.ts';
import { callArrived, patienceEnded, ringEnded, route } from './queue.ts';
import type { Rotation } from './rotations.ts';
import type { Scene } from './scene.ts';
import { shiftNearlyOver, stintBegan, stintEnded } from './shifts.ts';
import { lineOf, makeStage, type Stage, type StageEvent } from './stage.ts';
import { feltLoad } from './volunteer.ts';

/** Not a part of a day, so that every hour of the day has its turn. */
const sampleMs = 11 * 3_600_000;

/**
 * Runs `calls` past `crew` with one rotation; the same arguments give the same journal. `onProgress` hears the share done
 * (0..1), at most a hundred times. Throws a RangeError for a call or a stint on a line that the scene does not have.
 */
export function simulate(
  scene: Scene,
  calls: readonly Call[],
  crew: readonly Member[],
  rotation: Rotation,
  onProgress: (share: number) => void = () => {},
): Journal {
  const stage = makeStage(scene, crew, rotation);
  stage.agenda = makeAgenda(plannedFor(stage, calls));
  let percent = 0;
  for (let next = stage.agenda.next(); next !== null; next = stage.agenda.next()) {
    stage.nowMs = next.atMs;
    happen(stage, next.event);
    route(stage);
    const done = Math.min(100, Math.floor(((next.atMs - scene.fromMs) / (scene.untilMs - scene.fromMs)) * 100));
    if (done > percent) onProgress((percent = done) / 100);
  }
  return stage.journal;
}

/** What is known before anything happens: needs, who is on when, calls, and when loads are read. */
function plannedFor({ scene, volunteers }: Stage, calls: readonly Call[]): Entry<StageEvent>[] {
  const planned: Entry<StageEvent>[] = [];
  const add = (atMs: number, event: StageEvent) => planned.push({ atMs, event });
  for (const { id, needs } of scene.lines)
    for (const { atMs, need } of needs) add(atMs, { kind: 'need-changed', lineId: id, need });
  for (const volunteer of volunteers) {
    const { stints, duties, backupDuties } = volunteer.member;
    const dutyEnds = new Set([...duties, ...backupDuties].map(({ endMs }) => endMs));
    for (const stint of stints) {
      add(stint.startMs, { kind: 'stint-began', volunteer, stint });
      if (dutyEnds.has(stint.endMs)) add(stint.endMs - shiftEndingMs, { kind: 'shift-nearly-over', volunteer, stint });
      add(stint.endMs, { kind: 'stint-ended', volunteer, stint });
    }
  }
  for (const call of calls) add(call.arrivesMs, { kind: 'call-arrived', call });
  for (let atMs = scene.fromMs + sampleMs; atMs <= scene.untilMs; atMs += sampleMs) add(atMs, { kind: 'sample' });
  return planned;
}

function happen(stage: Stage, event: StageEvent): void {
  switch (event.kind) {
    case 'stint-began':
      return stintBegan(stage, event.volunteer, event.stint);
    case 'shift-nearly-over':
      return shiftNearlyOver(stage, event.volunteer);
    case 'stint-ended':
      return stintEnded(stage, event.volunteer, event.stint);
    case 'need-changed':
      lineOf(stage, event.lineId).match.need = event.need;
      return;
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
        loads: stage.volunteers.map((volunteer) => feltLoad(volunteer, stage.nowMs)),
      });
      return;
    case 'look':
      return;
  }
}
