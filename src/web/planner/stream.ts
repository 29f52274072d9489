/** Follows a draft as others change it; a lost stream comes again by itself, and what was missed is read. */
import { useState } from 'react';
import type { Answered } from '../client.ts';
import { useEventStream } from '../event-stream.ts';

/** A fill without what it proposes. */
export type FillHead = Omit<NonNullable<Answered<'drafts.fill'>['fill']>, 'result'>;

export type DraftTold = { revision: number; state: 'open' | 'published' | 'dropped'; version: number };

export type Following = { live: boolean; fill: FillHead | null };

/** `told` hears of each change; `null` where something may have been missed. */
export function useDraftStream(draftId: string | null, told: (news: DraftTold | null) => void): Following {
  const [fill, setFill] = useState<FillHead | null>(null);
  const live = useEventStream(
    draftId === null ? null : `/api/v1/drafts/${encodeURIComponent(draftId)}/stream`,
    {
      draft: (data) => told(data as DraftTold),
      fill: (data) => setFill((data as { fill: FillHead | null }).fill),
    },
    () => told(null),
  );
  return { live, fill };
}
