/** A web server that no single connection can bring down. */
import type { Server } from 'node:http';

/**
 * Listens to what else would end the process: a connection that cannot be taken (no file left to open for it) and an answer that
 * cannot be written any more are one caller's trouble, not everybody's. `tell` hears of the former.
 */
export function keepSteady(server: Server, tell: (problem: NodeJS.ErrnoException) => void = () => {}): void {
  server.on('error', tell);
  server.on('request', (_request, response) => response.on('error', () => {}));
}
