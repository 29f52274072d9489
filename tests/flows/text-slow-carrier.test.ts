/** A carrier with a backlog: what has lost its sense by the time it could leave wakes nobody, and nothing that matters is lost unseen (T2, T7). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
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
const failed = () => stage.rows(`SELECT DISTINCT problem FROM texts WHERE state IN ('failed', 'undelivered')`);

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
  expect(await failed()).toEqual([{ problem: '30036' }]);
  expect(await stage.rows(`SELECT kind FROM attention WHERE kind = 'text-not-sent'`)).toEqual([]);
});

test('what a peer wrote and the backlog kept is shown to them; the number of help that stays with the carrier is on the list', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  await write(caller, 'hello?');
  await write(ana, 'Hi, I am here.');
  for (const number of [ana, caller]) news(number);
  stage.carrier.control.holdTexts(hours(1) + 60);
  await write(ana, 'Take your time.');
  await later(hours(1.25));
  expect(news(ana)).toContainEqual('This did not reach them: "Take your time."');
  expect(news(caller)).not.toContain('Take your time.');
  stage.carrier.control.holdTexts(hours(11));
  await write(caller, 'HELP');
  await later(hours(10.25));
  expect(await stage.rows(`SELECT kind FROM attention WHERE kind = 'text-not-sent'`)).toEqual([
    { kind: 'text-not-sent' },
  ]);
});

test('a carrier that is away in the evening and back in the morning: what we held back ourselves is not sent either', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: { roles: ['volunteer', 'shift-leader'] }, ben: {} }),
    at: '2026-11-10T16:30:00-06:00',
  });
  const { news } = texting(stage);
  await stage.service.workers?.stop();
  await stage.rows(
    `INSERT INTO effects (id, kind, queue, payload, due_at) SELECT 'late-' || n, 'SendText', 'messages', p, to_timestamp($1 / 1000.0) FROM
      (VALUES (1, $2::jsonb), (2, $3::jsonb)) AS v(n, p)`,
    [
      stage.clock.nowMs(),
      JSON.stringify({
        personId: 'ana',
        lineId: 'main',
        sentence: 'leaderCoverThin',
        slots: { have: 1, need: 2, untilMs: stage.clock.nowMs() + hours(2) * 1000 },
        atMs: stage.clock.nowMs(),
      }),
      JSON.stringify({ personId: 'ben', lineId: 'main', sentence: 'talkOffer', atMs: stage.clock.nowMs() }),
    ],
  );
  stage.clock.jump(hours(14) * 1000);
  await stage.restart();
  await stage.pass(5);
  expect(news(ana)).toEqual([]);
  expect(news(ben)).toEqual([]);
  expect(await failed()).toEqual([{ problem: '30036' }]);
});
