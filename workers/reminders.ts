/** Reminders, news of the roster, shifts that are up, moves that wait, warnings of gaps, calendars that somebody has no right to any more and blocks to be looked at again: looked after once a minute with Postgres alone, in whichever process comes first. */
import { remindOfReviews } from '../src/organisation/blocks.ts';
import { endLostFeeds } from '../src/roster/feeds.ts';
import { followShifts } from '../src/roster/follow-shifts.ts';
import { warnOfGaps } from '../src/roster/gap-warnings.ts';
import { closeMovesInVain } from '../src/roster/moves.ts';
import { planReminders, sendNotices } from '../src/roster/notices.ts';
import { closeBegunShifts } from '../src/roster/open-shifts.ts';
import { sendPersonNotices } from '../src/roster/person-notices.ts';
import { sendRosterNews } from '../src/roster/roster-news.ts';
import type { Deps } from '../src/deps.ts';
import { allInTurn } from '../src/platform/culprits.ts';

const everyMs = 60_000;
/** A schedule that did not change is read for the shifts to come this often; they are written down three days ahead. */
const planEveryMs = 60 * 60_000;

/** Gives a function that looks when its time has come, and does nothing before. */
export function startReminders({ room, directories }: Pick<Deps, 'room' | 'directories'>): () => Promise<void> {
  let nextMs = -Infinity;
  let followed = -1;
  let planned = { version: -1, untilMs: -Infinity };
  return async () => {
    const nowMs = room.clock.nowMs();
    if (nowMs < nextMs) return;
    const directory = await directories.current();
    // An organisation that is loaded later is seen to at once.
    if (!directory) return;
    nextMs = nowMs + everyMs;
    const plan = async () => {
      if (directory.version === planned.version && nowMs < planned.untilMs) return;
      await planReminders(room, directory);
      planned = { version: directory.version, untilMs: nowMs + planEveryMs };
    };
    const follow = async () => {
      if (directory.version === followed) return;
      await followShifts(room);
      followed = directory.version;
    };
    await allInTurn([
      plan,
      follow,
      () => closeBegunShifts(room),
      () => closeMovesInVain(room, directory),
      () => sendNotices(room),
      () => sendRosterNews(room),
      () => sendPersonNotices(room),
      () => warnOfGaps(room, directory),
      () => endLostFeeds(room),
      () => remindOfReviews(room, directory),
    ]);
  };
}
