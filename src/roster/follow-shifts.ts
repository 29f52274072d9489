/** A shift that is up, or asked for, follows its shift: moved by a coordinator or an import, it stays up at its new time; gone, it is over (R6). */
import type pg from 'pg';
import type { Directory } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { isAsWritten, whereItGoes, whereNow } from '../planning/follow.ts';
import { noticesOfMoved } from '../planning/notices.ts';
import type { OpenShift } from '../planning/open-shifts.ts';
import { dropUnsaid } from './notices-sql.ts';
import { addNotices } from './notices.ts';
import { asksOf, setAskShift } from './offer-asks-sql.ts';
import { lockedDirectory, withRoster } from './open-shifts.ts';
import { heldShiftsUp, moveOpenShift, setOpenShift } from './open-shifts-sql.ts';
import { invitations } from './put-up.ts';

/** Looks at every shift that its holder has up, and takes it to where it is now. */
export async function followShifts(room: Records): Promise<void> {
  const nowMs = room.clock.nowMs();
  await withRoster(room, async (client) => {
    const directory = await lockedDirectory(client, room);
    if (!directory) return;
    for (const up of await heldShiftsUp(client, nowMs)) await follow(client, directory, up, nowMs);
  });
}

async function follow(client: pg.ClientBase, directory: Directory, up: OpenShift, nowMs: number): Promise<void> {
  const goes = whereItGoes(directory.schedule, up);
  if (goes.kind === 'over') return endUp(client, up, nowMs);
  if (up.askedMany) await followAsks(client, directory, up);
  if (goes.kind === 'as-it-was') return;
  await moveOpenShift(client, up.id, goes.shift, goes.inExchange);
  await dropUnsaid(client, up, ['cover-open', 'offer-made', 'offer-open', 'move-asked']);
  const people = directory.people;
  const holder = people.get(up.holderId);
  if (!holder || goes.shift.startMs <= nowMs) return;
  const asked = up.askedMany
    ? (await asksOf(client, up.id)).filter(({ left }) => !left).map(({ to }) => to)
    : up.offeredTo === null
      ? []
      : [up.offeredTo];
  const others = asked.flatMap((id) => people.get(id) ?? []);
  const anew = up.state === 'open' ? invitations(directory, goes.shift, up.holderId, nowMs) : [];
  await addNotices(client, [...anew, ...noticesOfMoved(goes.shift, up, holder, others, nowMs)]);
}

/** The shifts that would come back may have moved too; one that is gone stays as it was written, and cannot be taken for it. */
async function followAsks(client: pg.ClientBase, { schedule }: Directory, up: OpenShift): Promise<void> {
  for (const { to, inExchange } of await asksOf(client, up.id)) {
    const now = whereNow(schedule, inExchange, to);
    if (now && !isAsWritten(inExchange, now)) await setAskShift(client, up.id, to, now);
  }
}

/** Its holder has it no more: nobody is asked any more; whoever waits for a yes hears so when that is looked at. */
export async function endUp(client: pg.ClientBase, up: OpenShift, nowMs: number): Promise<void> {
  await setOpenShift(client, up.id, 'over', nowMs);
  await dropUnsaid(client, up, ['cover-wanted', 'cover-open', 'offer-made', 'offer-open', 'move-asked']);
}
