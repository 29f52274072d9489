/** Whoever follows what changes is let go within a second of the end of their session, also when the service is slow to read (A3). */
import { afterEach, expect, test } from '@jest/globals';
import { openFollowing, type Follower } from '../../src/access/following.ts';
import { beginSession, endSessions } from '../../src/access/sessions.ts';
import { eventually } from '../support/patience.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('a session that ends while the service still reads is seen in the next round, though the second has passed meanwhile', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const { room } = stage.service.deps;
  const { sessionId } = await beginSession(room, { personId: 'ana', strength: 'code', device: '', proved: true });
  let looks = 0;
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const following = openFollowing<Follower>({
    what: 'a test',
    room,
    log: stage.service.deps.log,
    listen: () => () => {},
    look: async () => {
      looks += 1;
      if (looks === 1) await held;
    },
    isLost: () => {},
    isBack: () => {},
  });
  let ended = false;
  following.add({ of: { kind: 'session', id: sessionId }, beat: () => {}, end: () => (ended = true) });
  await stage.pass(1);
  await eventually('the first look has begun', () => looks === 1);
  await endSessions(room, { ids: [sessionId] }, 'signed-out');
  await stage.pass(1);
  expect(ended).toBe(false);
  release();
  await eventually('the stream is ended', () => ended);
  await following.close();
});
