/** The retention sweep: every ten minutes, in whichever process comes first, everything kept long enough is erased, here and at the carrier. */
import { voicemailsToErase } from '../src/voicemail/voicemails.ts';
import type { Deps } from '../src/deps.ts';
import { allInTurn } from '../src/platform/culprits.ts';
import { CarrierProblem } from '../src/carrier/carrier.ts';
import { retain, textErased, textKeptByCarrier, textsToErase } from '../src/retention/retain.ts';
import { eraseEverywhere } from './voicemail.ts';

const everyMs = 10 * 60_000;

/** Gives a function that sweeps when its time has come, and does nothing before. */
export function startRetention(deps: Deps): () => Promise<void> {
  let nextMs = -Infinity;
  return async () => {
    const nowMs = deps.clock.nowMs();
    if (nowMs < nextMs) return;
    nextMs = nowMs + everyMs;
    await sweepRetention(deps);
  };
}

/** One sweep; what the carrier refuses or cannot do now stays and is tried at the next one. */
async function sweepRetention(deps: Deps): Promise<void> {
  await allInTurn([() => eraseHere(deps), () => eraseTexts(deps), () => eraseVoicemails(deps)]);
}

async function eraseHere({ room, log }: Deps): Promise<void> {
  const touched = await retain(room);
  if (Object.keys(touched).length > 0) log.info({ erased: touched }, 'what was kept long enough is erased');
}

async function eraseTexts(deps: Deps): Promise<void> {
  for (const { id, carrierSid } of await textsToErase(deps.room)) {
    if (await erasedAtCarrier(deps, carrierSid)) await textErased(deps.room, id);
    else await textKeptByCarrier(deps.room, id);
  }
}

async function eraseVoicemails(deps: Deps): Promise<void> {
  for (const id of await voicemailsToErase(deps.room, deps.clock.nowMs()))
    await deps.room.aside.attempt({ record: 'voicemail', id }, () => eraseIfPossible(deps, id));
}

/** Here it is erased first, so that a carrier that is away keeps nothing but its own copy from being erased. */
async function eraseIfPossible(deps: Deps, id: string): Promise<void> {
  try {
    await eraseEverywhere(deps, id);
  } catch (problem) {
    if (!(problem instanceof CarrierProblem)) throw problem;
    deps.log.warn(
      { carrier: problem.kind, code: problem.code },
      'the carrier did not erase a message; it is asked again',
    );
  }
}

async function erasedAtCarrier(deps: Deps, carrierSid: string): Promise<boolean> {
  try {
    await deps.carrier.eraseText(carrierSid);
    return true;
  } catch (problem) {
    return problem instanceof CarrierProblem && problem.kind === 'gone';
  }
}
