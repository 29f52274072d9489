/** Weekdays down, hours across: the fuller a field, the more calls came in then. */
import type { ReactNode } from 'react';
import looks from './reports.module.css';
import { placeOf, useReportsWords, type Report } from './words.ts';

const [left, top, field] = [44, 16, 28];

export function WeekHours({ report: { rows } }: { report: Report }): ReactNode {
  const { words, weekday } = useReportsWords();
  const most = Math.max(1, ...rows.map(({ values: [calls] }) => (typeof calls === 'number' ? calls : 0)));
  return (
    <figure className={looks['figure']}>
      <svg
        viewBox={`0 0 ${left + 24 * field} ${top + 7 * field}`}
        role="img"
        aria-label={`${words.hours24}. ${words.hours24Says}`}
      >
        {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => (
          <text key={hour} x={left + hour * field} y={11}>
            {String(hour).padStart(2, '0')}
          </text>
        ))}
        {[0, 1, 2, 3, 4, 5, 6].map((day) => (
          <text key={day} x={0} y={top + day * field + 19}>
            {weekday(day)}
          </text>
        ))}
        {rows.map(({ key, values: [calls] }) => {
          const [day, hour] = placeOf(key);
          const [x, y] = [left + hour * field + 1, top + day * field + 1];
          const side = field - 2;
          if (calls === 'hidden')
            return <rect key={key} className={looks['unknown']} x={x} y={y} width={side} height={side} />;
          const full = side * Math.sqrt((typeof calls === 'number' ? calls : 0) / most);
          return (
            <g key={key}>
              <rect className={looks['field']} x={x} y={y} width={side} height={side} />
              <rect
                className={looks['part']}
                x={x + (side - full) / 2}
                y={y + (side - full) / 2}
                width={full}
                height={full}
              />
            </g>
          );
        })}
      </svg>
      <figcaption>{words.hours24Says}</figcaption>
    </figure>
  );
}
