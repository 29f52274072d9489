/** The live board follows an evening: who waits, whose phone rings, who talks, who rests; in this process and the next one (L1). */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Board } from '../../src/matching/board-shape.ts';
import { watchBoard, type BoardWatch } from '../support/board-watch.ts';
import { openBrowserClient } from '../support/browser-client.ts';
import { ownRedis } from '../support/servers.ts';
import { signInAs } from '../support/signed-in.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';
import { texting } from '../support/texting.ts';

let stage: Stage;
const watches: BoardWatch[] = [];
afterEach(async () => {
  for (const watch of watches.splice(0)) watch.leave();
  await stage.close();
});

const elena = numbers['elena']!;
const people = { ana: {}, elena: { roles: ['shift-leader' as const], as: null } };

async function open(options: Partial<Parameters<typeof setStage>[0]> = {}) {
  stage = await setStage({ organisation: smallOrganisation(people), at: '2026-11-10T18:00:00-06:00', ...options });
  const client = await signInAs(stage, elena);
  return { client, watch: await watchedBy(client) };
}
async function watchedBy(client: Awaited<ReturnType<typeof signInAs>>, url = stage.service.url!): Promise<BoardWatch> {
  const watch = await watchBoard(url, client);
  watches.push(watch);
  return watch;
}
const main = (board: Board) => board.lines['main']!;
const rows = <Row>(keyed: Record<string, Row> | undefined) => Object.values(keyed ?? {});

test('waiting, ringing, talking, and the rest that follows, each as it is committed, without anything of the caller', async () => {
  const { watch } = await open();
  const { write } = texting(stage);
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  expect(main(watch.board())).toMatchObject({ state: 'open', people: { ana: { state: 'free' } }, have: 1, need: 1 });
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing');
  const ringing = await watch.until('Ana’s phone rings for somebody', (board) =>
    rows(main(board).waiting).some((row) => row.place === 1 && row.rings['ana'] !== undefined),
  );
  const [key] = Object.keys(main(ringing).waiting);
  await watch.until('Ana is being rung', (board) => main(board).people['ana']?.state === 'rung');
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number));
  await stage.pass(60);
  await watch.until(
    'they talk',
    (board) => main(board).talks[key!]?.met === true && rows(main(board).waiting).length === 0,
  );
  expect(main(watch.board()).talks[key!]).toMatchObject({ person: 'ana', name: 'ana of Northside' });
  someone.hangUp();
  await stage.pass(70);
  await watch.until('she wraps up', (board) => main(board).people['ana']?.state === 'wrap-up');
  await write(ana.number, '5');
  const resting = await watch.until('she rests', (board) => main(board).people['ana']?.state === 'resting');
  expect(Date.parse(main(resting).people['ana']!.until!) - stage.clock.nowMs()).toBeGreaterThan(13 * 60_000);
  // What is sent is what changed; of the caller neither number nor id ever is.
  const told = JSON.stringify(watch.events);
  expect(told).not.toContain(caller.slice(-7));
  for (const contact of await contactsOf(stage)) {
    expect(told).not.toContain(contact.id);
    expect(told).not.toContain(contact.callSid);
  }
  const wholes = watch.events.filter(({ event }) => event === 'whole');
  expect(wholes).toHaveLength(1);
  for (const { event, bytes } of watch.events) if (event === 'change') expect(bytes).toBeLessThan(wholes[0]!.bytes);
  // Time alone ends the rest, on the board too.
  await stage.pass(31 * 60);
  await watch.until('she is free again', (board) => main(board).people['ana']?.state === 'free');
  stage.expects({
    texts: {
      ana: [
        /^How heavy was that for you/,
        /^Thank you for telling us\. You are resting until/,
        /^Your rest lasts until/,
        /^You rest a little longer/,
        /^Your rest is over/,
      ],
    },
  });
});

