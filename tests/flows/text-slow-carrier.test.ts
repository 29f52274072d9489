/** A carrier with a backlog: what has lost its sense by the time it could leave wakes nobody, and nothing that matters is lost unseen (T2, T7). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { attentionOf, storedTextsOf } from '../support/stored.ts';
import { wasToBeTold } from '../support/by-hand.ts';
import { evening, texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const [ana, ben] = [numbers['ana']!, numbers['ben']!];
const hours = (count: number) => count * 3600;
/** Lets hours go by in quarters, each with everything that follows. */
async function later(seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 900) {
    await stage.jump(900);
    await stage.pass(1);
  }
}
const failed = async () => [
  ...new Set(
    (await storedTextsOf(stage))
      .filter(({ state }) => state === 'failed' || state === 'undelivered')
      .map(({ problem }) => problem),
  ),
];
const notSent = async () => (await attentionOf(stage)).filter(({ kind }) => kind === 'text-not-sent');

test('a night with a slow carrier: nobody is woken, and promises and numbers of help still come', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: { as: null } }), at: evening });
  const { write, read, news } = texting(stage);
  stage.carrier.control.holdTexts(hours(9));
  await write(ana, 'OFF');
  await write(ana, 'COVER');
  await write(caller, 'hello, is somebody there?');
  await write(caller, 'CALL ME');
  await later(hours(1));
  expect([read(ana), read(ben), read(caller)]).toEqual([[], [], []]);
  await later(hours(8.5));
  expect([news(ana), news(ben)]).toEqual([[], []]);
  const came = news(caller);
  expect(came).toContainEqual(expect.stringMatching(/988 lifeline at \+15559880988/));
  expect(came).toContainEqual(expect.stringMatching(/^We will call you/));
  expect(came).not.toContainEqual(expect.stringMatching(/is it safe to leave/));
  expect(await failed()).toEqual(['30036']);
  expect(await notSent()).toEqual([]);
  // The carrier took them and kept them until their time was over.
  stage.expects({
    texts: {
      ana: [/^Your calls are off\. Thank you for all you do\./, /^Wed Nov 11, 5 PM - 11 PM is up for someone else\./],
      ben: [/^Someone is looking for cover: Wed Nov 11/],
      [caller]: [/^We will call this number\. If nobody picks up,/],
    },
  });
});

test('what a peer wrote and the backlog kept is shown to them; the number of help that stays with the carrier is on the list', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  await write(caller, 'hello?');
  await write(ana, 'Hi, I am here.');
  expect([news(ana), news(caller)]).toEqual([
    [expect.stringMatching(/^Someone is writing in English/), 'hello?'],
    [expect.stringMatching(/^This is Northside Warmline\. A volunteer who/), 'Hi, I am here.'],
  ]);
  stage.carrier.control.holdTexts(hours(1) + 60);
  await write(ana, 'Take your time.');
  await later(hours(1.25));
  expect(news(ana)).toContainEqual('This did not reach them: "Take your time."');
  expect(news(caller)).not.toContain('Take your time.');
  stage.carrier.control.holdTexts(hours(11));
  await write(caller, 'HELP');
  await later(hours(10.25));
  expect(await notSent()).toHaveLength(1);
  stage.expects({
    texts: {
      [caller]: [
        'Take your time.',
        /^Northside Warmline is peer support by text and phone\./,
        /^We are still looking for someone to write back\./,
        /^Your volunteer had to leave, and nobody else is here right now\./,
      ],
      ana: ['HELP', /^They wrote and wait for your answer\. PASS/],
    },
  });
});

test('a carrier that is away in the evening and back in the morning: what we held back ourselves is not sent either', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: { roles: ['volunteer', 'shift-leader'] }, ben: {} }),
    at: '2026-11-10T16:30:00-06:00',
  });
  const { news } = texting(stage);
  await stage.service.workers?.stop();
  await wasToBeTold(stage, stage.clock.nowMs(), [
    {
      personId: 'ana',
      sentence: 'leaderCoverThin',
      slots: { have: 1, need: 2, untilMs: stage.clock.nowMs() + hours(2) * 1000 },
    },
    { personId: 'ben', sentence: 'talkOffer' },
  ]);
  stage.clock.jump(hours(14) * 1000);
  await stage.restart();
  await stage.pass(5);
  expect(news(ana)).toEqual([]);
  expect(news(ben)).toEqual([]);
  expect(await failed()).toEqual(['30036']);
});
