/** Forecasts weeks that are known already, from the days before them: which views foresee this line best, and how far off they are. */
import { hasLastYear, modelsOf, profileAt, rateOf, type Model, type Understood, type View } from './model.ts';
import { slotsPerDay } from './series.ts';

/** One half hour that was foreseen: by how much it was off. */
export type Miss = { mean: number; doubt: number; count: number };

export type Rehearsal = { views: View[]; misses: Miss[] };

const profileHalfLives = [30, 90, 365];
const levelHalfLives = [5, 12, 30, 90];
const mostRehearsals = 8;
const leastDays = 7;
const leastAhead = 7;
const together = 3;

const usualView: View = { profileHalfLifeDays: 365, levelHalfLifeDays: 30, trend: false, year: false };

/** Rehearses up to eight weeks, `aheadDays` (7 to 28) from each; with too little history the usual view, and no misses. */
export function rehearse(understood: Understood, aheadDays: number): Rehearsal {
  const { days } = understood.series;
  const starts: number[] = [];
  for (let back = leastAhead; starts.length < mostRehearsals && days - back >= leastDays; back += 7)
    starts.push(days - back);
  if (starts.length === 0) return { views: [usualView], misses: [] };

  const views = viewsFor(hasLastYear(starts.at(-1) ?? 0));
  const models = starts.map((start) => modelsFrom(understood, start, views));
  const errors = views.map((_, index) =>
    starts.reduce((sum, start, turn) => sum + errorOf(understood, start, aheadDays, models[turn]?.[index]), 0),
  );
  const best = [...views.keys()].sort((a, b) => (errors[a] ?? 0) - (errors[b] ?? 0)).slice(0, together);
  const misses = starts.flatMap((start, turn) =>
    missesOf(
      understood,
      start,
      aheadDays,
      best.map((index) => models[turn]?.[index]),
    ),
  );
  return { views: best.flatMap((index) => views[index] ?? []), misses };
}

/** The models of `views`, in their order, from the days before `untilDay`. */
export function modelsFrom(understood: Understood, untilDay: number, views: readonly View[]): Model[] {
  const models: Model[] = [];
  for (const halfLife of new Set(views.map((view) => view.profileHalfLifeDays))) {
    const alike = [...views.keys()].filter((index) => views[index]?.profileHalfLifeDays === halfLife);
    const profile = profileAt(understood, untilDay, halfLife);
    const made = modelsOf(
      understood,
      untilDay,
      profile,
      alike.flatMap((index) => views[index] ?? []),
    );
    for (const [turn, index] of alike.entries()) if (made[turn]) models[index] = made[turn];
  }
  return models;
}

function viewsFor(hasYear: boolean): View[] {
  return profileHalfLives.flatMap((profileHalfLifeDays) =>
    levelHalfLives.flatMap((levelHalfLifeDays) =>
      [false, true].flatMap((trend) =>
        (hasYear ? [false, true] : [false]).map((year) => ({ profileHalfLifeDays, levelHalfLifeDays, trend, year })),
      ),
    ),
  );
}

/** The sum of what one model was off by. */
function errorOf({ series, days }: Understood, start: number, aheadDays: number, model: Model | undefined): number {
  let error = 0;
  for (let day = start; model && day < Math.min(series.days, start + aheadDays); day += 1) {
    if (days.isUnlike[day] === 1) continue;
    const level = model.levelOn(day);
    const at = (series.weekdays[day] ?? 0) * slotsPerDay;
    for (let slot = 0; slot < slotsPerDay; slot += 1) {
      const count = series.counts[day * slotsPerDay + slot] ?? Number.NaN;
      if (!Number.isNaN(count)) error += Math.abs(count - level * (model.profile.rate[at + slot] ?? 0));
    }
  }
  return error;
}

function missesOf(
  { series, days }: Understood,
  start: number,
  aheadDays: number,
  given: (Model | undefined)[],
): Miss[] {
  const models = given.filter((model) => model !== undefined);
  const misses: Miss[] = [];
  for (let day = start; day < Math.min(series.days, start + aheadDays); day += 1) {
    if (days.isUnlike[day] === 1) continue;
    const weekday = series.weekdays[day] ?? 0;
    const levels = models.map(({ levelOn, profile }): Model => {
      const level = levelOn(day);
      return { levelOn: () => level, profile };
    });
    for (let slot = 0; slot < slotsPerDay; slot += 1) {
      const count = series.counts[day * slotsPerDay + slot] ?? Number.NaN;
      if (Number.isNaN(count)) continue;
      const doubt = models[0]?.profile.doubt[weekday * slotsPerDay + slot] ?? 0;
      misses.push({ mean: rateOf(levels, day, weekday, slot), doubt, count });
    }
  }
  return misses;
}
