/** The form fields the carrier puts on every webhook of a call. */
import { DateTime } from 'luxon';
import type { Call, CallStatus, Params } from './model.ts';
import type { Lab } from './state.ts';

/** An instant as the carrier writes it: `Tue, 31 Mar 2026 20:11:22 +0000`. */
export const carrierDate = (atMs: number): string =>
  DateTime.fromMillis(atMs, { zone: 'utc', locale: 'en-US' }).toFormat("ccc, dd LLL yyyy HH:mm:ss '+0000'");

const place = (prefix: string): Params => ({
  [`${prefix}City`]: '',
  [`${prefix}State`]: '',
  [`${prefix}Zip`]: '',
  [`${prefix}Country`]: 'US',
});

const isNumber = (address: string) => address.startsWith('+');

/** Fields of a voice webhook; `status` where the webhook tells a past state. */
export function callParams(lab: Lab, call: Call, status: CallStatus | 'initiated' = call.status): Params {
  return {
    AccountSid: lab.settings.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: status,
    Direction: call.direction,
    From: call.from,
    To: call.to,
    Caller: call.from,
    Called: call.to,
    ...(isNumber(call.from) ? { ...place('From'), ...place('Caller') } : {}),
    ...place('To'),
    ...place('Called'),
    ...(call.parentCallSid ? { ParentCallSid: call.parentCallSid } : {}),
    ...call.extraParams,
  };
}
