/** Turns documents into TwiML, as the carrier takes them. */
import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Document, Heard, Step } from '../document.ts';
import { partsOf } from '../text-parts.ts';

type Speaker = Pick<VoiceResponse, 'say' | 'play' | 'pause'>;

/** The carrier refuses a `<Say>` of more than 4,096 characters, escaped ones counted as they are written (carrier.md). */
const longestSaying = 2_000;
/** What no XML document may hold; one such sign in a line's own words would cost the caller the whole document. */
const unspeakable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const post = { method: 'POST' } as const;

/** The document as TwiML; total over everything a document can hold. */
export function twimlOf(document: Document): string {
  const response = new VoiceResponse();
  for (const step of document) write(response, step);
  return response.toString();
}

function write(response: VoiceResponse, step: Step): void {
  switch (step.kind) {
    case 'say':
    case 'play':
    case 'pause':
      return hear(response, step);
    case 'ask':
      return ask(response, step);
    case 'go-on':
      return void response.redirect(post, step.url);
    case 'record':
      return record(response, step);
    case 'meet':
      return meet(response, step);
    case 'connect':
      return void response
        .dial({ callerId: step.from, timeout: step.ringSeconds, action: step.overTo, ...post })
        .number(step.number);
    case 'hang-up':
      return void response.hangup();
  }
}

/** Speaks in pieces as long as the carrier takes: words that people wrote can be of any length. */
function hear(into: Speaker, heard: Heard): void {
  if (heard.kind === 'play') into.play(heard.url);
  else if (heard.kind === 'pause') into.pause({ length: heard.seconds });
  else
    for (const piece of partsOf(heard.text.replace(unspeakable, ' '), longestSaying))
      if (piece !== '') into.say({ language: heard.language as 'en-US' }, piece);
}

/** Silence falls through to the next verb (carrier.md), so that verb leads on. */
function ask(response: VoiceResponse, step: Extract<Step, { kind: 'ask' }>): void {
  const keys =
    step.keys === 'one' ? { numDigits: 1, finishOnKey: '' } : { numDigits: step.keys.atMost, finishOnKey: '#' };
  const gather = response.gather({
    input: ['dtmf'],
    ...keys,
    timeout: step.silenceSeconds,
    action: step.answerTo,
    ...post,
  });
  for (const heard of step.heard) hear(gather, heard);
  response.redirect(post, step.silenceTo);
}

function record(response: VoiceResponse, step: Extract<Step, { kind: 'record' }>): void {
  response.record({
    action: step.answerTo,
    ...post,
    maxLength: step.mostSeconds,
    timeout: step.silenceSeconds,
    finishOnKey: step.endedBy,
    trim: 'trim-silence',
    playBeep: true,
    recordingStatusCallback: step.news,
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed', 'absent'],
  });
  // Where nothing was said the carrier goes on here.
  response.redirect(post, step.answerTo);
}

function meet(response: VoiceResponse, step: Extract<Step, { kind: 'meet' }>): void {
  response.dial({ hangupOnStar: step.starLeaves, action: step.leftTo, ...post }).conference(
    {
      beep: 'false',
      startConferenceOnEnter: true,
      endConferenceOnExit: step.endsIt,
      ...(step.waitAt === null ? {} : { waitUrl: step.waitAt, waitMethod: 'POST' as const }),
      statusCallback: step.news,
      statusCallbackEvent: ['start', 'end', 'join', 'leave', 'hold', 'announcement'],
      statusCallbackMethod: 'POST',
    },
    step.conference,
  );
}

/** The answer to a text's webhook: `body` as a text back, or nothing. */
export function textAnswerOf(body: string | null): string {
  const response = new MessagingResponse();
  if (body !== null) response.message({}, body);
  return response.toString();
}
