/** Reminders, news of the roster, shifts that are up, warnings of gaps and calendars that somebody has no right to any more: looked after once a minute with Postgres alone, in whichever process comes first. */
import { endLostFeeds } from '../src/roster/feeds.ts';
import { warnOfGaps } from '../src/roster/gap-warnings.ts';
import { planReminders, sendNotices } from '../src/roster/notices.ts';
import { closeBegunShifts } from '../src/roster/open-shifts.ts';
import { sendRosterNews } from '../src/roster/roster-news.ts';
import type { Deps } from '../src/deps.ts';
import { allInTurn } from '../src/platform/culprits.ts';

const everyMs = 60_000;
/** A schedule that did not change is read for the shifts to come this often; they are written down three days ahead. */
const planEveryMs = 60 * 60_000;

/** Gives a function that looks when its time has come, and does nothing before. */
export function startReminders({ room, directories }: Pick<Deps, 'room' | 'directories'>): () => Promise<void> {
  let nextMs = -Infinity;
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
    await allInTurn([
      plan,
      () => closeBegunShifts(room),
      () => sendNotices(room, directory),
      () => sendRosterNews(room),
      () => warnOfGaps(room, directory),
      () => endLostFeeds(room),
    ]);
  };
}
