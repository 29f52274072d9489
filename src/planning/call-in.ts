/** Whom a leader may ask by text to come in now, and until when (L2): what keeps somebody from a shift or from calls keeps the question from them too. */
import { sparingStrained } from '../matching/eligibility.ts';
import { inRingOrder, rankOf } from '../matching/ranking.ts';
import type { Interval } from '../schedule/model.ts';
import { guardsTogether, type PersonFacts } from '../wellbeing/guards.ts';
import { type TakingGround, whyNotTake } from './take.ts';
import { whenTexted } from './unasked-texts.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Whoever comes in is asked for so long at most; they may stay longer by their own `ON`. */
const longestMs = 2 * hourMs;
/** For less than this nobody is fetched. */
const shortestMs = 30 * minuteMs;
/** The question stands for so long. */
export const callInAnswerableMs = 30 * minuteMs;
/** No answer means no: who was asked is let be for so long. */
export const callInLetBeMs = 4 * hourMs;
/** `OFF` is meant for the day. */
const offHoldsMs = 12 * hourMs;
/** More texts than this for one hole in the cover are a nuisance to everybody. */
const askedAtMost = 40;

/** The time on shift that somebody who comes in at `nowMs` has, in whole minutes; null where the line closes too soon. */
export function callInSpan(nowMs: number, closesAtMs: number | null): Interval | null {
  const startMs = Math.floor(nowMs / minuteMs) * minuteMs;
  const endMs = Math.min(startMs + longestMs, closesAtMs ?? Infinity);
  return endMs - nowMs < shortestMs ? null : { startMs, endMs };
}

/** One of the organisation as calling in sees them. `askedAtMs`: when they were last asked to come in. */
export type CallInPerson = {
  taker: { id: string; timeZone: string };
  facts: PersonFacts;
  silenced: boolean;
  askedAtMs: number | null;
};

export type CallInScene = {
  nowMs: number;
  span: Interval;
  ground: TakingGround;
  line: string;
  /** Everybody who is on the line now. */
  here: readonly PersonFacts[];
};

/** Whether the person may come in and be rung at once: trained, rested, within their caps, and not away. */
export function mayComeIn({ facts, taker }: Pick<CallInPerson, 'facts' | 'taker'>, scene: CallInScene): boolean {
  const { nowMs, span, ground, line, here } = scene;
  if (facts.duty !== null || facts.busy !== null) return false;
  const occurrence = { line, shift: '', occurrence: '', ...span, people: [], need: 0, requires: [] };
  if (whyNotTake(ground, taker.id, occurrence, { asker: 'coming-in' }) !== null) return false;
  const asIfOn: PersonFacts = { ...facts, onShiftAs: 'primary', duty: span, setting: 'on', settingAtMs: nowMs };
  const others = here.filter(({ personId }) => personId !== facts.personId);
  return (guardsTogether([...others, asIfOn], nowMs).get(facts.personId) ?? []).length === 0;
}

/** Who is asked: the reserves, or everybody free to come; in the order in which they would be rung. */
export type CallInChoice = { reserves: string[]; everybody: string[] };

export function callInChoice(people: readonly CallInPerson[], scene: CallInScene): CallInChoice {
  const free = people.filter((one) => mayBeAsked(one, scene.nowMs) && mayComeIn(one, scene));
  const those = (some: readonly CallInPerson[]) =>
    inRingOrder(
      sparingStrained(some, ({ facts }) => facts, null, false),
      ({ facts }) => rankOf(facts, { missed: 0, isPreferred: false, openConversations: 0, wish: null, seed: '' }),
    )
      .slice(0, askedAtMost)
      .map(({ facts }) => facts.personId);
  return { reserves: those(free.filter(({ facts }) => facts.reserve)), everybody: those(free) };
}

/** Nobody is asked in their night, against their word, or again and again. */
function mayBeAsked({ facts, taker, silenced, askedAtMs }: CallInPerson, nowMs: number): boolean {
  const saidOff = facts.setting === 'off' && nowMs - (facts.settingAtMs ?? -Infinity) < offHoldsMs;
  const wasAsked = askedAtMs !== null && nowMs - askedAtMs < callInLetBeMs;
  return !saidOff && !wasAsked && whenTexted({ zone: taker.timeZone, silenced }, nowMs).kind === 'now';
}
