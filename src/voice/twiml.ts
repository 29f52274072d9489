/** Small pieces of TwiML that every document is made of. */
import TwilioVoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { partsOf } from '../messaging/parts.ts';
import type { Spoken } from './wording.ts';

export type VoiceResponse = TwilioVoiceResponse;
type Speaker = Pick<VoiceResponse, 'say' | 'play'>;

export function voiceResponse(): VoiceResponse {
  return new TwilioVoiceResponse();
}

/** The carrier refuses a `<Say>` of more than 4,096 characters, escaped ones counted as they are written (carrier.md). */
const longestSaying = 2_000;
/** What no XML document may hold; one such sign in a line's own words would cost the caller the whole document. */
const unspeakable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Speaks sentences one after the other, in as many pieces as the carrier takes; words people wrote themselves are any words. */
export function speak(into: Speaker, ...sentences: Spoken[]): void {
  for (const sentence of sentences) {
    if (sentence.kind === 'play') {
      into.play(sentence.url);
      continue;
    }
    const pieces = partsOf(sentence.text.replace(unspeakable, ' '), longestSaying).filter((piece) => piece !== '');
    for (const piece of pieces) into.say({ language: sentence.language as 'en-US' }, piece);
  }
}

/** A menu of one key: whatever is said stops at a key, and silence comes to the same address without one. */
export function menu(
  response: VoiceResponse,
  url: string,
  silenceSeconds: number,
  say: (gather: Speaker & Pick<VoiceResponse, 'pause'>) => void,
): void {
  const gather = response.gather({
    input: ['dtmf'],
    numDigits: 1,
    timeout: silenceSeconds,
    finishOnKey: '',
    action: url,
    method: 'POST',
  });
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

/** The document that says nothing, for an announcement that has come to nothing. */
export function silent(): string {
  return voiceResponse().toString();
}
