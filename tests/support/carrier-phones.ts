/** A carrier, a tiny service and a hand-moved clock, for tests of the phone lab itself. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Response } from 'express';
import twilio from 'twilio';
import { createCarrier, type Carrier, type CarrierOptions } from '../../infra/phone-lab/carrier.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export const ACCOUNT_SID = `AC${'0'.repeat(32)}`;
export const AUTH_TOKEN = 'a-token-of-the-phone-lab';
export const LINE = '+15550100001';
export const CALLER = '+15550900001';

export type Hit = {
  path: string;
  method: string;
  form: Record<string, string>;
  headers: IncomingHttpHeaders;
  signed: boolean;
  atMs: number;
};
/** What the service says at a path: TwiML inside `<Response>`, or the whole answer by hand. */
export type Answer = string | ((hit: Hit, res: Response) => string | void | Promise<string | void>);

export type Stage = {
  clock: ManualClock;
  carrier: Carrier;
  client: twilio.Twilio;
  serviceUrl: string;
  hits: Hit[];
  /** The forms received at a path, oldest first. */
  at(path: string): Record<string, string>[];
  on(path: string, answer: Answer): void;
  /** Moves time on, letting every webhook finish before the next timer fires. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
};

/** The twilio client, with every request sent to the simulated carrier instead. */
export function clientOf(carrier: { baseUrl: string }): twilio.Twilio {
  const httpClient = new twilio.RequestClient({ timeout: 8_000 });
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) =>
    request({ ...options, uri: options.uri.replace('https://api.twilio.com', carrier.baseUrl) });
  return twilio(ACCOUNT_SID, AUTH_TOKEN, { httpClient });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function setStage(options: Partial<CarrierOptions> = {}): Promise<Stage> {
  const clock = createManualClock(Date.UTC(2026, 10, 6, 23, 0, 0));
  const carrier = await createCarrier({
    clock,
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    setupMs: 0,
    ...options,
  });
  const answers = new Map<string, Answer>();
  const hits: Hit[] = [];
  let serviceUrl = '';
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.use(async (req, res) => {
    const form = (req.body ?? {}) as Record<string, string>;
    const signed = twilio.validateRequest(
      AUTH_TOKEN,
      req.header('X-Twilio-Signature') ?? '',
      serviceUrl + req.originalUrl,
      form,
    );
    const hit: Hit = {
      path: req.path,
      method: req.method,
      form: req.method === 'GET' ? (req.query as Record<string, string>) : form,
      headers: req.headers,
      signed,
      atMs: clock.nowMs(),
    };
    hits.push(hit);
    const answer = answers.get(req.path);
    const said = typeof answer === 'function' ? await answer(hit, res) : answer;
    if (said !== undefined)
      res.type('text/xml').send(`<?xml version="1.0" encoding="UTF-8"?><Response>${said}</Response>`);
    else if (!res.headersSent && answer === undefined) res.status(204).end();
  });
  const server = createServer(app);
  serviceUrl = await listen(server);
  carrier.control.number(LINE, {
    voiceUrl: `${serviceUrl}/voice`,
    smsUrl: `${serviceUrl}/messages`,
    statusCallback: `${serviceUrl}/status`,
  });
  return {
    clock,
    carrier,
    client: clientOf(carrier),
    serviceUrl,
    hits,
    at: (path) => hits.filter((hit) => hit.path === path).map((hit) => hit.form),
    on: (path, answer) => void answers.set(path, answer),
    pass: (seconds) => clock.advance(seconds * 1000, () => carrier.idle()),
    async close() {
      await carrier.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
