/** The IncomingPhoneNumbers resource: which numbers there are, and where their calls and texts are told. */
import { Router, type Request } from 'express';
import type { LineNumber } from './model.ts';
import { addNumber, type NumberHooks } from './numbers.ts';
import {
  accountPath,
  dateOrNull,
  formOf,
  notFound,
  queryOf,
  RestError,
  sendPage,
  type Form,
  type Json,
} from './rest-answer.ts';
import type { Lab } from './state.ts';

function numberJson(lab: Lab, number: LineNumber): Json {
  return {
    sid: number.sid,
    account_sid: lab.settings.accountSid,
    api_version: '2010-04-01',
    phone_number: number.phoneNumber,
    friendly_name: number.friendlyName,
    voice_url: number.voice?.url ?? null,
    voice_method: number.voice?.method ?? 'POST',
    voice_fallback_url: number.voiceFallback?.url ?? null,
    voice_fallback_method: number.voiceFallback?.method ?? 'POST',
    voice_application_sid: '',
    voice_caller_id_lookup: false,
    status_callback: number.status?.url ?? null,
    status_callback_method: number.status?.method ?? 'POST',
    sms_url: number.sms?.url ?? null,
    sms_method: number.sms?.method ?? 'POST',
    sms_fallback_url: number.smsFallback?.url ?? null,
    sms_fallback_method: number.smsFallback?.method ?? 'POST',
    sms_application_sid: '',
    trunk_sid: null,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    beta: false,
    origin: 'twilio',
    status: 'in-use',
    date_created: dateOrNull(0),
    date_updated: dateOrNull(0),
    uri: `${accountPath(lab)}/IncomingPhoneNumbers/${number.sid}.json`,
  };
}

const METHODS = ['GET', 'POST'];

function hooksOf(form: Form): NumberHooks {
  const method = (name: string): 'GET' | 'POST' | undefined => {
    const value = form[name]?.toUpperCase();
    if (value !== undefined && !METHODS.includes(value))
      throw new RestError(400, 21403, `${name} is not valid: ${value}`);
    return value as 'GET' | 'POST' | undefined;
  };
  const hooks = {
    voiceUrl: form['VoiceUrl'],
    voiceMethod: method('VoiceMethod'),
    voiceFallbackUrl: form['VoiceFallbackUrl'],
    statusCallback: form['StatusCallback'],
    smsUrl: form['SmsUrl'],
    smsMethod: method('SmsMethod'),
    smsFallbackUrl: form['SmsFallbackUrl'],
  };
  return Object.fromEntries(Object.entries(hooks).filter(([, value]) => value !== undefined));
}

export function numbersRouter(lab: Lab): Router {
  const router = Router({ mergeParams: true });
  const find = (req: Request): LineNumber => {
    const number = [...lab.numbers.values()].find((one) => one.sid === req.params['sid']);
    if (!number) throw notFound(req);
    return number;
  };
  router.get('/IncomingPhoneNumbers', (req, res) => {
    const wanted = queryOf(req, 'PhoneNumber')?.replace(/[^\d]/g, '');
    const found = [...lab.numbers.values()].filter(
      (number) => wanted === undefined || number.phoneNumber.includes(wanted),
    );
    sendPage(
      req,
      res,
      'incoming_phone_numbers',
      found.map((number) => numberJson(lab, number)),
    );
  });
  router.get('/IncomingPhoneNumbers/:sid', (req, res) => void res.json(numberJson(lab, find(req))));
  router.post('/IncomingPhoneNumbers/:sid', (req, res) => {
    const form = formOf(req);
    const number = addNumber(lab, find(req).phoneNumber, hooksOf(form));
    if (form['FriendlyName']) number.friendlyName = form['FriendlyName'];
    res.json(numberJson(lab, number));
  });
  return router;
}
