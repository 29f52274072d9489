/** The stage itself: whatever a story does not name fails it at its end, whether it asks or not. */
import { expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { texting } from '../support/texting.ts';

const evening = '2026-11-10T18:00:00-06:00';

/** Somebody calls, Ana's phone rings, and they give up; she is told nothing. */
async function ringing(): Promise<Stage> {
  const stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  stage.phone(caller).call(line);
  await stage.until('Ana rings', () => stage.phone(numbers['ana']!).state() === 'ringing');
  return stage;
}

/** Ana texts OFF, and is answered. */
async function answered(): Promise<Stage> {
  const stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  await texting(stage).write(numbers['ana']!, 'OFF');
  return stage;
}

test('a call that nobody named fails the story', async () => {
  const stage = await ringing();
  expect(stage.expectNothingElse).toThrow(/a call to ana \(ringing\)/);
  await expect(stage.close()).rejects.toThrow(/a call to ana/);
});

test('named, answered or declined, it is expected; one more is not', async () => {
  const named = await ringing();
  named.expects({ calls: { ana: 1 } });
  await named.close();

  const declined = await ringing();
  declined.phone(numbers['ana']!).decline();
  declined.expectNothingElse();
  await declined.until('Ana rings again', () => declined.phone(numbers['ana']!).state() === 'ringing', 120);
  await expect(declined.close()).rejects.toThrow(/a call to ana \(ringing\)/);
});

test('a text that nobody named fails the story', async () => {
  const stage = await answered();
  stage.expects({ texts: { ana: [/^Something else/] } });
  await expect(stage.close()).rejects.toThrow(
    /a text to ana like .*Something else[^]*a text to ana: .*Your calls are off/,
  );
});

test('named, or read as news, it is expected', async () => {
  const named = await answered();
  named.expects({ texts: { ana: [/^Your calls are off/] } });
  await named.close();

  const read = await answered();
  expect(texting(read).news(numbers['ana']!)).toHaveLength(1);
  await read.close();
});

test('a call or a text that is named and does not come fails the story', async () => {
  const stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: evening });
  stage.expects({ calls: { ana: 1 }, texts: { ben: ['Hello Ben'] }, alerts: [/no such complaint/] });
  await expect(stage.close()).rejects.toThrow(/a call to ana[^]*a text to ben like Hello Ben[^]*no such complaint/);
});

test('a complaint of the carrier that nobody named fails the story', async () => {
  const stage = await setStage({ organisation: smallOrganisation({ ana: { as: null } }), at: evening });
  stage.carrier.control.faults.webhook({ on: 'document', does: { kind: 'lost' } });
  stage.phone(caller).call(line);
  await stage.pass(2);
  await expect(stage.close()).rejects.toThrow(/no-connection at/);
});

test('a story that has failed shows why, and not what it did not come to say', async () => {
  const stage = await ringing();
  const told = globalThis as { storyHasFailed?: boolean };
  told.storyHasFailed = true;
  await stage.close();
  told.storyHasFailed = false;
});

test('a story that cannot know what goes out says why', async () => {
  const stage = await ringing();
  expect(() => stage.cannotKnow(' ')).toThrow(/says why/);
  stage.cannotKnow('traffic by chance');
  await stage.close();
});
