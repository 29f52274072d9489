/** The account's own numbers at the carrier: what each does when it is called, and how that is set right. */
import twilio from 'twilio';
import { CarrierRequestClient } from './request-client.ts';
import type { Settings } from '../../platform/config.ts';
import { isSameNumber, spellingsOf } from '../../platform/phone-number.ts';

/** What a number of a line has to be configured with. */
export type NumberSettings = {
  voiceUrl: string;
  voiceMethod: string;
  voiceFallbackUrl: string;
  statusCallback: string;
  statusCallbackMethod: string;
  smsUrl: string;
  smsMethod: string;
  smsFallbackUrl: string;
};

export type CarrierNumbers = {
  /** The number as the account has it; null when it is not the account's. */
  find(phoneNumber: string): Promise<({ sid: string } & NumberSettings) | null>;
  configure(sid: string, settings: NumberSettings): Promise<void>;
  /** Whether the carrier takes the account's credentials, and how far its clock is ahead of this machine's. */
  askAccount(): Promise<{ answers: 'yes' | 'refused' | 'no'; clockAheadMs: number | null }>;
};

const timeoutMs = 15_000;

/** The numbers of the account in `settings`, reached at `apiBaseUrl()`. */
export function openCarrierNumbers(settings: Pick<Settings, 'twilio'>, apiBaseUrl: () => string): CarrierNumbers {
  const { accountSid, authToken } = settings.twilio;
  const client = twilio(accountSid, authToken, {
    accountSid,
    httpClient: new CarrierRequestClient(apiBaseUrl, timeoutMs),
  });
  return {
    async find(phoneNumber) {
      const [spelling = phoneNumber, ...others] = new Set([phoneNumber, ...spellingsOf(phoneNumber)]);
      const listed = async (wanted: string) =>
        (await client.incomingPhoneNumbers.list({ phoneNumber: wanted, limit: 20 })).find((number) =>
          isSameNumber(number.phoneNumber, phoneNumber),
        );
      let found = await listed(spelling);
      for (const other of others) found ??= await listed(other);
      if (!found) return null;
      const { sid, voiceUrl, voiceMethod, voiceFallbackUrl, statusCallback, statusCallbackMethod } = found;
      const { smsUrl, smsMethod, smsFallbackUrl } = found;
      const calls = { voiceUrl, voiceMethod, voiceFallbackUrl, statusCallback, statusCallbackMethod };
      return { sid, ...calls, smsUrl, smsMethod, smsFallbackUrl };
    },
    async askAccount() {
      const beganMs = Date.now();
      try {
        const response = await fetch(
          `${apiBaseUrl()}/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json?PageSize=1`,
          {
            headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
            signal: AbortSignal.timeout(timeoutMs),
          },
        );
        await response.arrayBuffer();
        const toldMs = Date.parse(response.headers.get('date') ?? '');
        // The carrier tells whole seconds: half a one is added, the middle of what it can be.
        const clockAheadMs = Number.isNaN(toldMs) ? null : Math.round(toldMs + 500 - (beganMs + Date.now()) / 2);
        const answers = response.ok ? 'yes' : response.status < 500 && response.status !== 429 ? 'refused' : 'no';
        return { answers, clockAheadMs };
      } catch {
        return { answers: 'no', clockAheadMs: null };
      }
    },
    async configure(sid, wanted) {
      await client.incomingPhoneNumbers(sid).update(wanted);
    },
  };
}

/** What every line's number is to be configured with at this service. */
export function wantedSettings({
  publicBaseUrl,
  twilio: { fallbackUrl },
}: Pick<Settings, 'publicBaseUrl' | 'twilio'>): NumberSettings {
  return {
    voiceUrl: `${publicBaseUrl}/twilio/voice`,
    voiceMethod: 'POST',
    voiceFallbackUrl: fallbackUrl ?? '',
    statusCallback: `${publicBaseUrl}/twilio/voice/status`,
    statusCallbackMethod: 'POST',
    smsUrl: `${publicBaseUrl}/twilio/messages`,
    smsMethod: 'POST',
    // A text whose delivery breaks off with a process that dies is delivered once more: to another one.
    smsFallbackUrl: `${publicBaseUrl}/twilio/messages`,
  };
}
