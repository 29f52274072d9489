/** A fill of a draft, and the price of somebody on an occurrence, as the API tells of them: people by id. */
import type { z } from 'zod';
import type { NamedPlacement } from '../planning/draft/proposal.ts';
import type { Price } from '../planning/draft/price.ts';
import type { RosterModel, RosterOccurrence } from '../planning/roster/model.ts';
import { checkRoster } from '../planning/roster/check.ts';
import { reasonsFor, waysOut, type WayOutChange } from '../planning/roster/reasons.ts';
import { dateName } from '../schedule/wall-clock.ts';
import type { ComesTo, FillNow } from '../roster/fills.ts';
import type { StoredFill } from '../roster/fills-sql.ts';
import { named, violationIn } from '../roster/roster-now.ts';
import type { fillTold, rosterFillOperations } from './contract/roster-fill.ts';
import { iso } from './peer.ts';

type Answers = typeof rosterFillOperations;
type FillAnswer = NonNullable<z.input<Answers['drafts.fill']['answer']>['fill']>;
type Result = NonNullable<FillAnswer['result']>;
type PriceAnswer = z.input<Answers['drafts.whyNot']['answer']>;

/** How far a fill is. */
export function fillHeadAnswer(fill: StoredFill): NonNullable<z.input<typeof fillTold>['fill']> {
  const { id, draftId, mode, seconds, askedBy, askedAtMs, state, stopAsked, revision, progress } = fill;
  return {
    id,
    draft: draftId,
    mode,
    seconds,
    asked: { by: askedBy, at: iso(askedAtMs) },
    state,
    stopping: stopAsked && (state === 'queued' || state === 'running'),
    revision,
    progress,
  };
}

/** The same, with what it comes to on the draft as it is now. */
export function fillAnswer({ fill, comesTo }: FillNow): FillAnswer {
  return { ...fillHeadAnswer(fill), result: comesTo && fill.found && resultAnswer(fill.found, comesTo) };
}

function resultAnswer({ optimal, gap }: { optimal: boolean; gap: number }, comesTo: ComesTo): Result {
  const { fit, score } = comesTo;
  return {
    optimal,
    gap,
    score,
    places: placesAnswer(comesTo),
    leftOut: fit.leftOut,
    short: shortAnswer(comesTo),
  };
}

function placesAnswer({ fit }: ComesTo): Result['places'] {
  const keyOf = ({ shift, occurrence }: { shift: string; occurrence: string }) => JSON.stringify([shift, occurrence]);
  const by = (steps: readonly NamedPlacement[]) => {
    const people = new Map<string, string[]>();
    for (const step of steps) people.set(keyOf(step), [...(people.get(keyOf(step)) ?? []), step.person]);
    return people;
  };
  const [added, removed, left] = [by(fit.fits.add), by(fit.fits.remove), by(fit.leaves)];
  return fit.model.occurrences.flatMap((one) => {
    const [add, remove, onCall] = [added, removed, left].map((steps) => steps.get(keyOf(one)) ?? []) as [
      string[],
      string[],
      string[],
    ];
    return one.isInRange && add.length + remove.length + onCall.length > 0
      ? [{ ...placeAnswer(one), added: add, removed: remove, offCall: onCall }]
      : [];
  });
}

function shortAnswer({ fit, nowMs }: ComesTo): Result['short'] {
  const { model } = fit;
  const ids = (people: readonly number[]) => people.map((person) => model.people[person]?.id ?? '');
  return checkRoster(model, fit.roster).short.flatMap(({ occurrence, short }) => {
    const one = model.occurrences[occurrence];
    if (one === undefined || one.startMs <= nowMs) return [];
    return [
      {
        ...placeAnswer(one),
        short,
        reasons: reasonsFor(model, fit.roster, occurrence).map(({ why, people }) => ({ why, people: ids(people) })),
        waysOut: waysOut(model, fit.roster, occurrence).map(({ people, change }) => ({
          people: ids(people),
          way: wayOutAnswer(change),
        })),
      },
    ];
  });
}

function placeAnswer({ shift, occurrence, startMs, endMs }: RosterOccurrence) {
  return { shift, occurrence, startAt: iso(startMs), endAt: iso(endMs) };
}

function wayOutAnswer(change: WayOutChange): Result['short'][number]['waysOut'][number]['way'] {
  return change.kind === 'own-limit'
    ? { kind: 'own-limit', week: dateName(change.monday), limits: change.limits }
    : change;
}

/** Why somebody may not come, and the price. */
export function priceAnswer({ model, price }: { model: RosterModel; price: Price }): PriceAnswer {
  const { why, obstacle, wayOut, score, anyway, instead } = price;
  const isBreak = obstacle !== null && 'break' in obstacle;
  return {
    why,
    courses: obstacle?.why === 'training' ? obstacle.courses : [],
    broken: isBreak ? violationIn(model, { ...obstacle.break, person: null }) : null,
    wayOut: wayOut && wayOutAnswer(wayOut),
    score,
    anyway: anyway && {
      score: anyway.score,
      violations: anyway.violations.map((one) => violationIn(model, one)),
    },
    instead: instead && {
      score: instead.score,
      dropped: instead.dropped.map(({ occurrence, person }) => ({
        ...named(model, occurrence),
        person: model.people[person]?.id ?? '',
      })),
    },
  };
}