test('a second call of the same caller stands under another key', async () => {
  const { watch } = await open();
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  const keys = new Set<string>();
  for (let calls = 0; calls < 2; calls += 1) {
    someone.call(line);
    await stage.until('Ana rings', () => ana.state() === 'ringing');
    const board = await watch.until('somebody waits', (one) => rows(main(one).waiting).length === 1);
    keys.add(Object.keys(main(board).waiting)[0]!);
    someone.hangUp();
    await stage.settle();
    await watch.until('nobody waits', (one) => rows(main(one).waiting).length === 0);
  }
  expect(keys.size).toBe(2);
  stage.expects({ calls: { ana: 2 } });
});

describe('two processes', () => {
  test('what is done in one is seen in the other, and a sign-out in one ends the stream in the other within a second', async () => {
    const { client } = await open();
    const other = await stage.beside('web');
    const watch = await watchedBy(client, other.url!);
    expect((await client.post('/lines/main/pause', { reason: 'A storm' })).status).toBe(200);
    await watch.until('the line is paused', (board) => main(board).state === 'paused');
    expect(main(watch.board()).pauseReason).toBe('A storm');
    await client.delete('/session');
    await stage.pass(1);
    await watch.over;
    expect(watch.events.at(-1)?.event).toBe('end');
  });
  test('without Redis it is seen within a second all the same, and goes on when Redis is back', async () => {
    const redis = await ownRedis();
    const { client } = await open({ redisUrl: redis.url });
    const other = await stage.beside('web');
    const watch = await watchedBy(client, other.url!);
    const leaving = await signInAs(stage, elena);
    const leaves = await watchedBy(leaving, other.url!);
    await redis.stop();
    await client.post('/lines/main/pause', { reason: null });
    await stage.pass(1);
    await watch.until('the line is paused', (board) => main(board).state === 'paused');
    // Who signs out here has no stream there a second later.
    await leaving.delete('/session');
    await stage.pass(1);
    await leaves.over;
    expect(leaves.events.at(-1)?.event).toBe('end');
    await redis.start();
    await client.post('/lines/main/resume');
    let isOpen = false;
    const shown = watch.until('the line is open', (board) => (isOpen = main(board).state === 'open'));
    // The look before may still be under way when the first of these seconds begins.
    for (let seconds = 0; seconds < 60 && !isOpen; seconds += 1) await stage.pass(1);
    await shown;
    await redis.stop();
  });
});

test('after a restart whoever comes again is given the whole', async () => {
  const { client, watch } = await open();
  stage.phone(caller).call(line);
  await stage.until('Ana rings', () => stage.phone(numbers['ana']!).state() === 'ringing');
  await watch.until('somebody waits', (board) => rows(main(board).waiting).length === 1);
  await stage.restart();
  await watch.over;
  const again = await watchedBy(client);
  expect(again.events[0]).toMatchObject({ event: 'whole' });
  expect(again.events[0]?.data['series']).not.toBe(watch.events[0]?.data['series']);
  expect(rows(main(again.board()).waiting)).toHaveLength(1);
  stage.expects({ calls: { ana: 1 } });
});

test.each<[string, Parameters<typeof smallOrganisation>[0]]>([
  ['is retired', {}],
  ['leads no shifts any more', { elena: { as: null } }],
  ['has another phone', { elena: { roles: ['shift-leader'], as: null, phone: '+15550200009' } }],
])('an open stream ends within a second when its person %s', async (_what, changed) => {
  const { watch, client } = await open();
  await stage.load(smallOrganisation({ ana: {}, ...changed }));
  await stage.pass(1);
  await watch.over;
  expect(watch.events.at(-1)?.event).toBe('end');
  expect(await client.get('/board')).toMatchObject({ status: 401 });
});

test('whoever may not see the board has neither the stream nor the whole', async () => {
  await open();
  const ana = await signInAs(stage, numbers['ana']!);
  const nobody = openBrowserClient(stage.service.url!);
  for (const path of ['/board', '/board/stream', '/attention', '/handover']) {
    expect(await ana.get(path)).toMatchObject({ status: 403 });
    expect(await nobody.get(path)).toMatchObject({ status: 401 });
  }
});
