/** Two calls talking directly with each other, outside any conference. */
import type { Call } from './model.ts';
import { hear, type Lab } from './state.ts';

/** Lets two calls talk; the returned function parts them again. */
export function bridge(lab: Lab, one: Call, other: Call): () => void {
  const nameOf = (call: Call) => call.phone?.number ?? call.to;
  one.talkingWith = [other];
  other.talkingWith = [one];
  hear(lab, one, { kind: 'connected', with: [nameOf(other)] });
  hear(lab, other, { kind: 'connected', with: [nameOf(one)] });
  return () => {
    for (const [call, peer] of [
      [one, other],
      [other, one],
    ] as const) {
      if (!call.talkingWith.includes(peer)) continue;
      call.talkingWith = [];
      if (call.endedMs === undefined) hear(lab, call, { kind: 'alone' });
    }
  };
}
