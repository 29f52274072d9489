/** The carrier's REST interface: who may ask, which faults strike, and where each resource lives. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { callsRouter } from './rest-calls.ts';
import { conferencesRouter } from './rest-conferences.ts';
import { messagesRouter } from './rest-messages.ts';
import { numbersRouter } from './rest-numbers.ts';
import { queuesRouter } from './rest-queues.ts';
import { recordingsRouter } from './rest-recordings.ts';
import { verifyRouter } from './rest-verify.ts';
import { accountPath, dateOrNull, notFound, RestError, sendError } from './rest-answer.ts';
import type { Lab } from './state.ts';

function checkAuth(lab: Lab) {
  const wanted = `Basic ${Buffer.from(`${lab.settings.accountSid}:${lab.settings.authToken}`).toString('base64')}`;
  const isMedia = (path: string) => /\/Recordings\/RE[0-9a-f]{32}(\.wav|\.mp3)?$/.test(path);
  return (req: Request, _res: Response, next: NextFunction) => {
    if (req.headers.authorization === wanted) return next();
    // Recordings are public unless HTTP authentication is switched on for the account.
    if (req.method === 'GET' && isMedia(req.path) && !lab.settings.mediaAuth) return next();
    throw new RestError(401, 20003, 'Authenticate');
  };
}

function faultError(status: 401 | 429 | 500 | 503): RestError {
  if (status === 401) return new RestError(401, 20003, 'Authenticate');
  return status === 429
    ? new RestError(429, 20429, 'Too Many Requests')
    : new RestError(status, 20500, 'An internal server error has occurred');
}

/** Lets a fault strike before, instead of, or after the request is done. */
function strike(lab: Lab) {
  return (req: Request, res: Response, next: NextFunction) => {
    const path = req.path.replace(`${accountPath(lab)}/`, '').replace(/\.json$/, '');
    const fault = lab.faults.takeRest(req.method, path);
    switch (fault?.kind) {
      case undefined:
        return next();
      case 'status':
        return sendError(res, faultError(fault.status));
      case 'hang':
        return undefined;
      case 'drop':
        return void req.socket.destroy();
      case 'act-and-hang':
        res.end = (() => res) as Response['end'];
        return next();
      case 'act-and-drop':
        res.end = (() => {
          req.socket.destroy();
          return res;
        }) as Response['end'];
        return next();
    }
  };
}

/** The SDK asks for `.json`; routes are written without it. */
function withoutSuffix(req: Request, _res: Response, next: NextFunction): void {
  const [path = '', query] = req.url.split('?', 2);
  req.headers['x-asked-as'] = path;
  req.url = path.replace(/\.json$/, '') + (query === undefined ? '' : `?${query}`);
  next();
}

export function createRestApp(lab: Lab): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(checkAuth(lab), strike(lab), express.urlencoded({ extended: false }), withoutSuffix);
  const account = accountPath(lab);
  app.get(account, (_req, res) => {
    res.json({
      sid: lab.settings.accountSid,
      friendly_name: 'Phone lab',
      status: 'active',
      type: 'Full',
      owner_account_sid: lab.settings.accountSid,
      date_created: dateOrNull(0),
      date_updated: dateOrNull(0),
      uri: `${account}.json`,
      subresource_uris: {
        calls: `${account}/Calls.json`,
        conferences: `${account}/Conferences.json`,
        messages: `${account}/Messages.json`,
      },
    });
  });
  for (const router of [callsRouter, conferencesRouter, queuesRouter, messagesRouter, recordingsRouter, numbersRouter])
    app.use(account, router(lab));
  app.use('/v2/Services/:service', verifyRouter(lab));
  app.use((req) => {
    throw notFound(req);
  });
  app.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
    sendError(
      res,
      error instanceof RestError
        ? error
        : new RestError(500, 20500, error instanceof Error ? error.message : String(error)),
    );
  });
  return app;
}
