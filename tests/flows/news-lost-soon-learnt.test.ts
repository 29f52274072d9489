/** News of a call gets lost and nothing restarts: within 15 s nobody is alone in a talk, and nobody is rung for a caller who has gone. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall, talk } from '../support/talking.ts';

let stage: Stage;
afterEach(() => stage.close());

const lose = (url: RegExp) => stage.carrier.control.faults.webhook({ url, does: { kind: 'lost' }, times: Infinity });
const said = (phone: ReturnType<Stage['phone']>) => phone.sentences().join(' ');

async function two() {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T18:00:00-06:00' });
  return [stage.phone(caller), stage.phone(numbers['ana']!), stage.phone(numbers['ben']!)] as const;
}

/** The caller talks with whoever rings first. */
async function talking(seconds: number) {
  const [someone, ana, ben] = await two();
  someone.call(line);
  await stage.until('a phone rings', () => ana.state() === 'ringing' || ben.state() === 'ringing');
  const peer = ana.state() === 'ringing' ? ana : ben;
  await takeCall(stage, someone, peer, seconds);
  return { someone, peer };
}

test.each([5, 40])(
  'the volunteer’s phone dies %s s into the talk and no word of it comes: the caller is asked',
  async (seconds) => {
    const { someone, peer } = await talking(seconds);
    lose(/\/(leg|conference)\//);
    peer.hangUp();
    await stage.until('the caller is asked', () => said(someone).includes('If you were cut off, stay on the line'), 15);
  },
);

test.each([5, 40])(
  'the caller hangs up %s s into the talk and no word of it comes: the volunteer is released',
  async (seconds) => {
    const { someone, peer } = await talking(seconds);
    lose(/\/(status|conference|caller)\b/);
    someone.hangUp();
    await stage.until('the volunteer is thanked', () => said(peer).includes('How heavy was this for you?'), 15);
    expect(await stage.rows('SELECT state, outcome FROM contacts')).toEqual([{ state: 'ended', outcome: 'talked' }]);
  },
);

test('that the two came into the conference is not heard of, nor that one left it: the other is not left alone', async () => {
  const [someone, ana, ben] = await two();
  someone.call(line);
  await stage.until('a phone rings', () => ana.state() === 'ringing' || ben.state() === 'ringing');
  const peer = ana.state() === 'ringing' ? ana : ben;
  lose(/\/conference\//);
  await takeCall(stage, someone, peer, 30);
  lose(/\/leg\//);
  peer.hangUp();
  await stage.until('the caller is asked', () => said(someone).includes('If you were cut off, stay on the line'), 15);
});

test('a caller in line hangs up unheard: nobody is rung for them, and their place is free', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: { as: null }, ben: {} }),
    at: '2026-11-10T18:00:00-06:00',
  });
  const [someone, other, ben] = [stage.phone(caller), stage.phone('+15550900002'), stage.phone(numbers['ben']!)];
  await talk(stage, other, ben, 5);
  someone.call(line);
  await stage.pass(20);
  lose(/\/voice\/status/);
  someone.hangUp();
  await stage.pass(20);
  const rung = stage.carrier.control.calls({ to: ben.number }).length;
  await stage.load(smallOrganisation({ ana: {}, ben: {} }));
  const ana = stage.phone(numbers['ana']!);
  await stage.pass(30);
  expect(stage.carrier.control.calls({ to: ana.number })).toEqual([]);
  expect(stage.carrier.control.calls({ to: ben.number })).toHaveLength(rung);
  const states = await stage.rows<{ state: string }>(`SELECT state FROM contacts ORDER BY arrived_at`);
  expect(states.map(({ state }) => state)).toEqual(['talking', 'ended']);
});

test('a caller in line hangs up unheard and nobody is free: they are known to have gone within a minute', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [someone, other, ana] = [stage.phone(caller), stage.phone('+15550900002'), stage.phone(numbers['ana']!)];
  await talk(stage, other, ana, 5);
  someone.call(line);
  await stage.pass(20);
  lose(/\/voice\/status/);
  someone.hangUp();
  await stage.pass(60);
  const states = await stage.rows<{ state: string }>(`SELECT state FROM contacts ORDER BY arrived_at`);
  expect(states.map(({ state }) => state)).toEqual(['talking', 'ended']);
});

test('somebody accepts for a caller who has just gone unheard: they hear so at once and are free again', async () => {
  const [someone, ana, ben] = await two();
  someone.call(line);
  await stage.until('a phone rings', () => ana.state() === 'ringing' || ben.state() === 'ringing');
  const peer = ana.state() === 'ringing' ? ana : ben;
  peer.answer();
  await stage.pass(2);
  lose(/\/voice\/status/);
  someone.hangUp();
  peer.press('1');
  await stage.until('they are let go', () => peer.state() === 'idle', 15);
  expect(await stage.rows('SELECT state FROM contacts')).toEqual([{ state: 'ended' }]);
});

test('while both talk on, looking changes nothing that they hear', async () => {
  const { someone, peer } = await talking(90);
  const connections = [someone, peer].map((phone) => phone.heard().filter(({ kind }) => kind === 'connected').length);
  expect(connections).toEqual([1, 1]);
  peer.press('*');
  await stage.until('they are parted', () => !someone.talkingWith().includes(peer.number));
  await stage.until('silence leads back', () => someone.talkingWith().includes(peer.number), 120);
  expect(stage.carrier.control.alerts()).toEqual([]);
});
