/** One way of looking at a history (how far back it looks, whether it sees a trend or last year) and what it foresees. */
import { levelAt, levelNear, levelSinceJump, trendAt, withExpected, type Days } from './levels.ts';
import { profileOf, type Profile } from './profile.ts';
import { slotsPerDay, type Series } from './series.ts';
import type { SpecialDays } from './special-days.ts';

/** What a history says at first sight, before anything is foreseen from it. */
export type Understood = {
  series: Series;
  days: Days;
  /** Variance over mean of a half hour's count on a usual day. */
  dispersion: number;
  special: SpecialDays;
};

export type View = { profileHalfLifeDays: number; levelHalfLifeDays: number; trend: boolean; year: boolean };

/** What a view foresees from the days before `untilDay`: the day's level and the profile; special days are not in it. */
export type Model = { levelOn: (day: number) => number; profile: Profile };

const yearDays = 364;
/** A trend flattens: each day it goes on at this share of the day before. */
const trendKept = 0.98;
/** So much of what happened last year is expected to happen again. */
const yearKept = 0.8;

/** The profile of the days before `untilDay` where what is so many days old counts half. */
export function profileAt({ series, days, dispersion }: Understood, untilDay: number, halfLifeDays: number): Profile {
  const fade = 0.5 ** (1 / halfLifeDays);
  const weights = new Float64Array(untilDay);
  for (let day = untilDay - 1, weight = 1; day >= 0; day -= 1, weight *= fade)
    weights[day] = days.isUnlike[day] === 1 ? 0 : weight;
  return profileOf(series, untilDay, weights, days.around, dispersion);
}

/** The models of several views on one profile, from the days before `untilDay`. */
export function modelsOf(
  { series, days: before }: Understood,
  untilDay: number,
  profile: Profile,
  views: readonly View[],
): Model[] {
  const days = withExpected(series, before, profile, Math.max(0, untilDay - 400), untilDay);
  const slope = views.some(({ trend }) => trend) ? trendAt(days, untilDay) : 0;
  const jumped = levelSinceJump(days, series.firstDay, untilDay);
  return views.map((view) => {
    const level = jumped ?? levelAt(days, untilDay, view.levelHalfLifeDays);
    const age = Math.min(untilDay, view.levelHalfLifeDays / Math.LN2);
    return {
      profile,
      levelOn: (day) =>
        level *
        (view.trend && jumped === null ? Math.exp(slope * flattened(age + day - untilDay)) : 1) *
        (view.year ? lastYear(before, untilDay, day) : 1),
    };
  });
}

/** Whether something is known of the same weeks a year before `untilDay`. */
export function hasLastYear(untilDay: number): boolean {
  return untilDay > yearDays + 21;
}

/** What the models foresee on average for one half hour of an ordinary day. */
export function rateOf(models: readonly Model[], day: number, weekday: number, slot: number): number {
  const at = weekday * slotsPerDay + slot;
  let total = 0;
  for (const { levelOn, profile } of models) total += levelOn(day) * (profile.rate[at] ?? 0);
  return total / models.length;
}

function flattened(days: number): number {
  return (1 - trendKept ** Math.max(0, days)) / (1 - trendKept);
}

/** How the level of these days stood to that of now, in earlier years. */
function lastYear(days: Days, untilDay: number, day: number): number {
  let [total, years] = [0, 0];
  for (let back = yearDays; untilDay - back > 0; back += yearDays) {
    const [then, now] = [levelNear(days, day - back, 7), levelNear(days, untilDay - 10 - back, 10)];
    if (then === null || now === null) continue;
    total += Math.log(then / now);
    years += 1;
  }
  return years === 0 ? 1 : Math.exp((yearKept * total) / years);
}
