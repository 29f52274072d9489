/** Follows what the service tells of one record; a lost stream comes again by itself. */
import { useEffect, useRef, useState } from 'react';

const againMs = 2_000;
/** The service says something every fifteen seconds; after so long without a word nobody is there. */
const silentMs = 40_000;

/**
 * Hears each of these events from `address` (null: nothing to follow), whose names never change; `lost` when something may
 * have been missed. Whether the stream is live.
 */
export function useEventStream(
  address: string | null,
  events: Readonly<Record<string, (data: unknown) => void>>,
  lost: () => void = () => undefined,
): boolean {
  const [live, setLive] = useState(false);
  const hear = useRef({ events, lost });
  useEffect(() => {
    hear.current = { events, lost };
  });
  useEffect(() => {
    if (address === null) return;
    let source: EventSource | null = null;
    let timer = 0;
    const again = () => {
      source?.close();
      window.clearTimeout(timer);
      setLive(false);
      hear.current.lost();
      timer = window.setTimeout(open, againMs);
    };
    const heard = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(again, silentMs);
    };
    const open = () => {
      source = new EventSource(address);
      for (const name of Object.keys(hear.current.events))
        source.addEventListener(name, (event) => {
          heard();
          setLive(true);
          hear.current.events[name]?.(JSON.parse((event as MessageEvent<string>).data));
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
  }, [address]);
  return live;
}
