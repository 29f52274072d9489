/** The callers of the simulated weeks: when they call, how long they would wait and talk, and what the call weighs. */
import { zoneClock } from '../../schedule/zone-clock.ts';
import { isHeavyAnswer } from '../../wellbeing/rests.ts';
import { lineId, type Plan } from './plan.ts';
import { chance, exponentialOf, lognormalOf } from './random.ts';

/** One call as it will be whoever takes it. Instants are milliseconds since the epoch. */
export type Call = {
  index: number;
  id: string;
  lineId: string;
  language: string;
  /** A tag they asked for, such as `veteran`. */
  wish: string | null;
  arrivesMs: number;
  patienceMs: number;
  talkMs: number;
  abusive: boolean;
  crisis: boolean;
  /** What the volunteer would answer to the check-in, 1–5. */
  weight: number;
  /** How long after the talk they do answer it; null when they don't. */
  checkInAfterMs: number | null;
  /** The service makes it to keep a promise: nobody is on the line before a peer is, so that it waits for one and is no caller. */
  isCallBack?: true;
};

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const hoursPerWeek = 168;
const weekend = 5;

/** How busy each hour of the day is against the others. */
const hourWeights = [
  0.8, 0.6, 0.5, 0.45, 0.45, 0.5, 0.55, 0.65, 0.8, 0.9, 1, 1.05, 1.05, 1.05, 1.1, 1.15, 1.2, 1.3, 1.4, 1.5, 1.5, 1.4,
  1.2, 1,
];
const weekendWeight = 1.1;

/** How busy an hour of the local week (0: Monday 00:00) is against the others. */
export function weightOfHour(hourOfWeek: number): number {
  return (hourWeights[hourOfWeek % 24] ?? 1) * (hourOfWeek >= weekend * 24 ? weekendWeight : 1);
}

/** A call that asks for rest afterwards. */
export function isHeavy(call: Call): boolean {
  return isHeavyAnswer(call.weight) || call.abusive || call.crisis;
}

const purposes = { arrival: 1, patience: 2, talk: 3, kind: 4, weight: 5, checkIn: 6, checkInDelay: 7 };

/** Exactly `plan.calls` calls in order of arrival: a Poisson process whose rate follows the hours of the local week, given its total. */
export function callsOf(plan: Plan): Call[] {
  const { seed, behaviour } = plan;
  const arrivals = arrivalsOf(plan);
  return arrivals.map((arrivesMs, index): Call => {
    const kind = chance(seed, purposes.kind, index);
    const crisis = kind < behaviour.crisisShare;
    const abusive = !crisis && kind < behaviour.crisisShare + behaviour.abusiveShare;
    const heavy = kind < behaviour.crisisShare + behaviour.abusiveShare + behaviour.heavyShare;
    const weight = chance(seed, purposes.weight, index);
    const answered = chance(seed, purposes.checkIn, index) < behaviour.checkInShare;
    return {
      index,
      id: `call-${index}`,
      lineId,
      language: 'en',
      wish: null,
      arrivesMs,
      patienceMs: Math.round(exponentialOf(behaviour.patienceMinutes * minuteMs, seed, purposes.patience, index)),
      talkMs: Math.round(
        lognormalOf(behaviour.talkMinutes * minuteMs, behaviour.talkVariation, seed, purposes.talk, index),
      ),
      abusive,
      crisis,
      weight: heavy ? 4 + Math.floor(weight * 2) : 1 + Math.floor(weight * 3),
      checkInAfterMs: answered
        ? Math.round(exponentialOf(behaviour.checkInSeconds * secondMs, seed, purposes.checkInDelay, index))
        : null,
    };
  });
}

/** Given their number, the arrivals of a Poisson process are independent draws: an hour by its weight, then an instant in it. */
function arrivalsOf({ seed, fromMs, zone, weeks, calls }: Plan): number[] {
  const clock = zoneClock(zone);
  const cumulative: number[] = [];
  let total = 0;
  for (let hour = 0; hour < weeks * hoursPerWeek; hour += 1) {
    const localHour = Math.floor((fromMs + hour * hourMs + clock.offsetAt(fromMs + hour * hourMs)) / hourMs);
    // The epoch began on a Thursday.
    total += weightOfHour((localHour + 3 * 24) % hoursPerWeek);
    cumulative.push(total);
  }
  const arrivals = Array.from({ length: calls }, (_, index) => {
    const hour = firstAbove(cumulative, chance(seed, purposes.arrival, index, 1) * total);
    return Math.round(fromMs + (hour + chance(seed, purposes.arrival, index, 2)) * hourMs);
  });
  return arrivals.sort((a, b) => a - b);
}

function firstAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
