/** Messages callers left: sealed here, erased at the carrier, heard by name only, gone within three days. */
import { writeAuditOnce } from '../audit/write-audit.ts';
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { addTexts, laneOfPerson } from '../conversations/texts.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { blockKeysOf } from '../platform/caller-key.ts';
import { minuteMs } from '../platform/kept.ts';
import { openBytes, seal, sealBytes, unseal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { Recording } from '../calls/events.ts';
import type { Contact } from '../calls/model.ts';
import { whereIsOn } from '../schedule/resolve.ts';
import { attentionSettled, needAttention } from '../attention/need-attention.ts';
import { objectionHeard } from '../organisation/blocks.ts';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import { newEffect, writeEffects, type EffectRow } from '../effects/write.ts';

const hourMs = 3_600_000;
/** Everything is gone within 72 hours, here and at the carrier; an hour is left for a carrier that is away. */
const eraseAfterMs = 71 * hourMs;
/** A leader is told of a message that nobody has heard after this long. */
const alertAfterMs = hourMs;
/** Where the news that a recording is ready gets lost, it is fetched after this long all the same. */
const fetchAnywayMs = 60_000;

/** A message as lists show it. `isHere` is false until its audio has been fetched from the carrier. */
export type Voicemail = {
  id: string;
  line: string;
  language: string;
  /** Left by a blocked caller, who objects to the block. */
  objection: boolean;
  seconds: number;
  leftAt: Date;
  heardAt: Date | null;
  eraseAt: Date;
  isHere: boolean;
};

/** The id of the message in a recording: the same for all news of it. */
export function voicemailIdOf(recordingSid: string): string {
  return createHash('sha256').update(recordingSid).digest('hex').slice(0, 16);
}

/**
 * Writes down a message and what is to be done about it, on `client`'s transaction: it is fetched, told about when
 * nobody hears it, and erased. News of a message known already only hastens its fetching. Answers what is due at once.
 */
export async function noteVoicemail(
  client: pg.ClientBase,
  room: Pick<Store, 'secrets'>,
  contact: Contact,
  recording: Recording,
  isReady: boolean,
  nowMs: number,
): Promise<EffectRow[]> {
  const id = voicemailIdOf(recording.sid);
  await client.query({
    name: 'note-voicemail',
    text: `INSERT INTO voicemails (id, line_id, contact_id, language, objection, seconds, recording_sealed, left_at, erase_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO UPDATE SET seconds = greatest(voicemails.seconds, EXCLUDED.seconds)`,
    values: [
      id,
      contact.lineId,
      contact.id,
      contact.language,
      contact.outcome === 'blocked',
      recording.seconds,
      seal(room.secrets.sealingKey, recording.sid),
      new Date(nowMs),
      new Date(nowMs + eraseAfterMs),
    ],
  });
  if (contact.outcome === 'blocked') await objectionHeard(client, blockKeysOf(contact, room.secrets), nowMs);
  const effect = (kind: 'KeepVoicemail' | 'AlertVoicemail' | 'EraseVoicemail', key: string, dueAtMs: number) =>
    newEffect(kind, { voicemailId: id }, { contactId: contact.id, key: `${key}-${id}`, dueAtMs });
  const effects = [
    isReady ? effect('KeepVoicemail', 'keep-ready', nowMs) : effect('KeepVoicemail', 'keep', nowMs + fetchAnywayMs),
    effect('AlertVoicemail', 'alert', nowMs + alertAfterMs),
    effect('EraseVoicemail', 'erase', nowMs + eraseAfterMs),
  ];
  await writeEffects(client, effects);
  return effects.filter((one) => one.dueAtMs <= nowMs);
}

/** What is still to be fetched or erased of a message: the carrier's name for it, and whether its audio is here. Null when nothing is. */
export async function carriersCopy(
  room: Pick<Store, 'pool' | 'secrets'>,
  id: string,
): Promise<{ recordingSid: string; isHere: boolean; isErased: boolean } | null> {
  const { rows } = await room.pool.query<{
    recording_sealed: string | null;
    kept_at: Date | null;
    erased_at: Date | null;
  }>({
    name: 'carriers-copy',
    text: 'SELECT recording_sealed, kept_at, erased_at FROM voicemails WHERE id = $1',
    values: [id],
  });
  const row = rows[0];
  if (!row?.recording_sealed) return null;
  return {
    recordingSid: unseal(room.secrets.sealingKey, row.recording_sealed),
    isHere: row.kept_at !== null,
    isErased: row.erased_at !== null,
  };
}

/** Seals the audio of a message, unless it has been erased meanwhile. */
export async function keepAudio(
  room: Pick<Store, 'pool' | 'secrets' | 'clock'>,
  id: string,
  audio: Buffer,
): Promise<void> {
  await room.pool.query({
    name: 'keep-audio',
    text: 'UPDATE voicemails SET audio_sealed = $2, kept_at = $3 WHERE id = $1 AND erased_at IS NULL AND kept_at IS NULL',
    values: [id, sealBytes(room.secrets.sealingKey, audio), new Date(room.clock.nowMs())],
  });
}

/** Notes that the carrier has no copy any more. */
export async function forgetCarriersCopy(room: Pick<Store, 'pool'>, id: string): Promise<void> {
  await room.pool.query({
    name: 'forget-carriers-copy',
    text: 'UPDATE voicemails SET recording_sealed = NULL WHERE id = $1',
    values: [id],
  });
}

/** Erases the audio of a message here; for the carrier's copy see `carriersCopy`. Doing it twice changes nothing. */
export async function eraseAudio(room: Pick<Store, 'pool' | 'clock'>, id: string): Promise<void> {
  await room.pool.query({
    name: 'erase-audio',
    text: 'UPDATE voicemails SET audio_sealed = NULL, erased_at = coalesce(erased_at, $2) WHERE id = $1',
    values: [id, new Date(room.clock.nowMs())],
  });
}

/** Messages that should be gone and of which something is left, here or at the carrier. */
export async function voicemailsToErase(room: Pick<Store, 'pool'>, nowMs: number): Promise<string[]> {
  const { rows } = await room.pool.query<{ id: string }>({
    name: 'voicemails-to-erase',
    text: 'SELECT id FROM voicemails WHERE erase_at <= $1 AND (erased_at IS NULL OR recording_sealed IS NOT NULL) ORDER BY erase_at LIMIT 200',
    values: [new Date(nowMs)],
  });
  return rows.map((row) => row.id);
}

/** Tells leaders, and the list of what needs a coordinator, of a message nobody has heard; once. */
export async function alertUnheard(room: Records, directory: Directory, id: string): Promise<void> {
  const nowMs = room.clock.nowMs();
  const effects = await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rows } = await client.query<{ line_id: string }>({
        name: 'alert-unheard',
        text: 'UPDATE voicemails SET alerted_at = $2 WHERE id = $1 AND heard_at IS NULL AND erased_at IS NULL AND alerted_at IS NULL RETURNING line_id',
        values: [id, new Date(nowMs)],
      });
      const lineId = rows[0]?.line_id;
      if (lineId === undefined) return [];
      await needAttention(client, { kind: 'voicemail-unheard', lineId, subject: id, key: attentionKey(id) }, nowMs);
      const texts = whoIsTold(directory, nowMs).map((personId) => ({
        direction: 'out' as const,
        lane: laneOfPerson(personId),
        lineId,
        channel: 'sms' as const,
        personId,
        sentence: 'leaderVoicemailUnheard',
        slots: {},
      }));
      return addTexts(client, texts, nowMs);
    },
  );
  if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
}

