/**
 * How long it takes to fill a roster, of an office, a city and a country, and where everybody serves all lines or can at any
 * time; prints a table and asserts nothing. The time on the clock is also the machine's other work, the processor's is ours.
 * Run: npx tsx tests/bench/roster.bench.ts
 */
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { priceOf } from '../../src/planning/draft/price.ts';
import { checkRoster } from '../../src/planning/roster/check.ts';
import { reasonsFor, waysOut } from '../../src/planning/roster/reasons.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import { fillInThread } from '../../src/platform/fill-in-thread.ts';
import { dateName, parseDate } from '../../src/schedule/wall-clock.ts';
import { busyOrganisation, denseOrganisation, wideOrganisation } from '../support/roster-organisations.ts';

const sizes = [
  { people: 20, weeks: 2, kind: '', of: busyOrganisation },
  { people: 60, weeks: 4, kind: '', of: busyOrganisation },
  { people: 300, weeks: 8, kind: '', of: busyOrganisation },
  { people: 300, weeks: 8, kind: 'all lines', of: denseOrganisation },
  { people: 300, weeks: 8, kind: 'any time', of: wideOrganisation },
];
const seconds = Number(process.argv[2] ?? 120);
const firstDay = parseDate('2027-03-01') ?? 0;

console.log(
  'people × weeks          places    clock s    processor s    gap %    short    reasons ms    why not ms    memory MB so far',
);
for (const { people, weeks, kind, of } of sizes) {
  const range = { from: dateName(firstDay), to: dateName(firstDay + 7 * weeks - 1) };
  const fromMs = performance.now();
  const before = process.cpuUsage();
  const model = rosterModel(of(people), range);
  const { placements, gap } = await fillInThread(model, { seconds });
  const clock = (performance.now() - fromMs) / 1000;
  const { user, system } = process.cpuUsage(before);
  const roster = rosterOf(model, placements);
  const { short, score } = checkRoster(model, roster);
  const reasonsFromMs = performance.now();
  for (const { occurrence } of short) {
    reasonsFor(model, roster, occurrence);
    waysOut(model, roster, occurrence);
  }
  const reasonsMs = performance.now() - reasonsFromMs;
  const price = (person: number, occurrence: number) => {
    const priceFromMs = performance.now();
    priceOf(filled, person, occurrence, { locks: new Set(), nowMs: 0 });
    return performance.now() - priceFromMs;
  };
  const filled = {
    ...model,
    occurrences: model.occurrences.map((one, index) => ({ ...one, primaries: roster.primaries[index] ?? [] })),
  };
  const inRange = [...model.occurrences.keys()].filter((index) => model.occurrences[index]?.isInRange);
  const prices = inRange
    .filter((_, index) => index % 7 === 0)
    .map((occurrence, index) => price((index * 11) % people, occurrence))
    .sort((a, b) => a - b);
  const places = model.occurrences.reduce((sum, one) => sum + (one.isInRange ? one.need : 0), 0);
  const cells = [
    `${people} × ${weeks} ${kind}`.padEnd(20),
    String(places).padStart(9),
    clock.toFixed(1).padStart(10),
    ((user + system) / 1_000_000).toFixed(1).padStart(14),
    (gap * 100).toFixed(2).padStart(8),
    String(score.short).padStart(8),
    reasonsMs.toFixed(0).padStart(13),
    (prices[prices.length >> 1] ?? 0).toFixed(1).padStart(14),
    String(Math.round(process.resourceUsage().maxRSS / 1024)).padStart(19),
  ];
  console.log(cells.join(' '));
}
