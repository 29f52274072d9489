/** What is allowed in an organisation and yet worth a look: values hardly meant, misspelt sentences, missing training, people over a cap, thin cover. */
import { DateTime } from 'luxon';
import { rosterModel } from '../planning/roster/build-model.ts';
import { type PersonBreak, personBreaks } from '../planning/roster/person-rules.ts';
import { rosterOf } from '../planning/roster/roster.ts';
import { type Cap, caps } from '../planning/take.ts';
import { type CompiledSchedule, compileSchedule } from '../schedule/compile.ts';
import { gaps } from '../schedule/coverage.ts';
import type { Interval, Occurrence } from '../schedule/model.ts';
import { resolve } from '../schedule/resolve.ts';
import { dateName } from '../schedule/wall-clock.ts';
import { localDate } from '../schedule/zone-clock.ts';
import { missingTraining } from '../wellbeing/guards.ts';
import { type FileFinding, fileFindings } from './file-findings.ts';
import type { Organisation, Person } from './organisation-file.ts';
import { linePolicy } from './policy.ts';
import { aloneOnTwoLines, idleChanges, type ShiftFinding } from './shift-findings.ts';
import { spanInWords, utcText } from './span-in-words.ts';
import { type Sentences, type WordingFinding, wordingFindings } from './wording-findings.ts';

/** One thing to look at, with its sentence. `from` and `to` are local dates of the person or instants of a gap. */
export type Finding =
  | { kind: 'untrained'; person: string; course: string; sentence: string }
  | { kind: 'over-cap'; person: string; cap: Cap; from: string; value: number; limit: number; sentence: string }
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
    ...overCap(organisation, monday),
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
  const today = localDate(nowMs, person.timeZone);
  const required = new Set(linesOf(organisation, planned).flatMap((line) => linePolicy(organisation, line).training));
  return missingTraining(person.training, [...required], today).map((course): Finding => {
    const done = person.training.find((training) => training.course === course);
    const sentence = done
      ? `${person.id}: the training "${course}" ran out on ${done.until}`
      : `${person.id}: has not done the training "${course}"`;
    return { kind: 'untrained', person: person.id, course, sentence };
  });
}

/** The checker's word on everybody's weeks, rests and rows, in order of person and date; who is on twice at once is told of otherwise. */
function overCap(organisation: Organisation, monday: DateTime): Finding[] {
  const date = (days: number) => monday.plus({ days }).toISODate() ?? '';
  const model = rosterModel(organisation, { from: date(0), to: date(7 * weeksAhead - 1) });
  const { duties } = rosterOf(model, []);
  const isSeen = ({ occurrences }: PersonBreak) =>
    occurrences.some((index) => model.occurrences[index]?.isInRange === true);
  return organisation.people.flatMap(({ id }) => {
    const person = model.people.findIndex((one) => one.id === id);
    return personBreaks(model, person, duties[person] ?? [], [])
      .filter(isSeen)
      .toSorted((a, b) => a.day - b.day)
      .flatMap(({ rule, day, value, limit }): Finding[] => {
        const cap = caps[rule];
        if (cap === null || value === null || limit === null) return [];
        const over: OverCap = { cap, from: dateName(day), value: Math.round(value * 100) / 100, limit };
        return [{ kind: 'over-cap', person: id, ...over, sentence: `${id}: ${capSentence(over)}` }];
      });
  });
}

/** A cap that is not kept: `from` is the local date of the week, the row or the duty, `value` what is planned in place of `limit`. */
type OverCap = { cap: Cap; from: string; value: number; limit: number };

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
