/** The account's own numbers and where their calls and texts are told. */
import type { Hook, LineNumber } from './model.ts';
import { newSid } from './sids.ts';
import type { Lab } from './state.ts';

export type NumberHooks = {
  voiceUrl?: string;
  voiceMethod?: 'GET' | 'POST';
  voiceFallbackUrl?: string;
  statusCallback?: string;
  smsUrl?: string;
  smsMethod?: 'GET' | 'POST';
  smsFallbackUrl?: string;
};

/** Sets, changes or (with an empty URL) removes a hook. */
function changedHook(before: Hook | undefined, url: string | undefined, method: string | undefined): Hook | undefined {
  const chosen = url ?? before?.url ?? '';
  if (chosen === '') return undefined;
  const asked = method?.toUpperCase() ?? before?.method ?? 'POST';
  return { url: chosen, method: asked === 'GET' ? 'GET' : 'POST' };
}

/** Adds a number to the account, or changes what it is configured with. */
export function addNumber(lab: Lab, phoneNumber: string, hooks: NumberHooks): LineNumber {
  const known = lab.numbers.get(phoneNumber);
  const number: LineNumber = known ?? { sid: newSid('PN'), phoneNumber, friendlyName: phoneNumber, other: {} };
  const set = (name: 'voice' | 'voiceFallback' | 'status' | 'sms' | 'smsFallback', url?: string, method?: string) => {
    const hook = changedHook(number[name], url, method);
    if (hook) number[name] = hook;
    else delete number[name];
  };
  set('voice', hooks.voiceUrl, hooks.voiceMethod);
  set('voiceFallback', hooks.voiceFallbackUrl);
  set('status', hooks.statusCallback);
  set('sms', hooks.smsUrl, hooks.smsMethod);
  set('smsFallback', hooks.smsFallbackUrl);
  lab.numbers.set(phoneNumber, number);
  return number;
}
