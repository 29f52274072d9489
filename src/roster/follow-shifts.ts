/** A shift that is up, or asked for, follows its shift: moved by a coordinator or an import, it stays up at its new time; gone, it is over (R6). */
import type pg from 'pg';
import type { EffectRow } from '../effects/write.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { isAsWritten, whereItGoes, whereNow } from '../planning/follow.ts';
import { noticesOfMoved } from '../planning/notices.ts';
import { timeOf, type OpenShift } from '../planning/open-shifts.ts';
import { tellDecided } from './ask-move.ts';
import { endWaiting } from './moves-sql.ts';
import { dropUnsaid } from './notices-sql.ts';
import { addNotices } from './notices.ts';
import { asksOf, setAskShift } from './offer-asks-sql.ts';
import { lockedDirectory, withRoster } from './open-shifts.ts';
import { heldShiftsUp, moveOpenShift, setOpenShift } from './open-shifts-sql.ts';

/** Looks at every shift that its holder has up, and takes it to where it is now. */
export async function followShifts(room: Records): Promise<void> {
  const nowMs = room.clock.nowMs();
  const effects = await withRoster(room, async (client) => {
    const directory = await lockedDirectory(client, room);
    if (!directory) return [];
    const all: EffectRow[] = [];
    for (const up of await heldShiftsUp(client, nowMs)) all.push(...(await follow(client, directory, up, nowMs)));
    return all;
  });
  if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
}

async function follow(client: pg.ClientBase, directory: Directory, up: OpenShift, nowMs: number): Promise<EffectRow[]> {
  const goes = whereItGoes(directory.schedule, up);
  if (goes.kind === 'over') return end(client, directory, up, nowMs);
  if (up.askedMany) await followAsks(client, directory, up);
  if (goes.kind === 'as-it-was') return [];
  await moveOpenShift(client, up.id, goes.shift, goes.inExchange);
  await dropUnsaid(client, up, ['cover-open', 'offer-made', 'offer-open', 'move-asked']);
  const people = directory.people;
  const holder = people.get(up.holderId);
  if (!holder || goes.shift.startMs <= nowMs) return [];
  const asked = up.askedMany
    ? (await asksOf(client, up.id)).filter(({ left }) => !left).map(({ to }) => to)
    : up.offeredTo === null
      ? []
      : [up.offeredTo];
  const others = asked.flatMap((id) => people.get(id) ?? []);
  await addNotices(client, noticesOfMoved(goes.shift, up, holder, others, nowMs));
  return [];
}

/** The shifts that would come back have moved too; one that is gone is asked for no more. */
async function followAsks(client: pg.ClientBase, { schedule }: Directory, up: OpenShift): Promise<void> {
  for (const { to, inExchange } of await asksOf(client, up.id)) {
    const now = whereNow(schedule, inExchange, to);
    if (now && !isAsWritten(inExchange, now)) await setAskShift(client, up.id, to, now);
  }
}

/** Its holder has it no more: nobody is asked any more, and whoever waits for a yes hears so. */
async function end(client: pg.ClientBase, directory: Directory, up: OpenShift, nowMs: number): Promise<EffectRow[]> {
  const move = await endWaiting(client, up, 'over', 'warmline', nowMs);
  await setOpenShift(client, up.id, 'over', nowMs);
  await dropUnsaid(client, up, ['cover-wanted', 'cover-open', 'offer-made', 'offer-open', 'move-asked']);
  if (!move) return [];
  const gone = { ...timeOf(up), shift: up.shift, occurrence: up.occurrence, need: 0, requires: [], people: [] };
  return tellDecided(client, directory, gone, up, move, move.personId, nowMs);
}
