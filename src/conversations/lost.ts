/** What follows from a text that did not arrive: its writer sees it, a peer it does not reach is spared, a silence is kept (T2, T3). */
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import { isQueueCode } from '../carrier/carrier.ts';
import type { Records } from '../organisation/records.ts';
import type { EffectRow } from '../effects/write.ts';
import type { Directory } from '../organisation/directory.ts';
import { unseal } from '../platform/sealing.ts';
import type { PeerEvent } from '../texts/peer-step.ts';
import { whatFollowsLost } from '../texts/silence.ts';
import { advanceLocked } from './advance.ts';
import { addresseesIn } from './conversations-sql.ts';
import { silencedCode } from './delivery.ts';
import { optOut } from './receive.ts';
import { volunteerSilencedUs } from './silence.ts';
import type { StoredText } from './stored-text.ts';
import { addTexts, laneOfPerson } from './texts.ts';
import { readText } from './texts-sql.ts';

/** Writes what follows on `client`'s transaction, which holds the lock of the text's conversation; `code` is the carrier's. Before the first import only a coordinator can be told. */
export async function followLost(
  room: Records,
  client: pg.PoolClient,
  directory: Directory | null,
  text: StoredText,
  { code, mustBeRead }: { code: number | null; mustBeRead: boolean },
): Promise<EffectRow[]> {
  const { id, lineId, personId, conversationId } = text;
  const follows = whatFollowsLost({
    ...text,
    isSilenced: code === silencedCode,
    stayedInQueue: isQueueCode(code),
    mustBeRead,
  });
  if (follows.tellsCoordinator) {
    const key = `text-not-sent ${conversationId ?? personId ?? id}`;
    const item = { kind: 'text-not-sent' as const, lineId, personId, subject: conversationId, key };
    await needAttention(client, item, room.clock.nowMs());
  }
  if (!directory) return [];
  const { tellsWriter, silences, happened } = follows;
  const effects = tellsWriter ? await tellWriter(room, client, text) : [];
  const person = personId === null ? undefined : directory.people.get(personId);
  if (silences === 'person' && person) await volunteerSilencedUs(room, client, text, person, true);
  if (silences === 'texter') await texterSilencedUs(room, client, text);
  if (happened === null || conversationId === null) return effects;
  const event: PeerEvent | null =
    happened === 'TexterSilencedUs'
      ? { kind: 'TexterSilencedUs', confirmed: true }
      : personId === null
        ? null
        : { kind: 'PeerNotReached', personId };
  if (event === null) return effects;
  return [...effects, ...(await advanceLocked(room, client, directory, conversationId, event)).effects];
}

/** One of our people hears that their words did not arrive: one word of it, however many parts were lost. */
async function tellWriter(room: Records, client: pg.PoolClient, text: StoredText): Promise<EffectRow[]> {
  const words = text.passesOn === null ? null : await readText(client, text.passesOn);
  if (!words?.personId) return [];
  const notice = {
    id: `lost-${words.id}`,
    direction: 'out' as const,
    lane: laneOfPerson(words.personId),
    lineId: text.lineId,
    channel: 'sms' as const,
    personId: words.personId,
  };
  return addTexts(client, [{ ...notice, sentence: 'notDelivered', passesOn: words.id }], room.clock.nowMs());
}

async function texterSilencedUs(room: Records, client: pg.PoolClient, text: StoredText): Promise<void> {
  const conversation = await addresseesIn(client, text.conversationId);
  if (!conversation?.numberSealed) return;
  const number = unseal(room.secrets.sealingKey, conversation.numberSealed);
  await optOut(client, room, { lineId: text.lineId, channel: conversation.channel, number }, true);
}
