/** How long a line's contacts keep its people, and how long its callers are willing to wait, from its own calls (F2). */
import { behind, type CarePolicy } from '../../wellbeing/rests.ts';
import type { PastCall } from '../../planning/replay/model.ts';
import { usualBehaviour } from '../../planning/simulation/plan.ts';
import { meanHandleSeconds } from '../../planning/staffing/handle-time.ts';
import { patienceFrom } from '../../planning/staffing/patience.ts';

/** Mean seconds; `Assumed`: too little is known of this line, and what is usual stands in. */
export type Service = {
  /** Talk, and then wrap-up or the rest that follows. */
  handleSeconds: number;
  handleAssumed: boolean;
  talks: number;
  patienceSeconds: number;
  patienceAssumed: boolean;
  waits: number;
  hungUp: number;
};

const fewestTalks = 20;
const fewestHungUp = 5;

/** From the latest calls of a line; whoever was served, or left by another way, was willing to wait longer than they did. */
export function serviceFrom(calls: readonly PastCall[], policy: CarePolicy): Service {
  const talks = calls.flatMap(({ talkMs, abusive, crisis, weight }) =>
    talkMs === null ? [] : [behind({ talkedMs: talkMs, abusive, crisis, answer: weight })],
  );
  const patience = patienceFrom(
    calls.flatMap(({ waitedMs, end }) =>
      waitedMs === null ? [] : [{ seconds: waitedMs / 1000, hungUp: end === 'hung-up' }],
    ),
  );
  const handleSeconds = talks.length < fewestTalks ? null : meanHandleSeconds(talks, policy);
  const fit = patience.hungUp < fewestHungUp ? null : patience.exponentialFit;
  return {
    handleSeconds: handleSeconds ?? 60 * (usualBehaviour.talkMinutes + policy.wrapUpMinutes),
    handleAssumed: handleSeconds === null,
    talks: talks.length,
    patienceSeconds: fit?.meanSeconds ?? 60 * usualBehaviour.patienceMinutes,
    patienceAssumed: fit === null,
    waits: patience.waits,
    hungUp: patience.hungUp,
  };
}
