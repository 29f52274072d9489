/** Hears of texts that did not arrive, and lets the conversations room decide what follows (T2). */
import type { WhenLost } from '../conversations/delivery.ts';
import { needAttention } from '../attention/need-attention.ts';
import { followLost } from '../conversations/lost.ts';
import type { Deps } from '../deps.ts';
import { isQueueCode } from '../carrier/carrier.ts';
import { mustBeRead } from './validity.ts';

export async function whenLost({
  room,
  directories,
  log,
}: Pick<Deps, 'room' | 'directories' | 'log'>): Promise<WhenLost> {
  const directory = await directories.current();
  return async (client, text, code) => {
    log.warn({ textId: text.id, code }, 'a text did not arrive');
    // A number of help or a promise that stayed in a queue is nobody's refusal: somebody should know.
    if (isQueueCode(code) && mustBeRead(text)) {
      const { lineId, personId, conversationId, id } = text;
      const key = `text-not-sent ${conversationId ?? personId ?? id}`;
      await needAttention(
        client,
        { kind: 'text-not-sent', lineId, personId, subject: conversationId, key },
        room.clock.nowMs(),
      );
    }
    return directory ? followLost(room, client, directory, text, code) : [];
  };
}
