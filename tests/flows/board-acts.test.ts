/** What a shift leader does from the board: joining a talk, giving a text away, asking somebody who rests, the lists; each in their name (L2, L3). */
import { afterEach, expect, test } from '@jest/globals';
import { raise } from '../../src/attention/need-attention.ts';
import { watchBoard, type BoardWatch } from '../support/board-watch.ts';
import type { BrowserClient } from '../support/browser-client.ts';
import { signInAs } from '../support/signed-in.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, conversationsOf, openAttentionOf } from '../support/stored.ts';
import { talk } from '../support/talking.ts';
import { texting } from '../support/texting.ts';

let stage: Stage;
let watch: BoardWatch;
let leader: BrowserClient;
afterEach(async () => {
  watch.leave();
  await stage.close();
});

const elena = numbers['elena']!;

async function open(people: Parameters<typeof smallOrganisation>[0]) {
  const organisation = smallOrganisation({ ...people, elena: { roles: ['shift-leader'], as: null } });
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  leader = await signInAs(stage, elena);
  watch = await watchBoard(stage.service.url!, leader);
}
const main = () => watch.board().lines['main']!;

test('a leader joins a talk: their own phone rings, everybody hears it first, and nobody is rung twice for it', async () => {
  await open({ ana: {} });
  const [ana, someone, own] = [stage.phone(numbers['ana']!), stage.phone(caller), stage.phone(elena)];
  await talk(stage, someone, ana, 10);
  await watch.until('they talk', () => Object.values(main().talks).some((row) => row.met));
  const [key] = Object.keys(main().talks);
  expect(await leader.post(`/board/talks/${key}/join`)).toMatchObject({ status: 204 });
  await stage.until('Elena rings', () => own.state() === 'ringing');
  expect(await leader.post(`/board/talks/${key}/join`)).toMatchObject({ status: 422 });
  await watch.until('she is asked in', () => main().talks[key!]?.guests['leader']?.there === false);
  own.answer();
  await stage.pass(4);
  expect(someone.talkingWith()).not.toContain(elena);
  own.press('1');
  await stage.until('all three talk', () => someone.talkingWith().includes(elena), 60);
  expect(someone.sentences().join(' ')).toMatch(/shift leader/);
  await watch.until('she is there', () => main().talks[key!]?.guests['leader']?.there === true);
  expect(await auditOf(stage, 'talk.')).toMatchObject([{ action: 'talk.joined', by: 'person:elena', subject: 'main' }]);
  someone.hangUp();
  await stage.pass(5);
  expect(await leader.post(`/board/talks/${key}/join`)).toMatchObject({ status: 409 });
});

test('a leader who does not press 1 is not in the talk, and it goes on', async () => {
  await open({ ana: {} });
  const [ana, someone, own] = [stage.phone(numbers['ana']!), stage.phone(caller), stage.phone(elena)];
  await talk(stage, someone, ana, 10);
  await watch.until('they talk', () => Object.values(main().talks).some((row) => row.met));
  await leader.post(`/board/talks/${Object.keys(main().talks)[0]}/join`);
  await stage.until('Elena rings', () => own.state() === 'ringing');
  own.decline();
  await stage.pass(5);
  expect(someone.talkingWith()).toEqual([ana.number]);
});

