/** The numbers of the database locks by which one process at a time does a thing in the whole service; a number of its own for each. */

export const lockNumbers = {
  /** Free people are given to those who wait by one pass at a time, of calls or of conversations, so that nobody gets one of each. Passes over calls of some lines only share it. */
  routing: 72_001,
  /** One look at everybody on shift at a time. */
  care: 72_002,
  /** What is over is counted by one process at a time. */
  reports: 72_003,
  /** With a line: the calls of a line are given people by one pass at a time. */
  routingOfLine: 72_004,
} as const;
