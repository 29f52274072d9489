/**
 * How long tests wait in real time for what must come. Generous, because a machine may be slow and busy with other
 * things; whatever holds is seen at once, so only a story that fails waits that long.
 */

/** For a process to start: loading its code, and its servers. */
export const startPatienceMs = 300_000;

/** For one thing that follows from another while everything runs. */
export const patienceMs = 180_000;

/** For everything that follows from one instant of a hand-moved clock. */
export const restPatienceMs = 180_000;

/** For an effect that is due while nobody is at work any more. */
export const orphanPatienceMs = 15_000;

/** For one request between carrier and service; one that takes longer hangs on purpose. */
export const requestPatienceMs = 20_000;

/** Asks again and again until it holds; fails with what `tells` says when it does not within `limitMs`. */
export async function eventually(
  what: string,
  reached: () => boolean | Promise<boolean>,
  tells: () => string = () => '',
  limitMs = patienceMs,
): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await reached())) {
    if (performance.now() > endMs) throw new Error(`not within ${limitMs / 1000} s: ${what}\n${tells()}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
