/** More callers at once than the database can be asked for: who only waits is led back at once, and whoever presses a key or takes a call gets through (V10). */
import pg from 'pg';
import { afterEach, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { eventually } from '../support/patience.ts';
import { ownRedis } from '../support/servers.ts';
import { caller, line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

async function post(path: string, more: Record<string, string> = {}): Promise<string> {
  const form = { CallSid: 'CA-of-a-crowd', From: caller, To: line, CallStatus: 'in-progress', Direction: 'inbound' };
  const said = { ...form, ...more };
  const url = `${stage.service.url}${path}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'x-twilio-signature': twilio.getExpectedTwilioSignature('a-token-of-the-stage', url, said) },
    body: new URLSearchParams(said),
  });
  expect(response.status).toBe(200);
  return response.text();
}

const askedLater = /We are sorry.*<Pause length="10"\/>.*<Redirect method="POST">http.*\/twilio\/voice/s;
const letIn = /We are sorry.*<Pause length="3"\/>.*<Redirect method="POST">http.*\/twilio\/voice/s;

test('who only waits asks later, and the line is there for everybody afterwards', async () => {
  // News of other stages on the same Redis would take a connection.
  const redisUrl = (await ownRedis()).url;
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00', redisUrl });
  stage.expects({ calls: { ana: 1 } });
  stage.phone(caller).call(line);
  await stage.settle();
  const holder = new pg.Client({ connectionString: stage.config.databaseUrl ?? '' });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE contacts, legs IN ACCESS EXCLUSIVE MODE');
  const { pool } = stage.service.deps.database;
  const crowd = Array.from({ length: 64 }, (_, one) => post('/twilio/voice', { CallSid: `CA-of-a-crowd-${one}` }));
  await eventually('everybody waits for a connection', () => pool.waitingCount >= 48);
  for (const path of ['/twilio/voice', '/twilio/voice/caller/x/hold']) expect(await post(path)).toMatch(askedLater);
  const [pressed, recorded, taken] = await Promise.all([
    post('/twilio/voice/caller/x/hold', { Digits: '9' }),
    post('/twilio/voice/caller/x/recorded', { RecordingSid: 'RE1' }),
    post('/twilio/voice/leg/x/y/offer', { Direction: 'outbound-api', Digits: '1' }),
  ]);
  for (const answer of [pressed, recorded, taken]) expect(answer).toMatch(letIn);
  for (const answer of await Promise.all(crowd)) expect(answer).toMatch(letIn);
  await holder.query('ROLLBACK');
  await holder.end();
  await eventually('nobody waits for a connection', () => pool.waitingCount === 0);
  expect(await post('/twilio/voice/caller/x/hold')).not.toMatch(/We are sorry/);
});
