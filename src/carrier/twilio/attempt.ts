/** What goes wrong at the carrier, as what may be done about it. */
import { CarrierProblem } from '../carrier.ts';

/** Does one thing at the carrier; whatever goes wrong is thrown as a `CarrierProblem`. */
export async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (problem) {
    throw problem instanceof CarrierProblem ? problem : problemOf(problem);
  }
}

/** What may be done about an answer of the carrier that is none, by its status and code. */
export function problemOf(problem: unknown): CarrierProblem {
  const { status, code } = (problem ?? {}) as { status?: unknown; code?: unknown };
  const ownCode = typeof code === 'number' ? code : null;
  if (typeof status !== 'number' || status >= 500) return new CarrierProblem('unknown', ownCode);
  if (status === 429) return new CarrierProblem('later', ownCode);
  if (status === 404) return new CarrierProblem('gone', ownCode);
  if (ownCode === 21220) return new CarrierProblem('not-in-progress', ownCode);
  return new CarrierProblem('refused', ownCode);
}
