/** The check-in after a contact: five faces with words, a break for the asking, and no answer is fine (V7). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import { moment } from '../moments.ts';
import { Button, Buttons, Card, Notice } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import looks from './check-in.module.css';

type Now = Answered<'now.read'>;

/** From a smile to a frown: where the middle of the mouth is. */
const mouths = [31, 28, 24, 20, 17] as const;

export function CheckIn({ now, takeOn }: { now: Now; takeOn: (answer: Now) => void }): ReactNode {
  const { words, language } = useWords();
  const queries = useQueryClient();
  const [thanked, setThanked] = useState(false);
  // Skipped for as long as the pages are open; nothing of it is stored.
  const { data: skipped } = useQuery<string | null>({
    queryKey: ['skipped-check-in'],
    queryFn: () => null,
    enabled: false,
    initialData: null,
    gcTime: Infinity,
  });
  const { begin, busy, wrong } = useChange(
    'checkIn.answer',
    (answer) => {
      setThanked(true);
      takeOn(answer);
    },
    () => words.checkInOver,
  );
  const { checkIn } = now;
  if (!checkIn || checkIn.contact === skipped)
    return thanked ? <Notice kind="calm">{words.checkInThanks}</Notice> : null;
  const rate = (answer: number) => begin({ body: { contact: checkIn.contact, answer } });
  const ratings = [words.rating1, words.rating2, words.rating3, words.rating4, words.rating5];
  return (
    <Card>
      <h2>{words.checkInTitle}</h2>
      <p>{words.checkInLead({ when: moment(checkIn.endedAt, now.at, { language, zone: now.zone }) })}</p>
      {wrong && <Notice kind="trouble">{wrong}</Notice>}
      <div className={looks['faces']} role="group" aria-label={words.checkInTitle}>
        {ratings.map((rating, index) => (
          <button
            key={rating}
            type="button"
            className={looks['face']}
            aria-disabled={busy || undefined}
            onClick={() => rate(index + 1)}
          >
            <Face mouth={mouths[index] ?? 24} />
            <span>
              {index + 1} {rating}
            </span>
          </button>
        ))}
      </div>
      <Buttons>
        <Button busy={busy} onClick={() => rate(6)}>
          {words.needBreak}
        </Button>
        <Button kind="quiet" onClick={() => queries.setQueryData(['skipped-check-in'], checkIn.contact)}>
          {words.skipCheckIn}
        </Button>
      </Buttons>
    </Card>
  );
}

function Face({ mouth }: { mouth: number }): ReactNode {
  return (
    <svg viewBox="0 0 36 36" aria-hidden="true" className={looks['drawing']}>
      <circle cx="18" cy="18" r="15.5" />
      <path d="M12.5 13.5v2M23.5 13.5v2" />
      <path d={`M11 24Q18 ${mouth} 25 24`} />
    </svg>
  );
}