test('a conversation by text moves to the peer the leader chose, who may take it; nobody else', async () => {
  await open({
    ana: { channels: ['voice', 'text'] },
    ben: { channels: ['voice', 'text'] },
    cleo: { channels: ['voice'] },
  });
  const { write, news } = texting(stage);
  await write(caller, 'Hello, is anybody there?');
  await watch.until('a peer has it', () => Object.values(main().texts).some((row) => row.person !== undefined));
  const [key, row] = Object.entries(main().texts)[0]!;
  expect(row).toMatchObject({ person: 'ana' });
  expect((await leader.get(`/board/texts/${key}/peers`)).body).toEqual({
    peers: [{ id: 'ben', name: 'ben of Northside' }],
  });
  for (const person of ['cleo', 'ana', 'elena', 'nobody'])
    expect(await leader.post(`/board/texts/${key}/give`, { person })).toMatchObject({ status: 422 });
  // Another leader still saw it wait for somebody, or with Ben already: both are shown who has it.
  for (const seen of ['nobody', 'ben'])
    expect(await leader.post(`/board/texts/${key}/give`, { person: 'ben' }, { 'if-match': seen })).toMatchObject({
      status: 409,
      body: { type: 'urn:warmline:problem:conflict', current: { person: 'ana', name: 'ana of Northside' } },
    });
  const give = leader.post(`/board/texts/${key}/give`, { person: 'ben' }, { 'if-match': 'ana' });
  expect(await give).toMatchObject({ status: 204 });
  await stage.pass(3);
  await watch.until('the other has it', () => main().texts[key]?.person === 'ben');
  expect(await conversationsOf(stage)).toMatchObject([{ personId: 'ben', state: 'active' }]);
  expect(news(numbers['ben']!)).toEqual([expect.stringMatching(/^Someone is writing/), 'Hello, is anybody there?']);
  expect(news(numbers['ana']!)).toEqual([
    expect.stringMatching(/^Someone is writing/),
    'Hello, is anybody there?',
    expect.stringMatching(/^Your conversation goes to someone else now/),
  ]);
  expect(news(caller)).toEqual([
    expect.stringMatching(/^This is Northside Warmline/),
    expect.stringMatching(/^Your volunteer had to leave\. Someone else/),
  ]);
  expect(await auditOf(stage, 'conversation.')).toMatchObject([{ by: 'person:elena', subject: 'ben' }]);
  expect(await leader.post('/board/texts/unknown/give', { person: 'ben' })).toMatchObject({ status: 409 });
});

test('somebody on a break is asked by text, with a reason and a name, and nothing changes before their yes', async () => {
  await open({ ana: {} });
  const { write, news } = texting(stage);
  await write(numbers['ana']!, 'BREAK 30');
  expect(news(numbers['ana']!)).toEqual([expect.stringMatching(/^Enjoy your break/)]);
  await watch.until('a break', () => main().people['ana']?.state === 'break');
  expect(await leader.post('/people/ana/override', { reason: ' ' })).toMatchObject({ status: 400 });
  expect(await leader.post('/people/ana/override', { reason: 'Three wait' })).toMatchObject({ status: 204 });
  await stage.pass(2);
  expect(news(numbers['ana']!)).toEqual([expect.stringMatching(/^Elena of Northside asks/)]);
  expect(main().people['ana']?.state).toBe('break');
  await write(numbers['ana']!, 'MORE');
  await watch.until('she is free by her own yes', () => main().people['ana']?.state === 'free');
  expect(news(numbers['ana']!)).toEqual([expect.stringMatching(/^You are set to take calls/)]);
  expect(await leader.post('/people/ana/override', { reason: 'Again' })).toMatchObject({ status: 422 });
  await stage.jump(11 * 60);
  expect((await leader.post('/people/ana/override', { reason: 'Later' })).body).toMatchObject({
    type: 'urn:warmline:problem:fresh-proof',
  });
});

test('attention is seen to in one’s name, put back within ten minutes, and not later', async () => {
  await open({ ana: {} });
  await raise(stage.service.deps.room, { kind: 'talk-wanted', personId: 'ana', lineId: 'main' });
  await stage.pass(1);
  await watch.until('one thing', (board) => board.attention === 1);
  const { items } = (await leader.get('/attention')).body as { items: { id: string }[] };
  expect(items).toMatchObject([
    { kind: 'talk-wanted', person: 'ana of Northside', line: 'main', lineName: 'Northside Warmline' },
  ]);
  const of = `/attention/${items[0]!.id}`;
  expect(await leader.post(`${of}/done`)).toMatchObject({ status: 204 });
  await watch.until('nothing', (board) => board.attention === 0);
  expect(await leader.post(`${of}/undo`)).toMatchObject({ status: 204 });
  await watch.until('one thing again', (board) => board.attention === 1);
  await leader.post(`${of}/done`);
  await stage.jump(11 * 60);
  expect(await leader.post(`${of}/undo`)).toMatchObject({ status: 422 });
  expect(await openAttentionOf(stage)).toEqual([]);
  expect(await auditOf(stage, 'attention.')).toMatchObject([
    { action: 'attention.done', by: 'person:elena' },
    { action: 'attention.undone', by: 'person:elena' },
    { action: 'attention.done', by: 'person:elena' },
  ]);
});

