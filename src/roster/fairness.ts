/** How well a line is covered and how its shifts are shared out: eight weeks that were, and a plan (R8). */
import type { RosterOrganisation } from '../organisation/changed-shifts.ts';
import type { Shift } from '../organisation/organisation-file.ts';
import { coverBySlot, coverByWeek, type SlotCover, type WeekCover } from '../planning/fairness/coverage.ts';
import { sharesOf, type PersonShares } from '../planning/fairness/shares.ts';
import { rosterModelToCheck } from '../planning/roster/build-model.ts';
import { checkRoster } from '../planning/roster/check.ts';
import { mondayOf } from '../planning/roster/calendar.ts';
import type { RosterModel } from '../planning/roster/model.ts';
import { rosterOf } from '../planning/roster/roster.ts';
import { dateName, parseDate } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import type { DraftDays } from './drafts-sql.ts';

const daysBack = 56;
const daysAhead = 28;

/** The plan that is looked at where nobody says which: four weeks from this Monday on, by the clock of `zone`. */
export function plannedDays(line: string, zone: string, nowMs: number): DraftDays {
  const monday = mondayOf(zoneClock(zone).localDay(nowMs));
  return { line, from: dateName(monday), to: dateName(monday + daysAhead - 1) };
}

/** The first day that is looked at before a plan that begins on `from`. */
export function firstDay({ from }: Pick<DraftDays, 'from'>): string {
  return dateName((parseDate(from) ?? Number.NaN) - daysBack);
}

/** The weeks before the plan and its own, and the slots of the plan. */
export function coverageOf(
  organisation: RosterOrganisation,
  shifts: readonly Shift[],
  days: DraftDays,
): { weeks: WeekCover[]; slots: SlotCover[] } {
  const model = modelOf(organisation, shifts, days);
  const check = checkRoster(model, rosterOf(model, []));
  return { weeks: coverByWeek(model, check), slots: coverBySlot(model, check, days.from) };
}

/** Everybody's shares over the weeks before the plan and its own. */
export function fairSharesOf(
  organisation: RosterOrganisation,
  shifts: readonly Shift[],
  days: DraftDays,
): PersonShares[] {
  return sharesOf(modelOf(organisation, shifts, days), { from: firstDay(days), planFrom: days.from, to: days.to });
}

function modelOf(organisation: RosterOrganisation, shifts: readonly Shift[], days: DraftDays): RosterModel {
  return rosterModelToCheck({ ...organisation, shifts }, { line: days.line, from: firstDay(days), to: days.to });
}
