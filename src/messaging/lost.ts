/** Hears of texts that did not arrive, and lets the conversations room decide what follows (T2). */
import type { WhenLost } from '../conversations/delivery.ts';
import { followLost } from '../conversations/lost.ts';
import type { Deps } from '../deps.ts';

export async function whenLost({
  room,
  directories,
  log,
}: Pick<Deps, 'room' | 'directories' | 'log'>): Promise<WhenLost> {
  const directory = await directories.current();
  return async (client, text, code) => {
    log.warn({ textId: text.id, code }, 'a text did not arrive');
    return directory ? followLost(room, client, directory, text, code) : [];
  };
}
