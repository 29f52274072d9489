/** The shifts that are open to somebody, one after another: no more is looked at than they get to see (P3, T4). */
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import type { Occurrence } from '../schedule/model.ts';
import { resolve } from '../schedule/resolve.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import { isShort, isStillOpen, type OpenShift, type ShiftName } from './open-shifts.ts';
import { whyNotTakeOf, type NotTaken, type TakingGround } from './take.ts';

/** So far ahead people are asked to fill what is short of them. */
export const shortAheadMs = 14 * dayMs;
/** Days looked at together: few first, since mostly they fill a page. */
const stretches = [1, 2, 4, 7];

/** A shift that is open to somebody: `up` where it has a number already; what speaks against their taking it is found when it is asked for. */
export type OfferedShift = { occurrence: Occurrence; up: OpenShift | null; why: () => NotTaken | null };

/**
 * What is open to the person after `nowMs`, soonest first: what is `up` and not theirs, then what is short of people in the next
 * fourteen days. What they have `asked` for is not offered to them once more.
 */
export function* offeredInTurn(
  ground: TakingGround,
  personId: string,
  { up, asked }: { up: readonly OpenShift[]; asked: readonly ShiftName[] },
  nowMs: number,
): Generator<OfferedShift> {
  const known = new Set([...up, ...asked].map(nameOf));
  const rows = up
    .filter(({ holderId }) => holderId !== personId)
    .flatMap((row) => {
      const occurrence = occurrenceNamed(ground.schedule, row);
      return occurrence !== null && isStillOpen(row, occurrence, ground.people) ? [{ occurrence, up: row }] : [];
    });
  let fromMs = -Infinity;
  let toMs = nowMs;
  for (const days of [...stretches, Infinity]) {
    const shortFromMs = toMs;
    toMs += days * dayMs;
    const isWithin = ({ startMs }: Occurrence) => fromMs <= startMs && startMs < toMs;
    const short =
      days === Infinity
        ? []
        : resolve(ground.schedule, shortFromMs, toMs).filter(
            (one) => isWithin(one) && one.startMs > nowMs && isShort(one, ground.people) && !known.has(nameOf(one)),
          );
    const found = [
      ...rows.filter(({ occurrence }) => isWithin(occurrence)),
      ...short.map((occurrence) => ({ occurrence, up: null })),
    ].sort((a, b) => a.occurrence.startMs - b.occurrence.startMs);
    const wanted = found.map(({ occurrence, up: row }) => ({ occurrence, insteadOf: row?.holderId ?? '' }));
    const why = whyNotTakeOf(ground, personId, wanted);
    for (const [place, one] of found.entries()) yield { ...one, why: () => why(place) };
    fromMs = toMs;
  }
}

const nameOf = ({ shift, occurrence }: ShiftName) => `${shift} ${occurrence}`;
