/** One page for a funder: the figures that matter to them, each with what it means, and the picture of the calls; it prints on one sheet. */
import type { ReactNode } from 'react';
import { Reading } from '../parts/reading.tsx';
import { useSession } from '../session.tsx';
import { Columns } from './columns.tsx';
import looks from './reports.module.css';
import { Sums, useReport, type Asked } from './section.tsx';
import { useReportsWords, type Figures } from './words.ts';

const chosen: readonly (readonly [Figures, readonly string[]])[] = [
  ['calls', ['offered', 'answered', 'answeredShare', 'serviceLevel', 'averageWait', 'averageTalk']],
  ['promises', ['made', 'keptOnTime', 'keptShare']],
  ['texts', ['opened', 'answered', 'averageAnswer']],
  ['heard', ['asked', 'heardShare']],
  ['hours', ['onShift', 'coverShare', 'occupancy', 'fairness']],
];

export function FunderPage({ asked, by }: { asked: Asked; by: string }): ReactNode {
  const { words, month } = useReportsWords();
  const { organisation } = useSession();
  return (
    <section className={looks['sheet']} aria-label={words.funder}>
      <p className={looks['organisation']}>{organisation}</p>
      <h2>{words.months({ from: month(asked.from), to: month(asked.to) })}</h2>
      {chosen.map(([figures, only]) => (
        <Part key={figures} figures={figures} only={only} asked={asked} by={by} />
      ))}
      <p className={looks['why']}>{words.hiddenWhy}</p>
    </section>
  );
}

function Part({
  figures,
  only,
  asked,
  by,
}: {
  figures: Figures;
  only: readonly string[];
  asked: Asked;
  by: string;
}): ReactNode {
  const { words } = useReportsWords();
  const query = useReport(figures, asked, by);
  const { data } = query;
  return (
    <>
      <h3>{words[figures]}</h3>
      <Reading query={query} />
      {data && <Sums report={data} only={only} />}
      {data && figures === 'calls' && data.rows.length > 1 && <Columns report={data} whole={0} part={1} />}
    </>
  );
}
