/** Finds what is allowed in shifts and yet does nothing, or asks one person to be in two places: exceptions, changes, two lines at once (S8). */
import { type CompiledSchedule, repeatingSeries } from '../schedule/compile.ts';
import { aloneOnSeveral } from '../schedule/coverage.ts';
import type { Interval } from '../schedule/model.ts';
import { parseWall } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import { quoted } from './fields.ts';
import type { Organisation, Shift } from './organisation-file.ts';
import { spanInWords, utcText } from './span-in-words.ts';

export type ShiftFinding =
  | { kind: 'change-without-effect' | 'exception-without-effect'; shift: string; occurrence: string; sentence: string }
  | { kind: 'alone-on-two-lines'; person: string; line: string; from: string; to: string; sentence: string };

/** Changes of occurrences that are excepted, and exceptions of occurrences that there are none of. */
export function idleChanges({ shifts, lines }: Organisation): ShiftFinding[] {
  const zones = new Map(lines.map(({ id, timeZone }) => [id, timeZone]));
  return shifts.flatMap((shift, index) => {
    const excepted = new Set(shift.except.map(parseWall));
    const has = occurrenceTest(shift, zones.get(shift.line) ?? 'UTC');
    return [
      ...shift.except.flatMap((occurrence, place): ShiftFinding[] => {
        if (has(parseWall(occurrence))) return [];
        const sentence = `shifts[${index}].except[${place}]: the shift ${quoted(shift.id)} has no occurrence ${quoted(occurrence)} to drop`;
        return [{ kind: 'exception-without-effect', shift: shift.id, occurrence, sentence }];
      }),
      ...shift.changes.flatMap(({ occurrence }, place): ShiftFinding[] => {
        if (!excepted.has(parseWall(occurrence))) return [];
        const sentence = `shifts[${index}].changes[${place}]: changes nothing, because "except" drops ${quoted(occurrence)}`;
        return [{ kind: 'change-without-effect', shift: shift.id, occurrence, sentence }];
      }),
    ];
  });
}

function occurrenceTest({ start, repeat, also }: Shift, zone: string): (wall: number | null) => boolean {
  const explicit = new Set([...also.map(parseWall), ...(repeat === undefined ? [parseWall(start)] : [])]);
  const series = repeat === undefined ? null : repeatingSeries(repeat, parseWall(start) ?? 0, zoneClock(zone));
  return (wall) =>
    wall !== null && (explicit.has(wall) || (series !== null && series.startsBetween(wall, wall + 1).length > 0));
}

/** Where somebody is the only primary of two open lines at once: they count on neither (S8). */
export function aloneOnTwoLines(
  { lines }: Organisation,
  schedule: CompiledSchedule,
  { startMs, endMs }: Interval,
): ShiftFinding[] {
  const zones = new Map(lines.map(({ id, timeZone }) => [id, timeZone]));
  return [...aloneOnSeveral(schedule, startMs, endMs)].flatMap(([line, stretches]) =>
    stretches.map((stretch): ShiftFinding => ({
      kind: 'alone-on-two-lines',
      person: stretch.person,
      line,
      from: utcText(stretch.startMs),
      to: utcText(stretch.endMs),
      sentence: `${line}: ${spanInWords(stretch, zones.get(line) ?? 'utc')}: ${stretch.person} is alone here and on another line at once, and counts on neither`,
    })),
  );
}
