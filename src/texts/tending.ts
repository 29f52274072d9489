/** Looks after all open conversations at once: which peers are freed, who gets which conversation, what waiting texters are told, what is closed (T1, T5, T6). */
import {
  closeConversation,
  passOn,
  releaseConversation,
  startConversationDraft,
  toPeer,
  toTexter,
  type Draft,
} from './draft.ts';
import type { Conversation, ConversationAnswer } from './model.ts';
import {
  choosePeer,
  guardsOnLine,
  mayRead,
  textStaffing,
  type Chosen,
  type TextLine,
  type TextPerson,
  type TextStaffing,
} from './peers.ts';
import { speaks } from '../schedule/languages.ts';
import type { Guard } from '../wellbeing/guards.ts';

export type OpenConversation = {
  conversation: Conversation;
  /** People who must not meet this texter; why is nobody's business. */
  refused: string[];
  /** Words no peer has answered yet, oldest first, for whoever gets the conversation next. */
  unread: { textId: string; parts: number; media: boolean; atMs: number }[];
};

export type TendingWorld = { nowMs: number; seed: string; lines: TextLine[]; conversations: OpenConversation[] };

const hourMs = 3_600_000;
/** A conversation that is quiet for this long is closed (T1). */
const quietMs = 24 * hourMs;
/** A texter who waits for this long is told once that we are still looking. */
const stillLookingMs = 10 * 60_000;
/** A texter who gets a peer within this time need not be told that somebody is here. */
const atOnceMs = 30_000;
/** A peer who has not answered words for this long is reminded. */
const remindMs = 5 * 60_000;
/** After this long another peer takes over. */
const takeOverMs = 15 * 60_000;
/** A texter who goes on writing while nobody is here is told so again after this. */
const tellAgainMs = hourMs;

/** The answers for all conversations in which something is to happen; the others are left out. */
export function tendConversations(world: TendingWorld): ConversationAnswer[] {
  const people = world.lines.map((line) => ({ ...line, people: line.people.map((person) => ({ ...person })) }));
  const lines = new Map(
    people.map((line) => {
      const guards = guardsOnLine(line, world.nowMs);
      return [line.id, { line, guards, staffing: textStaffing(line, guards, world.nowMs) }] as const;
    }),
  );
  const views = [...world.conversations].sort(byTurn).flatMap((open): View[] => {
    const onLine = lines.get(open.conversation.lineId);
    if (!onLine) return [];
    const draft = startConversationDraft(open.conversation, {
      nowMs: world.nowMs,
      policy: onLine.line.policy,
      peerMayRead: true,
    });
    return [{ open, draft, ...onLine }];
  });
  const everybody = people.flatMap((line) => line.people);
  for (const view of views) closeOrFree(view, everybody);
  const assignAll = () => views.filter(isWaiting).forEach((view) => assign(view, everybody, world.seed));
  assignAll();
  for (const view of views) remindOrReplace(view, everybody, world.seed);
  assignAll();
  for (const view of views) if (isWaiting(view)) tell(view);
  return views.filter(isNews).map(({ draft: { world: _world, ...answer } }) => ({ ...answer, tend: false }));
}

type View = {
  open: OpenConversation;
  draft: Draft;
  line: TextLine;
  guards: Map<string, Guard[]>;
  staffing: TextStaffing;
};

const isWaiting = ({ draft }: View) => draft.conversation.state === 'waiting';

const isNews = ({ open, draft }: View) =>
  draft.texts.length > 0 || JSON.stringify(open.conversation) !== JSON.stringify(draft.conversation);

function byTurn(a: OpenConversation, b: OpenConversation): number {
  const [one, other] = [a.conversation, b.conversation];
  return (
    Number(one.lastInLine) - Number(other.lastInLine) ||
    one.openedAtMs - other.openedAtMs ||
    (one.id < other.id ? -1 : 1)
  );
}

/** Closes what has been quiet for a day, and frees peers who went off shift, on a break or to rest (T6). */
function closeOrFree({ draft, guards }: View, everybody: TextPerson[]): void {
  const {
    conversation,
    world: { nowMs },
  } = draft;
  const { personId, via } = conversation;
  if (nowMs - conversation.lastAtMs >= quietMs) {
    // Over WhatsApp nothing may be sent any more by now (63016).
    if (conversation.channel === 'sms') toTexter(draft, 'conversationQuiet');
    if (conversation.answeredAtMs === null) draft.attention.push({ kind: 'text-unanswered', personId: null });
    closeConversation(draft, conversation.answeredAtMs === null ? 'unanswered' : 'quiet', 'conversationOver');
  } else if (personId !== null && !mayRead(guards.get(personId) ?? null)) releaseConversation(draft, 'handedOn', false);
  else return;
  countOneLess(everybody, personId, via);
}

/** On whatever line they are, they have one conversation less. */
function countOneLess(everybody: TextPerson[], personId: string | null, via: Conversation['via']): void {
  for (const person of everybody.filter(({ facts }) => facts.personId === personId)) {
    person.openConversations -= 1;
    if (via === 'phone') person.hasOneByPhone = false;
  }
}

/**
 * A texter whose words stay without an answer is not left alone with them: the peer is reminded; then another one takes
 * over, or a coordinator sees it where there is none. Last words such as "thank you" need no answer: after a peer has
 * written, only a texter who goes on writing is given to another.
 */
