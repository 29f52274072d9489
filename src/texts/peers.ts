/** Which volunteer gets a waiting conversation, and whether there is anybody to get it at all (T1, T5, T6). */
import { speaks } from '../schedule/languages.ts';
import { bandOf } from '../wellbeing/bands.ts';
import { guardsTogether, type Guard, type GuardKind, type PersonFacts } from '../wellbeing/guards.ts';
import type { Conversation } from './conversation.ts';
import { compareRanks, drawOf } from '../matching/ranking.ts';

/** Somebody on shift on a line, or a reserve, as texting sees them. */
export type TextPerson = {
  facts: PersonFacts;
  /** They take texts, and have not silenced the line's. */
  textCapable: boolean;
  /** On all lines. */
  openConversations: number;
  /** By phone one conversation is all there can be (T5). */
  hasOneByPhone: boolean;
  /** They have the web inbox open, where more than one can be kept apart. */
  inInbox: boolean;
};

export type TextLine = {
  id: string;
  languages: string[];
  open: boolean;
  paused: boolean;
  nextOpeningMs: number | null;
  /** When somebody who takes texts is planned next while the line is open. */
  nextStaffedMs: () => number | null;
  /** Seconds waited after which backups and reserves are asked; null where the line's ladder never asks them. */
  backupsAfterSeconds: number | null;
  policy: { wrapUpMinutes: number; restAfterHeavyMinutes: number; restAfterCrisisMinutes: number };
  people: TextPerson[];
};

/** Beyond this a volunteer keeps no more conversations apart, in the inbox either. */
const mostInInbox = 3;

/** Guards under which no texter's words reach somebody (T6). */
const awayKinds = new Set<GuardKind>(['off-shift', 'off', 'on-break', 'heavy-rest']);
/** Guards that pass by themselves in a while: whoever they hold is still there for those who write. */
const passingKinds = new Set<GuardKind>(['offered', 'in-contact', 'wrap-up']);

/** Guards of everybody on the line, by person: the same as for calls. */
export function guardsOnLine(line: TextLine, nowMs: number): Map<string, Guard[]> {
  return guardsTogether(
    line.people.map(({ facts }) => facts),
    nowMs,
  );
}

/** Whether a texter's words may reach somebody who has their conversation already (T6); null: they are not on the line at all. */
export function mayRead(guards: readonly Guard[] | null): boolean {
  return guards !== null && !guards.some((guard) => awayKinds.has(guard.kind));
}

export type TextStaffing =
  | { kind: 'staffed'; languages: string[] }
  | { kind: 'paused' }
  | { kind: 'away'; backAtMs: number | null };

/** Whether somebody who writes to the line now can count on a peer before long, or else when we are back. */
export function textStaffing(line: TextLine, guards: Map<string, Guard[]>, nowMs: number): TextStaffing {
  if (line.paused) return { kind: 'paused' };
  if (!line.open) return { kind: 'away', backAtMs: line.nextOpeningMs };
  const capable = line.people.filter((person) => person.textCapable);
  const held = (person: TextPerson) =>
    (guards.get(person.facts.personId) ?? []).filter((guard) => !passingKinds.has(guard.kind));
  const there = capable.filter((person) => held(person).length === 0 && mayBeAsked(person, line, Infinity));
  if (there.length > 0)
    return { kind: 'staffed', languages: [...new Set(there.flatMap(({ facts }) => facts.languages))] };
  // Somebody on a break or resting is back when that ends, if their duty lasts so long.
  const backs = capable.flatMap((person) => {
    const guardsNow = held(person);
    const untilMs = Math.max(...guardsNow.map((guard) => guard.untilMs ?? Infinity));
    return untilMs < (person.facts.duty?.endMs ?? 0) ? [untilMs] : [];
  });
  const backAtMs = Math.min(...backs, line.nextStaffedMs() ?? Infinity);
  return { kind: 'away', backAtMs: Number.isFinite(backAtMs) && backAtMs > nowMs ? backAtMs : null };
}

/** Primaries always; backups and reserves once the wait is as long as the line's ladder says, or where no primary takes texts. */
function mayBeAsked(person: TextPerson, line: TextLine, waitedMs: number): boolean {
  if (person.facts.onShiftAs === 'primary') return true;
  if (line.backupsAfterSeconds === null) return false;
  const noPrimary = !line.people.some((other) => other.textCapable && other.facts.onShiftAs === 'primary');
  return noPrimary || waitedMs >= line.backupsAfterSeconds * 1000;
}

export type Chosen = { personId: string; via: 'phone' | 'inbox' };

/** The one to get the conversation: no guard holds them, they speak its language, and they have the fewest open; null where nobody may. */
export function choosePeer(
  conversation: Conversation,
  refused: readonly string[],
  line: TextLine,
  guards: Map<string, Guard[]>,
  seed: string,
  nowMs: number,
): Chosen | null {
  const waitedMs = nowMs - (conversation.waitingSinceMs ?? nowMs);
  const free = line.people.filter((person) => {
    const { personId, languages } = person.facts;
    const isApart = !refused.includes(personId) && !conversation.notWith.includes(personId);
    return (
      person.textCapable &&
      isApart &&
      speaks(languages, conversation.language) &&
      hasRoom(person) &&
      (guards.get(personId) ?? []).length === 0 &&
      mayBeAsked(person, line, waitedMs)
    );
  });
  const fresher = free.filter(({ facts }) => bandOf(facts.load) !== 'strained');
  const rank = (person: TextPerson) => [
    ['primary', 'backup', 'reserve'].indexOf(person.facts.onShiftAs ?? 'reserve'),
    person.openConversations,
    ['fresh', 'steady', 'strained', 'spent'].indexOf(bandOf(person.facts.load)),
    Math.floor(person.facts.load / 5),
    person.facts.idleSinceMs ?? 0,
    drawOf(seed + conversation.id, person.facts.personId),
  ];
  const [best] = (fresher.length > 0 ? fresher : free)
    .map((person) => ({ person, rank: rank(person) }))
    .sort((a, b) => compareRanks(a.rank, b.rank));
  return best ? { personId: best.person.facts.personId, via: best.person.hasOneByPhone ? 'inbox' : 'phone' } : null;
}

function hasRoom(person: TextPerson): boolean {
  if (!person.inInbox) return person.openConversations === 0;
  return person.openConversations < mostInInbox;
}
