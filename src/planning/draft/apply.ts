/** Applies the commands of a draft to what is published: the draft is nothing but that (R3), so what is published meanwhile is in it too. */
import type { Assignment, OccurrenceChange, ScheduleShift } from '../../schedule/model.ts';
import type { ZoneClock } from '../../schedule/zone-clock.ts';
import { parseEndWall, parseWall } from '../../schedule/wall-clock.ts';
import { lockKey, type DraftCommand, type DraftRoster, type Idle, type Place } from './commands.ts';
import { assignedOn, changeOf, hasOccurrence, timesOf, withChange } from './occurrences.ts';
import { changedSeries, endedBefore, goingOnFrom } from './series.ts';

/** What a draft stands on besides the shifts. */
export type DraftGround = {
  /** The clock of the draft's line; a draft is of one line. */
  clock: ZoneClock;
  lineId: string;
  /** Everybody the organisation has. */
  hasPerson: (personId: string) => boolean;
};

/** `idle`: the parts of the command that changed nothing, and why. */
export type Applied = { roster: DraftRoster; idle: { command: DraftCommand; why: Idle }[] };

/** One entry of a draft's log; what was taken back stays in it. */
export type DraftEntry = { seq: number; command: DraftCommand; undone: boolean };

/**
 * The draft that the entries lead to, on top of `published`. Whatever of them has nothing to act on any more is in `idle` by its
 * `seq`: it is shown and never forgotten.
 */
export function draftOf(
  published: readonly ScheduleShift[],
  entries: readonly DraftEntry[],
  ground: DraftGround,
): { roster: DraftRoster; idle: { seq: number; command: DraftCommand; why: Idle }[] } {
  let roster: DraftRoster = { shifts: published, locks: new Set() };
  const idle: { seq: number; command: DraftCommand; why: Idle }[] = [];
  for (const { seq, command, undone } of entries) {
    if (undone) continue;
    const applied = applyCommand(roster, command, ground);
    roster = applied.roster;
    idle.push(...applied.idle.map((one) => ({ seq, ...one })));
  }
  return { roster, idle };
}

/** What one command makes of a roster; the roster is not changed. */
export function applyCommand(roster: DraftRoster, command: DraftCommand, ground: DraftGround): Applied {
  if (command.kind === 'many') {
    let many: Applied = { roster, idle: [] };
    for (const one of command.commands) {
      const applied = applyCommand(many.roster, one, ground);
      many = { roster: applied.roster, idle: [...many.idle, ...applied.idle] };
    }
    return many;
  }
  const known = withThoseHere(command, ground);
  const next = changed(roster, known, ground);
  if (typeof next === 'string') return { roster, idle: [{ command, why: next }] };
  return { roster: next, idle: known === command ? [] : [{ command, why: 'no-person' }] };
}

/** Whoever has left since is left out of a new shift, or of what a series is changed to. */
function withThoseHere(command: Single, { hasPerson }: DraftGround): Single {
  const here = <Part extends { readonly assigned?: readonly Assignment[] | undefined }>(part: Part): Part =>
    part.assigned?.every(({ person }) => hasPerson(person)) === false
      ? { ...part, assigned: part.assigned.filter(({ person }) => hasPerson(person)) }
      : part;
  if (command.kind === 'change-series') {
    const change = here(command.change);
    return change === command.change ? command : { ...command, change };
  }
  if (command.kind !== 'add-shift') return command;
  const { shift } = command;
  const [own, changes] = [here(shift), shift.changes?.map(here)];
  const isSame = own === shift && changes?.every((change, index) => change === shift.changes?.[index]) !== false;
  return isSame ? command : { ...command, shift: { ...own, ...(changes ? { changes } : {}) } };
}

type Single = Exclude<DraftCommand, { kind: 'many' }>;

function changed(roster: DraftRoster, command: Single, ground: DraftGround): DraftRoster | Idle {
  if (command.kind === 'add-shift') return withNewShift(roster, command.shift, ground);
  if (command.kind === 'lock' || command.kind === 'unlock') return withLock(roster, command, ground);
  const shift = shiftOf(roster, command.at, ground);
  if (!shift) return 'no-shift';
  const { occurrence } = command.at;
  if (command.kind === 'add-occurrence') {
    if (hasOccurrence(shift, occurrence, ground.clock)) return 'already-so';
    if (parseWall(occurrence) === null) return 'bad-times';
    const isExcepted = (shift.except ?? []).includes(occurrence);
    return replaced(roster, shift.id, [
      isExcepted
        ? { ...shift, except: (shift.except ?? []).filter((one) => one !== occurrence) }
        : { ...shift, also: [...(shift.also ?? []), occurrence] },
    ]);
  }
  if (!hasOccurrence(shift, occurrence, ground.clock)) return 'no-occurrence';
  switch (command.kind) {
    case 'change-series':
    case 'end-series':
      return withSeries(roster, shift, command, ground);
    case 'assign':
    case 'unassign':
    case 'set-need':
    case 'set-times':
    case 'cancel':
    case 'restore': {
      const change = occurrenceChanged(shift, command, ground);
      return typeof change === 'string' ? change : replaced(roster, shift.id, [withChange(shift, change)]);
    }
  }
}

