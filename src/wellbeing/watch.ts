/** Looking after people on shift as time passes: which rests end or grow, who is asked or nudged, where cover is thin (W4). */
import { bandOf } from './bands.ts';
import { coverOf, isResting, type Thinness } from './cover.ts';
import { guardsOf, isSetAvailable, isWaived, shiftEndingMs, type PersonFacts } from './guards.ts';
import { withoutPauseMs } from './load-amounts.ts';
import { grownRestMs, type CarePolicy } from './rests.ts';

/** Somebody on shift, with what was said to them about their rest. */
export type CaredFor = {
  facts: PersonFacts;
  restAskedAtMs: number | null;
  restAskedUntilMs: number | null;
  restExtendedUntilMs: number | null;
  /** Since when they have been in contacts without a real pause; null after one. */
  unpausedSinceMs: number | null;
  /** The shifts of theirs that run, by name. */
  occurrences: { name: string; endMs: number; startMs: number }[];
};

export type CareLine = {
  id: string;
  need: number;
  policy: Pick<CarePolicy, 'restAfterHeavyMinutes'>;
  people: CaredFor[];
  someoneWaits: boolean;
  /** Since when rests make its cover thin; null while they do not. */
  thin: Thinness | null;
  /** The shift leader to be told: who can be now, or `busy` while all who are on are in a contact; null where none is on. */
  leader: { id: string } | 'busy' | null;
};

export type CareWorld = { nowMs: number; lines: CareLine[] };

export type CareSentence =
  | 'moreOrOff'
  | 'restLonger'
  | 'restOver'
  | 'breakOver'
  | 'pauseNudge'
  | 'strainedNudge'
  | 'spentConsent'
  | 'lastQuarter'
  | 'shiftBegunAskOn'
  | 'backupNeeded'
  | 'leaderCoverThin';

/** A text to send; two with the same `key` are one. */
export type CareText = {
  personId: string;
  lineId: string;
  sentence: CareSentence;
  slots: Record<string, number>;
  key: string;
};

/** What is to be done: a text, alone or with what it says, or a word to the coordinators. Instants name the rest that is meant: another one is left alone. */
export type Care =
  | { kind: 'text'; text: CareText }
  | { kind: 'tell-coordinators'; about: 'cover-thin'; lineId: string; key: string }
  | { kind: 'ask-about-rest'; text: CareText; untilMs: number }
  | { kind: 'extend-rest'; text: CareText; fromMs: number; untilMs: number };

const minuteMs = 60_000;
/** So long before a rest ends its person is asked. */
const askBeforeMs = 3 * minuteMs;
/** So shortly before its end a rest without an answer grows, so that nobody is offered a call in between. */
const growBeforeMs = 25_000;
/** Older news is not told: a service that was down says nothing about it. */
const newsMs = 10 * minuteMs;

/** Everything that is due at `nowMs`; asked again a moment later it answers the same, and the keys make one of it. */
export function careAt({ nowMs, lines }: CareWorld): Care[] {
  return lines.flatMap((line) => [
    ...line.people.flatMap((person) => [
      ...restCare(line, person, nowMs),
      ...[
        askOn(line, person, nowMs),
        breakOver(line, person, nowMs),
        nudge(line, person, nowMs),
        lastQuarter(line, person, nowMs),
      ].flat(),
    ]),
    ...coverCare(line, nowMs),
  ]);
}

function say(
  line: CareLine,
  facts: PersonFacts,
  sentence: CareSentence,
  about: string | number,
  slots: Record<string, number> = {},
): CareText {
  return { personId: facts.personId, lineId: line.id, sentence, slots, key: `${sentence} ${facts.personId} ${about}` };
}

function asText(text: CareText): Care[] {
  return [{ kind: 'text', text }];
}

/** On shift beyond `untilMs`, and not off by their own word. */
function isBackAfter(facts: PersonFacts, untilMs: number, nowMs: number): boolean {
  return facts.onShiftAs !== null && facts.duty !== null && facts.duty.endMs > untilMs && isSetAvailable(facts, nowMs);
}

/** Before a rest ends its person is asked "MORE or OFF?", unless they have said already; no answer makes it longer, once (heavy-rest). */
function restCare(line: CareLine, person: CaredFor, nowMs: number): Care[] {
  const { facts } = person;
  const untilMs = facts.restUntilMs;
  if (untilMs === null || !isBackAfter(facts, untilMs, nowMs)) return [];
  const wasAsked = person.restAskedUntilMs === untilMs;
  const hasGrown = person.restExtendedUntilMs === untilMs;
  const wantsCalls = facts.restMoreUntilMs === untilMs;
  if (nowMs >= untilMs)
    return nowMs - untilMs < newsMs && !isResting(facts, nowMs) ? asText(say(line, facts, 'restOver', untilMs)) : [];
  if (hasGrown || wantsCalls) return [];
  if (!wasAsked && nowMs >= untilMs - askBeforeMs)
    return [{ kind: 'ask-about-rest', text: say(line, facts, 'moreOrOff', untilMs, { untilMs }), untilMs }];
  const hasAnswered =
    (facts.settingAtMs ?? -Infinity) >= (person.restAskedAtMs ?? 0) || (facts.breakUntilMs ?? -Infinity) > untilMs;
  if (!wasAsked || hasAnswered || nowMs < untilMs - growBeforeMs) return [];
  const longerMs = grownRestMs(untilMs, line.policy);
  return [
    {
      kind: 'extend-rest',
      text: say(line, facts, 'restLonger', longerMs, { untilMs: longerMs }),
      fromMs: untilMs,
      untilMs: longerMs,
    },
  ];
}

