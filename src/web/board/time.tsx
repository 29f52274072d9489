/** Times that tick in the browser: one clock for the page, put right by the service's. */
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { useBoardWords } from './words.ts';

const Now = createContext(0);
/** How far the service's clock is ahead of the browser's. */
const Ahead = createContext(0);

export function NowProvider({ aheadMs, children }: { aheadMs: number; children: ReactNode }): ReactNode {
  const [ownMs, setOwnMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setOwnMs(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <Ahead value={aheadMs}>
      <Now value={ownMs + aheadMs}>{children}</Now>
    </Ahead>
  );
}

export function useNowMs(): number {
  return useContext(Now);
}

/** How long since an instant: `2:05`, `1:02:05`. */
export function lasted(sinceMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - sinceMs) / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export function Since({ at }: { at: string }): ReactNode {
  return <time dateTime={at}>{lasted(Date.parse(at), useNowMs())}</time>;
}

/** To make one takes a browser longer than to use it a hundred times, and a full board has hundreds of rows. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const languageNames = new Map<string, Intl.DisplayNames>();

function oneFor<Made>(made: Map<string, Made>, key: string, make: () => Made): Made {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}

/** The wall clock of the line at an instant, with the day of the week where that is not today's: `1:00 PM on Wed`, `13:00 del mié`. */
export function useClock(zone: string): (instant: string) => string {
  const { language } = useWords();
  const words = useBoardWords();
  const aheadMs = useContext(Ahead);
  const form = { hour: 'numeric', minute: '2-digit', timeZone: zone } as const;
  const made = (key: string, more: Intl.DateTimeFormatOptions, tag = language) =>
    oneFor(clocks, `${tag} ${zone} ${key}`, () => new Intl.DateTimeFormat(tag, more));
  const time = made('time', form);
  const day = made('day', { timeZone: zone }, 'en');
  const weekday = made('weekday', { timeZone: zone, weekday: 'short' });
  return (instant) => {
    const at = new Date(instant);
    if (day.format(at) === day.format(Date.now() + aheadMs)) return time.format(at);
    return words.clockOnDay({ time: time.format(at), day: weekday.format(at) });
  };
}

export function useLanguageName(): (tag: string) => string {
  const { language } = useWords();
  const names = oneFor(languageNames, language, () => new Intl.DisplayNames([language], { type: 'language' }));
  return (tag) => names.of(tag) ?? tag;
}