type OnOccurrence = Extract<Single, { kind: 'assign' | 'unassign' | 'set-need' | 'set-times' | 'cancel' | 'restore' }>;

function occurrenceChanged(shift: ScheduleShift, command: OnOccurrence, ground: DraftGround): OccurrenceChange | Idle {
  const { occurrence } = command.at;
  const change = changeOf(shift, occurrence);
  if (command.kind === 'restore') return change.cancelled ? { ...change, cancelled: false } : 'already-so';
  if (change.cancelled) return command.kind === 'cancel' ? 'already-so' : 'no-occurrence';
  const assigned = assignedOn(shift, occurrence);
  const stands = (person: string) => assigned.find((one) => one.person === person);
  switch (command.kind) {
    case 'cancel':
      return { ...change, cancelled: true };
    case 'assign': {
      const { person, as } = command;
      if (!ground.hasPerson(person)) return 'no-person';
      if (stands(person)?.as === as) return 'already-there';
      const others = assigned.filter((one) => one.person !== person);
      return { ...change, assigned: [...others, { person, as }] };
    }
    case 'unassign':
      if (!stands(command.person)) return 'not-there';
      return { ...change, assigned: assigned.filter(({ person }) => person !== command.person) };
    case 'set-need':
      if ((change.need ?? shift.need ?? 1) === command.need) return 'already-so';
      return { ...change, need: command.need };
    case 'set-times': {
      const [start, end] = [parseWall(command.start), parseEndWall(command.end)];
      if (start === null || end === null || end <= start) return 'bad-times';
      const times = timesOf(shift, occurrence);
      if (times.start === command.start && times.end === command.end) return 'already-so';
      return { ...change, start: command.start, end: command.end };
    }
  }
}

function withSeries(
  roster: DraftRoster,
  shift: ScheduleShift,
  command: Extract<Single, { kind: 'change-series' | 'end-series' }>,
  { clock }: DraftGround,
): DraftRoster | Idle {
  const { occurrence } = command.at;
  const before = endedBefore(shift, occurrence, clock);
  if (command.kind === 'end-series') return replaced(roster, shift.id, before ? [before] : []);
  if (command.scope === 'all' || before === null)
    return replaced(roster, shift.id, [changedSeries(shift, command.change)]);
  if (shift.repeat === undefined) return 'not-repeating';
  if (roster.shifts.some(({ id }) => id === command.newId)) return 'shift-exists';
  const later = changedSeries(goingOnFrom(shift, occurrence, command.newId, clock), command.change);
  return replaced(roster, shift.id, [before, later]);
}

function withNewShift(roster: DraftRoster, shift: ScheduleShift, ground: DraftGround): DraftRoster | Idle {
  if (roster.shifts.some(({ id }) => id === shift.id)) return 'shift-exists';
  if (shift.line !== ground.lineId) return 'no-shift';
  return { ...roster, shifts: [...roster.shifts, shift] };
}

function withLock(
  roster: DraftRoster,
  { kind, at, person }: Extract<Single, { kind: 'lock' | 'unlock' }>,
  ground: DraftGround,
): DraftRoster | Idle {
  const key = lockKey(at, person);
  if (roster.locks.has(key) === (kind === 'lock')) return 'already-so';
  const shift = shiftOf(roster, at, ground);
  if (kind === 'lock' && !shift) return 'no-shift';
  if (
    kind === 'lock' &&
    person !== null &&
    !assignedOn(shift as ScheduleShift, at.occurrence).some((one) => one.person === person)
  )
    return 'not-there';
  const locks = new Set(roster.locks);
  if (kind === 'lock') locks.add(key);
  else locks.delete(key);
  return { ...roster, locks };
}

function shiftOf({ shifts }: DraftRoster, { shift }: Place, { lineId }: DraftGround): ScheduleShift | undefined {
  return shifts.find(({ id, line }) => id === shift && line === lineId);
}

function replaced(roster: DraftRoster, id: string, by: readonly ScheduleShift[]): DraftRoster {
  return { ...roster, shifts: roster.shifts.flatMap((shift) => (shift.id === id ? by : [shift])) };
}
