/** Mounts the doors of the service and opens the port. */
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express from 'express';
import type { Config, Role } from './platform/config.ts';

/** Starts the role; `url` is where it listens on this machine. */
export async function startService(config: Config, role: Role): Promise<{ url: string | null; stop(): Promise<void> }> {
  if (role === 'worker') return { url: null, stop: async () => {} };
  const app = express();
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  const server = app.listen(config.port);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://localhost:${port}`, stop };
}
