/** Where the simulation plays: who waits, whose phone rings, who talks, and what happens next. */
import type { MatchContact, MatchLine } from '../../matching/model.ts';
import { makeAgenda, type Agenda } from './agenda.ts';
import type { Call } from './calls.ts';
import type { Member, Stint } from './crew.ts';
import type { Journal } from './journal.ts';
import type { SimulationPolicy } from './plan.ts';
import type { Rotation } from './rotations.ts';
import type { Scene } from './scene.ts';
import { makeVolunteer, type Volunteer } from './volunteer.ts';

/** A caller in line: the contact as routing sees it, and the phones that rang for it. */
export type Waiting = { call: Call; contact: MatchContact; rings: Ring[]; isOver: boolean };

/** A ringing phone; `told` where the service already knew that its person needs rest. */
export type Ring = {
  waiting: Waiting;
  volunteer: Volunteer;
  startMs: number;
  ask: MatchContact['asks'][number];
  told: boolean;
  isOver: boolean;
};

export type Talk = { call: Call; volunteer: Volunteer; startMs: number; told: boolean; unrested: boolean };

/** A rest that ends at `endMs`, and whether it grows where nobody answers then; its numbers are those of the line of the contact before it. */
export type Rest = { endMs: number; mayGrow: boolean; lineId: string };

export type StageEvent =
  | { kind: 'stint-began' | 'shift-nearly-over' | 'stint-ended'; volunteer: Volunteer; stint: Stint }
  | { kind: 'need-changed'; lineId: string; need: number }
  | { kind: 'call-arrived'; call: Call }
  | { kind: 'patience-ended'; waiting: Waiting }
  | { kind: 'ring-ended'; ring: Ring; outcome: 'accepted' | 'passed' | 'missed' }
  | { kind: 'talk-ended'; talk: Talk }
  | { kind: 'check-in-answered'; volunteer: Volunteer; call: Call; endedMs: number }
  | { kind: 'rest-ended'; volunteer: Volunteer; rest: Rest }
  | { kind: 'break-left'; volunteer: Volunteer; startMs: number }
  /** Time alone changes something: a wave, a step of the ladder, the end of a wrap-up. */
  | { kind: 'look' }
  | { kind: 'sample' };

/** One line: what routing sees of it, and whose stints run on it in the order of the list. */
export type StageLine = { policy: SimulationPolicy; match: MatchLine; on: { volunteer: Volunteer; stint: Stint }[] };

export type Stage = {
  scene: Scene;
  rotation: Rotation;
  agenda: Agenda<StageEvent>;
  journal: Journal;
  nowMs: number;
  volunteers: Volunteer[];
  volunteerOf: Map<string, Volunteer>;
  lines: Map<string, StageLine>;
  waitings: Map<string, Waiting>;
};

/** The stage before anything happened. */
export function makeStage(scene: Scene, crew: readonly Member[], rotation: Rotation): Stage {
  const volunteers = crew.map(makeVolunteer);
  return {
    scene,
    rotation,
    agenda: makeAgenda(),
    journal: { ends: [], rings: [], talks: [], rests: [], samples: [] },
    nowMs: scene.fromMs,
    volunteers,
    volunteerOf: new Map(volunteers.map((volunteer) => [volunteer.facts.personId, volunteer])),
    lines: new Map(
      scene.lines.map(({ id, policy }): [string, StageLine] => [
        id,
        { policy, match: { id, policy, hiddenToLeaders: false, people: [] }, on: [] },
      ]),
    ),
    waitings: new Map(),
  };
}

/** The line with this id. Throws a RangeError where the scene has none. */
export function lineOf(stage: Stage, lineId: string): StageLine {
  const line = stage.lines.get(lineId);
  if (!line) throw new RangeError(`no line "${lineId}" is simulated`);
  return line;
}

/** Enters what is to happen after a time, to the millisecond. */
export function later(stage: Stage, afterMs: number, event: StageEvent): void {
  stage.agenda.add(Math.round(stage.nowMs + afterMs), event);
}
