/** Which free person is asked for which waiting contact: the routing decision, over all lines at once. */
import { speaks } from '../schedule/languages.ts';
import { coverOf } from '../wellbeing/cover.ts';
import { guardsTogether, type Guard, type PersonFacts } from '../wellbeing/guards.ts';
import type { LadderStep, LegOutcome } from '../calls/model.ts';
import { isAsked } from '../calls/ladder.ts';
import type { Candidate, MatchAnswer, MatchContact, MatchLine, MatchWorld, Reason, Role } from './model.ts';
import { reasonsAgainst, roleOf, sparingStrained, type Backups, type Sought } from './eligibility.ts';
import { byPlaceInLine, firstInRingOrder } from './ranking.ts';

/** A busy phone or a failed call is tried again for the same contact after this long. */
const retryBusyMs = 60_000;
/** For this long a caller waits for the volunteer they were cut off from, who is just getting off the phone (V6). */
const preferredFirstMs = 15_000;
/** Reasons that pass by themselves, so the wait for such a person goes on. */
const passing = new Set<Reason['kind']>(['on-break', 'offered', 'in-contact', 'wrap-up', 'heavy-rest', 'shift-ending']);

/**
 * Answers for every contact that something happens to, and for every one not yet decided about; others are left out.
 * Oldest contact first: each that nobody is being asked for gets one person, then waves are filled (V3).
 */
export function match(world: MatchWorld): MatchAnswer[] {
  return decided(world).map((view) => ({ ...view.answer, candidates: candidatesOf(view, world) }));
}

/** The same for whoever asks nothing about those who are not asked: without candidates. */
export function matchAlone(world: MatchWorld): MatchAnswer[] {
  return decided(world).map(({ answer }) => answer);
}

function decided(world: MatchWorld): View[] {
  const taken = new Set<string>();
  const lines = new Map(world.lines.map((line) => [line.id, ofLine(line, world.nowMs)]));
  const views = [...world.contacts].sort(byPlaceInLine).flatMap((contact) => viewOf(contact, lines));
  for (const view of views) advanceLadder(view, world);
  for (const view of views) if (ringing(view) === 0) offerTo(view, 1, taken, world);
  for (const view of views) offerTo(view, wanted(view, world.nowMs) - ringing(view), taken, world);
  for (const view of views) ringFirstBackup(view, taken, world);
  return views.filter(isNews);
}

/** What is the same for everybody who waits on a line. */
type OfLine = { line: MatchLine; guards: () => Map<string, Guard[]>; steppingUp: string[] };

type View = OfLine & {
  contact: MatchContact;
  ladderStep: number;
  choosing: boolean;
  answer: MatchAnswer;
};

function ofLine(line: MatchLine, nowMs: number): OfLine {
  const hasBackups = line.people.some((facts) => facts.onShiftAs === 'backup');
  const steppingUp = hasBackups ? coverOf(line.people, line.need ?? 0, nowMs).steppingUp : [];
  // While every caller's phones ring on, nobody is looked at.
  let guards: Map<string, Guard[]> | null = null;
  return { line, guards: () => (guards ??= guardsTogether(line.people, nowMs)), steppingUp };
}

function viewOf(contact: MatchContact, lines: Map<string, OfLine>): View[] {
  const ofItsLine = lines.get(contact.lineId);
  if (!ofItsLine) return [];
  const answer: MatchAnswer = { contactId: contact.id, steps: [], over: false, offers: [], candidates: [] };
  const { line, guards, steppingUp } = ofItsLine;
  return [
    {
      line,
      guards,
      steppingUp,
      contact,
      ladderStep: contact.ladderStep,
      choosing: contact.choosing === true,
      answer,
    },
  ];
}

function stepsTaken(view: View): LadderStep[] {
  return view.line.policy.overflow.slice(0, view.ladderStep);
}

function areBackupsAsked(view: View): boolean {
  return stepsTaken(view).some((step) => step.do === 'ring-backups');
}

/** How many phones should ring at once: the wave of the time waited, and one more for each `widen-wave` (V3). */
function wanted(view: View, nowMs: number): number {
  const waitedSeconds = (nowMs - view.contact.waitingSinceMs) / 1000;
  const wave = view.line.policy.waves.filter((one) => one.afterSeconds <= waitedSeconds).at(-1)?.size ?? 1;
  return wave + stepsTaken(view).filter((step) => step.do === 'widen-wave').length;
}

function ringing(view: View): number {
  return view.contact.asks.filter((ask) => ask.outcome === 'asking').length + view.answer.offers.length;
}

function soughtFor({ contact, line }: View): Sought {
  const { language, notWith, preferredPersonId, hidden } = contact;
  return { language, notWith, preferredPersonId, leadersOnly: hidden && line.hiddenToLeaders };
}

/** What of a wait is the same for everybody: whom it seeks, whether backups are asked. Worked out once, since everybody on shift is looked at. */
type Wait = { sought: Sought; backups: Backups };

function waitOf(view: View): Wait {
  return { sought: soughtFor(view), backups: { areAsked: areBackupsAsked(view), steppingUp: view.steppingUp } };
}

/** Every reason why the person is not asked for this contact now: those that hold for everybody, and what came of asking them. */
function reasonsFor(view: View, facts: PersonFacts, nowMs: number, { sought, backups } = waitOf(view)): Reason[] {
  const reasons = reasonsAgainst(facts, view.guards().get(facts.personId) ?? [], sought, backups);
  if (view.contact.asks.length === 0) return reasons;
  const asks = view.contact.asks.filter((ask) => ask.personId === facts.personId);
  const recently = (outcome: LegOutcome) =>
    asks.some((ask) => ask.outcome === outcome && nowMs - ask.atMs < retryBusyMs);
  if (asks.some((ask) => ask.outcome === 'passed')) reasons.push({ kind: 'passed', untilMs: null });
  if (recently('busy')) reasons.push({ kind: 'busy', untilMs: null });
  if (recently('failed')) reasons.push({ kind: 'failed', untilMs: null });
  return reasons;
}

