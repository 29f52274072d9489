/** What follows from a text that did not arrive: its writer sees it, a peer it does not reach is spared, a silence is kept (T2, T3). */
import type pg from 'pg';
import type { ContactsRoom } from '../contacts/room.ts';
import type { EffectRow } from '../contacts/save.ts';
import type { Directory } from '../organisation/directory.ts';
import { unseal } from '../platform/sealing.ts';
import { advanceLocked } from './advance.ts';
import { silencedCode } from './delivery.ts';
import { optOut } from './receive.ts';
import { volunteerSilencedUs } from './silence.ts';
import { addTexts, laneOfPerson, readText, type StoredText } from './texts.ts';

/** Writes what follows on `client`'s transaction, which holds the lock of the text's conversation. */
export async function followLost(
  room: ContactsRoom,
  client: pg.PoolClient,
  directory: Directory,
  text: StoredText,
  code: number | null,
): Promise<EffectRow[]> {
  return text.personId === null
    ? texterNotReached(room, client, directory, text, code)
    : personNotReached(room, client, directory, text, text.personId, code);
}

/** A volunteer who silenced us is told to a coordinator; one who has a conversation and cannot be reached is spared it. */
async function personNotReached(
  room: ContactsRoom,
  client: pg.PoolClient,
  directory: Directory,
  text: StoredText,
  personId: string,
  code: number | null,
): Promise<EffectRow[]> {
  const person = directory.people.get(personId);
  if (code === silencedCode && person) await volunteerSilencedUs(room, client, text, person, true);
  const isOfConversation = text.passesOn !== null || text.sentence === 'newConversation';
  if (text.conversationId === null || !isOfConversation) return [];
  return (await advanceLocked(room, client, directory, text.conversationId, { kind: 'PeerNotReached', personId }))
    .effects;
}

async function texterNotReached(
  room: ContactsRoom,
  client: pg.PoolClient,
  directory: Directory,
  text: StoredText,
  code: number | null,
): Promise<EffectRow[]> {
  const effects: EffectRow[] = [];
  const words = text.passesOn === null ? null : await readText(client, text.passesOn);
  if (words?.personId) {
    // One word of it, however many parts were lost.
    const notice = {
      id: `lost-${words.id}`,
      direction: 'out' as const,
      lane: laneOfPerson(words.personId),
      lineId: text.lineId,
      channel: 'sms' as const,
      personId: words.personId,
    };
    effects.push(
      ...(await addTexts(client, [{ ...notice, sentence: 'notDelivered', passesOn: words.id }], room.clock.nowMs())),
    );
  }
  if (code !== silencedCode || text.conversationId === null) return effects;
  const { rows } = await client.query<{ number_sealed: string | null; channel: 'sms' | 'whatsapp' }>(
    'SELECT number_sealed, channel FROM conversations WHERE id = $1',
    [text.conversationId],
  );
  const [row] = rows;
  if (row?.number_sealed)
    await optOut(
      client,
      room,
      { lineId: text.lineId, channel: row.channel, number: unseal(room.secrets.sealingKey, row.number_sealed) },
      true,
    );
  return [
    ...effects,
    ...(
      await advanceLocked(room, client, directory, text.conversationId, { kind: 'TexterSilencedUs', confirmed: true })
    ).effects,
  ];
}
