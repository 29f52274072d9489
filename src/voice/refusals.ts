/** Tells whoever runs the service that calls are being refused, once for each reason: a real caller hears the carrier's error then. */
import { raise } from '../attention/need-attention.ts';
import type { Deps } from '../deps.ts';

/** Finding out costs more than refusing, so thousands of forged requests are not examined one by one. */
const looksPerMinute = 10;
const mostReasons = 20;

/**
 * Notes a refused webhook. Signed with our token for another address, it is the carrier's beyond doubt: that goes on the
 * attention list. The log names addresses only, never what the request said.
 */
export function noteRefusals({
  room,
  log,
  config,
  clock,
}: Pick<Deps, 'room' | 'log' | 'config' | 'clock'>): (find: () => string | null) => void {
  const told = new Set<string | null>();
  let looked: number[] = [];
  return (find) => {
    const nowMs = clock.nowMs();
    looked = looked.filter((atMs) => atMs > nowMs - 60_000 && atMs <= nowMs);
    if (looked.length >= looksPerMinute || told.size >= mostReasons) return;
    looked.push(nowMs);
    const signedFor = find();
    if (told.has(signedFor)) return;
    told.add(signedFor);
    const publicBaseUrl = new URL(config.publicBaseUrl).origin;
    if (signedFor === null) {
      log.warn(
        { publicBaseUrl },
        'a webhook was refused: it is not signed for PUBLIC_BASE_URL with TWILIO_AUTH_TOKEN; if the carrier sent it, one of the two is wrong',
      );
      return;
    }
    log.error(
      { publicBaseUrl, signedFor },
      'calls are refused: the carrier signs them for another address than PUBLIC_BASE_URL; set both alike, there and at the carrier',
    );
    raise(room, { kind: 'webhooks-refused', key: 'webhooks-refused' }).catch((problem: unknown) => {
      told.delete(signedFor);
      log.warn({ err: problem }, 'the attention list could not be written');
    });
  };
}