/** Of the people who may be asked the first; with `whose`, of those whose role it accepts. */
function firstEligible(
  view: View,
  taken: Set<string>,
  world: MatchWorld,
  whose: (role: Role) => boolean = () => true,
): PersonFacts | undefined {
  const { contact } = view;
  const [wait, guards] = [waitOf(view), view.guards()];
  // Whom a guard keeps from everybody needs no second look; the preferred person may come out of their wrap-up (V6).
  const isKept = ({ personId }: PersonFacts) =>
    personId !== contact.preferredPersonId && (guards.get(personId)?.length ?? 0) > 0;
  const free = view.line.people.filter(
    (facts) => !taken.has(facts.personId) && !isKept(facts) && reasonsFor(view, facts, world.nowMs, wait).length === 0,
  );
  const chosen = sparingStrained(free, (facts) => facts, contact.preferredPersonId, ringing(view) > 0);
  return firstInRingOrder(
    chosen.filter((facts) => whose(roleOf(facts))),
    ({ personId }) => ({
      missed: contact.asks.filter((ask) => ask.personId === personId && ask.outcome === 'missed').length,
      isPreferred: contact.preferredPersonId === personId,
      openConversations: 0,
      wish: contact.wish,
      seed: world.seed,
    }),
  );
}

/** Whether others wait because the volunteer whom the caller was cut off from is about to be free again. */
function isKeptForPreferred(view: View, nowMs: number): boolean {
  const { contact, line } = view;
  if (contact.preferredPersonId === null) return false;
  const facts = line.people.find((one) => one.personId === contact.preferredPersonId);
  if (!facts || nowMs - contact.waitingSinceMs >= preferredFirstMs || contact.asks.length > 0) return false;
  const reasons = reasonsFor(view, facts, nowMs);
  return reasons.length > 0 && reasons.every((reason) => reason.kind === 'offered');
}

function offerTo(view: View, count: number, taken: Set<string>, world: MatchWorld): void {
  if (count <= 0 || isKeptForPreferred(view, world.nowMs)) return;
  for (let made = 0; made < count; made += 1) {
    const facts = firstEligible(view, taken, world);
    if (!facts) return;
    offer(view, facts, taken);
  }
}

function offer(view: View, facts: PersonFacts, taken: Set<string>): void {
  taken.add(facts.personId);
  view.answer.offers.push({ personId: facts.personId, as: roleOf(facts) });
}

/** The step that rings backups rings the first of them at once, while the phones of a full wave ring on. */
function ringFirstBackup(view: View, taken: Set<string>, world: MatchWorld): void {
  const { contact, line, answer } = view;
  const isNoPrimary = (personId: string) =>
    line.people.some((facts) => facts.personId === personId && roleOf(facts) !== 'primary');
  if (!areBackupsAsked(view) || [...contact.asks, ...answer.offers].some(({ personId }) => isNoPrimary(personId)))
    return;
  const backup = firstEligible(view, taken, world, (role) => role !== 'primary');
  if (backup) offer(view, backup, taken);
}

/** Takes every ladder step whose time has come, and the next one at once where everyone has been asked in vain. */
function advanceLadder(view: View, world: MatchWorld): void {
  const { overflow } = view.line.policy;
  for (;;) {
    const step = overflow[view.ladderStep];
    if (!step || (view.choosing && isAsked(step))) return;
    const due = world.nowMs - view.contact.waitingSinceMs >= step.afterSeconds * 1000;
    if (!due && !isExhausted(view, world)) return;
    view.ladderStep += 1;
    view.answer.steps.push(step);
    view.answer.over = view.ladderStep === overflow.length;
    // A partner is a question of its own: what comes after it waits for the answer.
    if (step.do === 'ring-partner') view.choosing = true;
  }
}

/** Whether nobody is being asked, nobody can be, and everybody who may become free was asked in vain already. */
function isExhausted(view: View, world: MatchWorld): boolean {
  const { people } = view.line;
  if (ringing(view) > 0) return false;
  // A caller who waits for somebody with their language was told that nobody is there now, and chose to wait (V15).
  if (people.length > 0 && !people.some((facts) => speaks(facts.languages, view.contact.language))) return false;
  const wait = waitOf(view);
  return people.every((facts) => {
    const reasons = reasonsFor(view, facts, world.nowMs, wait);
    if (reasons.length === 0) return false;
    // A phone that was just given up is still being hung up: in a moment its person can be asked again.
    if (reasons.every((reason) => reason.kind === 'offered')) return false;
    const inVain = view.contact.asks.some((ask) => ask.personId === facts.personId && ask.outcome !== 'caller-gone');
    return inVain || !reasons.every((reason) => passing.has(reason.kind));
  });
}

function isNews(view: View): boolean {
  return view.answer.offers.length > 0 || view.answer.steps.length > 0 || !view.contact.decided;
}

function candidatesOf(view: View, world: MatchWorld): Candidate[] {
  const wait = waitOf(view);
  return view.line.people.map((facts) => {
    const offered = view.answer.offers.some((offer) => offer.personId === facts.personId);
    const reasons = reasonsFor(view, facts, world.nowMs, wait);
    const heldBack: Reason[] = !offered && reasons.length === 0 ? [{ kind: 'held-back', untilMs: null }] : reasons;
    return { personId: facts.personId, as: roleOf(facts), reasons: offered ? [] : heldBack, offered };
  });
}
