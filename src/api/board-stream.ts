/** The live board as server-sent events. */
import type { LiveBoard, Told } from '../board/live.ts';
import type { boardOperations } from './contract/board.ts';
import { openStream } from './event-stream.ts';
import type { Call } from './serve.ts';

/** Answers `call` with the stream; resolves when it is open. */
export function streamBoard(board: LiveBoard, call: Call<(typeof boardOperations)['board.stream']>): Promise<null> {
  return openStream(call, (stream) => board.follow({ ...stream, tell: (told) => stream.say(told.kind, dataOf(told)) }));
}

function dataOf(told: Told): object {
  return told.kind === 'whole' ? told.whole : told.kind === 'change' ? told.change : {};
}
