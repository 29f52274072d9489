/** The volunteers of the simulated weeks: a weekly roster at the wanted occupancy, dealt evenly, read back through the schedule engine. */
import { compileSchedule } from '../../schedule/compile.ts';
import { dutiesOf } from '../../schedule/duties.ts';
import type { Interval, ScheduleShift, ScheduleSource } from '../../schedule/model.ts';
import { wallName, weekdays } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import { carriedOf, type Carried } from '../../wellbeing/carried.ts';
import { weightOfHour } from './calls.ts';
import { lineId, shiftHours, shiftsPerWeek, weekMs, type Plan } from './plan.ts';
import { chance } from './random.ts';

/** A time on one line. */
export type Stint = Interval & {
  lineId: string;
  as: 'primary' | 'backup';
  /** Whether being on makes them available without a word (S5). */
  automatic: boolean;
  missingTraining: readonly string[];
};

/** One volunteer and their habits, which are the same in every rotation. */
export type Member = {
  /** What their draws go by: a whole number of their own. */
  index: number;
  id: string;
  zone: string;
  languages: readonly string[];
  tags: readonly string[];
  leader: boolean;
  trainee: boolean;
  missedShare: number;
  pickUpSeconds: number;
  /** When they are on as a primary, on all lines, in order; touching shifts are one. */
  duties: Interval[];
  /** The same as a backup. */
  backupDuties: Interval[];
  /** Where they are on when, in order; no two overlap on one line. */
  stints: Stint[];
  /** What they did before the simulation begins, for their load. */
  before: Carried;
};

const hourMs = 3_600_000;
/** Shifts begin every two hours, so that never everybody changes at once. */
const blockHours = 2;
const blocksPerWeek = 168 / blockHours;
const blocksPerShift = shiftHours / blockHours;
const restHours = 11;

const purposes = { missed: 21, pickUp: 22, deal: 23 };

/** The fewest shifts a week that keep somebody on around the clock. */
export const leastShiftsPerWeek = blocksPerWeek / blocksPerShift;

/** Everybody of the simulated line, in the order of the list. */
export function crewOf(plan: Plan): Member[] {
  const schedule = compileSchedule(rosterOf(plan));
  return personIds(plan).map((id, index) => {
    const duties = dutiesOf(schedule, id, plan.fromMs, plan.fromMs + plan.weeks * weekMs);
    return {
      index,
      id,
      zone: plan.zone,
      languages: ['en'],
      tags: [],
      leader: false,
      trainee: false,
      ...habitsOf(plan, index),
      duties,
      backupDuties: [],
      stints: duties.map((duty) => ({ ...duty, lineId, as: 'primary', automatic: true, missingTraining: [] })),
      before: carriedOf([], plan.zone),
    };
  });
}

/** How often somebody misses a ring, and their usual time to pick up. */
export function habitsOf(
  { seed, behaviour: { missedShare, pickUpSeconds } }: Pick<Plan, 'seed' | 'behaviour'>,
  index: number,
): Pick<Member, 'missedShare' | 'pickUpSeconds'> {
  const between = ({ least, most }: { least: number; most: number }, draw: number) => least + draw * (most - least);
  return {
    missedShare: between(missedShare, chance(seed, purposes.missed, index)),
    pickUpSeconds: between(pickUpSeconds, chance(seed, purposes.pickUp, index)),
  };
}

/** The duty somebody is in at `atMs`: as a primary or, where they are in none, as a backup. */
export function onShiftNow({ duties, backupDuties }: Member, atMs: number): Interval | null {
  const isNow = ({ startMs, endMs }: Interval) => startMs <= atMs && atMs < endMs;
  return duties.find(isNow) ?? backupDuties.find(isNow) ?? null;
}

function personIds({ people }: Plan): string[] {
  const digits = String(people).length;
  return Array.from({ length: people }, (_, index) => `p${String(index + 1).padStart(digits, '0')}`);
}

/** The weekly roster as an organisation file would hold it. Throws a RangeError when there are too few people to fill it. */
export function rosterOf(plan: Plan): ScheduleSource {
  const ids = personIds(plan);
  // A week early, so that the shift which runs into the first Monday is there too.
  const mondayWall = plan.fromMs + zoneClock(plan.zone).offsetAt(plan.fromMs) - weekMs;
  const shifts = deal(startsOf(shiftsPerWeek(plan)), plan).map((people, block): ScheduleShift => {
    const startWall = mondayWall + block * blockHours * hourMs;
    const day = Math.floor((block * blockHours) / 24);
    return {
      id: `shift-${String(block).padStart(2, '0')}`,
      line: lineId,
      start: wallName(startWall),
      end: wallName(startWall + shiftHours * hourMs),
      repeat: `FREQ=WEEKLY;BYDAY=${weekdays[day] ?? 'MO'}`,
      need: people.length,
      assigned: people.map((person) => ({ person: ids[person] ?? '', as: 'primary' as const })),
    };
  });
  return {
    organisation: { timeZone: plan.zone },
    lines: [{ id: lineId, timeZone: plan.zone }],
    people: ids.map((id) => ({ id })),
    shifts: shifts.filter(({ assigned }) => (assigned?.length ?? 0) > 0),
  };
}

/** How many shifts begin with each block of the week: one after the other goes to where most callers share one peer. */
function startsOf(shiftCount: number): number[] {
  const demand = Array.from(
    { length: blocksPerWeek },
    (_, block) => weightOfHour(block * blockHours) + weightOfHour(block * blockHours + 1),
  );
  const starts = demand.map(() => 0);
  const cover = demand.map(() => 0);
  const strain = (block: number) => (demand[wrapped(block)] ?? 0) / (cover[wrapped(block)] ?? 0);
  for (let made = 0; made < shiftCount; made += 1) {
    const worst = demand.reduce((best, _, block) => (strain(block) > strain(best) ? block : best), 0);
    const start = wrapped(strain(worst - 1) > strain(worst + 1) ? worst - 1 : worst);
    starts[start] = (starts[start] ?? 0) + 1;
    for (let block = start; block < start + blocksPerShift; block += 1)
      cover[wrapped(block)] = (cover[wrapped(block)] ?? 0) + 1;
  }
  return starts;
}

function wrapped(block: number): number {
  return (block + blocksPerWeek) % blocksPerWeek;
}

/** Who takes which block's shifts, by index: those with the fewest shifts so far, 11 h between two where it can be. */
function deal(starts: readonly number[], { seed, people }: Plan): number[][] {
  const blocksOf = Array.from({ length: people }, (): number[] => []);
  return starts.map((count, block) => {
    const rest = (person: number) =>
      Math.min(...(blocksOf[person] ?? []).map((other) => restBetween(block, other)), restHours);
    const order = blocksOf
      .map((blocks, person) => ({
        person,
        shifts: blocks.length,
        rest: rest(person),
        draw: chance(seed, purposes.deal, block, person),
      }))
      .filter((one) => one.rest >= 0)
      .sort((a, b) => b.rest - a.rest || a.shifts - b.shifts || a.draw - b.draw);
    if (order.length < count)
      throw new RangeError(
        `${people} people are too few: ${count} shifts begin at once, and only ${order.length} people are free then`,
      );
    const chosen = order.slice(0, count).map(({ person }) => person);
    for (const person of chosen) blocksOf[person]?.push(block);
    return chosen;
  });
}

/** Hours between two weekly shifts of one person; below zero where they overlap. */
function restBetween(block: number, other: number): number {
  const apart = Math.abs(block - other);
  return Math.min(apart, blocksPerWeek - apart) * blockHours - shiftHours;
}
