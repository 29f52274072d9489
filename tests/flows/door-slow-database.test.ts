/** The database hangs: every webhook of a call is answered all the same, with sorry words that lead back, and news with 204 (V10). */
import pg from 'pg';
import { afterEach, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { caller, line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const form = {
  CallSid: 'CA-of-a-slow-day',
  From: caller,
  To: line,
  CallStatus: 'in-progress',
  Direction: 'inbound',
  AnsweredBy: 'human',
};

async function post(path: string): Promise<{ status: number; text: string }> {
  const url = `${stage.service.url}${path}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'x-twilio-signature': twilio.getExpectedTwilioSignature('a-token-of-the-stage', url, form) },
    body: new URLSearchParams(form),
  });
  return { status: response.status, text: await response.text() };
}

test('answers come while it hangs', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  // Who the organisation is is known from the first call on.
  stage.phone(caller).call(line);
  await stage.settle();
  const holder = new pg.Client({ connectionString: stage.config.databaseUrl ?? '' });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE contacts, legs, texts, voicemails IN ACCESS EXCLUSIVE MODE');
  const documents = [
    '/twilio/voice',
    '/twilio/voice/caller/x/hold',
    '/twilio/voice/caller/x/recorded',
    '/twilio/voice/leg/x/y/offer',
    '/twilio/voice/leg/x/y/callback',
    '/twilio/voice/leg/x/y/check-in',
    '/twilio/voice/callback/x/now',
    '/twilio/voice/announce/x/fiveMinutesLeft',
  ];
  const news = [
    '/twilio/voice/leg/x/y/status',
    '/twilio/voice/leg/x/y/hint',
    '/twilio/voice/conference/x',
    '/twilio/voice/caller/x/recording',
  ];
  const heard = await Promise.all(documents.map(post));
  for (const answer of heard) {
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/We are sorry.*<Pause.*<Redirect method="POST">http.*\/twilio\/voice/s);
  }
  const known = await Promise.all(news.map(post));
  expect(known.map(({ status }) => status)).toEqual(news.map(() => 204));
  await holder.query('ROLLBACK');
  await holder.end();
  stage.expects({ calls: { ana: 1 } });
});
