/** What a simulation is given: how much there is to do, by whom, and how callers and volunteers are taken to behave. */
import type { RoutingPolicy } from '../../calls/model.ts';
import type { LoadWeights } from '../../wellbeing/load.ts';
import type { CarePolicy } from '../../wellbeing/rests.ts';

/** The part of a line's policy that the simulated weeks run by. */
export type SimulationPolicy = Pick<RoutingPolicy, 'waves' | 'overflow' | 'ringSeconds'> & CarePolicy;

/** How callers and volunteers behave; shares are 0..1. Nobody is taken to answer worse for being tired. */
export type Behaviour = {
  /** Lognormal, with this coefficient of variation. */
  talkMinutes: number;
  talkVariation: number;
  /** How long callers wait before they hang up: exponential, the mean. */
  patienceMinutes: number;
  /** At the ladder's last step some leave a message and go; the others wait on. */
  messageShare: number;
  /** Where a callback is offered some accept it and go. */
  callbackShare: number;
  /** Shares of all calls; the rest weigh 1 to 3 of 5. Abusive and crisis calls weigh 4 or 5 as heavy ones do. */
  heavyShare: number;
  abusiveShare: number;
  crisisShare: number;
  /** Check-ins answered at all, and how soon after the talk: exponential, the mean. */
  checkInShare: number;
  checkInSeconds: number;
  /** Of those whose talk was not heavy: who ends the wrap-up by their own word, and how soon after the talk: exponential, the mean. */
  readyShare: number;
  readyMinutes: number;
  /** What is answered before a rest ends; no word extends it once. */
  restMoreShare: number;
  restOffShare: number;
  /** Each volunteer has a share of rings missed between these, and a usual time to pick up. */
  missedShare: { least: number; most: number };
  pickUpSeconds: { least: number; most: number };
  passedShare: number;
  /** From dialling to ringing, and from picking up to the key. */
  diallingSeconds: number;
  keySeconds: number;
  /** Sent on a break for missed rings, a volunteer says `ON` after this long: exponential, the mean. */
  backFromBreakMinutes: number;
  /** Says `ON` in the last 15 minutes of a shift. */
  staysOnShare: number;
};

/** The behaviour the published figures rest on. */
export const usualBehaviour: Behaviour = {
  talkMinutes: 16,
  talkVariation: 0.7,
  patienceMinutes: 8,
  messageShare: 0.5,
  callbackShare: 0,
  heavyShare: 0.1,
  abusiveShare: 0.025,
  crisisShare: 0.015,
  checkInShare: 0.8,
  checkInSeconds: 90,
  readyShare: 0,
  readyMinutes: 1.5,
  restMoreShare: 0.7,
  restOffShare: 0.03,
  missedShare: { least: 0.04, most: 0.18 },
  pickUpSeconds: { least: 5, most: 11 },
  passedShare: 0.03,
  diallingSeconds: 2,
  keySeconds: 4,
  backFromBreakMinutes: 10,
  staysOnShare: 0.5,
};

export type Plan = {
  seed: number;
  /** The local midnight of a Monday in `zone`. */
  fromMs: number;
  zone: string;
  weeks: number;
  calls: number;
  people: number;
  /** Offered work (talk and wrap-up of every call) over planned shift hours. */
  occupancy: number;
  policy: SimulationPolicy;
  behaviour: Behaviour;
  /** What routing reckons loads with where that is not the usual; what people truly carry is told by the usual weights. */
  loadWeights?: LoadWeights;
};

/** The one line of the simulated weeks. */
export const lineId = 'main';
export const weekMs = 7 * 86_400_000;
/** Every shift of the simulated roster is this long. */
export const shiftHours = 4;

/** How many shifts a week make the plan's occupancy. */
export function shiftsPerWeek({ calls, weeks, occupancy, policy, behaviour }: Omit<Plan, 'people'>): number {
  const workHours = (calls * (behaviour.talkMinutes + policy.wrapUpMinutes)) / 60 / weeks;
  return Math.round(workHours / occupancy / shiftHours);
}
