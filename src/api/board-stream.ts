/** The live board as server-sent events, until the browser goes, the session ends, or the service stops. */
import type { LiveBoard, Told } from '../board/live.ts';
import type { boardOperations } from './contract/board.ts';
import { Problem } from './problem.ts';
import type { Call } from './serve.ts';

/** A stream with this many unread bytes is closed; the browser connects again and gets the whole board. */
const unreadAtMost = 2_000_000;
/** A browser that lost the stream connects again after this. */
const retryMs = 1_000;

/** Answers `call` with the stream; resolves when it is open. */
export async function streamBoard(
  board: LiveBoard,
  { asker, response }: Call<(typeof boardOperations)['board.stream']>,
): Promise<null> {
  if (asker.kind === 'nobody') throw new Problem('not-signed-in');
  const of =
    asker.kind === 'person'
      ? ({ kind: 'session', id: asker.session.id } as const)
      : ({ kind: 'key', id: asker.owner.replace(/^key:/, '') } as const);
  let leave = () => {};
  let gone = false;
  const end = () => {
    gone = true;
    leave();
    response.end();
  };
  const write = (text: string) => {
    if (gone) return;
    response.write(text);
    if (response.writableLength > unreadAtMost) {
      gone = true;
      leave();
      response.destroy();
    }
  };
  response.on('close', () => {
    gone = true;
    leave();
  });
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    // Without it nginx and similar proxies hold answers back.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  write(`retry: ${retryMs}\n\n`);
  leave = await board.follow({
    of,
    tell: (told) => write(eventOf(told)),
    beat: (at) => write(`event: here\ndata: ${JSON.stringify({ at })}\n\n`),
    end: () => {
      write('event: end\ndata: {}\n\n');
      end();
    },
  });
  if (gone) leave();
  return null;
}

function eventOf(told: Told): string {
  const data = told.kind === 'whole' ? told.whole : told.kind === 'change' ? told.change : {};
  return `event: ${told.kind}\ndata: ${JSON.stringify(data)}\n\n`;
}
