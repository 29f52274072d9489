/** Every statement about drafts of rosters; what is read is checked. */
import { randomUUID } from 'node:crypto';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Shift } from '../organisation/organisation-file.ts';
import type { DraftEntry } from '../planning/draft/apply.ts';
import type { DraftCommand } from '../planning/draft/commands.ts';
import type { OwnEntry } from '../planning/draft/log.ts';
import type { Placed, Published } from '../planning/draft/publishing.ts';
import { json, oneOf } from '../platform/rows.ts';
import { draftCommand, placedShifts } from './draft-shapes.ts';

type Transaction = Prisma.TransactionClient;

/** The days of a line that a draft is about: local dates, both included. */
export type DraftDays = { line: string; from: string; to: string };

/** `closed`: who published or dropped it, and when. `published`: the shifts it changed, and in which version. */
export type StoredDraft = DraftDays & {
  id: string;
  madeBy: string;
  madeAtMs: number;
  revision: number;
  state: 'open' | 'published' | 'dropped';
  closed: { by: string; atMs: number } | null;
  published: (Published<Shift> & { version: number }) | null;
};

export type StoredEntry = DraftEntry & OwnEntry & { atMs: number };

const stateOf = oneOf<StoredDraft['state']>({ open: true, published: true, dropped: true });
const commandOf = json<DraftCommand>(draftCommand);
const shiftsOf = json<Placed<Shift>[]>(placedShifts);

function draftOfRow(row: Prisma.RosterDraftGetPayload<object>): StoredDraft {
  return {
    id: row.id,
    line: row.lineId,
    from: row.from,
    to: row.to,
    madeBy: row.madeBy,
    madeAtMs: row.madeAt.getTime(),
    revision: row.revision,
    state: stateOf(row.state, 'roster_drafts.state'),
    closed: row.closedAt === null ? null : { by: row.closedBy ?? '', atMs: row.closedAt.getTime() },
    published:
      row.publishedVersion === null
        ? null
        : {
            version: row.publishedVersion,
            before: shiftsOf(row.before, 'roster_drafts.before'),
            after: shiftsOf(row.after, 'roster_drafts.after'),
          },
  };
}

/** The draft that is open for these days; a new one where there is none. */
export async function openedDraft(
  transaction: Transaction,
  { line, from, to }: DraftDays,
  by: string,
  nowMs: number,
): Promise<StoredDraft> {
  // The update changes nothing and waits for whoever has the row, so that it is still open once its id is known.
  const [opened] = await transaction.$queryRaw<{ id: string }[]>`
    INSERT INTO roster_drafts (id, line_id, from_date, to_date, made_by, made_at) VALUES (${randomUUID()}, ${line}, ${from}, ${to}, ${by}, ${new Date(nowMs)})
    ON CONFLICT (line_id, from_date, to_date) WHERE state = 'open' DO UPDATE SET state = EXCLUDED.state RETURNING id`;
  return draftOfRow(await transaction.rosterDraft.findUniqueOrThrow({ where: { id: opened?.id ?? '' } }));
}

/** Whether another draft is open for the days of this one. */
export async function isOpenElsewhere(transaction: Transaction, { line, from, to }: DraftDays): Promise<boolean> {
  return (await transaction.rosterDraft.count({ where: { lineId: line, from, to, state: 'open' } })) > 0;
}

/** The drafts there are, the latest first. */
export async function draftsThere(transaction: Transaction, atMost: number): Promise<StoredDraft[]> {
  const rows = await transaction.rosterDraft.findMany({
    omit: { before: true, after: true },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    take: atMost,
  });
  return rows.map((row) => draftOfRow({ ...row, publishedVersion: null, before: null, after: null }));
}

/** By what a draft is known to be as it was; null where there is none. */
export async function draftHead(
  transaction: Transaction,
  id: string,
): Promise<Pick<StoredDraft, 'revision' | 'state'> | null> {
  const row = await transaction.rosterDraft.findUnique({ where: { id }, select: { revision: true, state: true } });
  return row && { revision: row.revision, state: stateOf(row.state, 'roster_drafts.state') };
}

/** The draft and its log, oldest entry first; null where there is none. */
export async function readDraft(
  transaction: Transaction,
  id: string,
): Promise<{ draft: StoredDraft; entries: StoredEntry[] } | null> {
  const row = await transaction.rosterDraft.findUnique({
    where: { id },
    include: { entries: { orderBy: { seq: 'asc' } } },
  });
  if (!row) return null;
  const entries = row.entries.map(({ seq, by, at, command, undone, forGood }) => ({
    seq,
    by,
    atMs: at.getTime(),
    command: commandOf(command, 'roster_draft_entries.command'),
    undone,
    forGood,
  }));
  return { draft: draftOfRow(row), entries };
}

/** The same, and nobody else changes it before the transaction is over. */
export async function lockDraft(transaction: Transaction, id: string): ReturnType<typeof readDraft> {
  await transaction.$queryRaw`SELECT 1 AS there FROM roster_drafts WHERE id = ${id} FOR UPDATE`;
  return readDraft(transaction, id);
}

/** Adds a command to the end of the log; what its author took back before stays taken back. */
export async function addEntry(
  transaction: Transaction,
  draftId: string,
  { seq, by, atMs, command }: Omit<StoredEntry, 'undone' | 'forGood'>,
): Promise<void> {
  const stored = command as unknown as Prisma.InputJsonValue;
  await transaction.rosterDraftEntry.updateMany({ where: { draftId, by, undone: true }, data: { forGood: true } });
  await transaction.rosterDraftEntry.create({ data: { draftId, seq, by, at: new Date(atMs), command: stored } });
  await raiseRevision(transaction, draftId);
}

export async function setUndone(
  transaction: Transaction,
  draftId: string,
  seq: number,
  undone: boolean,
): Promise<void> {
  await transaction.rosterDraftEntry.update({ where: { draftId_seq: { draftId, seq } }, data: { undone } });
  await raiseRevision(transaction, draftId);
}

async function raiseRevision(transaction: Transaction, id: string): Promise<void> {
  await transaction.rosterDraft.update({ where: { id }, data: { revision: { increment: 1 } } });
}

export async function setDropped(transaction: Transaction, id: string, by: string, nowMs: number): Promise<void> {
  const data = { state: 'dropped', closedBy: by, closedAt: new Date(nowMs) };
  await transaction.rosterDraft.update({ where: { id }, data });
}

export async function setPublished(
  transaction: Transaction,
  id: string,
  { before, after }: Published<Shift>,
  version: number,
  by: string,
  nowMs: number,
): Promise<void> {
  const shifts = (placed: object) => JSON.parse(JSON.stringify(placed)) as Prisma.InputJsonValue;
  const kept = { publishedVersion: version, before: shifts(before), after: shifts(after) };
  const data = { state: 'published', closedBy: by, closedAt: new Date(nowMs), ...kept };
  await transaction.rosterDraft.update({ where: { id }, data });
}

/** What was published is a draft again. */
export async function setOpenAgain(transaction: Transaction, id: string): Promise<void> {
  const kept = { publishedVersion: null, before: Prisma.DbNull, after: Prisma.DbNull };
  const data = { state: 'open', closedBy: null, closedAt: null, ...kept, revision: { increment: 1 } };
  await transaction.rosterDraft.update({ where: { id }, data });
}
