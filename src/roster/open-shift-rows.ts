/** Rows of open shifts, read and checked: as one of those sees them to whom they are offered. */
import type { OpenShift } from '../planning/open-shifts.ts';
import { amount, flag, instant, maybe, oneOf, rowReader, text } from '../platform/rows.ts';

type OpenShiftRow = Pick<
  OpenShift,
  | 'id'
  | 'number'
  | 'occurrence'
  | 'holderId'
  | 'state'
  | 'closedAtMs'
  | 'askedMany'
  | 'takenBy'
  | 'offeredTo'
  | 'expiresAtMs'
> &
  SwapColumns & {
    shiftId: string;
    lineId: string;
    startAtMs: number;
    endAtMs: number;
  };

type SwapColumns = {
  forShiftId: string | null;
  forOccurrence: string | null;
  forLineId: string | null;
  forStartAtMs: number | null;
  forEndAtMs: number | null;
};

const swapColumns = {
  forShiftId: maybe(text),
  forOccurrence: maybe(text),
  forLineId: maybe(text),
  forStartAtMs: maybe(instant),
  forEndAtMs: maybe(instant),
};

const openShiftRow = rowReader<OpenShiftRow>('open_shifts', {
  id: text,
  number: amount,
  shiftId: text,
  occurrence: text,
  lineId: text,
  holderId: text,
  state: oneOf<OpenShift['state']>({
    open: true,
    offered: true,
    waiting: true,
    taken: true,
    withdrawn: true,
    over: true,
  }),
  startAtMs: instant,
  endAtMs: instant,
  closedAtMs: maybe(instant),
  askedMany: flag,
  takenBy: maybe(text),
  offeredTo: maybe(text),
  expiresAtMs: maybe(instant),
  ...swapColumns,
});

type AskRow = SwapColumns & { personId: string; leftAtMs: number | null };
const askRow = rowReader<AskRow>('offer_asks', { personId: text, leftAtMs: maybe(instant), ...swapColumns });

/** An open shift as it was read. */
export function openShiftOf({ up, ask }: UpRow): OpenShift {
  const { shiftId, lineId, startAtMs, endAtMs, ...row } = openShiftRow(up);
  const { forShiftId, forOccurrence, forLineId, forStartAtMs, forEndAtMs, ...own } = row;
  const asked = row.askedMany && ask ? askRow(ask) : null;
  return {
    ...own,
    ...(asked ? { offeredTo: asked.personId } : {}),
    left: asked !== null && asked.leftAtMs !== null,
    shift: shiftId,
    line: lineId,
    startMs: startAtMs,
    endMs: endAtMs,
    inExchange: swappedFor(asked ?? { forShiftId, forOccurrence, forLineId, forStartAtMs, forEndAtMs }),
  };
}

function swappedFor(columns: SwapColumns): OpenShift['inExchange'] {
  const { forShiftId: shift, forOccurrence: occurrence, forLineId: line, forStartAtMs, forEndAtMs } = columns;
  if (shift === null || occurrence === null) return null;
  return { shift, occurrence, line: line ?? '', startMs: forStartAtMs ?? 0, endMs: forEndAtMs ?? 0 };
}

/** A row, and where several are asked the part of whoever looks at it, or else of whoever takes it. */
export type UpRow = { up: unknown; ask: unknown };
/** What is selected, and from where: `viewer` is an SQL value, null for whoever takes it. */
export const seenBy = (viewer: string) =>
  `to_jsonb(o) AS up, (SELECT to_jsonb(a) FROM offer_asks a WHERE a.open_shift_id = o.id AND a.person_id = coalesce(${viewer}, o.taken_by)) AS ask FROM open_shifts o`;
