/** The few SVG elements that pictures in reports are made of. */

type Attributes = Record<string, string | number>;

/** An element; `inner` is SVG already, or text that was escaped. */
export function element(name: string, attributes: Attributes, inner = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`)
    .join('');
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

export type TextStyle = {
  x: number;
  y: number;
  size: number;
  weight?: number;
  fill?: string;
  anchor?: 'start' | 'middle' | 'end';
};

/** A line of text, escaped. */
export function text(content: string, { x, y, size, weight, fill, anchor }: TextStyle): string {
  if (content === '') return '';
  return element(
    'text',
    { x, y, 'font-size': size, 'font-weight': weight ?? '', fill: fill ?? '', 'text-anchor': anchor ?? '' },
    escaped(content),
  );
}

/** A horizontal bar around y = 0. */
export function bar(from: number, to: number, fill: string, thickness = 18, opacity = 1): string {
  return element('rect', {
    x: from,
    y: -thickness / 2,
    width: Math.max(0, to - from),
    height: thickness,
    fill,
    'fill-opacity': opacity === 1 ? '' : opacity,
  });
}

export type Line = { name: string; colour: string; dash: string; points: { x: number; y: number }[] };

/** Lines with their names at `labelX`, beside where they end, moved apart where they would overlap. */
export function lines(drawn: readonly Line[], labelX: number): string {
  const labelHeight = 16;
  let lastY = Number.NEGATIVE_INFINITY;
  const labels = drawn
    .map((line) => ({ line, y: line.points.at(-1)?.y ?? 0 }))
    .sort((a, b) => a.y - b.y)
    .map(({ line, y }) => {
      lastY = Math.max(y, lastY + labelHeight);
      return (
        element('line', {
          x1: labelX,
          y1: lastY,
          x2: labelX + 24,
          y2: lastY,
          stroke: line.colour,
          'stroke-width': 2.5,
          'stroke-dasharray': line.dash,
        }) + text(line.name, { x: labelX + 30, y: lastY + 4, size: 12 })
      );
    });
  const paths = drawn.map(({ points, colour, dash }) =>
    element('polyline', {
      points: points.map(({ x, y }) => `${rounded(x)},${rounded(y)}`).join(' '),
      fill: 'none',
      stroke: colour,
      'stroke-width': 2.5,
      'stroke-dasharray': dash,
      'stroke-linejoin': 'round',
    }),
  );
  return [...paths, ...labels].join('');
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Text as it may stand between tags and in attributes. */
export function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
