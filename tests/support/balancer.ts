/** What stands between the carrier and several web processes: a balancer before them, and a place beside them for the static document. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createWebServer, type Server as WebServer } from 'node:http';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/project-root.ts';

/** Gives each connection to the web processes in turn, and to the next one where one takes none. */
export async function balance(ports: readonly number[]): Promise<Server> {
  let turn = 0;
  const server = createServer({ pauseOnConnect: true }, (client) => {
    client.on('error', () => undefined);
    // Others come while this one waits: its second try must not fall on the process that refused it.
    const first = (turn += 1);
    const tryOne = (tries: number) => {
      if (tries === ports.length) return void client.destroy();
      const upstream = connect(ports[(first + tries) % ports.length]!, '127.0.0.1');
      upstream.once('error', () => tryOne(tries + 1));
      upstream.once('connect', () => {
        upstream.removeAllListeners('error').on('error', () => client.destroy());
        upstream.on('close', () => client.destroy());
        client.on('close', () => upstream.destroy());
        upstream.pipe(client);
        client.pipe(upstream);
      });
    };
    tryOne(0);
  }).listen(0);
  await once(server, 'listening');
  return server;
}

/** Short, for stories in which nobody is to wait for it. */
const shortDocument = `<Response><Say>Sorry.</Say><Pause length="1"/><Redirect method="POST">https://warmline.example.org/twilio/voice</Redirect></Response>`;

/** The static document: sorry, a moment, and back to the service at `url`; with `isShipped` the one of `infra/fallback`. */
export async function hostFallback(url: string, isShipped = false): Promise<WebServer> {
  const shipped = join(projectRoot, 'infra/fallback/fallback.xml');
  const written = isShipped ? readFileSync(shipped, 'utf8') : shortDocument;
  const document = written.replace('https://warmline.example.org', url);
  const server = createWebServer((_request, response) =>
    response.setHeader('content-type', 'text/xml').end(document),
  ).listen(0);
  await once(server, 'listening');
  return server;
}
