/** Whether enough of the right people are planned while a line is open: cover, gaps and thin cover (S4). */
import type { CompiledSchedule } from './compile.ts';
import type { Interval, Occurrence, Requirement } from './model.ts';
import { lineWithId, openings } from './opening.ts';
import { joined } from './opening-hours.ts';
import { resolveLine } from './resolve.ts';
import { dayMs } from './wall-clock.ts';

/** A stretch of open time with one need: `have` counts distinct primaries, `missing` the languages and tags that are short, each once. */
export type Cover = Interval & { line: string; need: number; have: number; missing: string[] };

/** The cover of every open stretch of [fromMs, toMs), on one line or on all, in order of start and line; equal neighbours are one. */
export function coverage(schedule: CompiledSchedule, fromMs: number, toMs: number, lineId?: string): Cover[] {
  const lineIds = lineId === undefined ? [...schedule.lines.keys()] : [lineId];
  return lineIds.flatMap((id) => coverOfLine(schedule, id, fromMs, toMs)).sort((a, b) => a.startMs - b.startMs);
}

/** Where `coverage` falls short: fewer primaries than needed, or a required language or tag not among them. */
export function gaps(schedule: CompiledSchedule, fromMs: number, toMs: number, lineId?: string): Cover[] {
  return coverage(schedule, fromMs, toMs, lineId).filter(
    ({ need, have, missing }) => have < need || missing.length > 0,
  );
}

/**
 * The end of the next staffed opening of a line (C3): of the first stretch after `atMs`, or running then, in which the line
 * is open and a primary is on. Null where there is none within a year.
 */
export function staffedOpeningEnd(schedule: CompiledSchedule, lineId: string, atMs: number): number | null {
  const stepMs = 14 * dayMs;
  let endMs: number | null = null;
  for (let fromMs = atMs; fromMs < atMs + 366 * dayMs; fromMs += stepMs) {
    const staffed = coverage(schedule, fromMs, fromMs + stepMs, lineId).filter(({ have }) => have > 0);
    for (const stretch of joined(staffed)) {
      if (endMs !== null && stretch.startMs > endMs) return endMs;
      endMs = stretch.endMs;
    }
    if (endMs !== null && endMs < fromMs + stepMs) return endMs;
  }
  return endMs;
}

function coverOfLine(schedule: CompiledSchedule, lineId: string, fromMs: number, toMs: number): Cover[] {
  const line = lineWithId(schedule, lineId).id;
  const occurrences = resolveLine(schedule, lineId, fromMs, toMs);
  const cover: Cover[] = [];
  for (const stretch of cutAtChanges(openings(schedule, lineId, fromMs, toMs), occurrences)) {
    const { startMs, endMs, running } = stretch;
    const primaries = new Set<string>();
    const requires: Requirement[] = [];
    let need = running.length === 0 ? 1 : 0;
    for (const occurrence of running) {
      need += occurrence.need;
      for (const { person, as } of occurrence.people) if (as === 'primary') primaries.add(person);
      for (const requirement of occurrence.requires) requires.push(requirement);
    }
    const missing = missingAmong(schedule, primaries, requires);
    const last = cover.at(-1);
    if (
      last !== undefined &&
      last.endMs === startMs &&
      last.need === need &&
      last.have === primaries.size &&
      sameTexts(last.missing, missing)
    )
      last.endMs = endMs;
    else cover.push({ line, startMs, endMs, need, have: primaries.size, missing });
  }
  return cover;
}

/** The open time cut wherever an occurrence starts or ends, each piece with the occurrences that run throughout it. */
function* cutAtChanges(
  open: readonly Interval[],
  occurrences: readonly Occurrence[],
): Iterable<Interval & { running: Occurrence[] }> {
  const cuts = [...new Set(occurrences.flatMap(({ startMs, endMs }) => [startMs, endMs]))].sort((a, b) => a - b);
  let nextCut = 0;
  let nextOccurrence = 0;
  let running: Occurrence[] = [];
  for (const stretch of open) {
    let startMs = stretch.startMs;
    while (startMs < stretch.endMs) {
      while ((cuts[nextCut] ?? Number.POSITIVE_INFINITY) <= startMs) nextCut += 1;
      const endMs = Math.min(stretch.endMs, cuts[nextCut] ?? Number.POSITIVE_INFINITY);
      for (; (occurrences[nextOccurrence]?.startMs ?? Number.POSITIVE_INFINITY) <= startMs; nextOccurrence += 1)
        running.push(occurrences[nextOccurrence] as Occurrence);
      running = running.filter((occurrence) => occurrence.endMs > startMs);
      yield { startMs, endMs, running };
      startMs = endMs;
    }
  }
}

/** Each language and tag of which a requirement finds too few among the primaries, once, in alphabetical order. */
function missingAmong(
  schedule: CompiledSchedule,
  primaries: ReadonlySet<string>,
  requires: readonly Requirement[],
): string[] {
  const missing = new Set<string>();
  for (const { language, tag, count } of requires) {
    const wanted = language ?? tag;
    if (wanted === undefined) continue;
    const able = [...primaries].filter((id) => {
      const person = schedule.people.get(id);
      const has = language === undefined ? person?.tags : (person?.languages ?? ['en']);
      return has?.includes(wanted) ?? false;
    });
    if (able.length < (count ?? 1)) missing.add(wanted);
  }
  return [...missing].sort();
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
