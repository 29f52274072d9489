/** Judges shifts that somebody changed one by one, by the organisation file's own rules. */
import { crossFaults } from './cross-checks.ts';
import { faultsOf, type Fault } from './faults.ts';
import { type Organisation, type Person, type Shift, shiftInFile, type TimeOff } from './organisation-file.ts';
import type { DateWish } from './stored-organisation.ts';

/** The part of an organisation that its shifts are judged against. */
export type RosterOrganisation = Pick<Organisation, 'organisation' | 'policy' | 'lines'> & {
  /** With what they have said of single dates, which no file has. */
  people: readonly (Person & { dates?: readonly Omit<DateWish, 'person'>[] })[];
  shifts: readonly Shift[];
  timeOff: readonly TimeOff[];
};

/** What is wrong with a shift: which one, where in it (`repeat`), and what. */
export type ShiftFault = Fault & { shift: string };

export type JudgedShifts = { kind: 'shifts'; shifts: Shift[] } | { kind: 'faults'; faults: ShiftFault[] };

/**
 * `shifts` as the file would have them, every default filled in. Faults are those of the shifts that are not in
 * `organisation` as they are: what was wrong before is not this change's doing.
 */
export function judgedShifts(organisation: RosterOrganisation, shifts: readonly object[]): JudgedShifts {
  const known = new Set<object>(organisation.shifts);
  const faults: ShiftFault[] = [];
  const whole = shifts.map((shift): Shift => {
    if (known.has(shift)) return shift as Shift;
    const parsed = shiftInFile.safeParse(shift);
    if (parsed.success) return parsed.data;
    for (const fault of faultsOf(parsed.error.issues, shift)) faults.push({ shift: idOf(shift), ...fault });
    return shift as Shift;
  });
  for (const { path, problem } of crossFaults({ ...organisation, shifts: whole })) {
    const [, index, within] = /^shifts\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
    const shift = index === undefined ? undefined : shifts[Number(index)];
    if (shift !== undefined && !known.has(shift)) faults.push({ shift: idOf(shift), path: within ?? '', problem });
  }
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'shifts', shifts: whole };
}

function idOf(shift: object): string {
  return 'id' in shift ? String(shift.id) : '';
}
