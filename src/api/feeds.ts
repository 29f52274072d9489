/** Calendar feeds: made, given another address and ended by their owner (R7). */
import type { Deps } from '../deps.ts';
import { endFeed, feedsOf, hasLine, renewFeed } from '../roster/feeds.ts';
import type { FeedName } from '../roster/feeds-sql.ts';
import { personIn, type Asker } from './asker.ts';
import type { feedOperations } from './contract/feeds.ts';
import { iso } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

export function feedHandlers({
  room,
  directories,
  config,
}: Pick<Deps, 'room' | 'directories' | 'config'>): Handlers<typeof feedOperations> {
  const own = (asker: Asker): FeedName => ({ owner: personIn(asker), line: null });
  const ofLine = async (asker: Asker, line: string): Promise<FeedName> => {
    const directory = await directories.current();
    if (!directory || !hasLine(directory, line)) throw new Problem('not-found');
    return { owner: personIn(asker), line };
  };
  const read = async (name: FeedName) => {
    const found = (await feedsOf(room, name.owner)).find(({ line }) => line === name.line);
    if (!found) return { feed: null };
    return { feed: { madeAt: iso(found.madeAtMs), readAt: found.readAtMs === null ? null : iso(found.readAtMs) } };
  };
  const make = async (name: FeedName) => {
    const { secret, madeAtMs } = await renewFeed(room, name);
    return { address: `${config.publicBaseUrl}/feeds/${secret}.ics`, madeAt: iso(madeAtMs) };
  };
  const end = async (name: FeedName) => {
    await endFeed(room, name);
    return null;
  };
  return {
    'feed.read': ({ asker }) => read(own(asker)),
    'feed.make': ({ asker }) => make(own(asker)),
    'feed.end': ({ asker }) => end(own(asker)),
    'lineFeed.read': async ({ asker, params }) => read(await ofLine(asker, params.line)),
    'lineFeed.make': async ({ asker, params }) => make(await ofLine(asker, params.line)),
    'lineFeed.end': async ({ asker, params }) => end(await ofLine(asker, params.line)),
  };
}
