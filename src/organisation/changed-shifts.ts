/** Judges shifts that somebody changed one by one, by the organisation file's own rules. */
import { crossFaults } from './cross-checks.ts';
import { faultLine, faultsOf } from './faults.ts';
import { type Organisation, type Person, type Shift, shiftInFile, type TimeOff } from './organisation-file.ts';
import type { DateWish } from './stored-organisation.ts';

/** The part of an organisation that its shifts are judged against. */
export type RosterOrganisation = Pick<Organisation, 'organisation' | 'policy' | 'lines'> & {
  /** With what they have said of single dates, which no file has. */
  people: readonly (Person & { dates?: readonly Omit<DateWish, 'person'>[] })[];
  shifts: readonly Shift[];
  timeOff: readonly TimeOff[];
};

export type JudgedShifts = { kind: 'shifts'; shifts: Shift[] } | { kind: 'faults'; faults: string[] };

/**
 * `shifts` as the file would have them, every default filled in. Faults are those of the shifts that are not in
 * `organisation` as they are: what was wrong before is not this change's doing.
 */
export function judgedShifts(organisation: RosterOrganisation, shifts: readonly object[]): JudgedShifts {
  const known = new Set<object>(organisation.shifts);
  const faults: string[] = [];
  const whole = shifts.map((shift, index): Shift => {
    if (known.has(shift)) return shift as Shift;
    const parsed = shiftInFile.safeParse(shift);
    if (parsed.success) return parsed.data;
    for (const { path, problem } of faultsOf(parsed.error.issues, shift))
      faults.push(faultLine({ path: `shifts[${index}].${path}`, problem }));
    return shift as Shift;
  });
  const isChanged = (path: string) => {
    const index = /^shifts\[(\d+)\]/.exec(path)?.[1];
    const shift = index === undefined ? undefined : shifts[Number(index)];
    return shift !== undefined && !known.has(shift);
  };
  for (const fault of crossFaults({ ...organisation, shifts: whole }))
    if (isChanged(fault.path)) faults.push(faultLine(fault));
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'shifts', shifts: whole };
}
