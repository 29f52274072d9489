/** What becomes of a message when things break: the carrier is away, its news is lost, the process is gone, nobody listens. */
import { afterEach, expect, test } from '@jest/globals';
import { blocksNow } from '../../src/organisation/blocks.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { callLine, evening, makeDue, untilTone, voicemails } from '../support/voicemail-story.ts';
import { attentionOf, contactsOf, dueAfterVoicemailMs, storedTextsOf } from '../support/stored.ts';
import { isToBeDoneAgain } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

const withLeaders = smallOrganisation({
  ana: {},
  dev: { roles: ['shift-leader'], as: null },
  elena: { roles: ['shift-leader', 'volunteer'] },
});

/** Leaves a message from the queue and hangs up. */
async function leaveMessage(prepare: (stage: Stage) => void = () => undefined) {
  const begun = await callLine({ organisation: withLeaders });
  stage = begun.stage;
  prepare(stage);
  await stage.until('the caller hears the keys', () => begun.someone.sentences().join(' ').includes('press 2.'), 60);
  begun.someone.press('2');
  await untilTone(stage);
  begun.someone.say('Hello.');
  await stage.pass(3);
  begun.someone.press('#');
  await stage.until('the call ends', () => begun.someone.state() === 'idle', 30);
}

test('the carrier is away for minutes: it is asked again until the message is here, and only then erased there', async () => {
  await leaveMessage(({ carrier }) =>
    carrier.control.faults.rest({
      path: /^Recordings/,
      method: 'GET',
      does: { kind: 'status', status: 503 },
      times: 8,
    }),
  );
  await stage.pass(20);
  const [message] = await voicemails(stage);
  expect(message?.audio_sealed).toBeNull();
  expect(stage.carrier.control.recordings()[0]?.status).toBe('completed');
  await stage.pass(660);
  const [later] = await voicemails(stage);
  expect(later?.audio_sealed).not.toBeNull();
  expect(stage.carrier.control.recordings()[0]?.status).toBe('deleted');
  stage.expects({ calls: { ana: 2, elena: 1 } });
});

test('the news that the recording is ready is lost: it is fetched all the same', async () => {
  await leaveMessage(({ carrier }) =>
    carrier.control.faults.webhook({ url: /\/recording$/, does: { kind: 'lost' }, times: 5 }),
  );
  await stage.pass(75);
  expect((await voicemails(stage))[0]?.kept_at).not.toBeNull();
  stage.expects({ calls: { ana: 2, elena: 1 } });
});

test('every word of a message is lost: it is looked for at the carrier, and kept', async () => {
  const begun = await callLine({ organisation: withLeaders });
  stage = begun.stage;
  await stage.until('the caller hears the keys', () => begun.someone.sentences().join(' ').includes('press 2.'), 60);
  begun.someone.press('2');
  await untilTone(stage);
  stage.carrier.control.faults.webhook({ url: /\/record/, does: { kind: 'lost' }, times: 10 });
  begun.someone.say('Does anybody hear this?');
  await stage.pass(3);
  begun.someone.hangUp();
  await stage.pass(70);
  expect(await voicemails(stage)).toEqual([]);
  await makeDue(stage, 'FindVoicemail');
  await stage.pass(3);
  expect((await voicemails(stage))[0]?.kept_at).not.toBeNull();
  expect(stage.carrier.control.recordings().map((recording) => recording.status)).toEqual(['deleted']);
  stage.expects({ calls: { ana: 2, elena: 1 } });
});

test('the service restarts between the message and its fetching: another one finishes', async () => {
  await leaveMessage(({ carrier }) =>
    carrier.control.faults.rest({ path: /^Recordings/, does: { kind: 'status', status: 500 }, times: 3 }),
  );
  await stage.restart();
  await stage.pass(30);
  const [message] = await voicemails(stage);
  expect(message).toMatchObject({ recording_sealed: null, erased_at: null });
  expect(message?.kept_at).not.toBeNull();
  stage.expects({ calls: { ana: 2, elena: 1 } });
});

test('delivered twice and out of order, the news makes one message', async () => {
  await leaveMessage(({ carrier }) => {
    carrier.control.faults.webhook({ url: /\/recording$/, does: { kind: 'repeat', copies: 3 } });
    carrier.control.faults.webhook({ url: /\/recorded/, does: { kind: 'repeat', copies: 2 } });
  });
  await stage.pass(70);
  expect(await voicemails(stage)).toHaveLength(1);
  stage.expects({ calls: { ana: 2, elena: 1 } });
});

