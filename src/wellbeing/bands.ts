/** The coarse form of a load score: what routing and coordinators see in place of the number and its reasons (W2). */

export type Band = 'fresh' | 'steady' | 'strained' | 'spent';

/** The band of a score of 0–100: `fresh` < 40, `steady` < 60, `strained` < 80, else `spent`. */
export function bandOf(score: number): Band {
  if (score < 40) return 'fresh';
  if (score < 60) return 'steady';
  if (score < 80) return 'strained';
  return 'spent';
}
