/** Follows a draft as others change it; a lost stream comes again by itself, and what was missed is read. */
import { useEffect, useRef, useState } from 'react';
import type { Answered } from '../client.ts';

/** A fill without what it proposes. */
export type FillHead = Omit<NonNullable<Answered<'drafts.fill'>['fill']>, 'result'>;

export type DraftTold = { revision: number; state: 'open' | 'published' | 'dropped'; version: number };

export type Following = { live: boolean; fill: FillHead | null };

const againMs = 2_000;
/** The service says something every fifteen seconds; after so long without a word nobody is there. */
const silentMs = 40_000;

/** `told` hears of each change; `null` where something may have been missed. */
export function useDraftStream(draftId: string | null, told: (news: DraftTold | null) => void): Following {
  const [following, setFollowing] = useState<Following>({ live: false, fill: null });
  const hear = useRef(told);
  useEffect(() => {
    hear.current = told;
  });
  useEffect(() => {
    if (draftId === null) return;
    let source: EventSource | null = null;
    let timer = 0;
    const again = () => {
      source?.close();
      window.clearTimeout(timer);
      setFollowing((before) => ({ ...before, live: false }));
      hear.current(null);
      timer = window.setTimeout(open, againMs);
    };
    const heard = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(again, silentMs);
    };
    const read = (event: Event) => JSON.parse((event as MessageEvent<string>).data) as unknown;
    const open = () => {
      source = new EventSource(`/api/v1/drafts/${encodeURIComponent(draftId)}/stream`);
      source.addEventListener('draft', (event) => {
        heard();
        setFollowing((before) => (before.live ? before : { ...before, live: true }));
        hear.current(read(event) as DraftTold);
      });
      source.addEventListener('fill', (event) => {
        heard();
        const { fill } = read(event) as { fill: FillHead | null };
        setFollowing((before) => ({ ...before, fill }));
      });
      source.addEventListener('here', heard);
      source.addEventListener('end', again);
      source.addEventListener('error', again);
      heard();
    };
    open();
    return () => {
      source?.close();
      window.clearTimeout(timer);
    };
  }, [draftId]);
  return following;
}
