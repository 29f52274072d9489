/** A draft as it stands on what is published now: what it changes, for whom, and what of it has nothing to act on any more. */
import { createHash } from 'node:crypto';
import { judgedShifts, type RosterOrganisation, type ShiftFault } from '../organisation/changed-shifts.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import { isSame } from '../organisation/differences.ts';
import type { Organisation, Shift } from '../organisation/organisation-file.ts';
import { draftOf, type DraftEntry, type DraftGround } from '../planning/draft/apply.ts';
import { changesForPeople, type PersonChanges } from '../planning/draft/changes-for-people.ts';
import type { DraftCommand, DraftRoster, Idle } from '../planning/draft/commands.ts';
import { changedShifts, reachOf, type Published } from '../planning/draft/publishing.ts';
import { compileSchedule, type CompiledSchedule } from '../schedule/compile.ts';
import { resolveLine } from '../schedule/resolve.ts';
import { dayMs, parseDate } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import type { DraftDays, StoredDraft } from './drafts-sql.ts';

/** What is known of a line to a draft of it; a retired one has no shifts any more. */
export type DraftWorld = { organisation: RosterOrganisation; zone: string; isRetired: boolean };

/** The roster that the entries lead to; `faults` say why nobody could publish it. */
export type Folded = {
  roster: DraftRoster;
  idle: { seq: number; command: DraftCommand; why: Idle }[];
  /** Every shift of the organisation with the draft in it; as published where there are faults. */
  shifts: readonly Shift[];
  changed: Published<Shift>;
  faults: ShiftFault[];
  /** A name for what was looked at: another one where the draft, or what it changes, is another. */
  look: string;
};

/** The organisation as a draft stands on it; null where it never had such a line. */
export function worldOfDirectory(directory: Directory, lineId: string): DraftWorld | null {
  const line = directory.lines.get(lineId);
  if (!line) return null;
  const { organisation, policy, shifts, timeOff, dateWishes } = directory;
  const lines = [...directory.lines.values()].filter((one) => isInUse(directory, one));
  // What they wish for single dates holds for plans, and is in no file.
  const people = [...directory.people.values()].map((person) => ({
    ...person,
    dates: dateWishes.get(person.id) ?? [],
  }));
  return {
    organisation: { organisation, policy, lines, people, shifts, timeOff },
    zone: line.timeZone,
    isRetired: !isInUse(directory, line),
  };
}

/** The same of what is stored, within the transaction that publishes; null where the line is not in use. */
export function worldOfStored(organisation: Organisation, lineId: string): DraftWorld | null {
  const line = organisation.lines.find(({ id }) => id === lineId);
  return line ? { organisation, zone: line.timeZone, isRetired: false } : null;
}

/** What a draft of `lineId` stands on besides the shifts. */
export function groundOf({ organisation, zone }: DraftWorld, lineId: string): DraftGround {
  const people = new Set(organisation.people.map(({ id }) => id));
  return { clock: zoneClock(zone), lineId, hasPerson: (id) => people.has(id) };
}

/** Applies the log of `draft` to the shifts of `world`. */
export function folded(
  world: DraftWorld,
  { line, revision }: Pick<StoredDraft, 'line' | 'revision'>,
  entries: readonly DraftEntry[],
): Folded {
  const now = world.organisation.shifts;
  const { roster, idle } = draftOf(now, entries, groundOf(world, line));
  const judged = judgedShifts(world.organisation, roster.shifts);
  const faults = judged.kind === 'faults' ? judged.faults : [];
  const shifts = judged.kind === 'faults' ? now : judged.shifts;
  const changed = changedShifts(now, shifts, isSame);
  const look = createHash('sha256')
    .update(JSON.stringify([revision, changed, faults]))
    .digest('base64url')
    .slice(0, 22);
  return { roster, idle, shifts, changed, faults, look };
}

/** The schedule of the organisation with `shifts` in the place of its own. */
export function scheduleWith(organisation: RosterOrganisation, shifts: readonly Shift[]): CompiledSchedule {
  return compileSchedule({ ...organisation, shifts });
}

/** What a publishing means for each person, of everything that starts from `nowMs`, or the first day, until `untilMs`. */
export type ChangesAhead = { changes: PersonChanges[]; untilMs: number };

/** What `changed` means for each person: in the days of the draft, before them, and as far as its series and single shifts reach. */
export function changesAhead(
  { organisation, zone }: Pick<DraftWorld, 'organisation' | 'zone'>,
  changed: Published<Shift>,
  days: DraftDays,
  nowMs: number,
): ChangesAhead {
  const { fromMs } = rangeOf(days, zone);
  const untilMs = zoneClock(zone).startInstant(reachOf(changed, parseDate(days.to) ?? Number.NaN) * dayMs);
  const seen = (placed: Published<Shift>['before']) =>
    resolveLine(
      scheduleWith(
        organisation,
        placed.map(({ shift }) => shift),
      ),
      days.line,
      Math.min(fromMs, nowMs),
      untilMs,
    );
  return { changes: changesForPeople(seen(changed.before), seen(changed.after)), untilMs };
}

/** The instants between which the days lie on the clock of `zone`. */
export function rangeOf({ from, to }: Pick<DraftDays, 'from' | 'to'>, zone: string): { fromMs: number; toMs: number } {
  const clock = zoneClock(zone);
  const startOf = (day: number) => clock.startInstant(day * dayMs);
  return { fromMs: startOf(parseDate(from) ?? Number.NaN), toMs: startOf((parseDate(to) ?? Number.NaN) + 1) };
}
