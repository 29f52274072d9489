/** One simulated volunteer: what routing is told of them, what they have really carried, and the rest they owe themselves. */
import type { PersonFacts } from '../../wellbeing/guards.ts';
import { loadAt, type LoadEvent, type LoadWeights } from '../../wellbeing/load.ts';
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
  known: LoadEvent[];
  /** What really was: the same as if every check-in had been answered. */
  felt: LoadEvent[];
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
    known: [...member.before],
    felt: [...member.before],
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
  volunteer.facts.load = loadAt(volunteer.known, nowMs, volunteer.member.zone, weights).score;
  volunteer.loadUntilMs = nowMs + loadKeptMs;
}

/** The load the volunteer really has, whatever the service was told. */
export function feltLoad(volunteer: Volunteer, nowMs: number): number {
  return loadAt(volunteer.felt, nowMs, volunteer.member.zone).score;
}

/** Writes an event into both histories. */
export function remember(volunteer: Volunteer, event: LoadEvent): void {
  volunteer.known.push(event);
  volunteer.felt.push(event);
  volunteer.loadUntilMs = Number.NEGATIVE_INFINITY;
}

/** Writes a talk that ended at `endMs` into both histories; how heavy it was the service hears with the check-in, if ever. */
export function rememberTalk(volunteer: Volunteer, call: Call, startMs: number, endMs: number): void {
  const { abusive, crisis, weight } = call;
  forget(volunteer.known, endMs);
  forget(volunteer.felt, endMs);
  volunteer.known.push({ kind: 'contact', startMs, endMs, heavy: false, abusive, crisis });
  volunteer.felt.push({ kind: 'contact', startMs, endMs, heavy: isHeavyAnswer(weight), abusive, crisis });
  answerCheckIn(volunteer.felt, weight, endMs);
  volunteer.loadUntilMs = Number.NEGATIVE_INFINITY;
}

/** Writes the answer to a check-in about the talk that ended at `endMs` into what the service knows. */
export function rememberCheckIn(volunteer: Volunteer, answer: number, endMs: number, nowMs: number): void {
  const talk = volunteer.known.findIndex((event) => event.kind === 'contact' && event.endMs === endMs);
  const event = volunteer.known[talk];
  if (event && isHeavyAnswer(answer)) volunteer.known[talk] = { ...event, heavy: true } as LoadEvent;
  answerCheckIn(volunteer.known, answer, nowMs);
  volunteer.loadUntilMs = Number.NEGATIVE_INFINITY;
}

/** Only the latest check-in counts, so it takes the place of the one before. */
function answerCheckIn(events: LoadEvent[], answer: number, atMs: number): void {
  const before = events.findIndex((event) => event.kind === 'check-in');
  if (before >= 0) events.splice(before, 1);
  events.push({ kind: 'check-in', atMs, answer });
}

function forget(events: LoadEvent[], nowMs: number): void {
  for (;;) {
    const old = events.findIndex(
      (event) =>
        event.kind === 'contact' &&
        event.endMs <= nowMs - (event.heavy || event.abusive || event.crisis ? heavyForgottenMs : plainForgottenMs),
    );
    if (old < 0) return;
    events.splice(old, 1);
  }
}

/** All that is behind somebody after a call, answered or not. */
export function behindOf({ abusive, crisis, weight }: Call, talkedMs: number): Behind {
  return behind({ talkedMs, abusive, crisis, answer: weight });
}
