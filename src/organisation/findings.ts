/** What is allowed in an organisation and yet worth a look: values hardly meant, misspelt sentences, missing training, people over a cap, thin cover. */
import { DateTime } from 'luxon';
import { overCaps, type Caps, type OverCap } from '../planning/caps.ts';
import { type CompiledSchedule, compileSchedule } from '../schedule/compile.ts';
import { gaps } from '../schedule/coverage.ts';
import type { Interval, Occurrence } from '../schedule/model.ts';
import { resolve } from '../schedule/resolve.ts';
import { type FileFinding, fileFindings } from './file-findings.ts';
import type { Organisation, Person } from './organisation-file.ts';
import { linePolicy } from './policy.ts';
import { aloneOnTwoLines, idleChanges, type ShiftFinding } from './shift-findings.ts';
import { spanInWords, utcText } from './span-in-words.ts';
import { type Sentences, type WordingFinding, wordingFindings } from './wording-findings.ts';

/** One thing to look at, with its sentence. `from` and `to` are local dates of the person or instants of a gap. */
export type Finding =
  | { kind: 'untrained'; person: string; course: string; sentence: string }
  | { kind: 'over-cap'; person: string; cap: keyof Caps; from: string; value: number; limit: number; sentence: string }
  | FileFinding
  | WordingFinding
  | ShiftFinding
  | {
      kind: 'thin-cover';
      line: string;
      from: string;
      to: string;
      need: number;
      have: number;
      missing: string[];
      sentence: string;
    };

/** How far ahead shifts are looked at. */
const weeksAhead = 4;

/**
 * Everything worth a look on the day of `nowMs` and in the four weeks that begin with its Monday, in the organisation's zone.
 * `sentences` are those that a line can replace.
 */
export function findingsOf(organisation: Organisation, nowMs: number, sentences: Sentences): Finding[] {
  const monday = DateTime.fromMillis(nowMs, { zone: organisation.organisation.timeZone }).startOf('week');
  const weeks: Interval = { startMs: monday.toMillis(), endMs: monday.plus({ weeks: weeksAhead }).toMillis() };
  const schedule = compileSchedule(organisation);
  const occurrences = resolve(schedule, weeks.startMs, weeks.endMs);
  const planned = occurrencesByPrimary(occurrences);
  return [
    ...fileFindings(organisation),
    ...idleChanges(organisation),
    ...organisation.lines.flatMap((line) => wordingFindings(line, sentences)),
    ...organisation.people.flatMap((person) => untrained(organisation, person, planned.get(person.id) ?? [], nowMs)),
    ...organisation.people.flatMap((person) => overCap(organisation, person, planned.get(person.id) ?? [])),
    ...aloneOnTwoLines(organisation, schedule, { startMs: nowMs, endMs: weeks.endMs }),
    ...thinCover(organisation, schedule, { startMs: nowMs, endMs: weeks.endMs }),
  ];
}

function occurrencesByPrimary(occurrences: readonly Occurrence[]): Map<string, Occurrence[]> {
  const planned = new Map<string, Occurrence[]>();
  for (const occurrence of occurrences) {
    for (const { person, as } of occurrence.people) {
      if (as === 'primary') planned.set(person, [...(planned.get(person) ?? []), occurrence]);
    }
  }
  return planned;
}

/** The lines whose rules hold for somebody: where they are planned, else all of them. */
function linesOf(organisation: Organisation, planned: readonly Occurrence[]): string[] {
  const own = new Set(planned.map(({ line }) => line));
  return own.size > 0 ? [...own] : organisation.lines.map(({ id }) => id);
}

function untrained(
  organisation: Organisation,
  person: Person,
  planned: readonly Occurrence[],
  nowMs: number,
): Finding[] {
  if (!person.roles.includes('volunteer') && planned.length === 0) return [];
  const today = DateTime.fromMillis(nowMs, { zone: person.timeZone }).toISODate() ?? '';
  const required = new Set(linesOf(organisation, planned).flatMap((line) => linePolicy(organisation, line).training));
  return [...required].flatMap((course): Finding[] => {
    const done = person.training.find((training) => training.course === course);
    if (done && (done.until === undefined || done.until >= today)) return [];
    const sentence = done
      ? `${person.id}: the training "${course}" ran out on ${done.until}`
      : `${person.id}: has not done the training "${course}"`;
    return [{ kind: 'untrained', person: person.id, course, sentence }];
  });
}

function overCap(organisation: Organisation, person: Person, planned: readonly Occurrence[]): Finding[] {
  const found = overCaps(planned, capsOf(organisation, person, planned), person.timeZone);
  return found.map((over) => ({
    kind: 'over-cap',
    person: person.id,
    ...over,
    sentence: `${person.id}: ${capSentence(over)}`,
  }));
}

/** The strictest of the policies of somebody's lines, and their own limits where those are stricter still. */
function capsOf(organisation: Organisation, person: Person, planned: readonly Occurrence[]): Caps {
  const limits = [
    organisation.policy.limits,
    ...linesOf(organisation, planned).map((line) => linePolicy(organisation, line).limits),
  ];
  const least = (numbers: readonly number[]) => Math.min(...numbers);
  return {
    hoursPerWeek: least([
      ...limits.map(({ hoursPerWeek }) => hoursPerWeek),
      person.limits.hoursPerWeek ?? Number.POSITIVE_INFINITY,
    ]),
    shiftHours: least(limits.map(({ shiftHours }) => shiftHours)),
    restHours: Math.max(...limits.map(({ restHours }) => restHours)),
    daysInRow: least(limits.map(({ daysInRow }) => daysInRow)),
    nightsInRow: least(limits.map(({ nightsInRow }) => nightsInRow)),
    shiftsPerWeek: person.limits.shiftsPerWeek,
    nightsPerWeek: person.limits.nightsPerWeek,
  };
}

function capSentence({ cap, from, value, limit }: OverCap): string {
  switch (cap) {
    case 'hoursPerWeek':
      return `${value} h in the week of ${from}, the cap is ${limit} h`;
    case 'shiftsPerWeek':
      return `${counted(value, 'shift')} in the week of ${from}, the cap is ${limit}`;
    case 'nightsPerWeek':
      return `${counted(value, 'night')} in the week of ${from}, the cap is ${limit}`;
    case 'shiftHours':
      return `${value} h without a pause on ${from}, the cap is ${limit} h`;
    case 'restHours':
      return `only ${value} h of rest before the shift on ${from}, the least is ${limit} h`;
    case 'daysInRow':
      return `${value} days in a row from ${from}, the cap is ${limit}`;
    case 'nightsInRow':
      return `${value} nights in a row from ${from}, the cap is ${limit}`;
  }
}

function counted(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`;
}

function thinCover(organisation: Organisation, schedule: CompiledSchedule, { startMs, endMs }: Interval): Finding[] {
  const zones = new Map(organisation.lines.map(({ id, timeZone }) => [id, timeZone]));
  return gaps(schedule, startMs, endMs).map(({ line, startMs: fromMs, endMs: toMs, need, have, missing }) => {
    const short = [
      have < need ? `${have} of ${need} people` : '',
      missing.length > 0 ? `nobody for ${missing.join(', ')}` : '',
    ]
      .filter(Boolean)
      .join(', ');
    const sentence = `${line}: ${spanInWords({ startMs: fromMs, endMs: toMs }, zones.get(line) ?? 'utc')}: ${short}`;
    return { kind: 'thin-cover', line, from: utcText(fromMs), to: utcText(toMs), need, have, missing, sentence };
  });
}
