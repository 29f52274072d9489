/** How a value of each figure is said. */
import type { Figure } from './request.ts';
import type { InWords } from './words.ts';

/** A value of a figure, as it is said. */
export function said(figure: Figure, { words, number, percent }: InWords): (value: number) => string {
  if (figure === 'inTimeShare') return (value) => percent(Math.min(1, value));
  if (figure.endsWith('Seconds')) return (value) => words.seconds({ value: number(Math.round(value)) });
  return (value) => number(Math.abs(value) < 10 ? value : Math.round(value));
}
