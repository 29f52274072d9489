/** What a person is told of a roster that was published: what they had before is kept, and what they have is looked at when it is said (R3). */
import type { CompiledSchedule } from '../../schedule/compile.ts';
import type { Assignment, Occurrence } from '../../schedule/model.ts';
import { occurrenceNamed } from '../../schedule/named-occurrence.ts';
import { changesForPeople, type OwnTurn, type PersonChanges } from './changes-for-people.ts';

type Stood = Pick<OwnTurn, 'as' | 'startMs' | 'endMs'>;

/** One occurrence that changed for somebody: what they were on it before; null where they were not. */
export type NewsTurn = { shift: string; occurrence: string; was: Stood | null };

/** The turns of `changes` that are still to come. */
export function turnsToTell({ gained, lost, moved }: PersonChanges, nowMs: number): NewsTurn[] {
  const turn = ({ shift, occurrence }: OwnTurn, was: Stood | null): NewsTurn => ({
    shift,
    occurrence,
    was: was && { as: was.as, startMs: was.startMs, endMs: was.endMs },
  });
  return [
    ...gained.filter(isAhead(nowMs)).map((one) => turn(one, null)),
    ...lost.filter(isAhead(nowMs)).map((one) => turn(one, one)),
    ...moved
      .filter(({ before, after }) => isAhead(nowMs)(before) || isAhead(nowMs)(after))
      .map(({ before, after }) => turn(after, before)),
  ];
}

const isAhead =
  (nowMs: number) =>
  ({ startMs }: { startMs: number }) =>
    startMs > nowMs;

/** The start of the soonest shift that changes: it has to be heard before. */
export function soonestMs({ gained, lost, moved }: PersonChanges, nowMs: number): number {
  const starts = [...gained, ...lost, ...moved.flatMap(({ before, after }) => [before, after])]
    .map(({ startMs }) => startMs)
    .filter((startMs) => startMs > nowMs);
  return Math.min(...starts);
}

/** What nobody has said yet and what is added to it: of each turn what was there before both. */
export function withMore(unsaid: readonly NewsTurn[], more: readonly NewsTurn[]): NewsTurn[] {
  const known = new Set(unsaid.map(nameOf));
  return [...unsaid, ...more.filter((turn) => !known.has(nameOf(turn)))];
}

const nameOf = ({ shift, occurrence }: NewsTurn) => JSON.stringify([shift, occurrence]);

/** What of `turns` is other now, as the schedule has it, and still to come; null where there is nothing to say. */
export function newsOf(
  schedule: CompiledSchedule,
  lineId: string,
  personId: string,
  turns: readonly NewsTurn[],
  nowMs: number,
): PersonChanges | null {
  const before = turns.flatMap((turn) => (turn.was ? [asOccurrence(lineId, personId, turn, turn.was)] : []));
  const after = turns.flatMap((turn) => {
    const { shift, occurrence } = turn;
    const found = occurrenceNamed(schedule, { line: lineId, shift, occurrence });
    const mine = found?.people.find(({ person }) => person === personId);
    if (!found || !mine) return [];
    return [asOccurrence(lineId, personId, turn, { as: mine.as, startMs: found.startMs, endMs: found.endMs })];
  });
  const [changes] = changesForPeople(before, after);
  if (!changes) return null;
  const ahead = isAhead(nowMs);
  const left = {
    ...changes,
    gained: changes.gained.filter(ahead),
    lost: changes.lost.filter(ahead),
    moved: changes.moved.filter((one) => ahead(one.before) || ahead(one.after)),
  };
  return left.gained.length + left.lost.length + left.moved.length > 0 ? left : null;
}

function asOccurrence(line: string, person: string, { shift, occurrence }: NewsTurn, stood: Stood): Occurrence {
  const { as, startMs, endMs } = stood;
  return { line, shift, occurrence, startMs, endMs, people: [{ person, as }], need: 1, requires: [] };
}

/** One line of what somebody reads: what is new, gone or at another time, as what they are there now, or how many more lines there are. */
export type NewsLine =
  | { kind: 'gained' | 'lost' | 'again' | Assignment['as']; startMs: number; endMs: number }
  | { kind: 'moved'; was: { startMs: number; endMs: number }; is: { startMs: number; endMs: number } }
  | { kind: 'more'; count: number };

/** What is said, soonest first, in `atMost` lines; what is more is counted. */
export function newsLines({ gained, lost, moved }: PersonChanges, atMost: number): NewsLine[] {
  const lines: { atMs: number; line: NewsLine }[] = [
    ...gained.map((one) => ({ atMs: one.startMs, line: timed('gained', one) })),
    ...lost.map((one) => ({ atMs: one.startMs, line: timed('lost', one) })),
    ...moved.map(({ before, after }) => {
      const isSameTime = before.startMs === after.startMs && before.endMs === after.endMs;
      return { atMs: after.startMs, line: isSameTime ? timed(after.as, after) : inTime(before, after) };
    }),
  ];
  const sorted = lines.sort((a, b) => a.atMs - b.atMs).map(({ line }) => line);
  const more = sorted.length - atMost;
  return more > 0 ? [...sorted.slice(0, atMost), { kind: 'more', count: more }] : sorted;
}

type Timed = { startMs: number; endMs: number };

function timed(kind: 'gained' | 'lost' | Assignment['as'], { startMs, endMs }: Timed): NewsLine {
  return { kind, startMs, endMs };
}

function inTime(was: Timed, is: Timed): NewsLine {
  return {
    kind: 'moved',
    was: { startMs: was.startMs, endMs: was.endMs },
    is: { startMs: is.startMs, endMs: is.endMs },
  };
}

/** How lines are carried in a stored text: `gained 1/2, moved 1/2/3/4, more 5`; times are instants in milliseconds. */
export function newsInSlot(lines: readonly NewsLine[]): string {
  return lines
    .map((line) => {
      if (line.kind === 'more') return `more ${line.count}`;
      if (line.kind !== 'moved') return `${line.kind} ${line.startMs}/${line.endMs}`;
      return `moved ${line.was.startMs}/${line.was.endMs}/${line.is.startMs}/${line.is.endMs}`;
    })
    .join(', ');
}

/** The lines of `newsInSlot`; a line that cannot be read is left out. */
export function newsFromSlot(slot: string): NewsLine[] {
  return slot.split(', ').flatMap((text): NewsLine[] => {
    const [kind = '', values = ''] = text.split(' ');
    const [startMs = NaN, endMs = NaN, isStartMs = NaN, isEndMs = NaN] = values.split('/').map(Number);
    switch (kind) {
      case 'more':
        return [{ kind, count: startMs }];
      case 'moved':
        return [{ kind, was: { startMs, endMs }, is: { startMs: isStartMs, endMs: isEndMs } }];
      case 'gained':
      case 'lost':
      case 'again':
      case 'primary':
      case 'backup':
        return [{ kind, startMs, endMs }];
      default:
        return [];
    }
  });
}
