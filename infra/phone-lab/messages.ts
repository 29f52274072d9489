/** Texts: sent to phones with their delivery news, received from phones through the number's webhook, opt-outs honoured. */
import { smsPartsOf } from '../../src/carrier/sms-parts.ts';
import type { Hook, Message, Params } from './model.ts';
import { phoneOf } from './phone.ts';
import { newSid } from './sids.ts';
import { alert, emit, type Lab } from './state.ts';
import { contentOf, parseTwiml, TwimlError, type Verb } from './twiml-parse.ts';
import { absoluteUrl } from './twiml-scope.ts';
import { askDocument, sendCallback, type Reply } from './webhook.ts';

export type NewText = {
  from: string;
  to: string;
  body: string;
  mediaUrls?: string[];
  statusHook?: Hook;
  direction?: Message['direction'];
  template?: boolean;
  /** How long it may wait at the carrier; longer, and it is not sent. */
  validitySeconds?: number;
};
export type TextRefusal = { code: number; message: string };

const STOP_WORDS = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const START_WORDS = ['START', 'UNSTOP'];
const HELP_WORDS = ['HELP', 'INFO'];
const LONGEST = 1600;
/** The longest a text may wait at the carrier, which is also how long it does where nothing is said. */
const LONGEST_WAIT_SECONDS = 36_000;
const WHATSAPP_WINDOW_MS = 24 * 3600 * 1000;

const pair = (line: string, other: string): string => `${line} ${other}`;
const isWhatsapp = (address: string): boolean => address.startsWith('whatsapp:');
const bare = (address: string): string => address.replace(/^whatsapp:/, '');

function refusal(
  lab: Lab,
  { from, to, body, mediaUrls = [], validitySeconds = LONGEST_WAIT_SECONDS }: NewText,
): TextRefusal | undefined {
  if (!/^(whatsapp:)?\+[1-9]\d{6,14}$/.test(to)) return { code: 21211, message: `Invalid 'To' Phone Number: ${to}` };
  if (!lab.numbers.has(bare(from)))
    return {
      code: 21606,
      message: `The 'From' phone number provided (${from}) is not a valid message-capable number for this account.`,
    };
  if (body === '' && mediaUrls.length === 0) return { code: 21602, message: 'Message body is required.' };
  if (body.length > LONGEST)
    return { code: 21617, message: 'The concatenated message body exceeds the 1600 character limit.' };
  if (!Number.isInteger(validitySeconds) || validitySeconds < 1 || validitySeconds > LONGEST_WAIT_SECONDS)
    return { code: 21624, message: 'Invalid validity period value.' };
  if (lab.optedOut.has(pair(from, to))) return { code: 21610, message: 'Attempt to send to unsubscribed recipient' };
  if (lab.phones.get(bare(to))?.textBehaviour === 'landline')
    return { code: 21614, message: `'To' number is not a valid mobile number: ${to}` };
  return undefined;
}

function addMessage(lab: Lab, text: NewText & { direction: Message['direction'] }, status: string): Message {
  const nowMs = lab.clock.nowMs();
  const message: Message = {
    sid: newSid(text.mediaUrls?.length ? 'MM' : 'SM'),
    from: text.from,
    to: text.to,
    body: text.body,
    mediaUrls: text.mediaUrls ?? [],
    direction: text.direction,
    status,
    states: [{ status, atMs: nowMs }],
    createdMs: nowMs,
    ...(text.statusHook ? { statusHook: text.statusHook } : {}),
    callbacks: Promise.resolve(),
  };
  lab.messages.set(message.sid, message);
  return message;
}

function setStatus(lab: Lab, message: Message, status: string, errorCode?: number): void {
  message.status = status;
  message.states.push({ status, atMs: lab.clock.nowMs() });
  if (errorCode !== undefined) message.errorCode = errorCode;
  emit(lab, { kind: 'text', atMs: lab.clock.nowMs(), message });
  if (!message.statusHook) return;
  sendCallback(lab, message, message.statusHook, {
    AccountSid: lab.settings.accountSid,
    ApiVersion: '2010-04-01',
    From: message.from,
    To: message.to,
    MessageSid: message.sid,
    MessageStatus: status,
    SmsSid: message.sid,
    SmsStatus: status,
    ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
  });
}

