/** What a replay found, for people. */
import type { CallerFigure, Difference, Replay, Side, Spread } from '../planning/replay/model.ts';
import { inTimeSeconds } from '../planning/replay/run-figures.ts';
import { table } from './output.ts';

const figures: [CallerFigure, string, (value: number) => string][] = [
  ['offered', 'callers', count],
  ['answered', 'answered', count],
  ['hungUp', 'hung up waiting', count],
  ['promised', 'left with a callback or a message', count],
  ['nobodyOn', 'found nobody on', count],
  ['inTimeShare', `answered within ${inTimeSeconds} s`, percent],
  ['meanWaitSeconds', 'average wait of the answered', seconds],
  ['medianWaitSeconds', 'half of them within', seconds],
  ['wait90Seconds', 'nine of ten within', seconds],
];
const mostPeople = 30;

/** A sentence that says the finding, the figures under it, and the people with the highest load. */
export function replayInWords({ without, with: changed, difference, runs }: Replay, what: string): string {
  const sides: [string, Side][] = [
    [changed ? 'as it is' : 'figure', without],
    ...(changed ? [['with the change', changed] as [string, Side]] : []),
  ];
  const rows = figures.map(([figure, name, show]) => [
    name,
    ...sides.map(([, side]) => `${show(side[figure].mean)} (${between(side[figure], show)})`),
    ...(difference ? [`${signed(difference[figure].mean, show)} (${signedBetween(difference[figure], show)})`] : []),
  ]);
  rows.push([
    'work offered over people planned',
    ...sides.map(([, side]) => occupancy(side)),
    ...(difference ? [''] : []),
  ]);
  const headings = [
    '',
    ...(changed ? sides.map(([name]) => name) : ['mean of the runs']),
    ...(difference ? ['difference'] : []),
  ];
  return [
    what,
    finding(without, difference),
    ...overloaded(sides, changed !== null),
    '',
    table(headings, rows),
    '',
    peopleTable(without, changed),
    '',
    `In brackets: where 19 of 20 such weeks lie${difference ? '; of a difference, its 95 % interval' : ''}. ${runs} runs.`,
  ].join('\n');
}

function finding({ hungUp, offered }: Side, difference: Difference | null): string {
  const lost = `${count(hungUp.mean)} of ${count(offered.mean)} callers hang up waiting`;
  if (!difference) return `About ${lost}.`;
  const { mean, low, high } = difference.hungUp;
  if (low <= 0 && high >= 0)
    return `About ${lost}; the change makes no difference to that which these runs could tell.`;
  return `About ${lost}; with the change ${count(Math.abs(mean))} ${mean < 0 ? 'fewer' : 'more'}.`;
}

function overloaded(sides: readonly [string, Side][], isCompared: boolean): string[] {
  return sides
    .filter(([, side]) => side.overloaded)
    .map(
      ([name]) =>
        `Overloaded${isCompared ? ` (${name})` : ''}: as much work is offered as there are people for, or more.`,
    );
}

function occupancy({ occupancy: share, overloaded: isOverloaded }: Side): string {
  if (share === null) return isOverloaded ? 'overloaded: nobody is planned' : 'nobody is planned';
  return `${Math.round(share * 100)} %${isOverloaded ? ', overloaded' : ''}`;
}

function peopleTable(without: Side, changed: Side | null): string {
  const of = new Map((changed ?? without).people.map((one) => [one.person, one]));
  const was = new Map(without.people.map((one) => [one.person, one]));
  const ids = [...new Set([...was.keys(), ...of.keys()])];
  const loadOf = (id: string) => Math.max(of.get(id)?.load ?? 0, was.get(id)?.load ?? 0);
  const rows = ids
    .sort((a, b) => loadOf(b) - loadOf(a))
    .slice(0, mostPeople)
    .map((id) => {
      const [before, after] = [was.get(id), of.get(id)];
      const both = (show: (one: NonNullable<typeof before>) => string) =>
        changed ? `${before ? show(before) : '–'} → ${after ? show(after) : '–'}` : before ? show(before) : '–';
      return [
        id,
        both(({ shiftHours }) => shiftHours.toFixed(1)),
        both(({ talks }) => talks.toFixed(1)),
        both(({ restMinutes }) => restMinutes.toFixed(0)),
        both(({ load }) => load.toFixed(1)),
        both(({ highestLoad }) => highestLoad.toFixed(1)),
      ];
    });
  if (rows.length === 0) return 'Nobody is on.';
  const more = ids.length > rows.length ? `\n… and ${ids.length - rows.length} more people with less load` : '';
  return table(['person', 'hours', 'talks', 'rest min', 'load', 'highest'], rows) + more;
}

function between({ low, high }: Spread, show: (value: number) => string): string {
  return `${show(low)} to ${show(high)}`;
}

function signedBetween({ low, high }: Spread, show: (value: number) => string): string {
  return `${signed(low, show)} to ${signed(high, show)}`;
}

function signed(value: number, show: (value: number) => string): string {
  const text = show(Math.abs(value));
  if (/^[0., s%]*$/.test(text)) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

function count(value: number): string {
  return value.toFixed(1);
}

function percent(value: number): string {
  return `${(100 * Math.min(1, value)).toFixed(1)} %`;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
