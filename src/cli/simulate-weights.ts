/** `warmline simulate --sensitivity`: what each weight of the load does, changed by itself. */
import type { PartName } from '../wellbeing/load.ts';
import { sensitivityOf, type Outcome, type Sensitivity } from '../planning/simulation/sensitivity.ts';
import type { Plan } from '../planning/simulation/plan.ts';
import { factorName } from '../reports/sensitivity-picture.ts';
import { table } from './output.ts';

const headings: readonly [Outcome, string][] = [
  ['wait', 'average wait, s'],
  ['worstLoad', 'worst average load'],
  ['strainedHours', 'strained hours'],
  ['unrested', 'heavy without rest, %'],
  ['toldUnrested', '… told, %'],
  ['fairness', 'Jain, hundredths'],
];

/** Runs one plan with `seeds` seeds, from its own on, at least two. */
export function weightsTried(plan: Plan, seeds: number): Sensitivity {
  const plans = Array.from({ length: seeds }, (_, index) => ({ ...plan, seed: plan.seed + index }));
  return sensitivityOf(plans, (share) =>
    process.stderr.write(`seed ${plan.seed + Math.round(share * seeds) - 1}: done\n`),
  );
}

/** The table, and which parts do something that is no chance. */
export function weightsInWords({ usual, effects }: Sensitivity): string {
  const rows = effects.map(({ part, factor, change }) => [
    `${part} ${factorName(factor)}`,
    ...headings.map(([outcome]) => {
      const { mean, low, high } = change[outcome];
      return `${signed(mean)} (${signed(low)} … ${signed(high)})${low > 0 || high < 0 ? ' *' : ''}`;
    }),
  ]);
  const first = ['as it is', ...headings.map(([outcome]) => usual[outcome].toFixed(2))];
  const matters = new Set(
    effects.flatMap(({ part, change }) =>
      headings.some(([outcome]) => change[outcome].low > 0 || change[outcome].high < 0) ? [part] : [],
    ),
  );
  const open = effects.flatMap(({ change }) =>
    headings.filter(([outcome]) => change[outcome].low < change[outcome].high),
  );
  const silent = [...new Set(effects.map(({ part }): PartName => part))].filter((part) => !matters.has(part));
  const said = silent.length === 0 ? 'Every weight has one.' : `Without any: ${silent.join(', ')}.`;
  return [
    table(['', ...headings.map(([, heading]) => heading)], [first, ...rows]),
    '',
    `A star: beyond its 95 % interval; of ${open.length} figures about ${Math.round(open.length / 20)} have one by chance. ${said}`,
  ].join('\n');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
