/** Drafts of rosters: opened, worked on by several at once, and dropped; nothing is published here (R3, R4). */
import type { Prisma } from '../../prisma/generated/client.ts';
import { writeAuditAll } from '../audit/write-audit.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { applyCommand } from '../planning/draft/apply.ts';
import type { DraftCommand, Idle } from '../planning/draft/commands.ts';
import { copiedWeek, type LeftOut } from '../planning/draft/copy-week.ts';
import { stepsOf, toRedo, toUndo } from '../planning/draft/log.ts';
import { exchanged, type Published } from '../planning/draft/publishing.ts';
import { judgedShifts, type ShiftFault } from '../organisation/changed-shifts.ts';
import type { Shift } from '../organisation/organisation-file.ts';
import type { Database } from '../platform/database.ts';
import {
  addEntry,
  draftsThere,
  lockDraft,
  openedDraft,
  readDraft,
  setDropped,
  setUndone,
  type DraftDays,
  type StoredDraft,
  type StoredEntry,
} from './drafts-sql.ts';
import { endFill } from './fills-sql.ts';
import {
  changesAhead,
  folded,
  groundOf,
  scheduleWith,
  worldOfDirectory,
  type ChangesAhead,
  type DraftWorld,
  type Folded,
} from './draft-view.ts';

/** What working on drafts needs. */
export type Drafting = { room: Records; database: Pick<Database, 'prisma'> };

/** A draft with its log, and what comes of it on what is published now. */
export type DraftNow = {
  draft: StoredDraft;
  entries: StoredEntry[];
  world: DraftWorld;
  folded: Folded;
  /** All shifts before it and with it; for one that was published, as it was then. */
  before: readonly Shift[];
  after: readonly Shift[];
  /** The instant it is looked at, or was closed. */
  asOfMs: number;
};

const draftsListed = 200;

