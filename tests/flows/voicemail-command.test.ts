/** `warmline voicemail`: what was left, and its sound, with everyone who listened on record. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { warmline } from '../support/command.ts';
import { caller } from '../support/small-organisation.ts';
import { scratchFolder } from '../support/servers.ts';
import type { Stage } from '../support/stage.ts';
import { callLine, makeDue, untilTone, voicemails } from '../support/voicemail-story.ts';
import { auditOf, openAttentionOf } from '../support/stored.ts';

const environment = { ...process.env };
let stage: Stage;
afterEach(async () => {
  process.env = { ...environment };
  await stage.close();
});

test('a message is listed, saved as a sound that plays, audited, and off the list of what waits', async () => {
  const begun = await callLine();
  stage = begun.stage;
  Object.assign(process.env, { DATABASE_URL: stage.config.databaseUrl, WARMLINE_SECRET: stage.config.secret });
  expect(await warmline('voicemail', 'list')).toMatchObject({ exitCode: 0, stdout: 'No message is waiting.\n' });
  await stage.until('the caller hears the keys', () => begun.someone.sentences().join(' ').includes('press 2.'), 60);
  begun.someone.press('2');
  await untilTone(stage);
  begun.someone.say('Hello there.');
  stage.carrier.control.faults.rest({
    path: /^Recordings/,
    method: 'GET',
    does: { kind: 'status', status: 500 },
    times: 3,
  });
  await stage.pass(4);
  begun.someone.press('#');
  await stage.pass(1);
  const id = (await voicemails(stage))[0]?.id ?? '';
  const file = join(scratchFolder(), 'message.mp3');
  expect(await warmline('voicemail', 'save', id, file)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('try again in a minute'),
  });
  expect(existsSync(file)).toBe(false);
  await stage.pass(20);
  await makeDue(stage, 'AlertVoicemail');

  const listed = JSON.parse((await warmline('voicemail', 'list', '--json')).stdout) as object[];
  expect(listed).toEqual([
    {
      id,
      line: 'main',
      kind: 'message',
      language: 'en',
      seconds: expect.any(Number),
      leftAt: expect.stringMatching(/Z$/),
      heardAt: null,
      eraseAt: expect.stringMatching(/Z$/),
      fetched: true,
    },
  ]);
  expect(await warmline('voicemail', 'save', id, '/nowhere/message.mp3')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: '/nowhere/message.mp3: cannot be written\n',
  });
  expect((await voicemails(stage))[0]?.heard_at).toBeNull();
  expect(await openAttentionOf(stage)).toHaveLength(1);

  expect(await warmline('voicemail', 'save', id, file)).toMatchObject({ exitCode: 0, stderr: '' });
  const sound = readFileSync(file);
  expect(sound.subarray(0, 2).toString('hex')).toBe('fffb');
  expect((await voicemails(stage))[0]?.audio_sealed?.includes(sound.subarray(0, 64))).toBe(false);
  expect((await voicemails(stage))[0]?.heard_at).not.toBeNull();
  expect(await openAttentionOf(stage)).toEqual([]);
  expect(await auditOf(stage, 'voicemail.heard')).toMatchObject([{ subject: id, by: expect.stringMatching(/^cli:/) }]);
  const shown = (await warmline('voicemail', 'list')).stdout;
  expect(shown).not.toMatch(/unheard/);
  expect(shown).not.toContain(caller);

  await makeDue(stage, 'EraseVoicemail');
  expect(JSON.parse((await warmline('voicemail', 'list', '--json')).stdout)).toEqual([]);
  expect(await warmline('voicemail', 'save', id, file)).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `ID: no such message "${id}"\n`,
  });
  expect(readFileSync(file)).toEqual(sound);
  stage.expects({ calls: { ana: 2 } });
});
