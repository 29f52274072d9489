/** Keeps every open page and program told, by server-sent events: the whole state after each change, and each story line as it happens. */
import type { Response } from 'express';
import type { LabState, StoryLine } from './lab-view.ts';

export type Viewers = {
  add(res: Response, as: 'page' | 'program'): void;
  tell(line: StoryLine): void;
  /** Sends the state once whatever happens now has happened. */
  changed(): void;
  /** How many pages are open: where none is, a program may play the volunteers. */
  pages(): number;
  close(): void;
};

/** Browsers and proxies cut a stream that is silent for long. */
const HEARTBEAT_MS = 15_000;
const GATHER_CHANGES_MS = 30;

export function createViewers(stateNow: () => LabState): Viewers {
  const open = new Map<Response, 'page' | 'program'>();
  let pending: NodeJS.Timeout | undefined;
  const send = (text: string) => {
    for (const res of open.keys()) res.write(text);
  };
  const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();

  return {
    add(res, as) {
      res.set('Content-Type', 'text/event-stream').flushHeaders();
      res.write(event('state', stateNow()));
      open.set(res, as);
      for (const end of ['close', 'error']) res.on(end, () => open.delete(res));
    },
    tell: (line) => send(event('story', line)),
    changed() {
      pending ??= setTimeout(() => {
        pending = undefined;
        if (open.size > 0) send(event('state', stateNow()));
      }, GATHER_CHANGES_MS);
      pending.unref();
    },
    pages: () => [...open.values()].filter((as) => as === 'page').length,
    close() {
      clearInterval(heartbeat);
      clearTimeout(pending);
      for (const res of open.keys()) res.end();
      open.clear();
    },
  };
}
