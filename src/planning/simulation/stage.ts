/** Where the simulated weeks play: who waits, whose phone rings, who talks, and what happens next. */
import type { MatchContact, MatchLine } from '../../matching/match.ts';
import type { Interval } from '../../schedule/model.ts';
import { makeAgenda, type Agenda } from './agenda.ts';
import type { Call } from './calls.ts';
import { lineId, type Member } from './crew.ts';
import type { Journal } from './journal.ts';
import type { Plan } from './plan.ts';
import type { Rotation } from './rotations.ts';
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

/** A rest that ends at `endMs`, and how long it goes on where nobody answers then. */
export type Rest = { endMs: number; againMs: number };

export type StageEvent =
  | { kind: 'duty-began' | 'shift-nearly-over' | 'duty-ended'; volunteer: Volunteer; duty: Interval }
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

export type Stage = {
  plan: Plan;
  rotation: Rotation;
  agenda: Agenda<StageEvent>;
  journal: Journal;
  nowMs: number;
  volunteers: Volunteer[];
  volunteerOf: Map<string, Volunteer>;
  /** Those on shift, in the order of the list; `line.people` are their facts. */
  onShift: Volunteer[];
  line: MatchLine;
  waitings: Map<string, Waiting>;
};

/** The stage before anything happened. */
export function makeStage(plan: Plan, crew: readonly Member[], rotation: Rotation): Stage {
  const volunteers = crew.map(makeVolunteer);
  return {
    plan,
    rotation,
    agenda: makeAgenda(),
    journal: { ends: [], rings: [], talks: [], rests: [], samples: [] },
    nowMs: plan.fromMs,
    volunteers,
    volunteerOf: new Map(volunteers.map((volunteer) => [volunteer.facts.personId, volunteer])),
    onShift: [],
    line: { id: lineId, policy: plan.policy, hiddenToLeaders: false, people: [] },
    waitings: new Map(),
  };
}

/** Enters what is to happen after a time, to the millisecond. */
export function later(stage: Stage, afterMs: number, event: StageEvent): void {
  stage.agenda.add(Math.round(stage.nowMs + afterMs), event);
}
