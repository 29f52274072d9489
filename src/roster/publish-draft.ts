/** Publishes a draft as one new version of the organisation, and takes that back (R3). */
import type { AuditAction } from '../audit/actions.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { ShiftFault } from '../organisation/changed-shifts.ts';
import { idChanges, isSame } from '../organisation/differences.ts';
import type { Organisation, Shift } from '../organisation/organisation-file.ts';
import { lockOrganisation, readStored, type StoredOrganisation } from '../organisation/stored-organisation.ts';
import { writeShiftsAlone } from '../organisation/write-organisation.ts';
import { changedShifts, changedSince, exchanged } from '../planning/draft/publishing.ts';
import { draftSubject, inDrafts, type Drafting, type NotChanged } from './drafts.ts';
import {
  isOpenElsewhere,
  lockDraft,
  setOpenAgain,
  setPublished,
  type StoredDraft,
  type StoredEntry,
} from './drafts-sql.ts';
import { endFill } from './fills-sql.ts';
import { changesAhead, folded, worldOfStored, type DraftWorld } from './draft-view.ts';
import { noteNews, sendRosterNews } from './roster-news.ts';

/** `meanwhile`: it is no longer what was looked at. `faulty`: what it leads to is no organisation. `nothing`: it changes nothing. */
export type PublishedDraft =
  | { kind: 'published'; version: number }
  | { kind: 'meanwhile' }
  | { kind: 'nothing' }
  | { kind: 'faulty'; faults: ShiftFault[] }
  | NotChanged;

/** Makes what the draft leads to the published roster, if it is still what the asker looked at (`look`); `silent`: nobody is told. */
export async function publishDraft(
  drafting: Drafting,
  id: string,
  { look, silent, by }: { look: string; silent: boolean; by: string },
): Promise<PublishedDraft> {
  const nowMs = drafting.room.clock.nowMs();
  const done = await inDrafts(drafting, async (transaction): Promise<PublishedDraft> => {
    const found = await locked(transaction, drafting, id);
    if ('kind' in found) return found;
    const { draft, entries, stored, world } = found;
    if (draft.state !== 'open') return { kind: 'over' };
    const fold = folded(world, draft, entries);
    if (fold.look !== look) return { kind: 'meanwhile' };
    if (fold.faults.length > 0) return { kind: 'faulty', faults: fold.faults };
    const { changed } = fold;
    if (changed.before.length + changed.after.length === 0) return { kind: 'nothing' };
    const version = stored.version + 1;
    const change = { version, by, nowMs, silent, action: 'roster.published' as const };
    await writeRoster(transaction, found, fold.shifts, change);
    await setPublished(transaction, id, changed, version, by, nowMs);
    await endFill(transaction, id);
    return { kind: 'published', version };
  });
  if (done.kind === 'published') await tell(drafting);
  return done;
}

/** `changed-since`: these shifts are no longer as they were published. `open-elsewhere`: another draft is open for the same days. */
export type TakenBack =
  | { kind: 'taken-back'; version: number }
  | { kind: 'changed-since'; shifts: string[] }
  | { kind: 'open-elsewhere' | 'not-published' }
  | NotChanged;

/** Puts back what was there before a draft was published, where it still is as published; the draft is open again. */
export async function takeBackDraft(
  drafting: Drafting,
  id: string,
  { silent, by }: { silent: boolean; by: string },
): Promise<TakenBack> {
  const nowMs = drafting.room.clock.nowMs();
  const done = await inDrafts(drafting, async (transaction): Promise<TakenBack> => {
    const found = await locked(transaction, drafting, id);
    if ('kind' in found) return found;
    const { draft, stored } = found;
    const { published } = draft;
    if (published === null) return { kind: 'not-published' };
    if (await isOpenElsewhere(transaction, draft)) return { kind: 'open-elsewhere' };
    const since = changedSince(stored.organisation.shifts, published, isSame);
    if (since.length > 0) return { kind: 'changed-since', shifts: since };
    const shifts = exchanged(stored.organisation.shifts, published.after, published.before);
    const version = stored.version + 1;
    await writeRoster(transaction, found, shifts, { version, by, nowMs, silent, action: 'roster.taken-back' });
    await setOpenAgain(transaction, id);
    return { kind: 'taken-back', version };
  });
  if (done.kind === 'taken-back') await tell(drafting);
  return done;
}

type Locked = { draft: StoredDraft; entries: StoredEntry[]; stored: StoredOrganisation; world: DraftWorld };

/** The draft and the organisation, both for this transaction alone. */
async function locked(
  transaction: Prisma.TransactionClient,
  { room }: Drafting,
  id: string,
): Promise<Locked | NotChanged> {
  await lockOrganisation(transaction);
  const found = await lockDraft(transaction, id);
  // A number that cannot be opened is no reason to hold a roster back: none is written here.
  const stored = found && (await readStored(transaction, room.secrets, () => undefined));
  if (!stored) return { kind: 'unknown' };
  const world = worldOfStored(stored.organisation, found.draft.line);
  return world ? { ...found, stored, world } : { kind: 'line-retired' };
}

type RosterChange = { version: number; by: string; nowMs: number; silent: boolean; action: AuditAction };

/** Writes `shifts` in the place of those stored, who did it, and what people hear of it. */
async function writeRoster(
  transaction: Prisma.TransactionClient,
  { draft, stored, world }: Locked,
  shifts: readonly Shift[],
  { version, by, nowMs, silent, action }: RosterChange,
): Promise<void> {
  const { organisation } = stored;
  const change = { version, by: `person:${by}`, at: new Date(nowMs) };
  const audit = { action, subject: draftSubject(draft) };
  await writeShiftsAlone(transaction, shifts, idChanges(organisation.shifts, shifts), change, audit);
  if (silent) return;
  const changed = changedShifts(organisation.shifts, shifts, isSame);
  const { changes } = changesAhead(world, changed, draft, nowMs);
  await noteNews(transaction, draft.line, changes, zonesOf(organisation), nowMs);
}

function zonesOf({ people }: Organisation): (personId: string) => string | null {
  const zones = new Map(people.map(({ id, timeZone }) => [id, timeZone]));
  return (personId) => zones.get(personId) ?? null;
}

/** Routing looks at once, and what may be said now is said; what fails of it is left to the next look, for the roster is published. */
async function tell({ room }: Drafting): Promise<void> {
  room.afterCommit({ effects: [], wakes: [], route: true, organisation: true });
  await sendRosterNews(room).catch(() => undefined);
}
