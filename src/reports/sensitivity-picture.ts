/** The sensitivity of the load's weights in one picture: what each, changed, does to every outcome, with 95 % intervals, as SVG. */
import type { Outcome, Sensitivity, WeightEffect } from '../planning/simulation/sensitivity.ts';
import { element, escaped, text } from './svg.ts';

const width = 1000;
const left = 24;
const top = 96;
const labelWidth = 176;
const panelWidth = 134;
const gap = 20;
const rowHeight = 17;
const partGap = 9;
const ink = '#222';
const faint = '#666';

/** One column: an outcome and its unit. */
const columns: readonly { outcome: Outcome; title: string; unit: string }[] = [
  { outcome: 'wait', title: 'Average wait', unit: 'seconds' },
  { outcome: 'worstLoad', title: 'Worst average load', unit: 'points of 100' },
  { outcome: 'strainedHours', title: 'Strained hours', unit: 'a week' },
  { outcome: 'unrested', title: 'Heavy without rest', unit: '% of heavy calls' },
  { outcome: 'fairness', title: 'Fairness (Jain)', unit: 'hundredths' },
];

/** How a factor is drawn: Okabe and Ito's colours, and a word beside each, so that no colour stands alone. */
const colours: Record<number, string> = { 0: '#D55E00', 0.5: '#009E73', 1.5: '#0072B2' };

/** What a factor is called. */
export function factorName(factor: number): string {
  return factor === 0 ? 'left out' : `× ${factor}`;
}

/** The picture as an SVG document; `subtitle` says what was simulated. */
export function sensitivityPicture({ usual, effects }: Sensitivity, subtitle: string): string {
  const rows = placed(effects);
  const bottom = (rows.at(-1)?.y ?? top) + rowHeight;
  const labels = rows.map(({ effect, y, isFirst }) => {
    const part = isFirst ? text(effect.part.replaceAll('-', ' '), { x: left, y: y + 4, size: 12, weight: 600 }) : '';
    return part + text(factorName(effect.factor), { x: left + labelWidth - 10, y: y + 4, size: 11, anchor: 'end' });
  });
  const panels = columns.map((column, index) => {
    const x = left + labelWidth + index * (panelWidth + gap);
    return panelOf(column, usual[column.outcome], rows, x, bottom);
  });
  const head =
    element('title', {}, 'What each weight of the load does') +
    element('desc', {}, escaped(`${subtitle} ${description(effects)}`));
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${bottom + 48}`,
    role: 'img',
    'font-family': 'system-ui, Helvetica, Arial, sans-serif',
    fill: ink,
  };
  const parts = [
    head,
    element('rect', { width, height: bottom + 48, fill: '#fff' }),
    text('What each weight of the load does when it is changed alone', { x: left, y: 30, size: 18, weight: 600 }),
    text(subtitle, { x: left, y: 50, size: 12, fill: faint }),
    text('Dot: the mean change; line: its 95 % interval; filled where that leaves out 0.', {
      ...{ x: left, y: bottom + 32, size: 11, fill: faint },
    }),
    ...labels,
    ...panels,
  ];
  return `${element('svg', attributes, `\n${parts.join('\n')}\n`)}\n`;
}

type Row = { effect: WeightEffect; y: number; isFirst: boolean };

function placed(effects: readonly WeightEffect[]): Row[] {
  let y = top - partGap;
  return effects.map((effect, index) => {
    const isFirst = effects[index - 1]?.part !== effect.part;
    y += rowHeight + (isFirst ? partGap : 0);
    return { effect, y, isFirst };
  });
}

function panelOf(
  { outcome, title, unit }: (typeof columns)[number],
  usual: number,
  rows: readonly Row[],
  x: number,
  bottom: number,
): string {
  const bounds = rows.flatMap(({ effect }) => [effect.change[outcome].low, effect.change[outcome].high]);
  const most = Math.max(0.1, ...bounds.map(Math.abs));
  const toX = (value: number) => panelWidth / 2 + (value / most) * (panelWidth / 2);
  const zero = element('line', { x1: toX(0), y1: top - 4, x2: toX(0), y2: bottom - 6, stroke: '#bbb' });
  const heading =
    text(title, { x: 0, y: 72, size: 12, weight: 600 }) +
    text(`${unit}, usually ${usual.toFixed(1)}`, { x: 0, y: 86, size: 10, fill: faint });
  const marks = rows.map(({ effect, y }) => {
    const { mean, low, high } = effect.change[outcome];
    const colour = colours[effect.factor] ?? ink;
    const interval = { x1: toX(low), y1: y, x2: toX(high), y2: y, stroke: colour, 'stroke-width': 2 };
    return (
      element('line', interval) +
      element('circle', { cx: toX(mean), cy: y, r: 3.5, fill: low > 0 || high < 0 ? colour : '#fff', stroke: colour })
    );
  });
  const ends = [-most, most].map((value, index) =>
    text(`${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`, {
      ...{ x: toX(value), y: bottom + 10, size: 10, fill: faint },
      anchor: index === 0 ? 'start' : 'end',
    }),
  );
  return element('g', { transform: `translate(${x} 0)` }, [heading, zero, ...marks, ...ends].join(''));
}

/** What stands out, in words, for those who do not see the picture. */
function description(effects: readonly WeightEffect[]): string {
  const told = effects.flatMap(({ part, factor, change }) =>
    columns.flatMap(({ outcome, title }) => {
      const { mean, low, high } = change[outcome];
      if (low <= 0 && high >= 0) return [];
      return [
        `${part} ${factorName(factor)}: ${title.toLowerCase()} ${mean > 0 ? '+' : '−'}${Math.abs(mean).toFixed(1)}.`,
      ];
    }),
  );
  return told.length === 0 ? 'Nothing stands out of chance.' : told.join(' ');
}
