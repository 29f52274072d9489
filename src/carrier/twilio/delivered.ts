/** Reads the carrier's form into what it says; nothing here decides or answers. */
import type { Request } from 'express';
import type { CallStatus, TextState } from '../carrier.ts';
import { isOver, type Delivered } from '../delivered.ts';
import type { Form } from './delivery.ts';

/** A text has no more media files than this. */
const mostMedia = 10;
const statuses: Record<CallStatus, true> = {
  queued: true,
  initiated: true,
  ringing: true,
  'in-progress': true,
  completed: true,
  busy: true,
  failed: true,
  'no-answer': true,
  canceled: true,
};

/** What a request of the carrier says that `readDelivery` has read; one without a form says nothing. */
export function deliveredIn(request: Pick<Request, 'body'>): Delivered {
  return deliveredOf((request.body ?? {}) as Form);
}

function deliveredOf(form: Form): Delivered {
  const status = form['CallStatus'];
  const knownStatus = status !== undefined && Object.hasOwn(statuses, status) ? (status as CallStatus) : null;
  const callSid = form['CallSid'] || null;
  const direction = directionIn(form);
  // News carries a source and a number of its own; a call that comes in says how it stands.
  const isNews = form['CallbackSource'] !== undefined || form['SequenceNumber'] !== undefined;
  return {
    callSid,
    textSid: (form['MessageSid'] ?? form['SmsSid']) || null,
    from: bare(form['From']),
    to: bare(form['To']),
    channel: form['From']?.startsWith('whatsapp:') ? 'whatsapp' : 'sms',
    direction,
    status: knownStatus,
    isNewCall:
      !isNews && callSid !== null && direction === 'in' && status !== undefined && !isOver({ status: knownStatus }),
    keys: form['Digits'] || null,
    answerer: answererIn(form),
    handedOnTalked: form['DialCallStatus'] === 'completed' || form['DialCallStatus'] === 'answered',
    recording: form['RecordingSid']
      ? {
          sid: form['RecordingSid'],
          seconds: Number(form['RecordingDuration']) || 0,
          isWhole: form['RecordingStatus'] === 'completed',
        }
      : null,
    conference: form['FriendlyName'] ? { name: form['FriendlyName'], event: conferenceEventIn(form) } : null,
    text: {
      body: form['Body'] ?? '',
      mediaCount: Math.min(mostMedia, Math.max(0, Math.trunc(Number(form['NumMedia']) || 0))),
    },
    textState: textStateOf(form['MessageStatus']),
    problemCode: Number(form['ErrorCode']) || null,
  };
}

function directionIn(form: Form): Delivered['direction'] {
  if (form['Direction'] === 'inbound') return 'in';
  return form['Direction']?.startsWith('outbound') ? 'out' : null;
}

/** A fax is a machine, and what the carrier does not know it does not say. */
function answererIn(form: Form): Delivered['answerer'] {
  const guess = form['AnsweredBy'];
  if (!guess) return null;
  if (guess === 'human') return 'person';
  return guess.startsWith('machine') || guess === 'fax' ? 'machine' : 'unknown';
}

function conferenceEventIn(form: Form): 'joined' | 'left' | 'other' {
  if (form['StatusCallbackEvent'] === 'participant-join') return 'joined';
  return form['StatusCallbackEvent'] === 'participant-leave' ? 'left' : 'other';
}

/** The carrier's word for what became of a text; null while it is on its way, or where that is all we hear of it. */
export function textStateOf(state: string | undefined): TextState | null {
  return state === 'delivered' || state === 'undelivered' || state === 'failed' ? state : null;
}

/** An address of another channel begins with the channel's name. */
function bare(address: string | undefined): string {
  return (address ?? '').replace(/^whatsapp:/, '');
}
