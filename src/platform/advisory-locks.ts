/** The numbers of the database locks by which one process at a time does a thing in the whole service; a number of its own for each. */

export const lockNumbers = {
  /** One routing pass at a time. */
  routing: 72_001,
  /** One look at all open conversations at a time. */
  tending: 72_002,
  /** One look at everybody on shift at a time. */
  rotation: 72_003,
} as const;
