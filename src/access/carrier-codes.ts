/** Codes that the carrier's own service makes, sends and checks: nothing of them is kept but the id of their verification (A1). */
import type { CodeService } from '../carrier/carrier.ts';
import { codeMinutes, mayShare } from './code-rules.ts';
import type { SentBy } from './codes.ts';
import type { AccessRoom } from './sessions.ts';

/** Postgres: two rows may not have the same. */
const uniqueViolation = '23505';

type Asking = { id: string; verification_id: string | null; made_at: Date; tries: number };

/**
 * Has the service send the code `codeId`, once. The service has one code for a phone at a time: whoever else asked for this
 * phone shares it, so that no browser takes it from another. A code that is nearly over, or nearly tried out, is ended
 * first, and a new one takes its place, for all of them.
 * Throws `CarrierProblem`; it is safe to repeat.
 */
export async function sendCarrierCode(
  room: AccessRoom,
  codes: CodeService,
  codeId: string,
  to: { phone: string; by: SentBy; language: string },
): Promise<void> {
  const askings = await askingsOfPhone(room, codeId);
  const [latest] = askings;
  // Whoever asked later is sent a code, and it is this one's too.
  if (latest?.id !== codeId || latest.verification_id !== null) return;
  const current = askings.find(({ verification_id: id }) => id !== null);
  if (current?.verification_id) {
    const since = askings.filter(({ made_at: at }) => at >= current.made_at);
    const tries = since.reduce((sum, asking) => sum + asking.tries, 0);
    if (!mayShare({ madeAtMs: current.made_at.getTime(), tries }, room.clock.nowMs()))
      await codes.end(current.verification_id);
  }
  const verificationId = await codes.send({ to: to.phone, by: to.by, language: to.language });
  await room.pool
    .query('UPDATE sign_in_codes SET verification_id = $2 WHERE id = $1', [codeId, verificationId])
    .catch((problem: unknown) => {
      // Sent before for another browser, it is kept there, and found by the phone.
      if ((problem as { code?: unknown }).code !== uniqueViolation) throw problem;
    });
}

/** Whoever asked for a code for the phone of `codeId` while it may still be tried, the latest first. */
async function askingsOfPhone(room: AccessRoom, codeId: string): Promise<Asking[]> {
  const { rows } = await room.pool.query<Asking>(
    `SELECT id, verification_id, made_at, tries FROM sign_in_codes
     WHERE made_at > $2 AND phone_key = (SELECT phone_key FROM sign_in_codes WHERE id = $1) ORDER BY made_at DESC, id DESC`,
    [codeId, new Date(room.clock.nowMs() - codeMinutes * 60_000)],
  );
  return rows;
}
