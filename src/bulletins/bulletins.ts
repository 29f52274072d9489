/** One text from coordinators to those chosen: whom it reaches is said before, each gets it once, and what has not gone can be cancelled (O9). */
import { createHash } from 'node:crypto';
import { writeAudit } from '../audit/write-audit.ts';
import { dropUnsent, peopleNotReached } from '../conversations/texts-sql.ts';
import { silencedCode } from '../conversations/delivery.ts';
import { textingNow } from '../conversations/world.ts';
import { newEffect, writeEffects, type EffectRow } from '../effects/write.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import { isSame } from '../organisation/differences.ts';
import type { Records } from '../organisation/records.ts';
import { seal, unseal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import {
  chosenPeople,
  linesServed,
  whoIsTold,
  type BulletinChoice,
  type Going,
  type LeftOut,
  type Meant,
} from '../planning/bulletins.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import { localDay } from '../schedule/zone-clock.ts';
import {
  cancelHanded,
  cancelWaiting,
  insertBulletin,
  readBulletins,
  readNotTold,
  type BulletinRow,
  type Outcome,
} from './bulletins-sql.ts';

export { outcomes, type Outcome } from './bulletins-sql.ts';

/** A number that took no text within this time is not tried with a word to many. */
const notReachedMs = 14 * dayMs;

/** To whom it would go. `look` names these people: whoever sends it has seen that it is them. */
export type BulletinLook = { look: string; going: Going[]; leftOut: LeftOut[] };

/** Whom a word with this choice would reach now. */
export async function lookAtBulletin(
  room: Records,
  directory: Directory,
  choice: BulletinChoice,
): Promise<BulletinLook> {
  const nowMs = room.clock.nowMs();
  const [{ present, silenced }, notReached] = await Promise.all([
    textingNow(room, room.pool, new Map()),
    peopleNotReached(room.pool, nowMs - notReachedMs),
  ]);
  const unreached = new Set(notReached);
  const served = linesServed(directory.schedule, nowMs);
  const inUse = [...directory.lines.values()].filter((line) => isInUse(directory, line)).map(({ id }) => id);
  const lineOf = (personId: string) => {
    const line = choice.line ?? served.get(personId);
    return line !== undefined && inUse.includes(line) ? line : inUse[0];
  };
  const meant = chosenPeople(directory, choice, nowMs).flatMap(({ id: personId, timeZone: zone }): Meant[] => {
    const lineId = lineOf(personId);
    if (lineId === undefined) return [];
    const said = present.availability.get(personId);
    const days = directory.schedule.absences.get(personId)?.days ?? [];
    const today = localDay(nowMs, zone);
    return [
      {
        ...{ personId, lineId, zone },
        silenced: silenced.has(`${personId} ${lineId}`),
        reached: !unreached.has(personId),
        pauseUntilMs: Math.max(said?.restUntilMs ?? 0, said?.breakUntilMs ?? 0),
        away: days.some(({ fromDay, toDay }) => fromDay <= today && today <= toDay),
      },
    ];
  });
  const { going, leftOut } = whoIsTold(meant, nowMs);
  const names = going.map(({ personId, lineId }) => `${personId} ${lineId}`).toSorted();
  const look = createHash('sha256').update(JSON.stringify(names)).digest('base64url').slice(0, 22);
  return { look, going, leftOut };
}

export type BulletinToSend = {
  /** Whoever sends it gives it, so that it is one word however often it arrives. */
  id: string;
  by: string;
  words: string;
  choice: BulletinChoice;
  /** What they have seen; null: whoever it is now. */
  seen: string | null;
  /** How many parts it takes for somebody, from a line. */
  partsFor: (personId: string, lineId: string) => number;
};

/** `other-word`: something else was sent under this id. */
export type BulletinSent = { kind: 'sent' | 'changed' | 'nobody' | 'not-theirs' | 'other-word' };

/** Sends a word: each one's turn is written down with it, and comes by day. */
export async function sendBulletin(
  room: Records,
  directory: Directory,
  sending: BulletinToSend,
): Promise<BulletinSent> {
  const { id, by, words, choice, seen, partsFor } = sending;
  const [before] = await bulletins(room, { id, limit: 1 });
  if (before && before.by !== by) return { kind: 'not-theirs' };
  if (before)
    return { kind: (before.words ?? words) === words && isSame(before.choice, choice) ? 'sent' : 'other-word' };
  const { look, going } = await lookAtBulletin(room, directory, choice);
  if (seen !== null && seen !== look) return { kind: 'changed' };
  if (going.length === 0) return { kind: 'nobody' };
  const atMs = room.clock.nowMs();
  const people = going.map((one) => ({ ...one, parts: partsFor(one.personId, one.lineId) }));
  const effects = await inTransaction(
    room.pool,
    () => '',
    async (client): Promise<EffectRow[]> => {
      const wordsSealed = seal(room.secrets.sealingKey, words);
      if (!(await insertBulletin(client, { id, by, atMs, wordsSealed, choice }, people))) return [];
      await writeAudit(client, { atMs, by: `person:${by}`, action: 'word.sent', subject: id });
      const turns = people.map(({ personId, dueMs }) =>
        newEffect('TellPerson', { bulletinId: id, personId }, { dueAtMs: dueMs, key: `word ${id} ${personId}` }),
      );
      await writeEffects(client, turns);
      return turns.filter(({ dueAtMs }) => dueAtMs <= atMs);
    },
  );
  room.afterCommit({ effects, wakes: [], route: false });
  return { kind: 'sent' };
}

/** Cancels what has not gone out yet; false where there is no such word. */
export async function cancelBulletin(room: Records, id: string, by: string): Promise<boolean> {
  const atMs = room.clock.nowMs();
  return inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const found = await cancelWaiting(client, id, atMs);
      if (!found) return false;
      const dropped = await dropUnsent(client, found.handed, atMs);
      await cancelHanded(client, id, dropped);
      if (found.cancelled + dropped.length > 0)
        await writeAudit(client, { atMs, by: `person:${by}`, action: 'word.cancelled', subject: id });
      return true;
    },
  );
}

/** A word that was sent; `words` are null once they are erased. */
export type Bulletin = Omit<BulletinRow, 'wordsSealed'> & { words: string | null };

/** The words sent before the one named, the newest first; or one of them. */
export async function bulletins(
  room: Records,
  wanted: { id?: string; before?: { atMs: number; id: string } | null; limit: number },
): Promise<Bulletin[]> {
  const rows = await readBulletins(room.pool, wanted);
  return rows.map(({ wordsSealed, ...row }) => ({
    ...row,
    words: wordsSealed === null ? null : unseal(room.secrets.sealingKey, wordsSealed),
  }));
}

/** Who was not told, or not yet, and why as far as it is known. */
export type NotTold = { personId: string; outcome: Outcome; why: 'silenced' | null };

export async function notTold(room: Records, id: string): Promise<NotTold[]> {
  const rows = await readNotTold(room.pool, id);
  return rows.map(({ personId, outcome, problem, wasHanded }) => ({
    ...{ personId, outcome },
    why: (outcome === 'dropped' && wasHanded) || problem === String(silencedCode) ? 'silenced' : null,
  }));
}
