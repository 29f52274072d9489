/** One-time links by which whoever runs the server proves it where there is no organisation yet: printed at the start, 24 hours, once (O1). */
import { randomUUID } from 'node:crypto';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { AccessRoom } from './sessions.ts';
import { newToken, tokenHash } from './tokens.ts';

const holdsMs = 24 * 3_600_000;

type Room = Pick<AccessRoom, 'clock' | 'secrets'>;

/** Makes a link; its token is given once. */
export async function newFoundingLink(room: AccessRoom): Promise<string> {
  const token = newToken();
  await room.pool.query('INSERT INTO founding_links (id, token_hash, made_at) VALUES ($1, $2, $3)', [
    randomUUID(),
    tokenHash(room.secrets, 'founding', token),
    new Date(room.clock.nowMs()),
  ]);
  return token;
}

/** Whether the link of this token could still be spent. */
export async function isFoundingLink(room: AccessRoom, token: string): Promise<boolean> {
  const { rowCount } = await room.pool.query(
    'SELECT 1 FROM founding_links WHERE token_hash = $1 AND used_at IS NULL AND made_at > $2',
    [tokenHash(room.secrets, 'founding', token), new Date(room.clock.nowMs() - holdsMs)],
  );
  return rowCount === 1;
}

/** Spends a link on a transaction of Prisma's; false where it was spent before, or is too old. */
export async function spendFoundingLink(
  room: Room,
  transaction: Prisma.TransactionClient,
  token: string,
): Promise<boolean> {
  const nowMs = room.clock.nowMs();
  const { count } = await transaction.foundingLink.updateMany({
    where: {
      tokenHash: tokenHash(room.secrets, 'founding', token),
      usedAt: null,
      madeAt: { gt: new Date(nowMs - holdsMs) },
    },
    data: { usedAt: new Date(nowMs) },
  });
  return count === 1;
}
