/** Whole calls against the running service: a caller comes, a phone is asked to ring for them, they hang up. */
import type { startCarrierDouble } from './carrier-double.ts';
import { callAtRate, percentile, postSigned, type Arrival } from './open-loop.ts';
import { authToken } from './processes.ts';

export type WholeCalls = {
  arrivals: Arrival[];
  offerP50: number;
  offerP99: number;
  ok: boolean;
};

/** `rate` callers a second for `forSeconds`, who hang up shortly after a phone was asked to ring for them, so that there is always somebody free. */
export async function wholeCalls(
  baseUrl: string,
  carrier: Awaited<ReturnType<typeof startCarrierDouble>>,
  rate: number,
  forSeconds: number,
  say: (line: string) => void,
): Promise<WholeCalls> {
  const byContact = new Map<string, Arrival>();
  const offeredMs = new Map<string, number>();
  const hangUps: Promise<unknown>[] = [];
  const hangUp = (callSid: string) =>
    postSigned(baseUrl, '/twilio/voice/status', authToken, {
      CallSid: callSid,
      AccountSid: 'AC',
      CallStatus: 'completed',
      To: '+15550100001',
      Direction: 'inbound',
    });
  const settled = (contactId: string) => {
    const arrival = byContact.get(contactId);
    if (arrival && offeredMs.has(contactId))
      hangUps.push(
        new Promise((resolve) => setTimeout(resolve, 20)).then(() => hangUp(arrival.callSid)).catch(() => undefined),
      );
  };
  carrier.onCall = (contactId, atMs) => {
    if (offeredMs.has(contactId)) return;
    offeredMs.set(contactId, atMs);
    settled(contactId);
  };
  const arrivals = await callAtRate(baseUrl, authToken, rate, forSeconds, (arrival) => {
    const contactId = /\/caller\/([^/]+)\//.exec(arrival.body)?.[1];
    if (!contactId) return;
    byContact.set(contactId, arrival);
    settled(contactId);
  });
  const deadline = performance.now() + 10_000;
  while (offeredMs.size < arrivals.length && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const inTime = offeredMs.size;
  // Whoever got no offer in time hangs up too, so that no run inherits the waiting line of the one before.
  for (const [contactId, arrival] of byContact)
    if (!offeredMs.has(contactId)) hangUps.push(hangUp(arrival.callSid).catch(() => undefined));
  await Promise.all(hangUps);
  if (inTime < arrivals.length)
    say(`Only ${inTime} of ${arrivals.length} callers got an offer within ten seconds of the last arrival.`);
  const waits = [...offeredMs].flatMap(([contactId, atMs]) => {
    const arrival = byContact.get(contactId);
    return arrival ? [atMs - arrival.sentMs] : [];
  });
  return {
    arrivals,
    offerP50: percentile(waits, 0.5),
    offerP99: percentile(waits, 0.99),
    ok: arrivals.every((one) => one.status === 200),
  };
}
