/** `warmline simulate`: weeks of seeded calls through the real decision code, beside the rotations in use elsewhere. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { defaultPolicy } from '../organisation/policy.ts';
import { compareRotations } from '../planning/simulation/compare.ts';
import { leastShiftsPerWeek } from '../planning/simulation/crew.ts';
import type { Figures } from '../planning/simulation/figures.ts';
import { shiftHours, shiftsPerWeek, usualBehaviour, type Plan } from '../planning/simulation/plan.ts';
import type { RotationId } from '../planning/simulation/rotations.ts';
import { sensitivityPicture } from '../reports/sensitivity-picture.ts';
import { simulationPicture } from '../reports/simulation-picture.ts';
import { numberFrom, wholeFrom } from './arguments.ts';
import { BadInput } from './errors.ts';
import { printAnswer, table, type OutputOptions } from './output.ts';
import { weightsInWords, weightsTried } from './simulate-weights.ts';

type Options = OutputOptions & {
  weeks: number;
  calls?: number;
  people?: number;
  occupancy: number;
  readyShare: number;
  seed: number;
  seeds: number;
  sensitivity?: boolean;
  out: string;
};

const usualCallsPerWeek = 5000;
/** Where nobody says how many people there are: as many as keep everybody under the 12 hours a week of the caps. */
const usualHoursPerWeek = 11;
/** A Monday in a time of the year without a clock change. */
const zone = 'America/Chicago';
const fromMs = Date.parse('2026-04-06T00:00:00-05:00');

/** Adds `simulate` to `program`. */
export function registerSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('weeks of seeded calls through the real decision code, rotations side by side')
    .option('--weeks <N>', 'how many weeks', wholeFrom(1), 4)
    .option('--calls <N>', `calls in all (default: ${usualCallsPerWeek} a week)`, wholeFrom(1))
    .option(
      '--people <N>',
      `volunteers (default: as many as give each ${usualHoursPerWeek} hours a week)`,
      wholeFrom(1),
    )
    .option('--occupancy <SHARE>', 'talk and wrap-up of all calls over shift hours', numberFrom(0.01), 0.7)
    .option('--ready-share <SHARE>', 'who says after a talk that was not heavy that they are ready', numberFrom(0), 0)
    .option('--seed <N>', 'another seed, another month', wholeFrom(0), 1)
    .option('--sensitivity', 'what each weight of the load does, changed by itself, over several seeds')
    .option('--seeds <N>', 'how many seeds --sensitivity tries', wholeFrom(2), 6)
    .option('--out <DIR>', 'where the picture goes', join('.warmline', 'simulation'))
    .option('--json', 'exact JSON on stdout')
    .action(async (options: Options) => {
      const plan = planOf(options);
      if (options.sensitivity) return trySensitivity(plan, options);
      const rotations = orBadInput(() => compareRotations(plan, tellProgress));
      const picture = await drawn(options, 'simulation', simulationPicture(rotations, inOneLine(plan)));
      const { weeks, calls, people, occupancy, seed } = plan;
      const answer = {
        weeks,
        calls,
        people,
        occupancy,
        seed,
        shiftsPerWeek: shiftsPerWeek(plan),
        rotations,
        pictures: [picture],
      };
      printAnswer(options, answer, () => inWords(plan, rotations, picture));
    });
}

function planOf({ weeks, calls = weeks * usualCallsPerWeek, people, occupancy, readyShare, seed }: Options): Plan {
  if (readyShare > 1) throw new BadInput('--ready-share: a share is 0 to 1');
  const behaviour = { ...usualBehaviour, readyShare };
  const amount = { seed, fromMs, zone, weeks, calls, occupancy, policy: defaultPolicy, behaviour };
  const shifts = shiftsPerWeek(amount);
  if (shifts < leastShiftsPerWeek) {
    throw new BadInput(
      `--calls: ${calls} calls make ${shifts} shifts a week at this occupancy, and it takes ${leastShiftsPerWeek} to have somebody on around the clock`,
    );
  }
  return { ...amount, people: people ?? Math.ceil((shifts * shiftHours) / usualHoursPerWeek) };
}

