/** How long what a process has taken stays its own: a claim older than this belongs to a process that is gone. */

export const staleClaimMs = 10_000;

/** The same as an interval in SQL. */
export const staleClaim = `interval '${staleClaimMs} milliseconds'`;