test('unheard after an hour: the leader on shift gets a text without a word of who called, and it stands on the list; once', async () => {
  await leaveMessage();
  expect(await dueAfterVoicemailMs(stage, 'AlertVoicemail')).toBe(3_600_000);
  await makeDue(stage, 'AlertVoicemail');
  const [message] = await voicemails(stage);
  expect(message?.alerted_at).not.toBeNull();
  expect(await attentionOf(stage)).toMatchObject([
    { kind: 'voicemail-unheard', lineId: 'main', subject: message?.id, doneAt: null },
  ]);
  expect((await storedTextsOf(stage)).filter((one) => one.direction === 'out')).toMatchObject([
    { personId: 'elena', sentence: 'leaderVoicemailUnheard' },
  ]);
  await stage.until('Elena gets the text', () => stage.phone(numbers['elena']!).texts().length > 0, 20);
  const [text] = stage.phone(numbers['elena']!).texts();
  expect(text?.body).toMatch(/A voicemail on Northside Warmline has waited for an hour/);
  expect(text?.body).not.toContain(caller);
  await isToBeDoneAgain(stage, 'AlertVoicemail');
  await makeDue(stage, 'AlertVoicemail');
  expect(await attentionOf(stage)).toHaveLength(1);
  expect(stage.phone(numbers['elena']!).texts()).toHaveLength(1);
  stage.expects({ calls: { ana: 2, elena: 1 }, texts: { elena: [/^A voicemail on Northside Warmline has waited/] } });
});

test('within three days it is erased, here and at the carrier, even when it could never be fetched', async () => {
  await leaveMessage(({ carrier }) =>
    carrier.control.faults.rest({
      path: /^Recordings/,
      method: 'GET',
      does: { kind: 'status', status: 500 },
      times: 1_000,
    }),
  );
  expect(await dueAfterVoicemailMs(stage, 'EraseVoicemail')).toBeLessThan(72 * 3_600_000);
  await makeDue(stage, 'EraseVoicemail');
  const [message] = await voicemails(stage);
  expect(message).toMatchObject({ audio_sealed: null, recording_sealed: null });
  expect(message?.erased_at).not.toBeNull();
  expect(stage.carrier.control.recordings()[0]?.status).toBe('deleted');
  await makeDue(stage, 'AlertVoicemail');
  expect(await attentionOf(stage)).toEqual([]);
  stage.expects({ calls: { ana: 2, elena: 1 } });
});

test('the line is closed: the caller hears that somebody listens once it is open again, and nobody is rung', async () => {
  const organisation = smallOrganisation(
    { ana: {} },
    { openingHours: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], start: '17:00', end: '23:00' }] },
  );
  stage = await setStage({ organisation, at: '2026-11-10T09:00:00-06:00' });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until(
    'they are offered a message',
    () => someone.sentences().join(' ').includes('To leave a voicemail, press 2.'),
    60,
  );
  someone.press('2');
  await untilTone(stage);
  expect(someone.sentences().join(' ')).toMatch(/once we are open again, today at 5 PM/);
  someone.say('Good morning.');
  await stage.pass(3);
  someone.press('#');
  await stage.until('the call ends', () => someone.state() === 'idle', 30);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'closed' }]);
  expect(await voicemails(stage)).toHaveLength(1);
  expect(stage.carrier.control.calls({ to: numbers['ana']! })).toEqual([]);
});

test('a blocked caller objects by a message, which says so on the list', async () => {
  const organisation = {
    ...smallOrganisation({ ana: {} }),
    blocks: [{ number: caller, line: 'main', reason: 'abuse', until: '2026-11-12T00:00:00Z' }],
  };
  stage = await setStage({ organisation, at: evening });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until(
    'they hear how to object',
    () => /this is a mistake, press 2 and leave a message/.test(someone.sentences().join(' ')),
    60,
  );
  someone.press('2');
  await untilTone(stage);
  someone.say('I never did that.');
  await stage.pass(3);
  someone.hangUp();
  await stage.pass(5);
  expect(await voicemails(stage)).toMatchObject([{ objection: true }]);
  expect(await attentionOf(stage)).toMatchObject([{ kind: 'block-objection', lineId: 'main', doneAt: null }]);
  expect(await blocksNow(stage.service.deps.room)).toMatchObject([{ objectedAtMs: expect.any(Number) }]);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'blocked' }]);
});
