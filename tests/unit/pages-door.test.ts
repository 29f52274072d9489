/** The pieces of the pages go out as small as the browser takes them. */
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { pagesDoor } from '../../src/api/pages.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { pages } from '../../src/web/pages.ts';

const folder = join(projectRoot, 'dist', 'web');
const assets = readdirSync(join(folder, 'assets')).filter((name) => /\.(js|css|svg)$/.test(name));
let server: Server;
beforeAll(async () => {
  server = createServer(express().use(pagesDoor(folder))).listen(0);
  await once(server, 'listening');
});
afterAll(() => void server.close());

async function fetched(path: string, encoding: string) {
  const { port } = server.address() as AddressInfo;
  const request = get({ port, path, headers: { 'accept-encoding': encoding } });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

const opened = {
  br: (body: Buffer) => brotliDecompressSync(body),
  gzip: (body: Buffer) => gunzipSync(body),
  identity: (body: Buffer) => body,
};

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip, deflate', 'gzip'],
  ['identity', 'identity'],
] as const)('to a browser that takes "%s" every piece goes as %s, and is the same piece', async (takes, coding) => {
  for (const name of assets) {
    const { status, headers, body } = await fetched(`/assets/${name}`, takes);
    expect(status).toBe(200);
    expect(headers['content-encoding'] ?? 'identity').toBe(coding);
    expect(headers['vary']).toBe('Accept-Encoding');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toMatch(
      name.endsWith('.js') ? /^text\/javascript/ : name.endsWith('.css') ? /^text\/css/ : /^image\/svg/,
    );
    expect(opened[coding](body).equals(readFileSync(join(folder, 'assets', name)))).toBe(true);
  }
});

test('what is no piece of this release is not given out', async () => {
  for (const path of ['/assets/index-gone.js', '/assets/../index.html.gz', '/assets/%2e%2e/.vite/manifest.json'])
    expect([403, 404]).toContain((await fetched(path, 'gzip, br')).status);
});

test('every page is there at its own address, also for whoever opens it anew; any other address is not', async () => {
  for (const { address } of pages)
    expect([address, (await fetched(address.replace(':id', 'one'), 'gzip')).status]).toEqual([address, 200]);
  for (const path of ['/nowhere', '/people/one/more']) expect((await fetched(path, 'gzip')).status).toBe(404);
});
