/** Gathers what texting decides from: who is there on the lines, what they have open, and who wants no texts. */
import type pg from 'pg';
import { presentOf, presentWith, type PresentSinceRow } from '../contacts/present.ts';
import type { Records } from '../organisation/records.ts';
import { isInUse, type Directory, type DirectoryLine } from '../organisation/directory.ts';
import type { AskedSince } from '../people/said.ts';
import type { Prepared } from '../platform/prepared.ts';
import { leadersAt, needOfLine, peopleOfLine, type Present } from '../people/facts.ts';
import { guardsOnLine, mayRead, type TextLine, type TextPerson } from '../texts/peers.ts';
import { isOpen, nextOpening } from '../schedule/opening.ts';
import { resolveLine } from '../schedule/resolve.ts';
import { leaderFor } from '../wellbeing/leaders.ts';
import { findTexting, lookAtTexting, readTexting, type OpenRow, type TextingRow } from './conversations-sql.ts';

/** An inbox not seen for so long is closed. */
const inboxSeenMs = 60_000;
/** Further ahead nobody is promised. */
const lookAheadMs = 21 * 24 * 3_600_000;

/** What the tables say of everybody at this moment. */
export type TextingNow = {
  present: Present;
  /** Open conversations by person: how many, and whether one of them is by phone. */
  open: Map<string, { count: number; byPhone: boolean }>;
  inInbox: Set<string>;
  /** People who want no texts of a line, as `person line`. */
  silenced: Set<string>;
  version: number;
};

/** Reads the present of texting on `client`. */
export async function textingNow(
  room: Records,
  client: pg.ClientBase | pg.Pool,
  loads: Map<string, number>,
): Promise<TextingNow> {
  const row = await readTexting(client, room.clock.nowMs() - inboxSeenMs);
  return textingOf(row, presentOf(row.present, loads));
}

/** What `findTextingNow` finds. */
export type FoundTexting = TextingRow<PresentSinceRow>;

/** Finds the present of texting in the opening of a transaction, to be given with its row to `textingFound`. */
export function findTextingNow({ clock }: Pick<Records, 'clock'>, asked: AskedSince): Prepared {
  return findTexting(clock.nowMs() - inboxSeenMs, asked);
}

/** The same with every open conversation, at once and outside of a transaction; null where the database gives no answer. */
export function lookAtTextingNow(
  { pool, clock }: Pick<Records, 'pool' | 'clock'>,
  asked: AskedSince,
): Promise<(FoundTexting & { conversations: OpenRow[] }) | null> {
  return lookAtTexting(pool, clock.nowMs() - inboxSeenMs, asked);
}

/** The present of texting as it was found. */
export function textingFound(
  { said }: Pick<Records, 'said'>,
  asked: AskedSince,
  row: FoundTexting,
  loads: Map<string, number>,
): TextingNow {
  return textingOf(row, presentWith(row.present, said.answered(asked, row.present.said), loads));
}

function textingOf({ open, inInbox, silenced, version }: TextingRow<unknown>, present: Present): TextingNow {
  return {
    present,
    open: new Map(open.map(({ personId, count, byPhone }) => [personId, { count, byPhone }])),
    inInbox: new Set(inInbox),
    silenced: new Set(silenced),
    version,
  };
}

/** A line as texting sees it now. */
export function textLine(room: Records, directory: Directory, line: DirectoryLine, now: TextingNow): TextLine {
  const nowMs = room.clock.nowMs();
  const inUse = isInUse(directory, line);
  const backups = line.policy.overflow.find((step) => step.do === 'ring-backups');
  const people = peopleOfLine(directory, line, now.present, nowMs).map((facts): TextPerson => {
    const person = directory.people.get(facts.personId);
    const silenced = now.silenced.has(`${facts.personId} ${line.id}`);
    const open = now.open.get(facts.personId);
    return {
      // How many conversations somebody can have is counted by itself.
      facts: { ...facts, textingUntilMs: null },
      textCapable: person !== undefined && person.channels.includes('text') && !silenced,
      openConversations: open?.count ?? 0,
      hasOneByPhone: open?.byPhone ?? false,
      inInbox: now.inInbox.has(facts.personId),
    };
  });
  return {
    id: line.id,
    languages: line.languages,
    // Nobody comes back to a retired line.
    open: inUse && isOpen(directory.schedule, line.id, nowMs),
    paused: now.present.pausedLines.has(line.id),
    nextOpeningMs: inUse ? (nextOpening(directory.schedule, line.id, nowMs)?.startMs ?? null) : null,
    nextStaffedMs: () => nextStaffed(directory, line, nowMs),
    backupsAfterSeconds: backups?.afterSeconds ?? null,
    need: needOfLine(directory, line, nowMs),
    policy: line.policy,
    people,
  };
}

/** When, after now, somebody who takes texts is planned on the line while it is open; where nobody is, when somebody is on call. */
function nextStaffed(directory: Directory, line: DirectoryLine, nowMs: number): number | null {
  return nextOn(directory, line, nowMs, 'primary') ?? nextOn(directory, line, nowMs, 'backup');
}

function nextOn(directory: Directory, line: DirectoryLine, nowMs: number, role: 'primary' | 'backup'): number | null {
  const takesTexts = (personId: string) => directory.people.get(personId)?.channels.includes('text') ?? false;
  for (const { startMs, endMs, people } of resolveLine(directory.schedule, line.id, nowMs, nowMs + lookAheadMs)) {
    if (startMs <= nowMs || !people.some(({ person, as }) => as === role && takesTexts(person))) continue;
    const opensMs = nextOpening(directory.schedule, line.id, startMs)?.startMs ?? Infinity;
    if (opensMs < endMs) return opensMs;
  }
  return null;
}

/** A shift leader of the line who takes texts and can be asked now, best first, other than `personId`; null where nobody can. */
export function textingLeaderFor(
  directory: Directory,
  line: DirectoryLine,
  now: TextingNow,
  personId: string,
  nowMs: number,
): string | null {
  return leaderFor(personId, leadersAt(directory, line, now.present, 'text', nowMs));
}

/** Whether a texter's words may reach this peer at this moment (T6). */
export async function peerMayRead(
  room: Records,
  client: pg.ClientBase | pg.Pool,
  directory: Directory,
  line: DirectoryLine,
  personId: string,
): Promise<boolean> {
  const now = textLine(room, directory, line, await textingNow(room, client, new Map()));
  return mayRead(guardsOnLine(now, room.clock.nowMs()).get(personId) ?? null);
}
