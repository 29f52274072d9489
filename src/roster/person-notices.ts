/** What people are told that is about no single shift: written ahead, said once, never in their night, dropped where it no longer holds. */
import type pg from 'pg';
import { addTexts, laneOfPerson, type NewText } from '../conversations/texts.ts';
import type { EffectRow } from '../effects/write.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { markSays } from '../planning/marked-away.ts';
import { whenTexted } from '../planning/unasked-texts.ts';
import { answerSays } from '../planning/time-off.ts';
import { roundSays } from '../planning/wishes.ts';
import { unlessNewer } from '../platform/rows.ts';
import { inTransaction } from '../platform/transaction.ts';
import { duePersonNotices, finishPersonNotice, postponePersonNotice, type PersonNotice } from './person-notices-sql.ts';
import { daysAskWithId } from './time-off-sql.ts';
import { hasAnswered, wishRoundWithId } from './wish-rounds-sql.ts';

const atOnce = 200;

/** Says what is due; what only a newer release knows how to say is left to it. */
export async function sendPersonNotices(room: Records): Promise<void> {
  const due = await duePersonNotices(room.pool, room.clock.nowMs(), atOnce);
  // Read only now: it has what was written together with these rows.
  const directory = due.length > 0 && (await room.directories.current());
  if (!directory) return;
  for (const { name, read } of due)
    await room.aside.attempt({ record: 'notice', id: name }, async () => {
      const notice = unlessNewer(read);
      if (notice) await send(room, directory, notice);
    });
}

async function send(room: Records, directory: Directory, notice: PersonNotice): Promise<void> {
  const nowMs = room.clock.nowMs();
  const person = directory.people.get(notice.personId);
  const when = person && whenTexted({ zone: person.timeZone }, nowMs);
  if (when?.kind === 'later') return postponePersonNotice(room.pool, notice, when.atMs);
  const effects = await inTransaction(
    room.pool,
    () => '',
    async (client): Promise<EffectRow[]> => {
      const isOurs = await finishPersonNotice(client, notice, nowMs);
      const said = isOurs && person ? await sayingOf(client, directory, notice, nowMs) : null;
      return said ? addTexts(client, [{ ...textTo(notice), ...said }], nowMs) : [];
    },
  );
  if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
}

type Saying = { sentence: string; slots: Record<string, string | number> };

/** What still holds of it; null where nothing does. */
async function sayingOf(
  client: pg.ClientBase,
  { schedule, people }: Directory,
  { kind, aboutId, personId, days }: PersonNotice,
  nowMs: number,
): Promise<Saying | null> {
  if (kind === 'time-off-set' || kind === 'time-off-ended') {
    const person = people.get(personId);
    return person && days ? markSays(schedule, person, kind, days, nowMs) : null;
  }
  if (kind === 'time-off-answered') {
    const ask = await daysAskWithId(client, aboutId);
    return ask && answerSays(ask, ask.state, ask.reason);
  }
  const round = await wishRoundWithId(client, aboutId);
  return round && roundSays(round, { kind, hasAnswered: await hasAnswered(client, aboutId, personId) }, nowMs);
}

function textTo({ personId, lineId }: PersonNotice): NewText {
  return { direction: 'out', lane: laneOfPerson(personId), lineId, channel: 'sms', personId };
}
