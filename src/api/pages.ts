/** Serves the built pages: the start for every address of a page, and its pieces for as long as browsers like. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import { pages } from '../web/pages.ts';

/** The addresses that are pages, whole, `:x` for a part that varies; everything else is answered as not found, by a page that says so kindly. */
const addresses = ['/', '/sign-in', '/found', ...pages.map(({ address }) => address)];
const patterns = addresses.map((address) => new RegExp(`^${address.replaceAll(/:\w+/g, '[^/]+')}$`));

function isPage(path: string): boolean {
  const address = path.replace(/(?<=.)\/$/, '');
  return patterns.some((pattern) => pattern.test(address));
}

/** The pages built into `folder`. */
export function pagesDoor(folder: string): Router {
  const router = Router();
  const file = join(folder, 'index.html');
  if (!existsSync(file)) return router;
  const start = readFileSync(file, 'utf8');
  const assets = join(folder, 'assets');
  router.use(
    '/assets',
    smallest(assets),
    express.static(assets, { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  );
  router.get(/.*/, (request, response, next) => {
    if (!request.accepts('html') || request.path.startsWith('/twilio/')) return next();
    response
      .status(isPage(request.path) ? 200 : 404)
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(start);
  });
  return router;
}

const twins = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Serves the compressed copy of a file, which the build made, where the browser takes it: a slow phone waits for each byte. */
function smallest(folder: string): RequestHandler {
  const files = new Set(existsSync(folder) ? readdirSync(folder).map((name) => `/${name}`) : []);
  return (request, response, next) => {
    const { path } = request;
    const found = twins.find(
      ([coding, ending]) => files.has(path + ending) && request.acceptsEncodings(coding) === coding,
    );
    if (files.has(path)) response.vary('Accept-Encoding');
    if (found) {
      const [coding, ending] = found;
      response.type(extname(path)).set('Content-Encoding', coding);
      request.url = path + ending;
    }
    next();
  };
}
