/** The phone lab's page and its small control interface: one POST for each thing a hand can do with a telephone. */
import { join } from 'node:path';
import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { projectRoot } from '../../src/platform/project-root.ts';
import { behave } from './behaviours.ts';
import type { PhoneControl } from './control-phone.ts';
import type { Control } from './control.ts';
import type { LabState } from './lab-view.ts';
import type { Viewers } from './lab-viewers.ts';

const PAGE = join(projectRoot, 'infra', 'phone-lab', 'page');
/** The measures and colours of the organisation's own pages: the lab looks like them. */
const LOOKS = join(projectRoot, 'src', 'web', 'looks');
const LOCAL_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];
const number = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +15550900001');

type Act = (phone: PhoneControl, body: unknown) => unknown;

/** What a phone can be asked to do, under the name of its route. */
const ACTS: Readonly<Record<string, Act>> = {
  call: (phone, body) => {
    const { line, from } = z.object({ line: number, from: z.string().max(40).optional() }).parse(body);
    return { callSid: phone.call(line, from ? { from } : {}) };
  },
  answer: (phone) => phone.answer(),
  decline: (phone) => phone.decline(),
  press: (phone, body) => phone.press(z.object({ keys: z.string().regex(/^[0-9*#]{1,20}$/) }).parse(body).keys),
  say: (phone, body) => phone.say(z.object({ text: z.string().min(1).max(500) }).parse(body).text),
  'hang-up': (phone) => phone.hangUp(),
  behave: (phone, body) => behave(phone, body),
  text: (phone, body) => {
    const { to, body: words } = z.object({ to: number, body: z.string().min(1).max(1600) }).parse(body);
    return { messageSid: phone.sendText(to, words) };
  },
};

/** Only pages of this machine may use the lab: no other site's scripts, no borrowed names. */
function onlyFromHere(req: Request, res: Response, next: NextFunction): void {
  const host = (req.headers.host ?? '').replace(/:\d+$/, '');
  // A page elsewhere cannot send this content type without asking first, and is not answered when it asks.
  const deliberate = req.method === 'GET' || (req.headers['content-type'] ?? '').startsWith('application/json');
  if (LOCAL_HOSTS.includes(host) && deliberate) return next();
  res.status(403).json({ error: 'The phone lab answers only to pages of this machine.' });
}

const sentenceOf = (error: unknown): string =>
  error instanceof z.ZodError
    ? error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
    : error instanceof Error
      ? error.message
      : String(error);

/** Everything below `/lab`. */
export function labRoutes(control: Control, stateNow: () => LabState, viewers: Viewers): Router {
  const router = Router();
  router.use(onlyFromHere, express.json());
  router.use((_req, res, next) => {
    res
      .set('Content-Security-Policy', "default-src 'self'; frame-ancestors 'none'")
      .set('X-Content-Type-Options', 'nosniff')
      .set('Cache-Control', 'no-store');
    next();
  });
  router.get('/state', (_req, res) => void res.json(stateNow()));
  router.get('/events', (req, res) => viewers.add(res, req.query['as'] === 'page' ? 'page' : 'program'));
  router.get('/viewers', (_req, res) => void res.json({ pages: viewers.pages() }));
  router.post('/phones/:number/:act', (req, res) => {
    const act = ACTS[req.params.act];
    if (!act) return void res.status(404).json({ error: `A phone cannot ${req.params.act}.` });
    try {
      res.json(act(control.phone(number.parse(req.params.number)), req.body) ?? {});
      // What a phone will do when it rings is no event of the carrier.
      viewers.changed();
    } catch (error) {
      res.status(error instanceof z.ZodError ? 400 : 409).json({ error: sentenceOf(error) });
    }
  });
  router.use('/looks', express.static(LOOKS));
  router.use(express.static(PAGE));
  return router;
}
