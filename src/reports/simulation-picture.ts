/** The simulation in one picture: waits, hang-ups, unrested heavy calls, load, rings and fairness of every rotation, as SVG. */
import type { Figures } from '../planning/simulation/figures.ts';
import type { RotationId } from '../planning/simulation/rotations.ts';
import { bar, element, escaped, lines, text, type Line } from './svg.ts';

/** What a rotation is called and how it is drawn: Okabe and Ito's colours and a dash of its own, so that no colour stands alone. */
const looks: Record<RotationId, { name: string; colour: string; dash: string }> = {
  'burnout-aware': { name: 'burnout-aware', colour: '#0072B2', dash: '' },
  'longest-idle': { name: 'longest idle', colour: '#009E73', dash: '7 3' },
  linear: { name: 'linear order', colour: '#D55E00', dash: '2 3' },
  'ring-all': { name: 'ring all', colour: '#CC79A7', dash: '9 3 2 3' },
};

const width = 1000;
const height = 730;
const panelWidth = 300;
const panelHeight = 160;
const left = 30;
const top = 80;
const gap = 25;
const labelWidth = 96;
const barWidth = 140;
const rowHeight = 30;
const ink = '#222';
const faint = '#666';

/** One panel of horizontal bars: `values` in the order of the rotations, `most` the value of a full bar. */
type Panel = {
  title: string;
  note: string;
  most: number;
  draw: (figures: Figures, scale: (value: number) => number) => { marks: string; label: string; end: number };
};

/** The picture as an SVG document; `subtitle` says what was simulated. */
export function simulationPicture(rotations: readonly Figures[], subtitle: string): string {
  const parts = [
    element('rect', { width, height, fill: '#fff' }),
    text('Who is rung next: four rotations, the same callers, the same volunteers', {
      x: left,
      y: 34,
      size: 18,
      weight: 600,
    }),
    text(subtitle, { x: left, y: 56, size: 13, fill: faint }),
    ...panels(rotations).map((panel, index) =>
      barPanel(
        panel,
        rotations,
        left + (index % 3) * (panelWidth + gap),
        top + Math.floor(index / 3) * (panelHeight + gap),
      ),
    ),
    loadPanel(rotations, left, top + 2 * (panelHeight + gap)),
  ];
  const head =
    element('title', {}, 'Rotations compared by simulation') +
    element('desc', {}, escaped(`${subtitle} ${description(rotations)}`));
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'font-family': 'system-ui, Helvetica, Arial, sans-serif',
    fill: ink,
  };
  return `${element('svg', attributes, `\n${[head, ...parts].join('\n')}\n`)}\n`;
}

/** The figures in words, for those who do not see the picture. */
function description(rotations: readonly Figures[]): string {
  return rotations
    .map(
      (one) =>
        `${looks[one.rotation].name}: average wait ${one.averageWaitSeconds.toFixed(0)} s, ${percent(one.abandonedShare)} hung up, ` +
        `${percent(one.unrestedShare)} of heavy calls taken without rest, highest average load ${one.worstAverageLoad.toFixed(0)}.`,
    )
    .join(' ');
}

function panels(rotations: readonly Figures[]): Panel[] {
  const most = (of: (figures: Figures) => number) => Math.max(...rotations.map(of), 0.001);
  const plain = (
    title: string,
    note: string,
    of: (figures: Figures) => number,
    label: (value: number) => string,
    full = most(of),
  ): Panel => ({
    title,
    note,
    most: full,
    draw: (figures, scale) => ({
      marks: bar(0, scale(of(figures)), looks[figures.rotation].colour),
      label: label(of(figures)),
      end: scale(of(figures)),
    }),
  });
  return [
    {
      title: 'Wait of answered callers, seconds',
      note: 'bar: average; thin line: nine of ten waited less',
      most: most((one) => one.wait90Seconds),
      draw: (one, scale) => {
        const { colour } = looks[one.rotation];
        const marks = bar(0, scale(one.averageWaitSeconds), colour) + bar(0, scale(one.wait90Seconds), colour, 2);
        return {
          marks,
          label: `${one.averageWaitSeconds.toFixed(0)} (${one.wait90Seconds.toFixed(0)})`,
          end: scale(one.wait90Seconds),
        };
      },
    },
    plain(
      'Callers who hung up waiting, %',
      'of all callers',
      (one) => one.abandonedShare,
      (value) => percent(value),
    ),
    {
      title: 'Heavy calls taken without rest, %',
      note: 'pale: after a call nobody had reported as heavy',
      most: most((one) => one.unrestedShare),
      draw: (one, scale) => {
        const { colour } = looks[one.rotation];
        const marks = bar(0, scale(one.unrestedShare), colour, 18, 0.35) + bar(0, scale(one.toldUnrestedShare), colour);
        return { marks, label: percent(one.unrestedShare), end: scale(one.unrestedShare) };
      },
    },
    plain(
      'Load of who carries most, 0–100',
      'the highest of all volunteers’ averages',
      (one) => one.worstAverageLoad,
      (value) => value.toFixed(0),
      100,
    ),
    {
      title: 'Rings of a volunteer’s phone in a shift',
      note: 'bar: from the least rung to the most rung; dot: median',
      most: most((one) => one.ringsPerShift.most),
      draw: (one, scale) => {
        const { least, median, most: highest } = one.ringsPerShift;
        const { colour } = looks[one.rotation];
        const dot = element('circle', {
          cx: scale(median),
          cy: 0,
          r: 4,
          fill: '#fff',
          stroke: colour,
          'stroke-width': 2,
        });
        return {
          marks: bar(scale(least), scale(highest), colour, 12) + dot,
          label: `${least.toFixed(0)}–${highest.toFixed(0)}`,
          end: scale(highest),
        };
      },
    },
    plain(
      'Fairness of calls per shift hour (Jain)',
      '1: everybody the same',
      (one) => one.jain,
      (value) => value.toFixed(3),
      1,
    ),
  ];
}

