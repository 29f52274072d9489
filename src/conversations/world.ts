/** Gathers what texting decides from: who is there on the lines, what they have open, and who wants no texts. */
import type pg from 'pg';
import { presentOf, presentSql, type PresentRow } from '../contacts/present.ts';
import type { ContactsRoom } from '../contacts/room.ts';
import { isInUse, type Directory, type DirectoryLine } from '../organisation/directory.ts';
import { peopleOfLine, staffingOf, type Present } from '../people/facts.ts';
import { guardsOnLine, mayRead, type TextLine, type TextPerson } from '../texts/peers.ts';
import { isOpen, nextOpening } from '../schedule/opening.ts';
import { resolveLine } from '../schedule/resolve.ts';

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

type NowRow = {
  version: number;
  present: PresentRow;
  open: { person_id: string; count: number; by_phone: boolean }[];
  inbox: string[];
  silenced: string[];
};

const nowSql = `SELECT (SELECT version FROM organisation) AS version, ${presentSql} AS present,
  (SELECT coalesce(jsonb_agg(o), '[]') FROM (SELECT person_id, count(*)::int AS count, bool_or(via = 'phone') AS by_phone
    FROM conversations WHERE state = 'active' GROUP BY person_id) o) AS open,
  (SELECT coalesce(jsonb_agg(person_id), '[]') FROM text_inboxes WHERE seen_at > $1) AS inbox,
  (SELECT coalesce(jsonb_agg(person_id || ' ' || line_id), '[]') FROM text_opt_outs WHERE channel = 'sms' AND person_id IS NOT NULL) AS silenced`;

/** Reads the present of texting on `client`. */
export async function textingNow(
  room: ContactsRoom,
  client: pg.ClientBase | pg.Pool,
  loads: Map<string, number>,
): Promise<TextingNow> {
  const { rows } = await client.query<NowRow>({
    name: 'texting-now',
    text: nowSql,
    values: [new Date(room.clock.nowMs() - inboxSeenMs)],
  });
  const [row] = rows;
  if (!row) throw new Error('the database gave no answer about texting');
  return {
    present: presentOf(row.present, loads),
    open: new Map(row.open.map((one) => [one.person_id, { count: one.count, byPhone: one.by_phone }])),
    inInbox: new Set(row.inbox),
    silenced: new Set(row.silenced),
    version: row.version,
  };
}

/** A line as texting sees it now. */
export function textLine(room: ContactsRoom, directory: Directory, line: DirectoryLine, now: TextingNow): TextLine {
  const nowMs = room.clock.nowMs();
  const inUse = isInUse(directory, line);
  const { overflow, wrapUpMinutes, restAfterHeavyMinutes, restAfterCrisisMinutes } = line.policy;
  const backups = overflow.find((step) => step.do === 'ring-backups');
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
    policy: { wrapUpMinutes, restAfterHeavyMinutes, restAfterCrisisMinutes },
    people,
  };
}

/** When, after now, somebody who takes texts is planned on the line while it is open. */
function nextStaffed(directory: Directory, line: DirectoryLine, nowMs: number): number | null {
  const takesTexts = (personId: string) => directory.people.get(personId)?.channels.includes('text') ?? false;
  for (const { startMs, endMs, people } of resolveLine(directory.schedule, line.id, nowMs, nowMs + lookAheadMs)) {
    if (startMs <= nowMs || !people.some(({ person, as }) => as === 'primary' && takesTexts(person))) continue;
    const opensMs = nextOpening(directory.schedule, line.id, startMs)?.startMs ?? Infinity;
    if (opensMs < endMs) return opensMs;
  }
  return null;
}

/** A shift leader of the line who takes texts and can be asked now, best first, other than `personId`; null where nobody can. */
export function leaderFor(
  directory: Directory,
  line: DirectoryLine,
  now: TextingNow,
  personId: string,
  nowMs: number,
): string | null {
  const { leaders } = staffingOf(directory, line, now.present, nowMs);
  return (
    leaders.find((leader) => leader !== personId && directory.people.get(leader)?.channels.includes('text')) ?? null
  );
}

/** Whether a texter's words may reach this peer at this moment (T6). */
export async function peerMayRead(
  room: ContactsRoom,
  client: pg.ClientBase | pg.Pool,
  directory: Directory,
  line: DirectoryLine,
  personId: string,
): Promise<boolean> {
  const now = textLine(room, directory, line, await textingNow(room, client, new Map()));
  return mayRead(guardsOnLine(now, room.clock.nowMs()).get(personId) ?? null);
}
