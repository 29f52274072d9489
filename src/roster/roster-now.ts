/** What a roster looks like over some days: who is on what, what is missing, which rules it breaks (R1, R2). */
import type { RosterOrganisation } from '../organisation/changed-shifts.ts';
import type { Shift } from '../organisation/organisation-file.ts';
import { missingOf } from '../planning/open-shifts.ts';
import { besidePublished } from '../planning/roster/beside-published.ts';
import { rosterModel, rosterModelToCheck } from '../planning/roster/build-model.ts';
import { checkRoster, type RosterCheck, type Violation } from '../planning/roster/check.ts';
import type { RosterModel } from '../planning/roster/model.ts';
import { rosterOf } from '../planning/roster/roster.ts';
import type { Occurrence } from '../schedule/model.ts';
import { resolveLine } from '../schedule/resolve.ts';
import type { DraftDays } from './drafts-sql.ts';
import { rangeOf, scheduleWith } from './draft-view.ts';

export type Named = { shift: string; occurrence: string };

/** An occurrence that starts within the days; `missing` primaries who take calls. */
export type RosterPlace = Occurrence & { missing: number };

/** What the checker says, by names. */
export type RosterVerdict = {
  score: RosterCheck['score'];
  needsMissed: (Named & { missing: string[] })[];
  violations: {
    rule: RosterCheck['violations'][number]['rule'];
    person: string | null;
    occurrences: Named[];
    value: number | null;
    limit: number | null;
  }[];
};

/** The line's occurrences that start within the days, soonest first. */
export function placesOf(
  organisation: RosterOrganisation,
  shifts: readonly Shift[],
  zone: string,
  days: DraftDays,
): RosterPlace[] {
  const { fromMs, toMs } = rangeOf(days, zone);
  const schedule = scheduleWith(organisation, shifts);
  return resolveLine(schedule, days.line, fromMs, toMs)
    .filter(({ startMs }) => startMs >= fromMs)
    .map((one) => ({ ...one, missing: Math.max(0, missingOf(one, schedule.people)) }));
}

/** The checker's word on `shifts`; changes count against the shifts of `organisation`, which people know of. */
export function verdictOn(organisation: RosterOrganisation, shifts: readonly Shift[], days: DraftDays): RosterVerdict {
  const model = besideWhatIsKnown(rosterModelToCheck, organisation, shifts, days);
  const { score, needsMissed, violations } = checkRoster(model, rosterOf(model, []));
  return {
    score,
    needsMissed: needsMissed.map(({ occurrence, missing }) => ({ ...named(model, occurrence), missing })),
    violations: violations.map((one) => violationIn(model, one)),
  };
}

/** The roster model of `shifts` over these days of the line, to fill; what people know of is what `organisation` has. */
export function modelOf(organisation: RosterOrganisation, shifts: readonly Shift[], days: DraftDays): RosterModel {
  return besideWhatIsKnown(rosterModel, organisation, shifts, days);
}

function besideWhatIsKnown(
  make: typeof rosterModelToCheck,
  organisation: RosterOrganisation,
  shifts: readonly Shift[],
  { line, from, to }: DraftDays,
): RosterModel {
  const range = { line, from, to };
  const model = make({ ...organisation, shifts }, range);
  return shifts === organisation.shifts ? model : besidePublished(model, make(organisation, range));
}

/** A violation by names. */
export function violationIn(
  model: RosterModel,
  { rule, person, occurrences, value, limit }: Violation,
): RosterVerdict['violations'][number] {
  return {
    rule,
    person: person === null ? null : (model.people[person]?.id ?? null),
    occurrences: occurrences.map((index) => named(model, index)),
    value,
    limit,
  };
}

/** An occurrence of the model by its names. */
export function named(model: RosterModel, index: number): Named {
  const one = model.occurrences[index];
  return { shift: one?.shift ?? '', occurrence: one?.occurrence ?? '' };
}
