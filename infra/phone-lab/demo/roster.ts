/** A week of the demo's shifts with people on them: fair, rested, and such that Ana, Ben and Cleo have just come on when the demo begins. */
import { chance } from '../../../src/planning/simulation/random.ts';
import { parts, players, type Player } from './cast.ts';

export const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** One shift of the week: `day` from Monday, `hour` of its start on the line's clock. */
export type WeekShift = {
  line: 'harbour' | 'veterans' | 'puerto';
  day: number;
  hour: number;
  hours: number;
  need: number;
  primary: string[];
  backup: string[];
};

const hoursOfShift = 4;
const restHours = 11;
const weekHours = 7 * 24;
/** Evenings for which two are wanted. */
const busyDays = [1, 3, 4, 6];
const firstThree = ['ana', 'ben', 'cleo'];

/** The week of an organisation that is founded on `day` at `hour`: the line that is always open changes shift at that hour and every four hours. */
export function weekOfShifts(day: number, hour: number): WeekShift[] {
  const now: WeekShift = { line: 'harbour', day, hour, hours: hoursOfShift, need: 3, primary: firstThree, backup: [] };
  const evenings = [0, 1, 2, 3, 4].map((on) => short('veterans', on, 18));
  const spanish = [0, 1, 2, 3, 4, 5].map((on) => short('puerto', on, 17));
  const always = [0, 1, 2, 3, 4, 5, 6]
    .flatMap((on) => Array.from({ length: 24 / hoursOfShift }, (_, at) => harbour(on, (hour % hoursOfShift) + 4 * at)))
    .filter((shift) => shift.day !== day || shift.hour !== hour);
  const shifts = [now, ...evenings, ...spanish, ...always];
  // Nights first: the fewest people take them.
  const order = [...evenings, ...spanish, ...always.filter(isNight), ...always.filter((shift) => !isNight(shift))];
  for (const shift of order)
    for (let place = 0; place < shift.need; place += 1) {
      const found = bestFor(shift, shifts);
      if (found) shift.primary.push(found.id);
    }
  for (const shift of always.filter(isBusy)) {
    const found = bestFor(shift, shifts, false);
    if (found) shift.backup.push(found.id);
  }
  return shifts;
}

const short = (line: 'veterans' | 'puerto', day: number, hour: number): WeekShift => ({
  line,
  day,
  hour,
  hours: 3,
  need: 1,
  primary: [],
  backup: [],
});

function harbour(day: number, hour: number): WeekShift {
  const need = busyDays.includes(day) && hour >= 17 && hour <= 20 ? 2 : 1;
  return { line: 'harbour', day, hour, hours: hoursOfShift, need, primary: [], backup: [] };
}

const isNight = ({ hour }: WeekShift) => hour >= 21 || hour < 6;
const isBusy = ({ need }: WeekShift) => need > 1;

/** Whoever has least of what they offer, among those who can; a trainee only beside somebody trained. */
function bestFor(shift: WeekShift, shifts: readonly WeekShift[], counts = true): Player | null {
  const free = players
    .map((player, index) => ({ player, order: shareOf(player, shifts) + chance(shift.day, shift.hour, index) / 10 }))
    .filter(({ player }) => canTake(player, shift, shifts, counts))
    .sort((a, b) => a.order - b.order);
  return free[0]?.player ?? null;
}

const onShifts = ({ id }: Player, shifts: readonly WeekShift[]) =>
  shifts.filter(({ primary, backup }) => primary.includes(id) || backup.includes(id));
const hoursOf = (player: Player, shifts: readonly WeekShift[]) =>
  shifts.filter(({ primary }) => primary.includes(player.id)).reduce((sum, { hours }) => sum + hours, 0);
const shareOf = (player: Player, shifts: readonly WeekShift[]) => hoursOf(player, shifts) / player.hours;

function canTake(player: Player, shift: WeekShift, shifts: readonly WeekShift[], counts: boolean): boolean {
  if (player.hours === 0 || player.reserve) return false;
  if (shift.line === 'veterans' && !player.tags.includes('veteran')) return false;
  if (shift.line === 'puerto' && player.languages[0] !== 'es' && player.id !== 'hana') return false;
  if (player.trainee && (shift.line !== 'harbour' || shift.primary.length === 0)) return false;
  if (!player.when.some((part) => isWithin(shift, parts[part]))) return false;
  if (counts && hoursOf(player, shifts) + shift.hours > player.hours) return false;
  return onShifts(player, shifts).every((other) => hoursBetween(other, shift) >= restHours);
}

const isWithin = ({ hour, hours }: WeekShift, { fromHour, toHour }: { fromHour: number; toHour: number }) =>
  [hour, hour + 24].some((start) => start >= fromHour && start + hours <= toHour);

/** From the end of the one to the start of the other, around the week whichever is sooner; negative where they overlap. */
function hoursBetween(one: WeekShift, other: WeekShift): number {
  const start = (shift: WeekShift) => shift.day * 24 + shift.hour;
  const after = (start(other) - start(one) + weekHours) % weekHours;
  return Math.min(after - one.hours, weekHours - after - other.hours);
}
