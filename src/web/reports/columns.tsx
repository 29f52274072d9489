/** Columns side by side, one for each row of a report: the whole as an outline, the first part of it filled. */
import type { ReactNode } from 'react';
import looks from './reports.module.css';
import { useReportsWords, type Report, type Value } from './words.ts';

const [wide, high, left, below] = [720, 150, 40, 28];
const size = (value: Value | undefined) => (typeof value === 'number' ? value : 0);

/** Of columns `whole` and `part` of the report. A hidden number has a dotted stump instead of a column. */
export function Columns({ report, whole, part }: { report: Report; whole: number; part: number }): ReactNode {
  const { words, named, says, row: nameOf } = useReportsWords();
  const { rows, columns, total, by } = report;
  const [wholeColumn, partColumn] = [columns[whole], columns[part]];
  if (!wholeColumn || !partColumn || !rows.some(({ values }) => size(values[whole]) > 0)) return null;
  const most = Math.max(1, ...rows.map(({ values }) => Math.max(size(values[whole]), size(values[part]))));
  const step = (wide - left) / Math.max(1, rows.length);
  const bar = Math.max(1, Math.min(48, step * 0.72));
  const each = Math.ceil(rows.length / 16);
  const y = (value: number) => high - (value / most) * (high - 12);
  const name = named(wholeColumn).name;
  return (
    <figure className={looks['figure']}>
      <svg
        viewBox={`0 0 ${wide} ${high + below}`}
        role="img"
        aria-label={words.picture({ name, total: says(total?.values[whole], wholeColumn.unit) })}
      >
        <text x={left - 6} y={16} textAnchor="end">
          {says(most, wholeColumn.unit)}
        </text>
        <text x={left - 6} y={high} textAnchor="end">
          0
        </text>
        <line className={looks['ground']} x1={left} x2={wide} y1={high} y2={high} />
        {rows.map(({ key, values }, index) => {
          const x = left + index * step + (step - bar) / 2;
          const [all, some] = [values[whole], values[part]];
          return (
            <g key={key}>
              {all === 'hidden' ? (
                <rect className={looks['unknown']} x={x} y={high - 10} width={bar} height={10} />
              ) : (
                <rect
                  className={looks[some === 'hidden' ? 'partly' : 'whole']}
                  x={x}
                  y={y(size(all))}
                  width={bar}
                  height={high - y(size(all))}
                />
              )}
              {size(some) > 0 && (
                <rect className={looks['part']} x={x} y={y(size(some))} width={bar} height={high - y(size(some))} />
              )}
              {index % each === 0 && (
                <text
                  className={(index / each) % 2 === 1 ? looks['between'] : undefined}
                  x={x + bar / 2}
                  y={high + 6}
                  textAnchor="middle"
                  dominantBaseline="hanging"
                >
                  {nameOf(key, by, 'short')}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption>{words.of({ part: named(partColumn).name, whole: name })}</figcaption>
    </figure>
  );
}
