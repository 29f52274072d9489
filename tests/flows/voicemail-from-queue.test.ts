/** A caller who would rather leave a message than wait: it is kept sealed here and gone from the carrier, and no phone rings on for them. */
import { afterEach, expect, test } from '@jest/globals';
import { line, numbers } from '../support/small-organisation.ts';
import type { Stage } from '../support/stage.ts';
import { callLine, untilTone, voicemails } from '../support/voicemail-story.ts';
import { contactsOf, legsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

/** In the queue, with Ana’s phone ringing. */
async function inQueue() {
  const begun = await callLine();
  stage = begun.stage;
  const ana = stage.phone(numbers['ana']!);
  await stage.until(
    'Ana rings and the caller hears the keys',
    () => ana.state() === 'ringing' && begun.someone.sentences().join(' ').includes('To leave a voicemail, press 2.'),
    60,
  );
  return { someone: begun.someone, ana };
}

test('the caller hears who listens, when, for how long and the crisis key before the tone; the message is kept', async () => {
  const { someone, ana } = await inQueue();
  someone.press('2');
  await stage.pass(1);
  expect(ana.state()).toBe('idle');
  await untilTone(stage);
  expect(someone.sentences().join(' ')).toMatch(
    /A shift leader or a coordinator of this line listens.*one hour.*erased within three days.*988 lifeline, press 9.*after the tone/,
  );
  someone.say('Hello, this is about tomorrow.');
  await stage.pass(4);
  someone.press('#');
  await stage.until('the call ends kindly', () => someone.state() === 'idle', 30);
  expect(someone.sentences().slice(-2).join(' ')).toMatch(/Your message is with us\..*Goodbye/);
  await stage.pass(10);
  const [message] = await voicemails(stage);
  expect(message).toMatchObject({ objection: false, recording_sealed: null, heard_at: null, erased_at: null });
  expect(message?.audio_sealed?.length).toBeGreaterThan(100);
  expect((message!.erase_at.getTime() - message!.left_at.getTime()) / 3_600_000).toBeLessThan(72);
  expect(stage.carrier.control.recordings().map((recording) => recording.status)).toEqual(['deleted']);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'voicemail' }]);
  expect(stage.carrier.control.alerts()).toEqual([]);
  expect(stage.logged.join('\n')).not.toMatch(/RE[0-9a-f]{32}/);
  stage.expects({ calls: { ana: 2 } });
});

test('a volunteer who picked up and accepts while the caller records hears thanks, and the message is kept', async () => {
  const { someone, ana } = await inQueue();
  ana.answer();
  await stage.pass(1);
  someone.press('2');
  // Her key is under way at the same moment, and comes second.
  stage.carrier.control.faults.webhook({ url: /\/leg\//, on: 'document', does: { kind: 'late', ms: 50 } });
  ana.press('1');
  await untilTone(stage);
  expect(ana.state()).toBe('idle');
  expect(ana.sentences().at(-1)).toMatch(/has chosen not to wait, and you are free again/);
  someone.say('It can wait.');
  await stage.pass(3);
  someone.press('#');
  await stage.until('the call ends', () => someone.state() === 'idle', 30);
  await stage.pass(5);
  expect(await voicemails(stage)).toHaveLength(1);
  expect(stage.carrier.control.conferences()).toEqual([]);
  expect((await legsOf(stage)).filter((one) => one.state !== 'ended')).toEqual([]);
  stage.expects({ calls: { ana: 1 } });
});

test('a volunteer who pressed first has the call; the caller’s late key for a message changes nothing', async () => {
  const { someone, ana } = await inQueue();
  ana.answer();
  await stage.pass(1);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number));
  someone.press('2');
  await stage.pass(5);
  expect(someone.talkingWith()).toEqual([ana.number]);
  expect(await voicemails(stage)).toEqual([]);
  stage.expects({ calls: { ana: 1 } });
});

test('whoever hangs up while speaking has left their message', async () => {
  const { someone } = await inQueue();
  someone.press('2');
  await untilTone(stage);
  someone.say('Please call me.');
  await stage.pass(4);
  someone.hangUp();
  await stage.pass(10);
  const [message] = await voicemails(stage);
  expect(message?.audio_sealed).not.toBeNull();
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'voicemail' }]);
  stage.expects({ calls: { ana: 2 } });
});

test('nothing said, twice: the caller is back in line at their old place and a peer is rung again', async () => {
  const { someone, ana } = await inQueue();
  const [before] = await contactsOf(stage);
  someone.press('2');
  await untilTone(stage);
  await stage.until(
    'they are asked once more',
    () => someone.sentences().join(' ').includes('You can try once more.'),
    30,
  );
  await untilTone(stage);
  await stage.until('Ana rings again', () => ana.state() === 'ringing', 60);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'waiting', rankAt: before?.rankAt }]);
  expect(await voicemails(stage)).toEqual([]);
  expect(someone.state()).toBe('listening');
  stage.expects({ calls: { ana: 3 } });
});

test('9 while speaking calls the crisis line, and what was said is kept', async () => {
  const { someone } = await inQueue();
  const crisis = stage.phone('+15559880988');
  someone.press('2');
  await untilTone(stage);
  someone.say('I do not know.');
  await stage.pass(3);
  someone.press('9');
  await stage.until('the crisis line rings', () => crisis.state() === 'ringing', 20);
  expect(stage.carrier.control.calls({ to: crisis.number })[0]?.from).toBe(line);
  await stage.pass(5);
  expect(await voicemails(stage)).toHaveLength(1);
  stage.expects({ calls: { ana: 2, '+15559880988': 1 } });
});
