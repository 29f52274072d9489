/** A word from coordinators to many: who is meant, whom it reaches when, from which line, and who is left out (O9). Pure. */
import { speaks } from '../schedule/languages.ts';
import type { CompiledSchedule } from '../schedule/compile.ts';
import { resolve } from '../schedule/resolve.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import { whenTexted, type NeverTexted, type TextReader } from './unasked-texts.ts';

/** The most parts of an SMS that a word may take. */
export const partsAtMost = 3;
/** How long one part takes to leave a number (carrier.md): no caller's text waits behind more than one word. */
const partMs = 1_000;
/** Whose turn is so long over takes another: the service was away, and all the others are late too. */
const turnHoldsMs = 60_000;
/** Whoever has a shift so soon, or had one so lately, is of a line. */
const ofLineMs = 28 * dayMs;

/** Whom it is meant for; all that is named has to hold. */
export type BulletinChoice = {
  line?: string | undefined;
  language?: string | undefined;
  role?: string | undefined;
  onThisWeek: boolean;
};

type Person = {
  id: string;
  roles: readonly string[];
  languages: readonly string[];
  timeZone: string;
  reserve: boolean;
};

type Ground<One extends Person> = {
  organisation: { timeZone: string };
  schedule: CompiledSchedule;
  lines: ReadonlyMap<string, { languages: readonly string[] }>;
  people: ReadonlyMap<string, One>;
};

/** Those of the organisation who are meant: without a role named, whoever takes contacts. */
export function chosenPeople<One extends Person>(ground: Ground<One>, choice: BulletinChoice, nowMs: number): One[] {
  const { line, language, role, onThisWeek } = choice;
  const week = onThisWeek ? onShift(ground.schedule, line, ...weekOf(ground.organisation.timeZone, nowMs)) : null;
  const near = line === undefined ? null : onShift(ground.schedule, line, nowMs - ofLineMs, nowMs + ofLineMs);
  const spoken = line === undefined ? [] : (ground.lines.get(line)?.languages ?? []);
  const isOfLine = ({ id, reserve, languages }: One) =>
    near === null || near.has(id) || (reserve && spoken.some((one) => speaks([...languages], one)));
  const roles = role === undefined ? ['volunteer', 'shift-leader'] : [role];
  return [...ground.people.values()].filter(
    (person) =>
      person.roles.some((one) => roles.includes(one)) &&
      (language === undefined || speaks([...person.languages], language)) &&
      (week === null || week.has(person.id)) &&
      (week !== null || isOfLine(person)),
  );
}

/** From Monday to Monday by the clock of `zone`. */
function weekOf(zone: string, nowMs: number): [fromMs: number, toMs: number] {
  const clock = zoneClock(zone);
  const today = clock.localDay(nowMs);
  // 1970-01-01 was a Thursday.
  const monday = today - ((today + 3) % 7);
  return [clock.startInstant(monday * dayMs), clock.startInstant((monday + 7) * dayMs)];
}

function onShift(schedule: CompiledSchedule, line: string | undefined, fromMs: number, toMs: number): Set<string> {
  const those = resolve(schedule, fromMs, toMs).filter(
    (one) => one.startMs >= fromMs && (line === undefined || one.line === line),
  );
  return new Set(those.flatMap(({ people }) => people.map(({ person }) => person)));
}

/** By person, the line of their next shift. */
export function linesServed(schedule: CompiledSchedule, nowMs: number): Map<string, string> {
  const lines = new Map<string, string>();
  for (const { line, people } of resolve(schedule, nowMs, nowMs + ofLineMs))
    for (const { person } of people) if (!lines.has(person)) lines.set(person, line);
  return lines;
}

/** One who is meant, and what is known of texting them. `away`: they have time off today. */
export type Meant = TextReader & { personId: string; lineId: string; away: boolean };
export type LeftOut = { personId: string; why: NeverTexted | 'away' };
export type Going = { personId: string; lineId: string; dueMs: number };

/** To whom it goes, and when at the earliest; who is left out, and why. */
export function whoIsTold(meant: readonly Meant[], nowMs: number): { going: Going[]; leftOut: LeftOut[] } {
  const going: Going[] = [];
  const leftOut: LeftOut[] = [];
  for (const one of meant) {
    const { personId, lineId, away } = one;
    const when = whenTexted(one, nowMs);
    if (when.kind === 'never') leftOut.push({ personId, why: when.why });
    else if (away) leftOut.push({ personId, why: 'away' });
    else going.push({ personId, lineId, dueMs: when.kind === 'now' ? nowMs : when.atMs });
  }
  return { going, leftOut };
}

/** How long the word of one person keeps its line busy. */
export const takesMs = (parts: number): number => parts * partMs;

/** Whether the turn that somebody was given for `slotMs` still is one at `nowMs`. */
export function hasTurn(slotMs: number | null, nowMs: number): boolean {
  return slotMs !== null && nowMs - slotMs <= turnHoldsMs;
}
