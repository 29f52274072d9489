/** What the RRULE library makes of a rule: the oracle of the schedule's tests, in UTC so that every wall-clock time exists. */
import { RRuleTemporal } from 'rrule-temporal';
import type { Expansion } from '../../src/schedule/block-series.ts';
import { wallName } from '../../src/schedule/wall-clock.ts';

/** What the library makes of the rule `text` without its COUNT and UNTIL; it is started only when first asked. */
export function libraryExpansion(text: string, anchorWall: number): Expansion {
  let library: RRuleTemporal | null = null;
  return (fromWall, toWall) => {
    library ??= new RRuleTemporal({
      rruleString: text.replace(/;(COUNT|UNTIL)=[^;]*/g, ''),
      dtstart: utcMoment(anchorWall),
      maxIterations: 1_000_000,
      maxCandidateEvaluations: 100_000_000,
    });
    return library.between(utcMoment(fromWall), utcMoment(toWall - 1000), true).map((start) => start.epochMilliseconds);
  };
}

function utcMoment(wall: number): { timeZoneId: string; toString(): string } {
  const name = wallName(wall);
  const text = `${name.length === 16 ? `${name}:00` : name}+00:00[UTC]`;
  return { timeZoneId: 'UTC', toString: () => text };
}
