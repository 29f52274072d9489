/** Hears of texts that did not arrive, and lets the conversations room decide what follows (T2). */
import type { WhenLost } from '../conversations/delivery.ts';
import { followLost } from '../conversations/lost.ts';
import type { Deps } from '../deps.ts';
import { mustBeRead } from './validity.ts';

/** What is to be done when a text has not arrived, in the organisation as it is now. */
export async function whenLost({
  room,
  directories,
  log,
}: Pick<Deps, 'room' | 'directories' | 'log'>): Promise<WhenLost> {
  const directory = await directories.current();
  return (client, text, code) => {
    log.warn({ textId: text.id, code }, 'a text did not arrive');
    return followLost(room, client, directory, text, { code, mustBeRead: mustBeRead(text) });
  };
}
