/** Nobody has two contacts at once: while words go to and fro in a text conversation, its peer's phone does not ring (V3). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const texter = '+15550900009';

test('Ana texts with somebody: the call waits for her until it has been quiet for ten minutes', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, {}, { overflow: [{ afterSeconds: 3000, do: 'voicemail' }] }),
    at: evening,
  });
  const { write } = texting(stage);
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  await write(texter, 'hello');
  await write(ana.number, 'Hi, I am here.');
  someone.call(line);
  await stage.pass(5 * 60);
  await write(texter, 'thank you');
  await stage.pass(9 * 60);
  expect(stage.carrier.control.calls({ to: ana.number })).toEqual([]);
  await stage.until('it has been quiet for a while, and Ana’s phone rings', () => ana.state() === 'ringing', 90);
  ana.answer();
  await stage.until('Ana is asked', () => ana.state() === 'listening');
  ana.press('1');
  await stage.until('they talk', () => someone.state() === 'talking' && ana.state() === 'talking');
  await write(texter, 'one more thing');
  expect(ana.texts().at(-1)?.body).toBe('one more thing');
  expect(ana.state()).toBe('talking');
  stage.expects({
    texts: {
      ana: [
        /^Someone is writing in English\. What you write/,
        'hello',
        'thank you',
        /^They wrote and wait for your answer\. PASS/,
        'one more thing',
      ],
      '+15550900009': [/^This is Northside Warmline\. A volunteer who/, 'Hi, I am here.'],
    },
  });
});

test('DONE frees her for the caller who waits', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, {}, { wrapUpMinutes: 0 }), at: evening });
  const { write } = texting(stage);
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  await write(texter, 'hello');
  await write(ana.number, 'Hi, I am here.');
  someone.call(line);
  await stage.pass(20);
  expect(ana.state()).toBe('idle');
  await write(texter, 'DONE');
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 20);
  stage.expects({
    calls: { ana: 1 },
    texts: {
      ana: [
        /^Someone is writing in English\. What you write/,
        'hello',
        /^The conversation is closed\. Thank you for/,
        /^How heavy was that for you\? Reply/,
      ],
      '+15550900009': [
        /^This is Northside Warmline\. A volunteer who/,
        'Hi, I am here.',
        /^This conversation is closed now\. Thank you/,
      ],
    },
  });
});

test('and nobody gets a conversation while their phone rings', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, read } = texting(stage);
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  someone.call(line);
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing');
  await write(texter, 'hello');
  expect(read(ana.number)).toEqual([]);
  someone.hangUp();
  await stage.pass(5);
  expect(read(ana.number)).toEqual([expect.stringMatching(/^Someone is writing/), 'hello']);
  stage.expects({
    calls: { ana: 1 },
    texts: {
      '+15550900009': [/^This is Northside Warmline\. A volunteer who/],
      ana: [/^Someone is writing in English\. What you write/, 'hello'],
    },
  });
});
