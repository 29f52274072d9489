/** Wakes many who wait together: in a crowd time asks for little more than another look of the router for each of them. */
import { isAboutContactAlone } from '../calls/answers.ts';
import { decide } from '../calls/decide.ts';
import { lineOf, routingLine } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { isDatabaseTrouble } from '../platform/connection-loss.ts';
import { eachAlone } from '../platform/culprits.ts';
import { inTransaction } from '../platform/transaction.ts';
import { lockDueWaiters, waitersWithoutRinging } from './routing-sql.ts';
import { contactOf } from './rows.ts';
import { effectRow, saving } from './save.ts';

/** So many are locked for one transaction at most, so that none of them waits long for a word of theirs. */
const atOnce = 50;

/**
 * Decides `Woke` for those of `ids` who wait and are due. Whoever is being written of this moment is left out: they stay due.
 * Gives back those who are to be woken each alone: a phone rings for them, or what time means for them is about others too, or fails.
 */
export async function wakeWaiters(room: Records, ids: readonly string[]): Promise<string[]> {
  const left: string[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    try {
      left.push(...(await wakeSome(room, some)));
    } catch (problem) {
      if (isDatabaseTrouble(problem)) throw problem;
      left.push(...some);
    }
  }
  return left;
}

async function wakeSome(room: Records, ids: readonly string[]): Promise<string[]> {
  const woken = await inTransaction(
    room.pool,
    () => [lockDueWaiters(ids, room.clock.nowMs())],
    async (client, commitWith, opened) => {
      const locked = ((opened[0]?.rows ?? []) as { id: string }[]).map(({ id }) => id);
      const found = locked.length === 0 ? null : await waitersWithoutRinging(client, locked);
      const directory = found && (await room.directories.at(found.version));
      if (!directory) return null;
      const nowMs = room.clock.nowMs();
      const { answer: decided } = eachAlone(found.contacts, (row) => {
        const contact = contactOf(row);
        const line = routingLine(lineOf(directory, contact.lineId));
        // Where no phone rings nobody's word matters.
        return decide(contact, { kind: 'Woke' }, { nowMs, draw: room.draw(), line, legs: [], availability: [] });
      });
      const quiet = decided.map(({ answer }) => answer).filter(isAboutContactAlone);
      const contacts = quiet.map(({ contact }) => contact);
      const effects = quiet.flatMap((answer) =>
        answer.effects.map((effect) => effectRow(effect, answer.contact.id, nowMs)),
      );
      await commitWith(saving({ contacts, effects }));
      const routed = new Set(quiet.flatMap(({ route, contact }) => (route ? [contact.lineId] : [])));
      return { contacts, effects, routed, left: locked.filter((id) => !contacts.some((one) => one.id === id)) };
    },
  );
  if (!woken) return [];
  const wakes = woken.contacts.flatMap(({ id, nextAtMs }) =>
    nextAtMs === null ? [] : [{ contactId: id, atMs: nextAtMs }],
  );
  room.afterCommit({ effects: woken.effects, wakes, route: false });
  for (const lineId of woken.routed) room.afterCommit({ effects: [], wakes: [], route: { lineId } });
  return woken.left;
}
