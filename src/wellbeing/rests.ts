/** Rests: what is heavy, what leads to a rest and how long it is, how a rest grows, and which of two holds (rules.md, Care). */

/** The numbers of a line's policy by which its volunteers are cared for; the names are those of the organisation file. */
export type CarePolicy = { wrapUpMinutes: number; restAfterHeavyMinutes: number; restAfterCrisisMinutes: number };

/** What somebody has behind them, as far as it is known at that moment: a contact, or their answer to how heavy it was. */
export type Behind = {
  /** How long they talked; 0 in a text conversation, where hours may lie between two words, and for an answer. */
  talkedMs: number;
  /** The last words were said just now, not hours ago. */
  isFresh: boolean;
  abusive: boolean;
  crisis: boolean;
  /** Their answer to "How heavy was it?"; null where they gave none. */
  answer: number | null;
};

type Rest = {
  after: (behind: Behind) => boolean;
  minutes: (policy: CarePolicy) => number;
  /**
   * What its person hears when it begins: the answer to their own word, or a text that offers a word with the shift leader
   * (W3) in place of the question how heavy it was. Null: what they hear after any contact. Before it ends all are asked.
   */
  said: 'checkInHeavy' | 'talkOffer' | null;
  /** What ends it before its time: nothing but their yes to somebody who asked them by name; `MORE` and `ON` wait for it. */
  endedBy: 'override';
};

/** Every rest by its cause. Where several follow, the longest is given, of equal ones the first. */
export const rests = {
  crisis: {
    after: ({ crisis, isFresh }) => crisis && isFresh,
    minutes: (policy) => policy.restAfterCrisisMinutes,
    said: 'talkOffer',
    endedBy: 'override',
  },
  abuse: {
    after: ({ abusive }) => abusive,
    minutes: (policy) => policy.restAfterHeavyMinutes,
    said: 'talkOffer',
    endedBy: 'override',
  },
  heavy: {
    after: ({ answer }) => isHeavyAnswer(answer),
    minutes: (policy) => policy.restAfterHeavyMinutes,
    said: 'checkInHeavy',
    endedBy: 'override',
  },
} as const satisfies Record<string, Rest>;

export type RestCause = keyof typeof rests;

/** A rest that is given: why, and until when. */
export type GivenRest = { restUntilMs: number; restReason: RestCause };

const minuteMs = 60_000;

const causes = Object.keys(rests) as RestCause[];
const ruleOf = (cause: RestCause): Rest => rests[cause];

/** What somebody has behind them as far as `known` says, and nothing else. */
export function behind(known: Partial<Behind>): Behind {
  return { talkedMs: 0, isFresh: true, abusive: false, crisis: false, answer: null, ...known };
}

/** Whether an answer of 1 to 5 says that it was heavy. */
export function isHeavyAnswer(answer: number | null): boolean {
  return answer !== null && answer >= 4 && answer <= 5;
}

/** The rest that what is behind somebody asks for: why, and how many minutes; null where none does. */
export function restAfter(what: Behind, policy: CarePolicy): { cause: RestCause; minutes: number } | null {
  const [first, ...others] = causes
    .filter((cause) => ruleOf(cause).after(what))
    .map((cause) => ({ cause, minutes: ruleOf(cause).minutes(policy) }));
  return first ? others.reduce((longest, one) => (one.minutes > longest.minutes ? one : longest), first) : null;
}

/** The rest that begins at `nowMs` after what is behind somebody; null where none does. */
export function restFrom(what: Behind, policy: CarePolicy, nowMs: number): GivenRest | null {
  const rest = restAfter(what, policy);
  return rest && { restUntilMs: nowMs + rest.minutes * minuteMs, restReason: rest.cause };
}

/** Of the rest that holds and one that is given in it the one that ends later; a rest is never made shorter by another. */
export function laterRest<Held extends { restUntilMs: number }>(held: Held | null, given: Held): Held {
  return held !== null && held.restUntilMs >= given.restUntilMs ? held : given;
}

/** When a rest ends, once it has grown because nobody answered before its end; it grows once. */
export function grownRestMs(untilMs: number, policy: Pick<CarePolicy, 'restAfterHeavyMinutes'>): number {
  return untilMs + policy.restAfterHeavyMinutes * minuteMs;
}

/** The cause for which a text offers a word with the shift leader; null: they are asked how heavy it was. */
export function offersTalkAfter(what: Behind): RestCause | null {
  return causes.find((cause) => ruleOf(cause).said === 'talkOffer' && ruleOf(cause).after(what)) ?? null;
}
