/** The list of what needs a coordinator: nothing that failed vanishes, and the same trouble twice is one entry. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Store } from '../platform/store.ts';

/** What needs a coordinator; `attention/attention-words` says each in words. */
export type AttentionKind =
  | 'abuse-reported'
  | 'answering-machine'
  | 'block-objection'
  | 'block-review'
  | 'callback-expired'
  | 'callback-failed'
  | 'cover-gap-1'
  | 'cover-gap-7'
  | 'cover-gap-30'
  | 'cover-open'
  | 'cover-thin'
  | 'leader-wanted'
  | 'move-waits'
  | 'nobody-planned'
  | 'number-misconfigured'
  | 'resource-stale'
  | 'service-unwell'
  | 'shift-unconfirmed'
  | 'talk-wanted'
  | 'text-not-sent'
  | 'text-unanswered'
  | 'time-off-asked'
  | 'time-off-opens'
  | 'volunteer-leaves'
  | 'voicemail-unheard'
  | 'volunteer-opted-out'
  | 'webhooks-refused'
  | `${RecordKind}-set-aside`;

/** What a record that cannot be worked with is a record of. */
export type RecordKind =
  | 'organisation'
  | 'line'
  | 'person'
  | 'shift'
  | 'call'
  | 'conversation'
  | 'text'
  | 'promise'
  | 'notice'
  | 'voicemail'
  | 'effect';

/** Ids only: who looks at the list looks the rest up. `key` makes one entry of what happens again before it is done; with `once` also after that, with `quietMs` for so long after that. */
export type Attention = {
  kind: AttentionKind;
  lineId?: string | null;
  personId?: string | null;
  subject?: string | null;
  key?: string | null;
  once?: boolean;
  quietMs?: number;
};

/** Puts something on the list, on `client`'s transaction. */
export async function needAttention(client: pg.ClientBase | pg.Pool, item: Attention, nowMs: number): Promise<void> {
  await client.query({
    name: 'need-attention',
    text: `INSERT INTO attention (id, kind, at, line_id, person_id, subject, key) SELECT $1, $2, $3, $4, $5, $6, $7
      WHERE NOT (($8 OR $9::timestamptz IS NOT NULL) AND EXISTS (SELECT 1 FROM attention WHERE key = $7 AND ($8 OR done_at > $9))) ON CONFLICT (key) WHERE done_at IS NULL DO NOTHING`,
    values: [
      randomUUID(),
      item.kind,
      new Date(nowMs),
      item.lineId ?? null,
      item.personId ?? null,
      item.subject ?? null,
      item.key ?? null,
      item.once ?? false,
      item.quietMs === undefined ? null : new Date(nowMs - item.quietMs),
    ],
  });
}

/** The same as a transaction of its own. */
export async function raise(room: Pick<Store, 'pool' | 'clock'>, item: Attention): Promise<void> {
  await needAttention(room.pool, item, room.clock.nowMs());
}

/** Takes off the list, on `client`'s transaction, what is settled: `by` is whoever settled it. Nothing happens where it is not on the list. */
export async function attentionSettled(client: pg.ClientBase, key: string, by: string, nowMs: number): Promise<void> {
  await client.query({
    name: 'attention-settled',
    text: 'UPDATE attention SET done_at = $2, done_by = $3 WHERE key = $1 AND done_at IS NULL',
    values: [key, new Date(nowMs), by],
  });
}