/** Where going on shift makes nobody available, whoever is on is asked to say so, once a shift (S5). */
function askOn(line: CareLine, { facts, occurrences }: CaredFor, nowMs: number): Care[] {
  if (facts.automatic || facts.onShiftAs === null || isSetAvailable(facts, nowMs)) return [];
  const [latest] = [...occurrences].sort((a, b) => b.startMs - a.startMs);
  if (!latest || nowMs >= latest.endMs - shiftEndingMs) return [];
  if (facts.setting === 'off' && (facts.settingAtMs ?? -Infinity) >= latest.startMs) return [];
  return asText(say(line, facts, 'shiftBegunAskOn', latest.name, { untilMs: latest.endMs }));
}

function breakOver(line: CareLine, { facts }: CaredFor, nowMs: number): Care[] {
  const { breakUntilMs } = facts;
  if (breakUntilMs === null || nowMs < breakUntilMs || nowMs - breakUntilMs >= newsMs) return [];
  if (isResting(facts, nowMs) || !isBackAfter(facts, nowMs + shiftEndingMs, nowMs)) return [];
  return asText(say(line, facts, 'breakOver', breakUntilMs));
}

/** After two hours without a real pause, or with a load that says so: once a stretch, or once a duty. Nobody is texted while they talk. */
function nudge(line: CareLine, { facts, unpausedSinceMs }: CaredFor, nowMs: number): Care[] {
  const { duty } = facts;
  if (duty === null || facts.busy !== null || !isBackAfter(facts, nowMs, nowMs)) return [];
  const band = bandOf(facts.load);
  if (band === 'spent')
    return isWaived(facts, 'spent', nowMs) ? [] : asText(say(line, facts, 'spentConsent', duty.startMs));
  if (isResting(facts, nowMs)) return [];
  if (unpausedSinceMs !== null && nowMs - unpausedSinceMs >= withoutPauseMs)
    return asText(say(line, facts, 'pauseNudge', unpausedSinceMs));
  return band === 'strained' ? asText(say(line, facts, 'strainedNudge', duty.startMs)) : [];
}

/** In a shift's last quarter of an hour their yes is asked for only where somebody waits (S5). */
function lastQuarter(line: CareLine, { facts }: CaredFor, nowMs: number): Care[] {
  const guards = guardsOf(facts, nowMs);
  if (!line.someoneWaits || facts.duty === null || guards.length !== 1 || guards[0]?.kind !== 'shift-ending') return [];
  return asText(say(line, facts, 'lastQuarter', facts.duty.endMs, { untilMs: facts.duty.endMs }));
}

/**
 * Backups who step up hear so; the shift leader hears how thin cover is, once and again when it gets thinner, never who
 * rests or why (W2). Where no leader is there the coordinators see that it is thin, once for the shifts that run.
 */
function coverCare(line: CareLine, nowMs: number): Care[] {
  if (line.thin === null) return [];
  const facts = line.people.map((person) => person.facts);
  const takers = facts.filter(({ textsOnly }) => !textsOnly);
  const { have, resting, steppingUp } = coverOf(takers, line.need, nowMs);
  const backups = facts.filter(({ personId }) => steppingUp.includes(personId));
  const told = backups.flatMap((backup) =>
    asText(say(line, backup, 'backupNeeded', backup.duty?.startMs ?? nowMs, { untilMs: backup.duty?.endMs ?? nowMs })),
  );
  if (line.leader === 'busy') return told;
  const shiftEndMs = Math.max(...facts.map(({ duty }) => duty?.endMs ?? 0));
  if (line.leader === null)
    return [
      ...told,
      { kind: 'tell-coordinators', about: 'cover-thin', lineId: line.id, key: `cover-thin ${line.id} ${shiftEndMs}` },
    ];
  const untilMs = Math.min(...resting.map((one) => one.untilMs));
  const { sinceMs, fewest } = line.thin;
  return [
    ...told,
    {
      kind: 'text',
      text: {
        personId: line.leader.id,
        lineId: line.id,
        sentence: 'leaderCoverThin',
        slots: { have, need: line.need, untilMs },
        key: `leaderCoverThin ${line.id} ${shiftEndMs} ${sinceMs} ${fewest}`,
      },
    },
  ];
}

/** The key under which one thing to be done is written down once. */
export function keyOf(care: Care): string {
  return care.kind === 'tell-coordinators' ? care.key : care.text.key;
}

/** A thank-you that a caller left at `atMs`. */
export type Thanks = { personId: string; atMs: number };

/** Who is given their thanks now, from which line: whoever is in a duty that began after they were left (V16); those from before `beforeMs` are given. */
export function thanksDue(
  lines: readonly CareLine[],
  thanks: readonly Thanks[],
): { personId: string; lineId: string; beforeMs: number }[] {
  return lines.flatMap(({ id, people }) =>
    people.flatMap(({ facts: { personId, duty } }) =>
      duty !== null && thanks.some((one) => one.personId === personId && one.atMs < duty.startMs)
        ? [{ personId, lineId: id, beforeMs: duty.startMs }]
        : [],
    ),
  );
}
