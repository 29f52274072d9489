/** What a volunteer's own word makes of their pauses: wrap-up and breaks end with it, a rest the organisation gives does not (guards). */
import type { GuardKind } from './guards.ts';

export type OwnWord = { kind: 'on' } | { kind: 'more' } | { kind: 'off' } | { kind: 'break'; minutes: number };

/** What the word is said into. Instants are milliseconds since the epoch. */
export type WordScene = {
  nowMs: number;
  restUntilMs: number | null;
  waived: readonly GuardKind[];
  waivedUntilMs: number | null;
  /** Guards that somebody asked them, by name, to take calls in spite of; only `MORE` is a yes to that. */
  askedAbout: readonly GuardKind[];
  /** Whether their load keeps them away. */
  isSpent: boolean;
  /** When the duty they are in ends; null where none runs. */
  dutyEndMs: number | null;
};

/** What changes; what is absent stays. */
export type AfterWord = {
  setting?: 'on' | 'off';
  settingAtMs?: number;
  breakUntilMs?: number | null;
  breakReason?: 'asked' | null;
  wrapUpUntilMs?: null;
  restUntilMs?: null;
  restReason?: null;
  /** The end of the rest after which they want calls: said early, the word is remembered and acts then. */
  restMoreUntilMs?: number | null;
  waived?: GuardKind[];
  waivedUntilMs?: number;
};

const minuteMs = 60_000;
/** A yes holds for the duty it is given in, or this long where none runs. */
const yesHoldsMs = 4 * 3_600_000;
/** A yes to one of these is about the pause that holds now: the next one is given as to anybody. */
const pauses = new Set<GuardKind>(['on-break', 'wrap-up', 'heavy-rest']);

/** What `word` changes at `nowMs`. */
export function afterWord(word: OwnWord, scene: WordScene): AfterWord {
  const { nowMs, restUntilMs } = scene;
  if (word.kind === 'break') return { breakUntilMs: nowMs + word.minutes * minuteMs, breakReason: 'asked' };
  if (word.kind === 'off') return { setting: 'off', settingAtMs: nowMs, restMoreUntilMs: null };
  const rests = restUntilMs !== null && restUntilMs > nowMs;
  const on: AfterWord = {
    setting: 'on',
    settingAtMs: nowMs,
    breakUntilMs: null,
    breakReason: null,
    restMoreUntilMs: rests ? restUntilMs : null,
  };
  if (word.kind === 'on') return on;
  const endsRest = scene.askedAbout.includes('heavy-rest');
  return {
    ...on,
    wrapUpUntilMs: null,
    ...(endsRest ? { restUntilMs: null, restReason: null, restMoreUntilMs: null } : {}),
    ...waiversOf(scene),
  };
}

/** Guards that no longer hold by this yes and by those given before it: what somebody asked about, and a load that kept them away. */
function waiversOf({ nowMs, waived, waivedUntilMs, askedAbout, isSpent, dutyEndMs }: WordScene): AfterWord {
  const asked = askedAbout.filter((kind) => !pauses.has(kind));
  const fresh = isSpent ? [...asked, 'spent' as const] : asked;
  if (fresh.length === 0) return {};
  const before = (waivedUntilMs ?? -Infinity) > nowMs ? waived : [];
  return { waived: [...new Set([...before, ...fresh])], waivedUntilMs: dutyEndMs ?? nowMs + yesHoldsMs };
}