/** Sends a text from a line, or says why the carrier will not take it. */
export function sendText(lab: Lab, text: NewText): Message | TextRefusal {
  const refused = refusal(lab, text);
  if (refused) return refused;
  const message = addMessage(lab, { ...text, direction: text.direction ?? 'outbound-api' }, 'queued');
  emit(lab, { kind: 'text', atMs: message.createdMs, message });
  const nowMs = lab.clock.nowMs();
  const leavesMs = Math.max(nowMs + lab.settings.textMs, lab.textsHeldUntilMs);
  const endsMs = nowMs + (text.validitySeconds ?? LONGEST_WAIT_SECONDS) * 1000;
  if (leavesMs > endsMs) lab.clock.after(endsMs - nowMs, () => setStatus(lab, message, 'failed', 30036));
  else lab.clock.after(leavesMs - nowMs, () => deliver(lab, message, text.template ?? false));
  return message;
}

/** Sends a text of one of the carrier's own products, from a number that is not the account's. */
export function sendFromElsewhere(lab: Lab, text: Pick<NewText, 'from' | 'to' | 'body'>): void {
  const message = addMessage(lab, { ...text, direction: 'outbound-api' }, 'queued');
  emit(lab, { kind: 'text', atMs: message.createdMs, message });
  lab.clock.after(lab.settings.textMs, () => deliver(lab, message, false));
}

function deliver(lab: Lab, message: Message, template: boolean): void {
  const seenMs = lab.whatsappSeenMs.get(pair(message.from, message.to)) ?? -Infinity;
  if (isWhatsapp(message.to) && !template && lab.clock.nowMs() - seenMs > WHATSAPP_WINDOW_MS)
    return setStatus(lab, message, 'failed', 63016);
  message.sentMs = lab.clock.nowMs();
  setStatus(lab, message, 'sent');
  if (lab.numbers.has(bare(message.to))) {
    receive(lab, { from: message.from, to: message.to, body: message.body, mediaUrls: message.mediaUrls });
    return setStatus(lab, message, 'delivered');
  }
  const phone = phoneOf(lab, bare(message.to));
  if (phone.textBehaviour === 'undelivered') return setStatus(lab, message, 'undelivered', 30003);
  phone.texts.push({
    sid: message.sid,
    from: message.from,
    body: message.body,
    mediaUrls: message.mediaUrls,
    atMs: lab.clock.nowMs(),
  });
  setStatus(lab, message, 'delivered');
}

/** A short answer of the carrier's own, such as the one to STOP. */
function sayAsCarrier(lab: Lab, from: string, to: string, body: string): void {
  const message = addMessage(lab, { from, to, body, direction: 'outbound-reply' }, 'delivered');
  message.fromCarrier = true;
  phoneOf(lab, bare(to)).texts.push({
    sid: message.sid,
    from,
    body,
    mediaUrls: [],
    atMs: lab.clock.nowMs(),
    fromCarrier: true,
  });
  emit(lab, { kind: 'text', atMs: lab.clock.nowMs(), message });
}

/** Only a text that is one such word and nothing else counts. */
function honourWord(lab: Lab, line: string, from: string, body: string): void {
  const word = body.trim().toUpperCase();
  const key = pair(line, from);
  if (STOP_WORDS.includes(word) && !lab.optedOut.has(key)) {
    sayAsCarrier(
      lab,
      line,
      from,
      'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
    );
    lab.optedOut.add(key);
  } else if (START_WORDS.includes(word) && lab.optedOut.delete(key)) {
    sayAsCarrier(
      lab,
      line,
      from,
      'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.',
    );
  } else if (HELP_WORDS.includes(word)) {
    sayAsCarrier(lab, line, from, 'Reply STOP to unsubscribe. Msg & Data Rates May Apply.');
  }
}

export type InboundText = { from: string; to: string; body: string; mediaUrls?: string[]; messageSid?: string };

