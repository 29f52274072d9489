/** The terms of a block as fields: why, for how long, and when to look at it again. */
import { useState, type ReactNode } from 'react';
import { Choice } from '../desk/fields.tsx';
import { wrongOf } from '../desk/wrong.ts';
import { Field } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import { useContactsWords } from './words.ts';

/** `days`: from now on; empty: as it is. */
export type Terms = { reason: string; days: string; review: string };

const offered = [1, 3, 7, 14, 30, 90, 365];
const dayMs = 86_400_000;

/** When a block that is set now for so many days ends. */
export function endOf(days: string): string {
  return new Date(Date.now() + Number(days) * dayMs).toISOString();
}

export function TermFields({
  terms,
  set,
  now,
  zone,
  latest,
  fields,
}: {
  terms: Terms;
  set: (part: Partial<Terms>) => void;
  /** The end that holds; absent where there is none yet. */
  now?: string;
  /** Of the line's clock. */
  zone: string;
  /** The last instant it may reach to; null: nothing limits it here. */
  latest: string | null;
  fields: ReadonlyMap<string, string> | undefined;
}): ReactNode {
  const words = useContactsWords();
  const { language } = useWords();
  const [openedMs] = useState(() => Date.now());
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: zone });
  const date = (instant: string) => dates.format(new Date(instant));
  const fitting = offered.filter((days) => latest === null || openedMs + days * dayMs < Date.parse(latest));
  const shortens = fitting.length < offered.length && latest !== null;
  return (
    <>
      <Field
        label={words.blockReason}
        hint={words.blockReasonHint}
        maxLength={280}
        value={terms.reason}
        wrong={wrongOf(fields, 'reason')}
        onChange={(event) => set({ reason: event.target.value })}
      />
      <Choice
        label={words.blockFor}
        {...(shortens ? { hint: words.blockForHint({ date: date(latest) }) } : {})}
        from={[
          ...(now === undefined ? [] : [['', words.blockEndsNow({ date: date(now) })] as const]),
          ...fitting.map((days) => [String(days), words.blockDays({ days })] as const),
        ]}
        value={terms.days}
        wrong={wrongOf(fields, 'until')}
        onChange={(event) => set({ days: event.target.value })}
      />
      <Field
        label={words.blockReview}
        hint={words.blockReviewHint}
        type="date"
        value={terms.review}
        wrong={wrongOf(fields, 'review')}
        onChange={(event) => set({ review: event.target.value })}
      />
    </>
  );
}
