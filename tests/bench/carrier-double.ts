/** The least a carrier can be: takes calls and hang-ups over REST at once, and remembers when each offer came. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type CarrierDouble = {
  baseUrl: string;
  /** Told of every call asked for: the contact it is for and when (milliseconds of `performance.now`). */
  onCall: (contactId: string, atMs: number) => void;
  close(): void;
};

export async function startCarrierDouble(): Promise<CarrierDouble> {
  let calls = 0;
  const double: CarrierDouble = { baseUrl: '', onCall: () => undefined, close: () => server.close() };
  const server = createServer((request, reply) => {
    const atMs = performance.now();
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const form = new URLSearchParams(body);
      const url = form.get('Url');
      reply.setHeader('content-type', 'application/json');
      if (url) {
        const contactId = new URL(url).pathname.split('/')[4] ?? '';
        calls += 1;
        reply.statusCode = 201;
        reply.end(
          JSON.stringify({
            sid: `CA${String(calls).padStart(32, '0')}`,
            status: 'queued',
            to: form.get('To'),
            from: form.get('From'),
          }),
        );
        double.onCall(contactId, atMs);
      } else {
        reply.end(
          JSON.stringify({
            sid: request.url?.split('/').at(-1)?.replace('.json', ''),
            status: form.get('Status') ?? 'completed',
          }),
        );
      }
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  double.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return double;
}