function remindOrReplace({ open, draft, line, guards, staffing }: View, everybody: TextPerson[], seed: string): void {
  const {
    conversation,
    world: { nowMs },
  } = draft;
  const { personId, via, assignedAtMs, peerWroteAtMs, silence } = conversation;
  const [first] = open.unread;
  const last = open.unread.at(-1);
  if (conversation.state !== 'active' || !first || !last) return;
  const sinceMs = Math.max(first.atMs, assignedAtMs ?? 0);
  if (nowMs - sinceMs < remindMs) return;
  if (silence === null) {
    toPeer(draft, 'answerAwaited');
    conversation.silence = 'reminded';
  }
  if (nowMs - sinceMs < takeOverMs || (peerWroteAtMs !== null && last.atMs - sinceMs < remindMs)) return;
  const other =
    staffing.kind === 'staffed' &&
    choosePeer(
      { ...conversation, notWith: [...conversation.notWith, personId ?? ''] },
      open.refused,
      line,
      guards,
      seed,
      nowMs,
    );
  if (other) {
    releaseConversation(draft, 'handedOn', true);
    countOneLess(everybody, personId, via);
  } else if (silence !== 'reported') {
    draft.attention.push({ kind: 'text-unanswered', personId });
    conversation.silence = 'reported';
  }
}

function assign(view: View, everybody: TextPerson[], seed: string): void {
  const { open, draft, line, guards, staffing } = view;
  const {
    conversation,
    world: { nowMs },
  } = draft;
  if (staffing.kind !== 'staffed') return;
  const chosen = choosePeer(conversation, open.refused, line, guards, seed, nowMs);
  if (!chosen) return;
  for (const person of everybody.filter(({ facts }) => facts.personId === chosen.personId)) {
    person.openConversations += 1;
    if (chosen.via === 'phone') person.hasOneByPhone = true;
  }
  take(view, chosen);
}

/** The chosen peer has the conversation from now on, with the words nobody has answered. */
function take({ open, draft }: Pick<View, 'open' | 'draft'>, chosen: Chosen): void {
  const {
    conversation,
    world: { nowMs },
  } = draft;
  greet({ draft });
  const waitedMs = nowMs - (conversation.waitingSinceMs ?? nowMs);
  if (conversation.peers > 0 && conversation.told !== 'away') toTexter(draft, 'peerChanged');
  else if (waitedMs >= atOnceMs) toTexter(draft, 'peerHere');
  Object.assign(conversation, {
    state: 'active',
    personId: chosen.personId,
    via: chosen.via,
    assignedAtMs: nowMs,
    waitingSinceMs: null,
    peers: conversation.peers + 1,
    silence: null,
    told: 'here',
    toldAtMs: nowMs,
  });
  // In the inbox the page itself shows what is new.
  if (chosen.via === 'phone') toPeer(draft, 'newConversation', { languageOf: conversation.language });
  for (const words of open.unread) passOn(draft, words);
}

/** Those who could be given the conversation now, at a leader's word: the same rules hold as for whoever gets one by turn. */
export function couldTake({ conversation, refused }: OpenConversation, line: TextLine, nowMs: number): Chosen[] {
  const guards = guardsOnLine(line, nowMs);
  return line.people.flatMap((person) => {
    if (person.facts.personId === conversation.personId) return [];
    const chosen = choosePeer(conversation, refused, { ...line, people: [person] }, guards, '', nowMs);
    return chosen ? [chosen] : [];
  });
}

/** Takes the conversation from whoever has it and gives it to `personId`; null where they cannot take it now. */
export function giveConversation(
  open: OpenConversation,
  line: TextLine,
  personId: string,
  nowMs: number,
): ConversationAnswer | null {
  const chosen = couldTake(open, line, nowMs).find((one) => one.personId === personId);
  if (!chosen || open.conversation.state === 'closed') return null;
  const draft = startConversationDraft(open.conversation, { nowMs, policy: line.policy, peerMayRead: true });
  releaseConversation(draft, 'handedOn', false);
  take({ open, draft }, chosen);
  const { world: _world, ...answer } = draft;
  return { ...answer, tend: false };
}

/** The hello with what to expect, once (T1). */
function greet({ draft }: Pick<View, 'draft'>): void {
  const {
    conversation,
    world: { nowMs },
  } = draft;
  if (conversation.told !== null && conversation.told !== 'help') return;
  toTexter(draft, conversation.told === 'help' ? 'about' : 'hello');
  if (conversation.lastInLine) toTexter(draft, 'overLimit');
  Object.assign(conversation, { told: 'hello', toldAtMs: nowMs });
}

/** What somebody is told who waits: each thing once, and only when it changes. */
function tell(view: View): void {
  const { draft, staffing, line } = view;
  const {
    conversation,
    world: { nowMs },
  } = draft;
  const { told, toldAtMs } = conversation;
  const note = (now: Conversation['told']) => Object.assign(conversation, { told: now, toldAtMs: nowMs });
  if (staffing.kind !== 'staffed') {
    const kind = staffing.kind;
    const again = toldAtMs !== null && conversation.lastAtMs - toldAtMs >= tellAgainMs;
    if (told === kind && !again) return;
    if (staffing.kind === 'paused') toTexter(draft, 'paused');
    else if (staffing.backAtMs === null) toTexter(draft, 'backLaterUnknown');
    else toTexter(draft, conversation.peers > 0 ? 'backLater' : 'helloUnstaffed', { whenMs: staffing.backAtMs });
    return void note(kind);
  }
  greet(view);
  const isSpoken = speaks(staffing.languages, conversation.language);
  const other = line.languages.find((language) => speaks(staffing.languages, language)) ?? staffing.languages[0];
  const waitedMs = nowMs - (conversation.waitingSinceMs ?? nowMs);
  if (!isSpoken && other !== undefined && conversation.told !== 'language') {
    toTexter(draft, 'languageUnstaffed', { languageOf: conversation.language, otherOf: other });
    return void note('language');
  }
  if (isSpoken && waitedMs >= stillLookingMs && (conversation.told === 'hello' || conversation.told === 'here')) {
    toTexter(draft, 'stillLooking');
    note('still-looking');
  }
}
