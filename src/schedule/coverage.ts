/** Whether enough of the right people are planned while a line is open: cover, gaps and thin cover (S4). */
import type { CompiledSchedule } from './compile.ts';
import { speaks } from './languages.ts';
import type { Interval, Occurrence, Requirement } from './model.ts';
import { lineWithId, openings } from './opening.ts';
import { joined } from './opening-hours.ts';
import { resolveLine } from './resolve.ts';
import { takesCalls } from './takes-calls.ts';
import { dayMs } from './wall-clock.ts';

/**
 * A stretch of open time with one need: `have` counts distinct primaries who take calls, `missing` the languages and tags that are short,
 * each once. Whoever is the only primary of two open lines at once can talk on one of them alone: they count on neither (S8).
 */
export type Cover = Interval & { line: string; need: number; have: number; missing: string[] };

/** A stretch of open time in which the same shifts run, with the primaries of all of them who take calls. */
type Piece = Interval & { need: number; primaries: ReadonlySet<string>; anybody: boolean; missing: string[] };

/** Who staffs an opening: a primary alone, or a backup too, who is asked at once where there is no primary. */
export type Staff = 'primary' | 'anybody';

/** A stretch in which somebody is the only primary of a line. */
export type Alone = Interval & { person: string; line: string };

/** The cover of every open stretch of [fromMs, toMs), on one line or on all, in order of start and line; equal neighbours are one. */
export function coverage(schedule: CompiledSchedule, fromMs: number, toMs: number, lineId?: string): Cover[] {
  const lineIds = [...schedule.lines.keys()];
  const asked = lineId === undefined ? lineIds : [lineWithId(schedule, lineId).id];
  const pieces = new Map(lineIds.map((id) => [id, piecesOfLine(schedule, id, fromMs, toMs)]));
  const torn = tornBetween(aloneByPerson(pieces));
  return asked
    .flatMap((line) => coverOf(line, pieces.get(line) ?? [], torn.get(line) ?? []))
    .sort((a, b) => a.startMs - b.startMs);
}

/** Where somebody is the only primary of two open lines or more at once (S8), by line, in order of time. */
export function aloneOnSeveral(schedule: CompiledSchedule, fromMs: number, toMs: number): Map<string, Alone[]> {
  const pieces = new Map([...schedule.lines.keys()].map((id) => [id, piecesOfLine(schedule, id, fromMs, toMs)]));
  return tornBetween(aloneByPerson(pieces));
}

/** Where `coverage` falls short: fewer primaries than needed, or a required language or tag not among them. */
export function gaps(schedule: CompiledSchedule, fromMs: number, toMs: number, lineId?: string): Cover[] {
  return coverage(schedule, fromMs, toMs, lineId).filter(
    ({ need, have, missing }) => have < need || missing.length > 0,
  );
}

/** The stretches of [fromMs, toMs) in which the line is open and a primary, or whoever `by` says, is on, whatever they are needed for elsewhere. */
export function staffedOpenings(
  schedule: CompiledSchedule,
  lineId: string,
  fromMs: number,
  toMs: number,
  by: Staff = 'primary',
): Interval[] {
  return joined(
    piecesOfLine(schedule, lineId, fromMs, toMs).filter(({ primaries, anybody }) =>
      by === 'primary' ? primaries.size > 0 : anybody,
    ),
  );
}

/**
 * The end of the next staffed opening of a line (C3): of the first stretch after `atMs`, or running then, in which the line
 * is open and a primary, or whoever `by` says, is on. Null where there is none within a year.
 */
export function staffedOpeningEnd(
  schedule: CompiledSchedule,
  lineId: string,
  atMs: number,
  by: Staff = 'primary',
): number | null {
  const stepMs = 14 * dayMs;
  let endMs: number | null = null;
  for (let fromMs = atMs; fromMs < atMs + 366 * dayMs; fromMs += stepMs) {
    for (const stretch of staffedOpenings(schedule, lineId, fromMs, fromMs + stepMs, by)) {
      if (endMs !== null && stretch.startMs > endMs) return endMs;
      endMs = stretch.endMs;
    }
    if (endMs !== null && endMs < fromMs + stepMs) return endMs;
  }
  return endMs;
}

