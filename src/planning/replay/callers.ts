/** The callers of one run: those recorded or drawn from a forecast, and what of them nobody knows drawn from those of whom it is known. */
import type { SurvivalStep } from '../../planning/staffing/patience.ts';
import { patienceFrom } from '../../planning/staffing/patience.ts';
import type { Call } from '../../planning/simulation/calls.ts';
import type { Behaviour } from '../../planning/simulation/plan.ts';
import { chance, exponentialOf, lognormalOf } from '../../planning/simulation/random.ts';
import type { Callers, ForeseenHalfHour, PastCall } from './model.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const halfHourMs = 30 * minuteMs;
/** With fewer talks known their mean says little, and the usual ones are drawn. */
const fewestTalks = 20;
const fewestOffers = 20;
const purposes = {
  patience: 61,
  talk: 62,
  kind: 63,
  weight: 64,
  checkIn: 65,
  checkInDelay: 66,
  rate: 67,
  gap: 68,
  who: 69,
};

/** What the past tells of callers. */
export type Learnt = {
  survival: readonly SurvivalStep[];
  /** The mean patience beyond the longest wait that ended in hanging up. */
  tailSeconds: number;
  /** In order; empty where too few are known. */
  talksMs: readonly number[];
  behaviour: Behaviour;
};

/** Learns patience (of those who were served it is known from below only), talks and what is accepted at the ladder's steps. */
export function learn(past: readonly PastCall[], usual: Behaviour): Learnt {
  const waits = past.flatMap(({ waitedMs, end }) =>
    waitedMs === null ? [] : [{ seconds: waitedMs / secondMs, hungUp: end === 'hung-up' }],
  );
  const { survival, exponentialFit } = patienceFrom(waits);
  const talksMs = past.flatMap(({ talkMs }) => talkMs ?? []).sort((a, b) => a - b);
  return {
    survival,
    tailSeconds: exponentialFit?.meanSeconds ?? usual.patienceMinutes * 60,
    talksMs: talksMs.length < fewestTalks ? [] : talksMs,
    behaviour: { ...usual, callbackShare: callbackShareOf(past, usual) },
  };
}

/** Of those still there when the first of them was offered a callback, the share who accepted one. */
function callbackShareOf(past: readonly PastCall[], usual: Behaviour): number {
  const accepted = past.filter(({ end, waitedMs }) => end === 'callback' && waitedMs !== null);
  if (accepted.length === 0) return usual.callbackShare;
  const earliest = accepted.reduce((least, { waitedMs }) => Math.min(least, waitedMs ?? least), Infinity);
  const there = past.filter(({ waitedMs }) => waitedMs !== null && waitedMs >= earliest).length;
  return there < fewestOffers ? usual.callbackShare : accepted.length / there;
}

/** The callers of the run with this seed, in order of arrival; the same for every change that is tried. */
export function callsOfRun(callers: Callers, learnt: Learnt, seed: number): Call[] {
  const given = callers.kind === 'recorded' ? callers.calls : drawArrivals(callers, seed);
  return [...given].sort((a, b) => a.arrivesMs - b.arrivesMs).map((call, index) => callOf(call, index, learnt, seed));
}

function callOf(past: PastCall, index: number, learnt: Learnt, seed: number): Call {
  const { behaviour } = learnt;
  const { crisisShare, abusiveShare, heavyShare } = behaviour;
  const isKnown = past.end === 'talked';
  const kind = chance(seed, purposes.kind, index);
  const crisis = isKnown ? past.crisis : kind < crisisShare;
  const abusive = isKnown ? past.abusive : !crisis && kind < crisisShare + abusiveShare;
  const heavy = crisis || abusive || kind < crisisShare + abusiveShare + heavyShare;
  const draw = chance(seed, purposes.weight, index);
  const isAnswered = chance(seed, purposes.checkIn, index) < behaviour.checkInShare;
  const delay = exponentialOf(behaviour.checkInSeconds * secondMs, seed, purposes.checkInDelay, index);
  return {
    index,
    id: `call-${index}`,
    lineId: past.lineId,
    language: past.language,
    wish: past.wish,
    arrivesMs: past.arrivesMs,
    patienceMs: patienceMsOf(past, index, learnt, seed),
    talkMs: past.talkMs ?? talkMsOf(index, learnt, seed),
    abusive,
    crisis,
    weight: past.weight ?? (heavy ? 4 + Math.floor(draw * 2) : 1 + Math.floor(draw * 3)),
    checkInAfterMs: isAnswered ? Math.round(delay) : null,
  };
}