test('hidden callers go to leaders for two hours, and back', async () => {
  await open({ ana: {} });
  await leader.post('/lines/main/hidden-callers', { toLeaders: true });
  await watch.until('to leaders', () => main().hiddenToLeadersUntil !== undefined);
  // Another leader, who saw it as it was, is shown how it is; nothing is done.
  const until = main().hiddenToLeadersUntil!;
  const seen = (version: string, toLeaders: boolean) =>
    leader.post('/lines/main/hidden-callers', { toLeaders }, { 'if-match': `"${version}"` });
  const conflict = { status: 409, body: { type: 'urn:warmline:problem:conflict', current: { until } } };
  expect(await seen('everybody', true)).toMatchObject(conflict);
  expect(await seen('everybody', false)).toMatchObject(conflict);
  expect(await seen(until, false)).toMatchObject({ status: 200, body: { until: null } });
  await watch.until('to everybody', () => main().hiddenToLeadersUntil === undefined);
  expect(await seen(until, true)).toMatchObject({ status: 409, body: { current: { until: null } } });
  expect(await leader.post('/lines/nowhere/hidden-callers', { toLeaders: true })).toMatchObject({ status: 404 });
  expect((await auditOf(stage, 'line.hidden')).map(({ by }) => by)).toEqual(['person:elena', 'person:elena']);
});

test('a note from shift to shift is sealed, without digits, and gone after seven days', async () => {
  await open({ ana: {} });
  expect(await leader.post('/handover', { words: 'Ring +1 555 again' })).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'body.words' }] },
  });
  expect(await leader.post('/handover', { words: 'The kettle is broken' })).toMatchObject({ status: 200 });
  expect((await leader.get('/handover')).body).toMatchObject({ notes: [{ words: 'The kettle is broken', own: true }] });
  expect(JSON.stringify(await stage.rows('SELECT * FROM handover_notes'))).not.toContain('kettle');
  watch.leave();
  await stage.jump(7 * 24 * 3600 + 1);
  await stage.pass(2);
  expect((await leader.get('/handover')).body).toEqual({ next: null, notes: [] });
  expect(await stage.rows('SELECT * FROM handover_notes')).toEqual([]);
});

test('a line is paused for those who wait: they are told, and nobody is cut off', async () => {
  await open({ ana: {} });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('Ana rings', () => stage.phone(numbers['ana']!).state() === 'ringing');
  await watch.until('somebody waits', () => Object.keys(main().waiting).length === 1);
  expect(await leader.post('/lines/main/pause', { reason: 'A storm' })).toMatchObject({
    status: 200,
    body: { paused: true, reason: 'A storm' },
  });
  await stage.until('they are told', () => /A storm/.test(someone.sentences().join(' ')), 60);
  expect(await leader.post('/lines/nowhere/pause', {})).toMatchObject({ status: 404 });
  // Another leader, who still saw it open, is shown both: what they asked for and how it is.
  const { since } = (await leader.post('/lines/main/pause', {})).body as { since: string };
  expect(await leader.post('/lines/main/pause', { reason: 'A flood' }, { 'if-match': '"open"' })).toMatchObject({
    status: 409,
    body: { type: 'urn:warmline:problem:conflict', current: { paused: true, since, reason: 'A storm' } },
  });
  expect(await leader.post('/lines/main/resume', undefined, { 'if-match': '"open"' })).toMatchObject({ status: 409 });
  await watch.until('it stays paused', () => main().state === 'paused');
  expect(await leader.post('/lines/main/pause', { reason: 'A flood' }, { 'if-match': since })).toMatchObject({
    status: 200,
    body: { since, reason: 'A flood' },
  });
  someone.hangUp();
  await stage.settle();
  stage.expects({ calls: { ana: 1 } });
});
