/** Which volunteer gets a waiting conversation, and whether there is anybody to get it at all (T1, T5, T6). */
import { coverOf } from '../wellbeing/cover.ts';
import type { CarePolicy } from '../wellbeing/rests.ts';
import { guardsTogether, type Guard, type GuardKind, type PersonFacts } from '../wellbeing/guards.ts';
import type { Conversation } from './model.ts';
import { isTheirTurn, reasonsAgainst, sparingStrained, type Backups } from '../matching/eligibility.ts';
import { inRingOrder, rankOf } from '../matching/ranking.ts';

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
  /** How many people its running shifts need: where rests leave fewer, backups step up (W4). */
  need?: number;
  policy: CarePolicy;
  people: TextPerson[];
};

/** Beyond this a volunteer keeps no more conversations apart, in the inbox either. */
const mostInInbox = 3;

/** Guards under which no texter's words reach somebody (T6). */
const awayKinds = new Set<GuardKind>(['off-shift', 'off', 'on-break', 'heavy-rest']);
/** Guards that pass by themselves soon: somebody held by one still counts as there for texters. */
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
  const backups = backupsOf(line, Infinity, nowMs);
  const there = capable.filter((person) => held(person).length === 0 && isTheirTurn(person.facts, backups));
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

/** Backups and reserves are asked once the wait is as long as the line's ladder says, or where no primary takes texts; and where cover thins, as for calls. */
function backupsOf(line: TextLine, waitedMs: number, nowMs: number): Backups {
  const noPrimary = !line.people.some((other) => other.textCapable && other.facts.onShiftAs === 'primary');
  const areAsked = line.backupsAfterSeconds !== null && (noPrimary || waitedMs >= line.backupsAfterSeconds * 1000);
  const facts = line.people.map((person) => person.facts);
  return { areAsked, steppingUp: coverOf(facts, line.need ?? 0, nowMs).steppingUp };
}

export type Chosen = { personId: string; via: 'phone' | 'inbox' };

/** The one to get the conversation: no guard holds them, they speak its language, and they have the fewest open; null where nobody may. */
export function choosePeer(
  conversation: Pick<Conversation, 'id' | 'language' | 'notWith' | 'waitingSinceMs'>,
  refused: readonly string[],
  line: TextLine,
  guards: Map<string, Guard[]>,
  seed: string,
  nowMs: number,
): Chosen | null {
  const waitedMs = nowMs - (conversation.waitingSinceMs ?? nowMs);
  const backups = backupsOf(line, waitedMs, nowMs);
  const sought = {
    language: conversation.language,
    notWith: [...refused, ...conversation.notWith],
    preferredPersonId: null,
    leadersOnly: false,
  };
  const free = line.people.filter(
    (person) =>
      person.textCapable &&
      hasRoom(person) &&
      reasonsAgainst(person.facts, guards.get(person.facts.personId) ?? [], sought, backups).length === 0,
  );
  const [best] = inRingOrder(
    sparingStrained(free, (person) => person.facts, null, false),
    (person) =>
      rankOf(person.facts, {
        missed: 0,
        isPreferred: false,
        openConversations: person.openConversations,
        wish: null,
        seed,
      }),
  );
  return best ? { personId: best.facts.personId, via: best.hasOneByPhone ? 'inbox' : 'phone' } : null;
}

function hasRoom(person: TextPerson): boolean {
  if (!person.inInbox) return person.openConversations === 0;
  return person.openConversations < mostInInbox;
}
