/** Codes that the carrier's own service makes, sends and checks: nothing of them is kept but the id of their verification (A1). */
import { CarrierProblem, type CodeService } from '../carrier/carrier.ts';
import { codeMinutes } from './code-rules.ts';
import type { SentBy } from './codes.ts';
import type { AccessRoom } from './sessions.ts';

/** Postgres: two rows may not have the same. */
const uniqueViolation = '23505';

type Asking = { id: string; verification_id: string | null };

/**
 * Has the service send the code `codeId`, once, and ends what was sent to this phone for other browsers: the service has
 * one code for a phone at a time, and it opens only the browser that asked last.
 * Throws `CarrierProblem`; it is safe to repeat.
 */
export async function sendCarrierCode(
  room: AccessRoom,
  codes: CodeService,
  codeId: string,
  to: { phone: string; by: SentBy; language: string },
): Promise<void> {
  const [latest, ...others] = await askingsOfPhone(room, codeId);
  if (latest?.id !== codeId || latest.verification_id !== null) return;
  for (const { verification_id: verificationId } of others)
    if (verificationId !== null) await codes.end(verificationId);
  const verificationId = await codes.send({ to: to.phone, by: to.by, language: to.language });
  await room.pool
    .query('UPDATE sign_in_codes SET verification_id = $2 WHERE id = $1', [codeId, verificationId])
    .catch((problem: unknown) => {
      // Another browser asked in the same moment and was given the same code: the later one gets one of its own.
      const isShared = (problem as { code?: unknown }).code === uniqueViolation;
      throw isShared ? new CarrierProblem('later', null) : problem;
    });
}

/** Whoever asked for a code for the phone of `codeId` while it may still be tried, the latest first. */
async function askingsOfPhone(room: AccessRoom, codeId: string): Promise<Asking[]> {
  const { rows } = await room.pool.query<Asking>(
    `SELECT id, verification_id FROM sign_in_codes
     WHERE made_at > $2 AND phone_key = (SELECT phone_key FROM sign_in_codes WHERE id = $1) ORDER BY made_at DESC, id DESC`,
    [codeId, new Date(room.clock.nowMs() - codeMinutes * 60_000)],
  );
  return rows;
}
