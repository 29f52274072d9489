/** The Verify product: codes that the carrier makes, sends to a phone by text or call, and checks. */
import { randomBytes, randomInt } from 'node:crypto';
import { Router, type Request } from 'express';
import { addCall, dialCall } from './call.ts';
import { sendFromElsewhere } from './messages.ts';
import type { Verification } from './model.ts';
import { phoneOf } from './phone.ts';
import { formOf, notFound, RestError, type Json } from './rest-answer.ts';
import type { Lab } from './state.ts';

/** Texts and calls of Verify come from numbers of its own. */
const FROM = '+18885550100';
const LASTS_MS = 600_000;
const MOST_SENDS = 5;
const MOST_CHECKS = 5;

/** What is said by text and in a call, by locale. */
const words: Record<string, (code: string) => string> = {
  en: (code) => `Your Phone lab verification code is: ${code}`,
  es: (code) => `Su código de verificación de Phone lab es: ${code}`,
};

function verificationJson(lab: Lab, verification: Verification): Json {
  const iso = new Date(verification.createdMs).toISOString();
  return {
    sid: verification.sid,
    service_sid: verification.service,
    account_sid: lab.settings.accountSid,
    to: verification.to,
    channel: verification.channel,
    status: verification.status,
    valid: verification.status === 'approved',
    lookup: {},
    amount: null,
    payee: null,
    send_code_attempts: [],
    sna: null,
    date_created: iso,
    date_updated: iso,
    url: `https://verify.twilio.com/v2/Services/${verification.service}/Verifications/${verification.sid}`,
  };
}

function send(lab: Lab, { to, channel, code }: Verification, locale: string): void {
  const said = (words[locale] ?? words['en'])!;
  if (channel === 'sms') return sendFromElsewhere(lab, { from: FROM, to, body: said(code) });
  const spoken = said([...code].join(', '));
  const twiml = `<Response><Say language="${locale}">${spoken}.</Say></Response>`;
  const call = addCall(lab, { from: FROM, to, direction: 'outbound-api', source: { kind: 'twiml', twiml } });
  call.phone = phoneOf(lab, to);
  dialCall(lab, call);
}

/** The service of the path that the router is mounted at. */
const serviceOf = (req: Request): string => String((req.params as Record<string, unknown>)['service']);

/** Below `/v2/Services/:service`. */
export function verifyRouter(lab: Lab): Router {
  const router = Router({ mergeParams: true });
  const isOpen = (one: Verification) =>
    one.status === 'pending' && one.checks <= MOST_CHECKS && lab.clock.nowMs() - one.createdMs < LASTS_MS;
  const open = (req: Request, wanted: { sid?: string | undefined; to?: string | undefined }) =>
    [...lab.verifications.values()].find(
      (one) =>
        one.service === serviceOf(req) &&
        isOpen(one) &&
        (wanted.sid === undefined ? one.to === wanted.to : one.sid === wanted.sid),
    );
  router.post('/Verifications', (req, res) => {
    const { To: to = '', Channel: channel = '', Locale: locale = 'en' } = formOf(req);
    if (!/^VA[0-9a-f]{32}$/i.test(serviceOf(req)) || !(locale in words)) throw notFound(req);
    if (!/^\+[1-9]\d{6,14}$/.test(to) || (channel !== 'sms' && channel !== 'call'))
      throw new RestError(400, 60200, 'Invalid parameter');
    const verification = open(req, { to }) ?? {
      sid: `VE${randomBytes(16).toString('hex')}`,
      service: serviceOf(req),
      to,
      channel,
      code: String(randomInt(1_000_000)).padStart(6, '0'),
      status: 'pending' as const,
      createdMs: lab.clock.nowMs(),
      sends: 0,
      checks: 0,
    };
    if (verification.sends >= MOST_SENDS) throw new RestError(429, 60203, 'Max send attempts reached');
    verification.sends += 1;
    verification.channel = channel;
    lab.verifications.set(verification.sid, verification);
    send(lab, verification, locale);
    res.status(201).json(verificationJson(lab, verification));
  });
  router.post('/Verifications/:sid', (req, res) => {
    const verification = open(req, { sid: String(req.params['sid']) });
    if (!verification) throw notFound(req);
    if (formOf(req)['Status'] !== 'canceled') throw new RestError(400, 60200, 'Invalid parameter');
    verification.status = 'canceled';
    res.json(verificationJson(lab, verification));
  });
  router.post('/VerificationCheck', (req, res) => {
    const { To: to, VerificationSid: sid, Code: code = '' } = formOf(req);
    if (code.length < 4 || code.length > 10 || (to === undefined && sid === undefined))
      throw new RestError(400, 60200, 'Invalid parameter');
    const verification = open(req, { sid, to });
    if (!verification) throw notFound(req);
    verification.checks += 1;
    if (verification.checks > MOST_CHECKS) throw new RestError(429, 60202, 'Max check attempts reached');
    if (verification.code === code) verification.status = 'approved';
    res.status(201).json(verificationJson(lab, verification));
  });
  return router;
}
