/** Small pieces of TwiML that every document is made of. */
import TwilioVoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Spoken } from './wording.ts';

export type VoiceResponse = TwilioVoiceResponse;
type Speaker = Pick<VoiceResponse, 'say' | 'play'>;

export function voiceResponse(): VoiceResponse {
  return new TwilioVoiceResponse();
}

/** Speaks sentences one after the other. */
export function speak(into: Speaker, ...sentences: Spoken[]): void {
  for (const sentence of sentences) {
    if (sentence.kind === 'play') into.play(sentence.url);
    else into.say({ language: sentence.language as 'en-US' }, sentence.text);
  }
}

/** A menu of one key: whatever is said stops at a key, and silence comes to the same address without one. */
export function menu(response: VoiceResponse, url: string, silenceSeconds: number, say: (gather: Speaker & Pick<VoiceResponse, 'pause'>) => void): void {
  const gather = response.gather({ input: ['dtmf'], numDigits: 1, timeout: silenceSeconds, finishOnKey: '', action: url, method: 'POST' });
  say(gather);
  response.redirect({ method: 'POST' }, url);
}

/** The document that leaves a call quiet: for a party that is gone or has nothing more to hear. */
export function hangUp(...sentences: Spoken[]): string {
  const response = voiceResponse();
  speak(response, ...sentences);
  response.hangup();
  return response.toString();
}