/** A text from a phone reaches one of the account's numbers: honoured as a word, then told to the number's webhook. */
export function receive(lab: Lab, text: InboundText): Message {
  const known = text.messageSid ? lab.messages.get(text.messageSid) : undefined;
  const message = known ?? addMessage(lab, { ...text, direction: 'inbound' }, 'received');
  if (text.messageSid && !known) {
    lab.messages.delete(message.sid);
    message.sid = text.messageSid;
    lab.messages.set(message.sid, message);
  }
  if (isWhatsapp(text.from)) lab.whatsappSeenMs.set(pair(text.to, text.from), lab.clock.nowMs());
  else if (!known) honourWord(lab, text.to, text.from, text.body);
  emit(lab, { kind: 'text', atMs: lab.clock.nowMs(), message });
  const number = lab.numbers.get(bare(text.to));
  if (number?.sms) void tellInbound(lab, message, number.sms, number.smsFallback);
  return message;
}

function inboundParams(lab: Lab, message: Message): Params {
  const media = message.mediaUrls.flatMap((url, index) => [
    [`MediaUrl${index}`, url],
    [`MediaContentType${index}`, 'image/jpeg'],
  ]);
  return {
    AccountSid: lab.settings.accountSid,
    ApiVersion: '2010-04-01',
    MessageSid: message.sid,
    SmsSid: message.sid,
    SmsMessageSid: message.sid,
    SmsStatus: 'received',
    From: message.from,
    To: message.to,
    Body: message.body,
    NumMedia: String(message.mediaUrls.length),
    NumSegments: String(smsPartsOf(message.body).parts),
    FromCity: '',
    FromState: '',
    FromZip: '',
    FromCountry: 'US',
    ToCity: '',
    ToState: '',
    ToZip: '',
    ToCountry: 'US',
    ...Object.fromEntries(media),
    ...(isWhatsapp(message.from) ? { WaId: bare(message.from).slice(1), ProfileName: 'Somebody' } : {}),
  };
}

function readReply(reply: Reply, url: string): Verb[] {
  if (reply.kind !== 'answer') throw new TwimlError(11200, `${reply.kind} at ${url}`);
  if (reply.status >= 300) throw new TwimlError(11200, `${reply.status} from ${url}`);
  if (reply.body.trim() === '') return [];
  if (!/^(text|application)\/xml/.test(reply.contentType))
    throw new TwimlError(12300, `content type ${JSON.stringify(reply.contentType)} from ${url}`);
  return parseTwiml(reply.body);
}

async function tellInbound(lab: Lab, message: Message, first: Hook, fallback: Hook | undefined): Promise<void> {
  const base = inboundParams(lab, message);
  let hook = first;
  let extra: Params = {};
  for (let document = 0; document < 20; document++) {
    try {
      const verbs = readReply(await askDocument(lab, hook, { ...base, ...extra }), hook.url);
      const redirect = reply(lab, message, verbs);
      if (!redirect) return;
      hook = { url: absoluteUrl({ verbs, url: hook.url, method: hook.method }, redirect.text), method: 'POST' };
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      alert(lab, error.code, error.message);
      if (!fallback || hook === fallback) return;
      extra = { ErrorCode: String(error.code), ErrorUrl: hook.url };
      hook = fallback;
    }
  }
}

/** Sends what a messaging document says; gives its `<Redirect>` if it has one. */
function reply(lab: Lab, message: Message, verbs: Verb[]): Verb | undefined {
  for (const verb of verbs) {
    if (verb.name === 'Redirect') return verb;
    if (verb.name !== 'Message' && verb.name !== 'Sms') {
      alert(lab, 12200, `<${verb.name}> is not allowed in a messaging document`);
      continue;
    }
    const to = verb.attributes['to'] ?? message.from;
    const sent = sendText(lab, {
      from: verb.attributes['from'] ?? message.to,
      to,
      ...contentOf(verb),
      direction: 'outbound-reply',
    });
    if ('code' in sent) alert(lab, sent.code, sent.message);
  }
  return undefined;
}