/** The shift leaders on shift; where none is, all of them; where there are none, the coordinators. */
function whoIsTold(directory: Directory, nowMs: number): string[] {
  const ids = (people: readonly Person[]) => people.map(({ id }) => id);
  const { leaders, people, schedule } = directory;
  const there = leaders.filter(({ id }) => whereIsOn(schedule, id, nowMs).length > 0);
  if (leaders.length > 0) return ids(there.length > 0 ? there : leaders);
  return ids([...people.values()].filter(({ roles }) => roles.includes('coordinator')));
}

/** The messages that are not erased, oldest first. */
export async function listVoicemails({ pool }: Pick<Store, 'pool'>): Promise<Voicemail[]> {
  const { rows } = await pool.query<Voicemail>(
    `SELECT id, line_id AS line, language, objection, seconds, left_at AS "leftAt", heard_at AS "heardAt", erase_at AS "eraseAt", kept_at IS NOT NULL AS "isHere"
      FROM voicemails WHERE erased_at IS NULL ORDER BY left_at, id`,
  );
  return rows;
}

export type Listening = { kind: 'audio'; audio: Buffer } | { kind: 'not-here-yet' } | { kind: 'none' };

/** A player asks for a message part by part: what one person is given of it in that time is one listening. */
const listeningMs = 10 * minuteMs;

/** Opens a message for `by` to hear (MP3): each listening is audited, the first one noted, and the message off the coordinator's list. */
export async function listenTo(
  { pool, clock, secrets }: Pick<Store, 'pool' | 'clock' | 'secrets'>,
  id: string,
  by: string,
): Promise<Listening> {
  const nowMs = clock.nowMs();
  return inTransaction(
    pool,
    () => '',
    async (client) => {
      const { rows } = await client.query<{ audio_sealed: Buffer | null; erased_at: Date | null }>(
        'SELECT audio_sealed, erased_at FROM voicemails WHERE id = $1 FOR UPDATE',
        [id],
      );
      const row = rows[0];
      if (!row || row.erased_at !== null) return { kind: 'none' };
      if (row.audio_sealed === null) return { kind: 'not-here-yet' };
      await client.query('UPDATE voicemails SET heard_at = coalesce(heard_at, $2) WHERE id = $1', [
        id,
        new Date(nowMs),
      ]);
      await writeAuditOnce(client, { atMs: nowMs, by, action: 'voicemail.heard', subject: id }, listeningMs);
      await attentionSettled(client, attentionKey(id), by, nowMs);
      return { kind: 'audio', audio: openBytes(secrets.sealingKey, row.audio_sealed) };
    },
  );
}

function attentionKey(id: string): string {
  return `voicemail ${id}`;
}