/** Who hung up has shown their patience; anybody else's is drawn from those who waited as long as they did. */
function patienceMsOf(
  { end, waitedMs }: PastCall,
  index: number,
  { survival, tailSeconds }: Learnt,
  seed: number,
): number {
  if (end === 'hung-up' && waitedMs !== null) return waitedMs;
  const atLeast = (waitedMs ?? 0) / secondMs;
  const alive = survival.findLast(({ seconds }) => seconds <= atLeast)?.share ?? 1;
  const share = alive * (1 - chance(seed, purposes.patience, index));
  const step = survival.find(({ seconds, share: left }) => seconds > atLeast && left < share);
  if (step) return Math.round(step.seconds * secondMs);
  // Nobody is known to have hung up so late.
  const last = survival.at(-1) ?? { seconds: 0, share: 1 };
  const fromSeconds = Math.max(atLeast, last.seconds);
  const left = Math.min(alive, last.share);
  const seconds = left <= 0 || share <= 0 ? fromSeconds : fromSeconds + tailSeconds * Math.log(left / share);
  return Math.round(Math.max(fromSeconds, seconds) * secondMs);
}

function talkMsOf(index: number, { talksMs, behaviour }: Learnt, seed: number): number {
  const known = talksMs[Math.floor(chance(seed, purposes.talk, index) * talksMs.length)];
  const { talkMinutes, talkVariation } = behaviour;
  return known ?? Math.round(lognormalOf(talkMinutes * minuteMs, talkVariation, seed, purposes.talk, index));
}

/** Arrivals of a Poisson process whose rate in each half hour varies as much as the forecast's interval says. */
function drawArrivals({ halfHours, past }: Extract<Callers, { kind: 'foreseen' }>, seed: number): PastCall[] {
  const lineIds = new Set(halfHours.map(({ lineId }) => lineId));
  const known = new Map([...lineIds].map((id) => [id, past.filter(({ lineId }) => lineId === id)]));
  return halfHours.flatMap((half, place) => {
    const rate = rateOf(half, chance(seed, purposes.rate, place, 1), chance(seed, purposes.rate, place, 2));
    const calls: PastCall[] = [];
    let part = exponentialOf(1, seed, purposes.gap, place, 0) / rate;
    for (let turn = 1; part < 1; turn += 1) {
      const like = known.get(half.lineId) ?? [];
      const who = like[Math.floor(chance(seed, purposes.who, place, turn) * like.length)];
      calls.push({
        lineId: half.lineId,
        language: who?.language ?? 'en',
        wish: who?.wish ?? null,
        arrivesMs: Math.round(half.startMs + part * halfHourMs),
        end: 'other',
        waitedMs: null,
        talkMs: null,
        crisis: false,
        abusive: false,
        weight: null,
      });
      part += exponentialOf(1, seed, purposes.gap, place, turn) / rate;
    }
    return calls;
  });
}

/** A gamma draw with the mean expected, and the variance that the count has beyond pure chance (Wilson and Hilferty). */
function rateOf(half: ForeseenHalfHour, one: number, other: number): number {
  const { expected } = half;
  const variance = half.variance - expected;
  if (expected <= 0 || variance <= expected * 0.01) return expected;
  const shape = expected ** 2 / variance;
  const normal = Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other);
  return expected * Math.max(0, 1 - 1 / (9 * shape) + normal / Math.sqrt(9 * shape)) ** 3;
}
