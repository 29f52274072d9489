/** One simulated volunteer: what routing is told of them, what they have really carried, and the rest they owe themselves. */
import type { PersonFacts } from '../../wellbeing/guards.ts';
import { carriedScore, withEvent, withHeavy, withoutOld, type Carried } from '../../wellbeing/carried.ts';
import type { LoadEvent, LoadWeights } from '../../wellbeing/load.ts';
import { behind, isHeavyAnswer, type Behind } from '../../wellbeing/rests.ts';
import type { Call } from './calls.ts';
import type { Member, Stint } from './crew.ts';

export type Volunteer = {
  member: Member;
  facts: PersonFacts;
  /** Those that run now. */
  stints: Stint[];
  missedInRow: number;
  /** What the service knows: check-ins that were answered, abuse and hand-overs, which their keys tell. */
  known: Carried;
  /** What really was: the same as if every check-in had been answered. */
  felt: Carried;
  /** `facts.load` is read again from this instant on. */
  loadUntilMs: number;
  /** Until when they need rest, and until when as far as the service was told. */
  owedUntilMs: number;
  toldUntilMs: number;
};

const minuteMs = 60_000;
/** A load changes slowly between events: it is read again after this long. */
const loadKeptMs = 10 * minuteMs;
/** Older contacts weigh nothing any more: less than 0.01 points each, their half-lives being 36 hours and, heavy ones, 72. */
const plainForgottenMs = 15 * 24 * 60 * minuteMs;
const heavyForgottenMs = 2 * plainForgottenMs;

/** A volunteer before anything happens: off, and with the load of what they did before. */
export function makeVolunteer(member: Member): Volunteer {
  return {
    member,
    facts: {
      personId: member.id,
      languages: [...member.languages],
      tags: [...member.tags],
      leader: member.leader,
      trainee: member.trainee,
      reserve: false,
      onShiftAs: null,
      duty: null,
      automatic: true,
      missingTraining: [],
      setting: null,
      settingAtMs: null,
      breakUntilMs: null,
      wrapUpUntilMs: null,
      restUntilMs: null,
      busy: null,
      idleSinceMs: null,
      load: 0,
    },
    stints: [],
    missedInRow: 0,
    known: member.before,
    felt: member.before,
    loadUntilMs: Number.NEGATIVE_INFINITY,
    owedUntilMs: 0,
    toldUntilMs: 0,
  };
}

/** Brings `facts.load` up to date, as the service knows it, for somebody who may be asked now. */
export function refreshLoad(volunteer: Volunteer, nowMs: number, weights?: LoadWeights): void {
  const { busy, wrapUpUntilMs, restUntilMs } = volunteer.facts;
  const isHeld = busy !== null || Math.max(wrapUpUntilMs ?? 0, restUntilMs ?? 0) > nowMs;
  if (isHeld || nowMs < volunteer.loadUntilMs) return;
  volunteer.facts.load = carriedScore(volunteer.known, nowMs, weights);
  volunteer.loadUntilMs = nowMs + loadKeptMs;
}

/** The load the volunteer really has, whatever the service was told. */
export function feltLoad(volunteer: Volunteer, nowMs: number): number {
  return carriedScore(volunteer.felt, nowMs);
}

/** Writes an event into both histories. */
export function remember(volunteer: Volunteer, event: LoadEvent): void {
  volunteer.known = withEvent(volunteer.known, event);
  volunteer.felt = withEvent(volunteer.felt, event);
  volunteer.loadUntilMs = Number.NEGATIVE_INFINITY;
}

/** Writes a talk that ended at `endMs` into both histories; how heavy it was the service hears with the check-in, if ever. */
export function rememberTalk(volunteer: Volunteer, call: Call, startMs: number, endMs: number): void {
  const { abusive, crisis, weight } = call;
  const talk = { kind: 'contact' as const, startMs, endMs, abusive, crisis };
  volunteer.known = withEvent(withoutForgotten(volunteer.known, endMs), { ...talk, heavy: false });
  const felt = withEvent(withoutForgotten(volunteer.felt, endMs), { ...talk, heavy: isHeavyAnswer(weight) });
  volunteer.felt = withEvent(felt, { kind: 'check-in', atMs: endMs, answer: weight });
  volunteer.loadUntilMs = Number.NEGATIVE_INFINITY;
}

/** Writes the answer to a check-in about the talk that ended at `endedMs` into what the service knows. */
export function rememberCheckIn(volunteer: Volunteer, answer: number, endedMs: number, nowMs: number): void {
  const known = isHeavyAnswer(answer) ? withHeavy(volunteer.known, endedMs) : volunteer.known;
  volunteer.known = withEvent(known, { kind: 'check-in', atMs: nowMs, answer });
  volunteer.loadUntilMs = Number.NEGATIVE_INFINITY;
}

function withoutForgotten(carried: Carried, nowMs: number): Carried {
  return withoutOld(carried, nowMs - plainForgottenMs, nowMs - heavyForgottenMs);
}

/** All that is behind somebody after a call, answered or not. */
export function behindOf({ abusive, crisis, weight }: Call, talkedMs: number): Behind {
  return behind({ talkedMs, abusive, crisis, answer: weight });
}
