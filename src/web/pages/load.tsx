/** How I am: my load in two sentences, what it is made of, how it has gone, and when it gets lighter; for nobody else (P5, W2). */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask, type Answered } from '../client.ts';
import { moment } from '../moments.ts';
import { Card } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { Talk } from '../parts/talk.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/words.tsx';
import { LoadCourse } from './load-course.tsx';
import looks from './load.module.css';

type Load = Answered<'load.read'>;

const hourMs = 3_600_000;

export function LoadPage(): ReactNode {
  const { words, language } = useWords();
  const query = useQuery({ queryKey: ['load'], queryFn: ({ signal }) => ask('load.read', {}, { signal }) });
  const load = query.data;
  return (
    <Page title={words.pageLoad}>
      <Reading query={query} />
      {load && (
        <>
          <p className={looks['words']}>{load.words}</p>
          <p>{aheadInWords(load, words, language)}</p>
          <Talk />
          <h2>{words.loadThirtyDays}</h2>
          <LoadCourse days={load.days} zone={load.zone} />
          <h2>{words.loadParts}</h2>
          <div className={looks['parts']}>
            {load.parts.map((part) => (
              <Part key={part.part} {...part} />
            ))}
          </div>
          <p className="soft">{words.loadPrivate}</p>
        </>
      )}
    </Page>
  );
}

/** What rest alone brings, and when. */
function aheadInWords({ band, days, lighter, zone }: Load, words: Words, language: string): string {
  if (band === 'fresh') return words.loadLight;
  const now = days.at(-1)?.at;
  if (!lighter || now === undefined) return words.loadFarAhead;
  const hours = Math.round((Date.parse(lighter.at) - Date.parse(now)) / hourMs);
  const about =
    hours < 20 ? words.loadLighterInHours({ hours }) : words.loadLighterInDays({ days: Math.round(hours / 24) });
  const when = `${about} (${moment(lighter.at, now, { language, zone })})`;
  const bands = {
    fresh: words.bandFresh,
    steady: words.bandSteady,
    strained: words.bandStrained,
    spent: words.bandSpent,
  };
  return words.loadLighter({ when, band: bands[lighter.band] });
}

function Part({ part, value, points, why }: Load['parts'][number]): ReactNode {
  const { words } = useWords();
  const { name, ease } = partsInWords(words)[part];
  return (
    <Card>
      <h3 className={looks['part']}>
        {name}
        <span className="soft">{words.loadPoints({ points: Math.floor(points) })}</span>
      </h3>
      <svg className={looks['bar']} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="4" className={looks['empty']} />
        <rect width={100 * value} height="4" className={looks['full']} />
      </svg>
      {why.length === 0 ? (
        <p className="soft">{words.loadNothing}</p>
      ) : (
        <>
          <p>{ease}</p>
          <Reasons why={why} />
        </>
      )}
    </Card>
  );
}

/** The events behind a part, the heaviest first. */
function Reasons({ why }: { why: string[] }): ReactNode {
  const { words } = useWords();
  return (
    <details>
      <summary>{words.loadWhy({ count: why.length })}</summary>
      <ul className={looks['reasons']}>
        {why.map((sentence, index) => (
          <li key={`${index} ${sentence}`}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}

function partsInWords(words: Words): Record<Load['parts'][number]['part'], { name: string; ease: string }> {
  return {
    'contact-load': { name: words.partContacts, ease: words.easeContacts },
    'heavy-contacts': { name: words.partHeavy, ease: words.easeHeavy },
    'no-recovery': { name: words.partNoRecovery, ease: words.easeNoRecovery },
    'rest-debt': { name: words.partRestDebt, ease: words.easeRestDebt },
    nights: { name: words.partNights, ease: words.easeNights },
    'check-in': { name: words.partCheckIn, ease: words.easeCheckIn },
  };
}