async function trySensitivity(plan: Plan, options: Options): Promise<void> {
  const { weeks, calls, people, occupancy, seed } = plan;
  const { seeds } = options;
  const found = orBadInput(() => weightsTried(plan, seeds));
  const what = `${inOneLine(plan).replace(/\.$/, '')} to ${seed + seeds - 1}.`;
  const picture = await drawn(options, 'sensitivity', sensitivityPicture(found, what));
  const answer = { weeks, calls, people, occupancy, seed, seeds, ...found, pictures: [picture] };
  printAnswer(options, answer, () => [what, '', weightsInWords(found), '', picture].join('\n'));
}

/** Writes a picture; answers where it is. */
async function drawn({ out }: Options, name: string, picture: string): Promise<string> {
  const file = join(out, `${name}.svg`);
  await mkdir(out, { recursive: true });
  await writeFile(file, picture);
  return file;
}

function orBadInput<Answer>(simulated: () => Answer): Answer {
  try {
    return simulated();
  } catch (problem) {
    if (problem instanceof RangeError) throw new BadInput(`--people: ${problem.message}`);
    throw problem;
  }
}

/** On a terminal one line that counts up; in a log a line for each rotation. */
function tellProgress(rotation: RotationId, share: number): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${rotation} ${Math.round(share * 100)} %\u001b[K${share === 1 ? '\n' : ''}`);
  else if (share === 1) process.stderr.write(`${rotation}: done\n`);
}

function inOneLine(plan: Plan): string {
  const { weeks, calls, people, occupancy, seed } = plan;
  const period = weeks === 1 ? 'a week' : `${weeks} weeks`;
  return `${calls.toLocaleString('en-US')} calls in ${period}, ${people} volunteers in ${shiftsPerWeek(plan)} shifts of ${shiftHours} h a week, ${(occupancy * 100).toFixed(0)} % occupancy, seed ${seed}.`;
}

const names: Record<RotationId, string> = {
  'burnout-aware': 'burnout-aware',
  'longest-idle': 'longest idle',
  linear: 'linear order',
  'ring-all': 'ring all',
};

const rows: [string, (figures: Figures) => string][] = [
  ['answered', (one) => percent(one.answered / one.calls)],
  ['hung up waiting', (one) => percent(one.abandonedShare)],
  ['left a message instead', (one) => percent(one.endedShare)],
  ['average wait of the answered', (one) => seconds(one.averageWaitSeconds)],
  ['nine of ten within', (one) => seconds(one.wait90Seconds)],
  ['service level (60 s)', (one) => percent(one.serviceLevel)],
  ['heavy calls without rest', (one) => percent(one.unrestedShare)],
  ['… though it had been told', (one) => percent(one.toldUnrestedShare)],
  ['highest load averaged', (one) => one.worstAverageLoad.toFixed(1)],
  ['highest load ever', (one) => one.highestLoad.toFixed(1)],
  ['strained person-hours a week', (one) => one.strainedHoursPerWeek.toFixed(0)],
  ['rings per shift, median', (one) => one.ringsPerShift.median.toFixed(1)],
  ['… of the most rung', (one) => one.ringsPerShift.most.toFixed(1)],
  ['rings per call', (one) => one.ringsPerCall.toFixed(2)],
  ['fairness (Jain)', (one) => one.jain.toFixed(3)],
  ['talk after the shift, a shift', (one) => `${one.lateMinutesPerShift.toFixed(1)} min`],
];

function inWords(plan: Plan, rotations: readonly Figures[], picture: string): string {
  const [own, ...others] = rotations;
  const figures = table(
    ['', ...rotations.map((one) => names[one.rotation])],
    rows.map(([name, of]) => [name, ...rotations.map(of)]),
  );
  const sentences = own ? others.map((other) => beside(own, other)) : [];
  return [inOneLine(plan), '', figures, '', ...sentences, '', picture].join('\n');
}

/** What burnout-aware rotation gives and costs beside another. */
function beside(own: Figures, other: Figures): string {
  const load = change(own.worstAverageLoad, other.worstAverageLoad);
  const strained = change(own.strainedHoursPerWeek, other.strainedHoursPerWeek);
  const wait = change(own.averageWaitSeconds, other.averageWaitSeconds);
  return (
    `Beside ${names[other.rotation]}: highest average load ${load}, strained hours ${strained}, average wait ${wait}, ` +
    `heavy calls without rest ${percent(own.unrestedShare)} instead of ${percent(other.unrestedShare)}.`
  );
}

function change(own: number, other: number): string {
  if (other === 0) return own === 0 ? 'the same' : 'up from none';
  const part = own / other - 1;
  return `${part < 0 ? '−' : '+'}${(Math.abs(part) * 100).toFixed(0)} %`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
