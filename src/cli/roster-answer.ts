/** What `warmline roster` answers with `--json`. */
import type { Score } from '../planning/roster/check.ts';

/** An occurrence by its names, as in the organisation file. */
export type Named = { shift: string; occurrence: string };
export type NamedViolation = {
  rule: string;
  person: string | null;
  occurrences: Named[];
  value: number | null;
  limit: number | null;
};
export type CheckAnswer = {
  score: Score;
  short: (Named & { short: number })[];
  needsMissed: (Named & { missing: string[] })[];
  violations: NamedViolation[];
};
export type FillAnswer = {
  assignments: (Named & { person: string })[];
  unfilled: (Named & {
    short: number;
    reasons: { why: string; count: number; people: string[] }[];
    waysOut: { people: string[]; what: string }[];
  })[];
  score: CheckAnswer['score'];
  optimal: boolean;
  gap: number;
  violations: NamedViolation[];
};
