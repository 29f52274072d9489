/** Serves the built pages: the start for every address of a page, and its pieces for as long as browsers like. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

/** The first parts of addresses that are pages; everything else is answered as not found, by a page that says so kindly. */
const addresses = ['sign-in', 'me', 'now', 'shifts', 'open-shifts', 'times', 'hours', 'load', 'inbox', 'board'];

/** The pages built into `folder`. */
export function pagesDoor(folder: string): Router {
  const router = Router();
  const file = join(folder, 'index.html');
  if (!existsSync(file)) return router;
  const start = readFileSync(file, 'utf8');
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  );
  router.get(/.*/, (request, response, next) => {
    if (!request.accepts('html') || request.path.startsWith('/twilio/')) return next();
    const [, first = ''] = request.path.split('/');
    const isPage = first === '' || addresses.includes(first);
    response
      .status(isPage ? 200 : 404)
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(start);
  });
  return router;
}
