/** A caller ends their message while nothing of ours answers: brought back by the fallback document, they are thanked and not asked again. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';
import { line } from '../support/small-organisation.ts';
import type { Stage } from '../support/stage.ts';
import { callLine, untilTone, voicemails } from '../support/voicemail-story.ts';

let stage: Stage;
let elsewhere: Server;
afterEach(async () => {
  elsewhere.close();
  await stage.close();
});

/** A caller at the tone, on a line whose fallback document is hosted elsewhere. */
async function atTheTone() {
  const begun = await callLine();
  stage = begun.stage;
  const fallback = readFileSync(join(projectRoot, 'infra/fallback/fallback.xml'), 'utf8').replace(
    'https://warmline.example.org',
    String(stage.service.url),
  );
  elsewhere = createServer((_request, response) => response.setHeader('content-type', 'text/xml').end(fallback));
  await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
  const voiceFallbackUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/fallback.xml`;
  begun.someone.hangUp();
  await stage.pass(2);
  stage.carrier.control.number(line, { voiceFallbackUrl });
  begun.someone.call(line);
  await stage.until('the caller hears the keys', () => begun.someone.sentences().join(' ').includes('press 2.'), 60);
  begun.someone.press('2');
  await untilTone(stage);
  // From here on nothing of ours answers, until the fallback document has spoken.
  stage.carrier.control.faults.webhook({ url: /\/record/, does: { kind: 'lost' }, times: 10 });
  return begun.someone;
}

const intros = (phone: ReturnType<Stage['phone']>) =>
  phone.sentences().filter((sentence) => sentence.includes('erased within three days')).length;

test('the message is found at the carrier: thanks and goodbye', async () => {
  const someone = await atTheTone();
  someone.say('Please tell her I am alright.');
  await stage.pass(3);
  someone.press('#');
  await stage.until('they hear the fallback document', () =>
    someone.sentences().join(' ').includes('We are trying again'),
  );
  await stage.until('the call ends', () => someone.state() === 'idle', 60);
  expect(someone.sentences().slice(-2).join(' ')).toMatch(/Your message is with us\..*Goodbye/);
  expect(intros(someone)).toBe(1);
  await stage.pass(10);
  const [message, ...more] = await voicemails(stage);
  expect(more).toEqual([]);
  expect(message?.kept_at).not.toBeNull();
  const contacts = await stage.rows<{ outcome: string }>('SELECT outcome FROM contacts ORDER BY arrived_at DESC');
  expect(contacts[0]?.outcome).toBe('voicemail');
});

test('nothing was said before it: they are asked once more, and what they say then is kept', async () => {
  const someone = await atTheTone();
  await stage.until(
    'they hear the fallback document',
    () => someone.sentences().join(' ').includes('We are trying again'),
    30,
  );
  stage.carrier.control.faults.clear();
  await untilTone(stage);
  expect(intros(someone)).toBe(2);
  someone.say('Here I am again.');
  await stage.pass(3);
  someone.press('#');
  await stage.until('the call ends', () => someone.state() === 'idle', 60);
  expect(someone.sentences().slice(-2).join(' ')).toMatch(/Your message is with us\..*Goodbye/);
  await stage.pass(10);
  expect(await voicemails(stage)).toHaveLength(1);
});
