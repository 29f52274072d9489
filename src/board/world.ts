/** Reads what the live board shows: one statement over what routing reads, texts, promises and attention beside it. */
import { createHmac } from 'node:crypto';
import { hiddenToLeaders, presentOf, type PresentRow, presentSql } from '../contacts/present.ts';
import type { Records } from '../organisation/records.ts';
import { isInUse, type Directory, type DirectoryLine } from '../organisation/directory.ts';
import type {
  BoardContact,
  BoardConversation,
  BoardLeg,
  BoardPromise,
  BoardWorld,
  BoardWorldLine,
} from '../matching/board-world.ts';
import { needOfLine, peopleOfLine, type Present } from '../people/facts.ts';
import { contactShape, legShape } from '../contacts/rows.ts';
import { eachAlone } from '../platform/culprits.ts';
import { flag, instant, maybe, oneOf, rowReader, text } from '../platform/rows.ts';
import { callInCountOf, callInsSql } from '../roster/call-in-sql.ts';
import { coverage, type Cover } from '../schedule/coverage.ts';
import { nextOpening, openings } from '../schedule/opening.ts';

const hourMs = 3_600_000;
const quarterMs = 15 * 60_000;
const aheadMs = 3 * hourMs;
/** How far ahead the closing time of a line is looked for; a line that is always open has none. */
const closesWithinMs = 24 * hourMs;

/** The states of the calls that are shown. */
export const liveStatesSql = `'choosing-language', 'choosing-unstaffed', 'waiting', 'choosing-overflow', 'leaving-voicemail', 'calling-back', 'talking', 'lost-volunteer', 'crisis'`;

/** Of a caller only what is shown is read, and the ids that keys are made of. */
const worldSql = `SELECT (SELECT version FROM organisation) AS version, jsonb_build_object(
  'present', ${presentSql},
  'contacts', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'line_id', c.line_id, 'state', c.state, 'language', c.language, 'wish', c.wish,
      'last_in_line', c.last_in_line, 'arrived_at', c.arrived_at, 'waiting_since', c.waiting_since, 'rank_at', c.rank_at, 'ladder_step', c.ladder_step,
      'talking_since', c.talking_since, 'callback_id', c.callback_id,
      'legs', (SELECT coalesce(jsonb_agg(jsonb_build_object('purpose', l.purpose, 'person_id', l.person_id, 'state', l.state, 'created_at', l.created_at,
          'accepted_at', l.accepted_at) ORDER BY l.created_at, l.id), '[]') FROM legs l WHERE l.contact_id = c.id AND l.state <> 'ended')) ORDER BY c.id), '[]')
    FROM contacts c WHERE c.state IN (${liveStatesSql})),
  'conversations', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'line_id', line_id, 'state', state, 'language', language, 'opened_at', opened_at,
      'waiting_since', waiting_since, 'assigned_at', assigned_at, 'person_id', person_id, 'unanswered', silence IS NOT NULL) ORDER BY id), '[]')
    FROM conversations WHERE state <> 'closed'),
  'promises', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'line_id', line_id, 'due_at', coalesce(next_at, due_at), 'until_at', until_at,
      'under_way', contact_id IS NOT NULL) ORDER BY id), '[]') FROM callbacks WHERE state = 'open'),
  'call_ins', ${callInsSql},
  'attention', (SELECT count(*)::int FROM attention WHERE done_at IS NULL))::text AS world`;

type Row = Record<string, unknown> & { id: string; line_id: string };
type WorldRow = {
  present: PresentRow & { lines: (PresentRow['lines'][number] & { pause_reason?: string | null })[] };
  contacts: (Row & { legs: unknown[] })[];
  conversations: Row[];
  promises: Row[];
  call_ins: Row[];
  attention: number;
};

/** What the tables say now, as text: two that are equal make the same board while time changes nothing. */
export type BoardRows = { version: number; world: string };

/** Asks the tables; null before the first import. */
export async function readBoardRows(room: Pick<Records, 'pool'>): Promise<BoardRows | null> {
  const { rows } = await room.pool.query<{ version: number | null; world: string }>({
    name: 'board-world',
    text: worldSql,
  });
  const [row] = rows;
  return row && row.version !== null ? { version: row.version, world: row.world } : null;
}

/** A key that stands for a contact on the board alone: made with the service's secret, it leads nowhere else. */
export function boardKey(room: Pick<Records, 'secrets'>, kind: 'call' | 'text' | 'promise', id: string): string {
  return createHmac('sha256', room.secrets.sessionKey).update(`board-${kind}:${id}`).digest('base64url').slice(0, 16);
}

