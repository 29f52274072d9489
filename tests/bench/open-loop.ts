/** Sends signed webhooks at a fixed rate, whatever the answers do: what a slow server costs shows as waiting, not as less load. */
import { Agent, request } from 'node:http';
import { readFileSync } from 'node:fs';
import twilio from 'twilio';

export type Arrival = { callSid: string; sentMs: number; latencyMs: number; status: number; body: string };

const agent = new Agent({ keepAlive: true, maxSockets: 512 });
const { getExpectedTwilioSignature } = twilio as unknown as {
  getExpectedTwilioSignature(token: string, url: string, form: Record<string, string>): string;
};

/** Posts one signed form; resolves with status and body. */
export function postSigned(
  baseUrl: string,
  path: string,
  authToken: string,
  form: Record<string, string>,
): Promise<{ status: number; body: string }> {
  const signature = getExpectedTwilioSignature(authToken, baseUrl + path, form);
  const body = new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const sent = request(
      baseUrl + path,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-twilio-signature': signature,
        },
      },
      (reply) => {
        let text = '';
        reply.on('data', (part: Buffer) => (text += part.toString()));
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body: text }));
      },
    );
    // A kept-alive connection that the server closed in the same moment was never read: sent again on a fresh one.
    sent.on('error', (problem) =>
      sent.reusedSocket ? resolve(postSigned(baseUrl, path, authToken, form)) : reject(problem),
    );
    sent.end(body);
  });
}

let serial = 0;

/** `perSecond` calls a second for `seconds`; resolves when the last one is answered. */
export async function callAtRate(
  baseUrl: string,
  authToken: string,
  perSecond: number,
  seconds: number,
  onAnswer: (arrival: Arrival) => void = () => undefined,
): Promise<Arrival[]> {
  const arrivals: Promise<Arrival>[] = [];
  const startMs = performance.now();
  const total = Math.round(perSecond * seconds);
  const send = async (dueMs: number): Promise<Arrival> => {
    serial += 1;
    const callSid = `CB${String(serial).padStart(32, '0')}`;
    const form = {
      CallSid: callSid,
      AccountSid: 'AC',
      From: `+1555${String(1_000_000 + serial)}`,
      To: '+15550100001',
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
    };
    const { status, body } = await postSigned(baseUrl, '/twilio/voice', authToken, form);
    const arrival = { callSid, sentMs: dueMs, latencyMs: performance.now() - dueMs, status, body };
    onAnswer(arrival);
    return arrival;
  };
  await new Promise<void>((resolve) => {
    const tick = () => {
      const dueCount = Math.min(total, Math.floor(((performance.now() - startMs) / 1000) * perSecond) + 1);
      while (arrivals.length < dueCount) arrivals.push(send(startMs + (arrivals.length * 1000) / perSecond));
      if (arrivals.length >= total) resolve();
      else setTimeout(tick, 1);
    };
    tick();
  });
  return Promise.all(arrivals);
}

/** The value below which `share` of the values lie. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** CPU time a process has used, in milliseconds, from the kernel's books (100 ticks a second). */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
