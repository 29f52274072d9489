/** How long something is kept: each room says it of its own tables, and the retention sweep erases what is older (rules.md). */

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** `sql` erases what is older than `$1`, which is the present instant less `keptMs`; `what` is for the log. */
export type Kept = { what: string; keptMs: number; sql: string };

/** Numbers and keys of callers and texters. A caller who rings back within two minutes is still known; a late webhook finds its call. */
export const numberAfterCallMs = 10 * minuteMs;
export const numberAtMostMs = 72 * hourMs;
export const keysMs = 90 * dayMs;
/** What weighed on somebody, and what was decided. */
export const loadMs = 180 * dayMs;
