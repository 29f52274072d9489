/** Statements that claim what is to be done about contacts, the contact read with it, and about pairs of numbers that are being dialled. */
import pg from 'pg';
import { takeEffectPart, takeRingsParts, type ClaimedEffect } from '../effects/claims.ts';
import { effectKinds, ringKinds } from '../effects/kinds.ts';
import type { StoredContact } from './contacts-sql.ts';

type Client = pg.ClientBase | pg.Pool;

/** An effect that is claimed, and the contact it acts on as it stands; `stored` null where it acts on none, or that is gone. */
export type Claimed = { effect: ClaimedEffect; stored: StoredContact | null };

type Read = Omit<ClaimedEffect, 'claimedAtMs'>;

/** `onIt` is an SQL expression over a leg `l`: what is read of it. */
const withContact = (
  onIt: string,
) => `(SELECT json_build_object('contact', to_json(c), 'version', (SELECT version FROM organisation),
  'legs', (SELECT coalesce(json_agg(${onIt} ORDER BY l.created_at, l.id), '[]') FROM legs l WHERE l.contact_id = c.id)) FROM contacts c WHERE c.id = "contactId") AS stored`;

/** Claims the effect, where it can be claimed at `nowMs`. */
export async function claimOne(
  client: Client,
  { id, nowMs, aheadMs }: { id: string; nowMs: number; aheadMs: number },
): Promise<Claimed | null> {
  const { rows } = await client.query<Read & Pick<Claimed, 'stored'>>({
    name: 'claim-effect',
    text: `WITH ${takeEffectPart} SELECT *, ${withContact('to_json(l)')} FROM taken`,
    values: [id, new Date(nowMs), aheadMs, effectKinds],
  });
  const [row] = rows;
  if (!row) return null;
  const { stored, ...effect } = row;
  return { effect: { ...effect, claimedAtMs: nowMs }, stored };
}

/** A call that is claimed; `number` says whether its pair of numbers was taken with it, null where its effect does not name one. */
export type ClaimedRing = Claimed & { number: 'taken' | 'busy' | null };

/** Another leg is being dialled between the numbers of the row in `dials`. */
const isBusy = `EXISTS (SELECT 1 FROM legs l JOIN effects e ON e.leg_id = l.id
        WHERE l.id = dials.leg_id AND l.call_sid IS NULL AND e.kind LIKE 'Ring%' AND e.state IN ('pending', 'running'))`;

const claimRingsSql = `WITH ${takeRingsParts},
  dialling AS (UPDATE legs SET state = 'dialling', dialled_at = $1 WHERE id IN (SELECT "legId" FROM taken) AND state = 'planned' RETURNING id),
  numbers AS (INSERT INTO dials (key, leg_id, at) SELECT DISTINCT ON (payload->>'dial') payload->>'dial', "legId", $1::timestamptz FROM taken
      WHERE payload->>'dial' IS NOT NULL ORDER BY payload->>'dial', priority, seq
    ON CONFLICT (key) DO UPDATE SET leg_id = EXCLUDED.leg_id, at = EXCLUDED.at WHERE dials.leg_id = EXCLUDED.leg_id OR NOT ${isBusy} RETURNING leg_id),
  claimed AS (SELECT taken.*, CASE WHEN payload->>'dial' IS NULL THEN NULL WHEN "legId" IN (SELECT leg_id FROM numbers) THEN 'taken' ELSE 'busy' END AS number,
    ${withContact(`CASE WHEN l.id IN (SELECT id FROM dialling) THEN (to_jsonb(l) || jsonb_build_object('state', 'dialling', 'dialled_at', $1::timestamptz))::json ELSE to_json(l) END`)}
    FROM taken)
  SELECT (SELECT coalesce(json_agg(to_json(claimed) ORDER BY priority, seq), '[]') FROM claimed) AS claimed,
    (SELECT count(*) FROM next) > (SELECT count(*) FROM taken) AS more,
    coalesce((SELECT next_at FROM gate), (SELECT next_at FROM carrier_gate WHERE id = 1)) AS next_at`;

/**
 * Claims the most urgent calls to be made, `atMost` and as many as the account may make now, most urgent first, takes
 * their pairs of numbers and marks their legs `dialling`; `nextMs`: when it may make the next, null where no call is
 * left to make.
 */
export async function claimRings(
  client: Client,
  { nowMs, aheadMs, betweenMs, atMost }: { nowMs: number; aheadMs: number; betweenMs: number; atMost: number },
): Promise<{ claimed: ClaimedRing[]; nextMs: number | null }> {
  type Row = Read & Pick<ClaimedRing, 'stored' | 'number'>;
  const { rows } = await client.query<{ claimed: Row[]; more: boolean; next_at: Date }>({
    name: 'claim-rings',
    text: claimRingsSql,
    values: [new Date(nowMs), betweenMs, aheadMs, ringKinds, atMost],
  });
  const [row] = rows;
  return {
    claimed: (row?.claimed ?? []).map(({ stored, number, ...effect }) => ({
      effect: { ...effect, claimedAtMs: nowMs },
      stored,
      number,
    })),
    nextMs: row?.more ? row.next_at.getTime() : null,
  };
}

/** Takes a pair of numbers for a leg; false while another leg is being dialled between them. What was taken before `forgottenMs` is forgotten. */
export async function takeDial(
  client: Client,
  { key, legId }: { key: string; legId: string },
  { nowMs, forgottenMs }: { nowMs: number; forgottenMs: number },
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'take-number',
    text: `WITH forgotten AS (DELETE FROM dials WHERE at < $4 AND key <> $1)
      INSERT INTO dials (key, leg_id, at) VALUES ($1, $2, $3) ON CONFLICT (key) DO UPDATE SET leg_id = EXCLUDED.leg_id, at = EXCLUDED.at
      WHERE dials.leg_id = EXCLUDED.leg_id OR NOT ${isBusy}`,
    values: [key, legId, new Date(nowMs), new Date(forgottenMs)],
  });
  return rowCount === 1;
}

/** The statement that gives free whatever pair of numbers a leg has. */
export function freeDialText(legId: string): string {
  return `DELETE FROM dials WHERE leg_id = ${pg.escapeLiteral(legId)}`;
}