function barPanel(panel: Panel, rotations: readonly Figures[], x: number, y: number): string {
  const scale = (value: number) => (Math.max(0, value) / panel.most) * barWidth;
  const rows = rotations.map((figures, index) => {
    const { marks, label, end } = panel.draw(figures, scale);
    const name = text(looks[figures.rotation].name, { x: labelWidth - 8, y: 4, size: 12, anchor: 'end' });
    const value = text(label, { x: labelWidth + end + 6, y: 4, size: 12 });
    return element(
      'g',
      { transform: `translate(0 ${50 + index * rowHeight})` },
      name + element('g', { transform: `translate(${labelWidth} 0)` }, marks) + value,
    );
  });
  const axis = element('line', {
    x1: labelWidth,
    y1: 34,
    x2: labelWidth,
    y2: 34 + rotations.length * rowHeight,
    stroke: faint,
  });
  const heading =
    text(panel.title, { x: 0, y: 10, size: 13, weight: 600 }) +
    text(panel.note, { x: 0, y: 26, size: 11, fill: faint });
  return element('g', { transform: `translate(${x} ${y})` }, heading + rows.join('') + axis);
}

const bands = [
  { from: 0, to: 40, name: 'fresh' },
  { from: 40, to: 60, name: 'steady' },
  { from: 60, to: 80, name: 'strained' },
  { from: 80, to: 100, name: 'spent' },
];

function loadPanel(rotations: readonly Figures[], x: number, y: number): string {
  const chartWidth = width - 2 * left - 190;
  const chartHeight = 200;
  const chartLeft = 66;
  const days = Math.max(2, ...rotations.flatMap((one) => one.highestByDay.map(({ day }) => day)));
  const toX = (day: number) => chartLeft + ((day - 1) / (days - 1)) * chartWidth;
  const toY = (load: number) => 40 + chartHeight - (load / 100) * chartHeight;
  const drawn: Line[] = rotations.map((one) => ({
    ...looks[one.rotation],
    points: one.highestByDay.map(({ day, load }) => ({ x: toX(day), y: toY(load) })),
  }));
  const grid = [...bands, { from: 100, to: 100, name: '' }].map(
    ({ from, to, name }) =>
      element('line', { x1: chartLeft, y1: toY(from), x2: chartLeft + chartWidth, y2: toY(from), stroke: '#ddd' }) +
      text(String(from), { x: chartLeft - 6, y: toY(from) + 4, size: 11, fill: faint, anchor: 'end' }) +
      text(name, { x: 0, y: toY((from + to) / 2) + 4, size: 11, fill: faint }),
  );
  const step = Math.max(1, Math.ceil(days / 14));
  const ticks = Array.from({ length: days }, (_, index) => index + 1)
    .filter((day) => (day - 1) % step === 0)
    .map((day) =>
      text(String(day), { x: toX(day), y: 40 + chartHeight + 16, size: 11, fill: faint, anchor: 'middle' }),
    );
  const heading =
    text('Highest load of any volunteer, day by day', { x: 0, y: 10, size: 13, weight: 600 }) +
    text('0–100 with its bands, at the end of each talk', { x: 0, y: 26, size: 11, fill: faint });
  const caption = text('day', { x: chartLeft + chartWidth + 10, y: 40 + chartHeight + 16, size: 11, fill: faint });
  return element(
    'g',
    { transform: `translate(${x} ${y})` },
    [heading, ...grid, ...ticks, caption, lines(drawn, chartLeft + chartWidth + 10)].join(''),
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
