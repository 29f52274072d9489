/** How long callers are willing to wait. Who was served would have waited longer than they did: their patience is known from below only. */

/** One caller's wait: it ended in hanging up, or (served, called back, still waiting) tells only that patience was longer. */
export type Wait = { seconds: number; hungUp: boolean };

/** After `seconds` this share of callers is still willing to wait. */
export type SurvivalStep = { seconds: number; share: number; atRisk: number; hungUp: number };

export type Patience = {
  waits: number;
  hungUp: number;
  /** Kaplan and Meier's curve, a step at each wait that ended in hanging up; no form is assumed. */
  survival: SurvivalStep[];
  /** When the curve falls to a half; null where so few hang up that it never does. */
  medianSeconds: number | null;
  /**
   * The mean patience of an exponential fit (all seconds waited over those who hung up), what Erlang A needs; null where
   * nobody hung up. `high` and `low` are one standard error of its logarithm away.
   */
  exponentialFit: { meanSeconds: number; low: number; high: number } | null;
  /** The widest gap between the curve and the fit, 0..1: near 0 where patience is exponential indeed; null without a fit. */
  fitGap: number | null;
};

/** Patience from waits, of which those that did not end in hanging up are censored. Waits below 0 are no waits and left out. */
export function patienceFrom(given: readonly Wait[]): Patience {
  const waits = given.filter(({ seconds }) => seconds >= 0).sort((a, b) => a.seconds - b.seconds);
  const hungUp = waits.filter((wait) => wait.hungUp).length;
  const waited = waits.reduce((total, { seconds }) => total + seconds, 0);
  const survival = kaplanMeier(waits);
  const meanSeconds = hungUp === 0 ? null : waited / hungUp;
  const error = Math.exp(1 / Math.sqrt(Math.max(1, hungUp)));
  return {
    waits: waits.length,
    hungUp,
    survival,
    medianSeconds: survival.find(({ share }) => share <= 0.5)?.seconds ?? null,
    exponentialFit: meanSeconds === null ? null : { meanSeconds, low: meanSeconds / error, high: meanSeconds * error },
    fitGap: meanSeconds === null ? null : widestGap(survival, meanSeconds),
  };
}

/** `waits` ascend. Who hung up and who was served at the same second: the first happened before. */
function kaplanMeier(waits: readonly Wait[]): SurvivalStep[] {
  const steps: SurvivalStep[] = [];
  let share = 1;
  for (let index = 0; index < waits.length;) {
    const seconds = waits[index]?.seconds ?? 0;
    const atRisk = waits.length - index;
    let hungUp = 0;
    for (; waits[index]?.seconds === seconds; index += 1) hungUp += waits[index]?.hungUp ? 1 : 0;
    if (hungUp === 0) continue;
    share *= 1 - hungUp / atRisk;
    steps.push({ seconds, share, atRisk, hungUp });
  }
  return steps;
}

function widestGap(survival: readonly SurvivalStep[], meanSeconds: number): number {
  let before = 1;
  let widest = 0;
  for (const { seconds, share } of survival) {
    const fitted = meanSeconds === 0 ? 0 : Math.exp(-seconds / meanSeconds);
    widest = Math.max(widest, Math.abs(before - fitted), Math.abs(share - fitted));
    before = share;
  }
  return widest;
}
