/** The Messages resource: send, look at, list, redact and delete. */
import { Router, type Request } from 'express';
import { smsPartsOf } from '../../src/carrier/sms-parts.ts';
import { sendText } from './messages.ts';
import type { Message } from './model.ts';
import { hookOf } from './rest-calls.ts';
import {
  accountPath,
  dateOrNull,
  formOf,
  many,
  notFound,
  queryOf,
  RestError,
  sendPage,
  type Json,
} from './rest-answer.ts';
import type { Lab } from './state.ts';

function messageJson(lab: Lab, message: Message): Json {
  const path = `${accountPath(lab)}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: lab.settings.accountSid,
    api_version: '2010-04-01',
    messaging_service_sid: null,
    from: message.from,
    to: message.to,
    body: message.body,
    status: message.status,
    direction: message.direction,
    num_segments: String(smsPartsOf(message.body).parts),
    num_media: String(message.mediaUrls.length),
    error_code: message.errorCode ?? null,
    error_message: null,
    price: null,
    price_unit: 'USD',
    date_created: dateOrNull(message.createdMs),
    date_updated: dateOrNull(message.states.at(-1)?.atMs),
    date_sent: dateOrNull(message.sentMs),
    uri: `${path}.json`,
    subresource_uris: { media: `${path}/Media.json`, feedback: `${path}/Feedback.json` },
  };
}

export function messagesRouter(lab: Lab): Router {
  const router = Router({ mergeParams: true });
  const find = (req: Request): Message => {
    const message = lab.messages.get(String(req.params['sid']));
    if (!message) throw notFound(req);
    return message;
  };
  router.post('/Messages', (req, res) => {
    const form = formOf(req);
    const statusHook = hookOf(form['StatusCallback'], 'POST');
    const sent = sendText(lab, {
      from: form['From'] ?? '',
      to: form['To'] ?? '',
      body: form['Body'] ?? (form['ContentSid'] ? `template ${form['ContentSid']}` : ''),
      mediaUrls: many(req, 'MediaUrl'),
      template: form['ContentSid'] !== undefined,
      ...(form['ValidityPeriod'] === undefined ? {} : { validitySeconds: Number(form['ValidityPeriod']) }),
      ...(statusHook ? { statusHook } : {}),
    });
    if ('code' in sent) throw new RestError(400, sent.code, sent.message);
    res.status(201).json(messageJson(lab, sent));
  });
  router.get('/Messages', (req, res) => {
    const to = queryOf(req, 'To');
    const from = queryOf(req, 'From');
    const found = [...lab.messages.values()].filter(
      (message) => (to === undefined || message.to === to) && (from === undefined || message.from === from),
    );
    sendPage(
      req,
      res,
      'messages',
      found.reverse().map((message) => messageJson(lab, message)),
    );
  });
  router.get('/Messages/:sid', (req, res) => void res.json(messageJson(lab, find(req))));
  router.post('/Messages/:sid', (req, res) => {
    const message = find(req);
    const form = formOf(req);
    // An empty body redacts: the words are gone from the carrier, the fact of the message stays.
    if (form['Body'] === '') message.body = '';
    if (form['Status'] === 'canceled' && message.status === 'queued') message.status = 'canceled';
    res.json(messageJson(lab, message));
  });
  router.delete('/Messages/:sid', (req, res) => {
    lab.messages.delete(find(req).sid);
    res.status(204).end();
  });
  router.get('/Messages/:sid/Media', (req, res) =>
    sendPage(
      req,
      res,
      'media_list',
      find(req).mediaUrls.map((uri) => ({ uri })),
    ),
  );
  return router;
}