function piecesOfLine(schedule: CompiledSchedule, lineId: string, fromMs: number, toMs: number): Piece[] {
  const occurrences = resolveLine(schedule, lineId, fromMs, toMs);
  const pieces: Piece[] = [];
  for (const { startMs, endMs, running } of cutAtChanges(openings(schedule, lineId, fromMs, toMs), occurrences)) {
    const primaries = new Set<string>();
    let anybody = false;
    const requires: Requirement[] = [];
    let need = running.length === 0 ? 1 : 0;
    for (const occurrence of running) {
      need += occurrence.need;
      for (const { person, as } of occurrence.people) {
        if (!takesCalls(schedule.people.get(person))) continue;
        anybody = true;
        if (as === 'primary') primaries.add(person);
      }
      for (const requirement of occurrence.requires) requires.push(requirement);
    }
    pieces.push({ startMs, endMs, need, primaries, anybody, missing: missingAmong(schedule, primaries, requires) });
  }
  return pieces;
}

function aloneByPerson(pieces: ReadonlyMap<string, readonly Piece[]>): Map<string, Alone[]> {
  const alone = new Map<string, Alone[]>();
  for (const [line, ofLine] of pieces) {
    for (const { startMs, endMs, primaries } of ofLine) {
      const [person] = primaries;
      if (person === undefined || primaries.size > 1) continue;
      const own = alone.get(person) ?? [];
      const last = own.at(-1);
      if (last?.line === line && last.endMs === startMs) last.endMs = endMs;
      else own.push({ person, line, startMs, endMs });
      alone.set(person, own);
    }
  }
  return alone;
}

/** By line, the stretches in which its only primary is the only one of another line too. */
function tornBetween(alone: ReadonlyMap<string, readonly Alone[]>): Map<string, Alone[]> {
  const torn = new Map<string, Alone[]>();
  for (const own of alone.values()) {
    if (new Set(own.map(({ line }) => line)).size < 2) continue;
    for (const stretch of own) {
      const others = own.filter(({ line }) => line !== stretch.line).map((other) => overlap(stretch, other));
      const shared = joined(others.filter(({ startMs, endMs }) => startMs < endMs));
      const ofLine = shared.map(({ startMs, endMs }) => ({ ...stretch, startMs, endMs }));
      torn.set(stretch.line, [...(torn.get(stretch.line) ?? []), ...ofLine]);
    }
  }
  return torn;
}

function overlap(one: Interval, other: Interval): Interval {
  return { startMs: Math.max(one.startMs, other.startMs), endMs: Math.min(one.endMs, other.endMs) };
}

function coverOf(line: string, pieces: readonly Piece[], torn: readonly Interval[]): Cover[] {
  const cover: Cover[] = [];
  for (const { startMs, endMs, need, missing, have } of pieces.flatMap((piece) => cutAtTorn(piece, torn))) {
    const last = cover.at(-1);
    if (last?.endMs === startMs && last.need === need && last.have === have && sameTexts(last.missing, missing))
      last.endMs = endMs;
    else cover.push({ line, startMs, endMs, need, have, missing });
  }
  return cover;
}

/** The piece cut wherever its only primary begins or ceases to be torn between lines, with what counts in each part. */
function cutAtTorn(piece: Piece, torn: readonly Interval[]): (Piece & { have: number })[] {
  const inside = torn.filter(({ startMs, endMs }) => startMs < piece.endMs && endMs > piece.startMs);
  if (inside.length === 0) return [{ ...piece, have: piece.primaries.size }];
  const cuts = [piece.startMs, ...inside.flatMap(({ startMs, endMs }) => [startMs, endMs]), piece.endMs]
    .filter((ms) => ms >= piece.startMs && ms <= piece.endMs)
    .sort((a, b) => a - b);
  return cuts.slice(1).flatMap((endMs, index) => {
    const startMs = cuts[index] ?? endMs;
    const isTorn = inside.some((stretch) => stretch.startMs <= startMs && stretch.endMs >= endMs);
    return startMs < endMs ? [{ ...piece, startMs, endMs, have: isTorn ? 0 : piece.primaries.size }] : [];
  });
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
      return language === undefined ? person?.tags?.includes(wanted) : speaks(person?.languages ?? ['en'], language);
    });
    if (able.length < (count ?? 1)) missing.add(wanted);
  }
  return [...missing].sort();
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