/** The values of an answer; a record that cannot be read is set aside, and the others are shown. */
export async function boardWorld(
  room: Records,
  directory: Directory,
  { world }: BoardRows,
  nowMs: number,
): Promise<BoardWorld> {
  const row = JSON.parse(world) as WorldRow;
  const present = presentOf(row.present, await room.loads());
  const inUse = [...directory.lines.values()].filter((line) => isInUse(directory, line));
  const ahead = coverAhead(directory, nowMs);
  const lines = eachAlone(inUse, (line) => worldLine(room, directory, line, { row, present, ahead, nowMs }));
  room.aside.noteAll(lines.culprits, ({ id }) => ({ record: 'line', id }));
  return {
    nowMs,
    names: { get: (personId) => directory.people.get(personId)?.name },
    lines: lines.answer.map(({ answer }) => answer),
    attention: row.attention,
  };
}

const callOf = rowReader<BoardContact>('contacts', {
  id: contactShape.id,
  state: contactShape.state,
  language: contactShape.language,
  wish: contactShape.wish,
  lastInLine: contactShape.lastInLine,
  arrivedAtMs: contactShape.arrivedAtMs,
  waitingSinceMs: contactShape.waitingSinceMs,
  rankAtMs: contactShape.rankAtMs,
  ladderStep: contactShape.ladderStep,
  talkingSinceMs: contactShape.talkingSinceMs,
  callbackId: contactShape.callbackId,
});

const legOf = rowReader<BoardLeg>('legs', {
  purpose: legShape.purpose,
  personId: legShape.personId,
  state: legShape.state,
  createdAtMs: legShape.createdAtMs,
  acceptedAtMs: legShape.acceptedAtMs,
});

const conversationOf = rowReader<Omit<BoardConversation, 'key'>>('conversations', {
  state: oneOf<BoardConversation['state']>({ waiting: true, active: true }),
  language: text,
  openedAtMs: instant,
  waitingSinceMs: maybe(instant),
  assignedAtMs: maybe(instant),
  personId: maybe(text),
  unanswered: flag,
});

const promiseOf = rowReader<Omit<BoardPromise, 'key'>>('callbacks', {
  dueAtMs: instant,
  untilAtMs: instant,
  underWay: flag,
});

type Look = { row: WorldRow; present: Present; ahead: readonly Cover[]; nowMs: number };

function worldLine(
  room: Records,
  directory: Directory,
  line: DirectoryLine,
  { row, present, ahead, nowMs }: Look,
): BoardWorldLine {
  const ofLine = <One extends { line_id: string }>(rows: readonly One[]) =>
    rows.filter((one) => one.line_id === line.id);
  const [state] = ofLine(row.present.lines);
  const [opening] = openings(directory.schedule, line.id, nowMs, nowMs + closesWithinMs);
  const open = opening !== undefined && opening.startMs <= nowMs;
  const closesAtMs = open && opening.endMs < nowMs + closesWithinMs ? opening.endMs : null;
  const contacts = eachAlone(ofLine(row.contacts), ({ legs, ...contact }) => ({
    key: boardKey(room, 'call', contact.id),
    contact: callOf(contact),
    legs: legs.map(legOf),
  }));
  room.aside.noteAll(contacts.culprits, ({ id }) => ({ record: 'call', id }));
  return {
    id: line.id,
    name: line.name,
    timeZone: line.timeZone,
    open,
    changesAtMs: open ? closesAtMs : (nextOpening(directory.schedule, line.id, nowMs)?.startMs ?? null),
    pausedSinceMs: state?.paused_at ? Date.parse(state.paused_at) : null,
    pauseReason: state?.pause_reason ?? null,
    hiddenToLeadersUntilMs: hiddenToLeaders(row.present, nowMs).has(line.id)
      ? Date.parse(state?.hidden_to_leaders_until ?? '')
      : null,
    softLimitMinutes: line.policy.softLimitMinutes,
    mayUnseal: line.policy.escalation === 'imminent-risk',
    overflow: line.policy.overflow,
    wishes: line.wishes,
    need: needOfLine(directory, line, nowMs),
    people: peopleOfLine(directory, line, present, nowMs),
    ahead: ahead.filter((cover) => cover.line === line.id && cover.endMs > nowMs),
    contacts: contacts.answer.map(({ answer }) => answer),
    conversations: ofLine(row.conversations).map(({ id, ...one }) => ({
      ...conversationOf(one),
      key: boardKey(room, 'text', id),
    })),
    callIn: ofLine(row.call_ins).map(callInCountOf)[0] ?? null,
    promises: ofLine(row.promises).map(({ id, ...one }) => ({ ...promiseOf(one), key: boardKey(room, 'promise', id) })),
  };
}

const aheadByDirectory = new WeakMap<Directory, { fromMs: number; cover: readonly Cover[] }>();

/** The cover of the next three hours, worked out anew once a quarter of an hour. */
function coverAhead(directory: Directory, nowMs: number): readonly Cover[] {
  const fromMs = Math.floor(nowMs / quarterMs) * quarterMs;
  const known = aheadByDirectory.get(directory);
  if (known?.fromMs === fromMs) return known.cover;
  const cover = coverage(directory.schedule, fromMs, fromMs + aheadMs);
  aheadByDirectory.set(directory, { fromMs, cover });
  return cover;
}
