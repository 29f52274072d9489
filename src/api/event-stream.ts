/** Server-sent events, until the browser goes, the session ends, or the service stops. */
import type { Follower } from '../access/following.ts';
import type { Operation } from './contract/operation.ts';
import { Problem } from './problem.ts';
import type { Call } from './serve.ts';

/** Whoever does not read for so many bytes is let go: the browser comes again and is given the whole. */
const unreadAtMost = 2_000_000;
/** A browser that lost the stream comes again after this. */
const retryMs = 1_000;

export type Stream = Follower & { say(event: string, data: unknown): void };

/** Answers `call` with a stream; `follow` begins to tell it, and gives what ends that. Resolves when it is open. */
export async function openStream(
  { asker, response }: Pick<Call<Operation>, 'asker' | 'response'>,
  follow: (stream: Stream) => Promise<() => void>,
): Promise<null> {
  if (asker.kind === 'nobody') throw new Problem('not-signed-in');
  const of =
    asker.kind === 'person'
      ? ({ kind: 'session', id: asker.session.id } as const)
      : ({ kind: 'key', id: asker.owner.replace(/^key:/, '') } as const);
  let leave = () => {};
  let gone = false;
  const goAway = () => {
    gone = true;
    leave();
  };
  const write = (text: string) => {
    if (gone) return;
    response.write(text);
    if (response.writableLength > unreadAtMost) {
      goAway();
      response.destroy();
    }
  };
  const say = (event: string, data: unknown) => {
    if (!response.headersSent) begin();
    write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const begin = () => {
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // nginx and its like hold answers back otherwise.
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    write(`retry: ${retryMs}\n\n`);
  };
  response.on('close', goAway);
  leave = await follow({
    of,
    say,
    beat: (at) => say('here', { at }),
    end: () => {
      say('end', {});
      goAway();
      response.end();
    },
  });
  if (gone) leave();
  return null;
}