/** Runs `work` on one transaction. */
export function inDrafts<Result>(
  { database }: Drafting,
  work: (transaction: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  return database.prisma.$transaction(work, { timeout: 60_000, maxWait: 60_000 });
}

/** The draft that is open for these days of a line in use, a new one where there is none; null where there is no such line. */
export async function openDraft(drafting: Drafting, days: DraftDays, by: string): Promise<StoredDraft | null> {
  const { room } = drafting;
  const directory = await room.directories.current();
  const world = directory && worldOfDirectory(directory, days.line);
  if (!world || world.isRetired) return null;
  return inDrafts(drafting, (transaction) => openedDraft(transaction, days, by, room.clock.nowMs()));
}

/** The drafts there are, the latest first. */
export function listDrafts(drafting: Drafting): Promise<StoredDraft[]> {
  return inDrafts(drafting, (transaction) => draftsThere(transaction, draftsListed));
}

/** A draft on what is published now; null where there is none. */
export async function draftNow(drafting: Drafting, id: string): Promise<DraftNow | null> {
  const stored = await inDrafts(drafting, (transaction) => readDraft(transaction, id));
  const directory = await drafting.room.directories.current();
  return stored && nowOf(directory, stored, drafting.room.clock.nowMs());
}

function nowOf(
  directory: Directory | null,
  { draft, entries }: { draft: StoredDraft; entries: StoredEntry[] },
  nowMs: number,
): DraftNow | null {
  const world = directory && worldOfDirectory(directory, draft.line);
  if (!world) return null;
  const fold = folded(world, draft, draft.state === 'published' ? [] : entries);
  const { published } = draft;
  const [before, after] = published ? asPublished(fold.shifts, published) : [world.organisation.shifts, fold.shifts];
  return { draft, entries, world, folded: fold, before, after, asOfMs: draft.closed?.atMs ?? nowMs };
}

/** What a draft changes for each person from now on; for one that is closed, from then on. */
export function changesOf({ draft, world, folded: fold, asOfMs }: DraftNow): ChangesAhead {
  return changesAhead(world, draft.published ?? fold.changed, draft, asOfMs);
}

/** The roster before and after a publishing, whatever became of its shifts since. */
function asPublished(now: readonly Shift[], { before, after }: Published<Shift>): [readonly Shift[], readonly Shift[]] {
  return [exchanged(now, after, before), exchanged(now, [...before, ...after], after)];
}

/** Why a draft is left as it is: it is not there, it was published or dropped, or its line is not in use. */
export type NotChanged = { kind: 'unknown' | 'over' | 'line-retired' };

/**
 * `meanwhile`: somebody else did something since the asker looked, and the command has nothing to act on any more.
 * `idle`: it has nothing to act on. `faulty`: what it leads to is no shift.
 */
export type Added =
  | { kind: 'added'; now: DraftNow }
  | { kind: 'meanwhile'; now: DraftNow; idle: { command: DraftCommand; why: Idle }[] }
  | { kind: 'idle'; idle: { command: DraftCommand; why: Idle }[] }
  | { kind: 'faulty'; faults: ShiftFault[] }
  | NotChanged;

/** Adds a command to the log. `seen` is the `look` that the asker has before them; null where they don't say. */
export async function addCommand(
  drafting: Drafting,
  id: string,
  command: DraftCommand,
  by: string,
  seen: string | null = null,
): Promise<Added> {
  return changing(drafting, id, async (transaction, found): Promise<Exclude<Added, { kind: 'added' }> | null> => {
    const { draft, entries, world, folded: fold } = found;
    const { roster, idle } = applyCommand(fold.roster, command, groundOf(world, draft.line));
    if (idle.length >= stepsOf(command))
      return seen !== null && seen !== fold.look ? { kind: 'meanwhile', now: found, idle } : { kind: 'idle', idle };
    const judged = judgedShifts(world.organisation, roster.shifts);
    if (judged.kind === 'faults') return { kind: 'faulty', faults: judged.faults };
    const seq = (entries.at(-1)?.seq ?? 0) + 1;
    await addEntry(transaction, id, { seq, by, atMs: drafting.room.clock.nowMs(), command });
    return null;
  });
}

export type Stepped = { kind: 'added'; now: DraftNow } | { kind: 'nothing' } | NotChanged;

/** Takes back the last of `by`'s own commands that stands. */
export function undoCommand(drafting: Drafting, id: string, by: string): Promise<Stepped> {
  return stepped(drafting, id, by, toUndo, true);
}

/** Puts back the command that `by` took back last. */
export function redoCommand(drafting: Drafting, id: string, by: string): Promise<Stepped> {
  return stepped(drafting, id, by, toRedo, false);
}

function stepped(drafting: Drafting, id: string, by: string, which: typeof toUndo, undone: boolean): Promise<Stepped> {
  return changing(drafting, id, async (transaction, { entries }): Promise<{ kind: 'nothing' } | null> => {
    const seq = which(entries, by);
    if (seq === null) return { kind: 'nothing' };
    await setUndone(transaction, id, seq, undone);
    return null;
  });
}

/** Makes one week like another; who is away then is left out and named. */
export async function copyWeek(
  drafting: Drafting,
  id: string,
  week: { fromMonday: string; toMonday: string; withPeople: boolean },
  by: string,
): Promise<{ added: Added; leftOut: LeftOut[] }> {
  const now = await draftNow(drafting, id);
  if (!now) return { added: { kind: 'unknown' }, leftOut: [] };
  const { draft, world, folded: fold } = now;
  const schedule = scheduleWith(world.organisation, fold.shifts);
  const { command, leftOut } = copiedWeek(schedule, fold.shifts, { lineId: draft.line, zone: world.zone, ...week });
  return { added: await addCommand(drafting, id, command, by), leftOut };
}

/** Puts a draft away, where it is as the asker saw it (`seen`; null where they don't say); its log is kept for a while. */
export async function dropDraft(
  drafting: Drafting,
  id: string,
  by: string,
  seen: string | null = null,
): Promise<{ kind: 'dropped' | 'meanwhile' } | NotChanged> {
  const directory = seen === null ? null : await drafting.room.directories.current();
  const done = await inDrafts(
    drafting,
    async (transaction): Promise<{ kind: 'dropped' | 'meanwhile' } | NotChanged> => {
      const found = await lockDraft(transaction, id);
      if (!found) return { kind: 'unknown' };
      if (found.draft.state !== 'open') return { kind: 'over' };
      const atMs = drafting.room.clock.nowMs();
      if (seen !== null && nowOf(directory, found, atMs)?.folded.look !== seen) return { kind: 'meanwhile' };
      await setDropped(transaction, id, by, atMs);
      await endFill(transaction, id);
      await writeAuditAll(transaction, [
        { atMs, by: `person:${by}`, action: 'roster.dropped', subject: draftSubject(found.draft) },
      ]);
      return { kind: 'dropped' };
    },
  );
  if (done.kind === 'dropped') tellFollowers(drafting.room);
  return done;
}

/** Says to whoever follows a draft that there is something to see. */
export function tellFollowers({ afterCommit }: Pick<Records, 'afterCommit'>): void {
  afterCommit({ effects: [], wakes: [], route: false });
}

/** How the audit names a draft. */
export function draftSubject({ line, from, to }: DraftDays): string {
  return `${line} ${from} ${to}`;
}

/** Does `work` on a draft that is open, with nobody else changing it; where that gives null, the answer is the draft after it. */
export async function changing<Other extends { kind: string }>(
  drafting: Drafting,
  id: string,
  work: (transaction: Prisma.TransactionClient, now: DraftNow) => Promise<Other | null>,
): Promise<Other | { kind: 'added'; now: DraftNow } | NotChanged> {
  // Read before: within the transaction it would want a second connection of those that wait for this one.
  const directory = await drafting.room.directories.current();
  const done = await inDrafts(drafting, async (transaction): Promise<Other | NotChanged | null> => {
    const stored = await lockDraft(transaction, id);
    const now = stored && nowOf(directory, stored, drafting.room.clock.nowMs());
    if (!now) return { kind: 'unknown' };
    if (now.draft.state !== 'open') return { kind: 'over' };
    if (now.world.isRetired) return { kind: 'line-retired' };
    return work(transaction, now);
  });
  if (done) return done;
  tellFollowers(drafting.room);
  const now = await draftNow(drafting, id);
  return now ? { kind: 'added', now } : { kind: 'unknown' };
}
