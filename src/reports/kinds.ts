/** What a row of a report can be. Pure. */

export const periodKinds = ['day', 'week', 'month', 'hour-of-week'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export const reportKinds = [...periodKinds, 'line', 'language'] as const;
export type ReportKind = (typeof reportKinds)[number];
