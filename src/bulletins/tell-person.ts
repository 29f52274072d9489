/** Somebody's turn to be told a word from the coordinators: by day, after a rest, one after the other, and once (O9). */
import { addTexts, laneOfPerson } from '../conversations/texts.ts';
import { newEffect, writeEffects, type EffectRow } from '../effects/write.ts';
import type { Records } from '../organisation/records.ts';
import { breakEnd, restEnd } from '../people/availability-sql.ts';
import { inTransaction } from '../platform/transaction.ts';
import { hasTurn, takesMs } from '../planning/bulletins.ts';
import { whenTexted } from '../planning/unasked-texts.ts';
import { lockWaiting, noteTold, takeTurn, type Told } from './bulletins-sql.ts';

type Turn = Pick<Told, 'bulletinId' | 'personId'>;

/** Tells them, or waits for a better time; whoever waits no more is let be. */
export async function tellPerson(room: Records, turn: Turn): Promise<void> {
  const directory = await room.directories.current();
  const nowMs = room.clock.nowMs();
  const effects = await inTransaction(
    room.pool,
    () => '',
    async (client): Promise<EffectRow[]> => {
      const told = await lockWaiting(client, turn);
      if (!told) return [];
      const later = async (atMs: number, slotAtMs: number | null) => {
        await noteTold(client, { ...told, slotAtMs });
        // The sweep takes it up once it is due.
        await writeEffects(client, [newEffect('TellPerson', turn, { dueAtMs: atMs })]);
        return [];
      };
      const person = directory?.people.get(told.personId);
      if (!person || told.wordsSealed === null) {
        await noteTold(client, { ...told, state: 'gone' });
        return [];
      }
      const pauses = [await breakEnd(client, person.id, nowMs), await restEnd(client, person.id)];
      const pauseUntilMs = Math.max(...pauses.map((untilMs) => untilMs ?? 0));
      const when = whenTexted({ zone: person.timeZone, pauseUntilMs }, nowMs);
      if (when.kind === 'later') return later(when.atMs, null);
      if (!hasTurn(told.slotAtMs, nowMs)) {
        const slotAtMs = await takeTurn(client, told.lineId, { nowMs, forMs: takesMs(told.parts) });
        if (slotAtMs > nowMs) return later(slotAtMs, slotAtMs);
      }
      const textId = `word-${told.bulletinId}-${told.personId}`;
      const sending = await addTexts(
        client,
        [
          {
            ...{ id: textId, direction: 'out', lane: laneOfPerson(person.id), lineId: told.lineId, channel: 'sms' },
            ...{ personId: person.id, sentence: 'wordFromCoordinators', bodySealed: told.wordsSealed },
          },
        ],
        nowMs,
      );
      await noteTold(client, { ...told, state: 'handed', textId });
      return sending;
    },
  );
  if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
}
