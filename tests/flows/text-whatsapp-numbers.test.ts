/** WhatsApp spells some numbers otherwise than calls and the roster: they are one number all the same (T7). */
import { afterEach, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let { write, news }: Texting = {} as Texting;
afterEach(() => stage.close());

async function open(phone: string, file: OrganisationFile = smallOrganisation({ ana: {} })): Promise<void> {
  const organisation = { ...file, people: file.people!.map((person) => ({ ...person, phone })) };
  stage = await setStage({ organisation, at: evening });
  ({ write, news } = texting(stage));
}

test.each([
  ['Mexican', '+525512345678', '+5215512345678'],
  ['Argentine', '+541123456789', '+5491123456789'],
  ['Brazilian', '+5511987654321', '+551187654321'],
  ['Brazilian, in a roster of before', '+551187654321', '+5511987654321'],
])('a %s volunteer’s OFF acts, and is answered where it came from', async (_what, roster, written) => {
  await open(roster);
  await write(written, 'Off', { whatsapp: true });
  expect(news(written)).toEqual([expect.stringMatching(/^Your calls are off/)]);
  expect(news(roster)).toEqual([]);
  expect(await stage.rows('SELECT setting FROM availability')).toEqual([{ setting: 'off' }]);
  expect(await stage.rows('SELECT 1 FROM conversations')).toEqual([]);
});

test('a volunteer who phones in from the other spelling gets their menu', async () => {
  await open('+5215512345678');
  const phone = stage.phone('+525512345678');
  phone.call(line);
  await stage.pass(3);
  expect(phone.sentences().join(' ')).toContain('This is the menu for volunteers');
  expect(await stage.rows('SELECT 1 FROM contacts')).toEqual([]);
});

test('a texter is answered at the spelling they write from, whichever it is, in one conversation', async () => {
  await open('+15550200001');
  const [ana, whatsapp, other] = ['+15550200001', '+5215512345678', '+525512345678'];
  await write(whatsapp, 'hola', { whatsapp: true });
  await write(ana, 'Here I am.');
  expect(news(whatsapp)).toEqual([expect.stringMatching(/^This is Northside/), 'Here I am.']);
  await write(other, 'thank you', { whatsapp: true });
  expect(news(ana).at(-1)).toBe('thank you');
  expect(await stage.rows('SELECT 1 FROM conversations')).toHaveLength(1);
});

test('an opt-out, a block and a parting that were kept by another spelling hold', async () => {
  await open('+15550200001');
  const [texter, blocked] = ['+5215512345678', '+551187654321'];
  const key = (lineId: string, number: string) =>
    createHmac('sha256', stage.service.deps.secrets.lastingPepper).update(`${lineId}·${number}`).digest('base64url');
  await stage.rows(`INSERT INTO text_opt_outs (key, channel, line_id, at) VALUES ($1, 'whatsapp', 'main', now())`, [
    key('main', texter),
  ]);
  await stage.rows(`INSERT INTO blocks (key, reason, until_at, position) VALUES ($1, 'abuse', $2, 0)`, [
    key('', blocked),
    new Date(stage.clock.nowMs() + 3_600_000),
  ]);
  await stage.rows(`INSERT INTO refused_pairs (lasting_key, person_id, at) VALUES ($1, 'ana', now())`, [
    key('main', texter),
  ]);
  await write(texter, 'hola', { whatsapp: true });
  expect(news(texter)).toEqual([]);
  await write(blocked, 'hola', { whatsapp: true });
  expect(news(blocked)).toEqual([expect.stringMatching(/^We cannot take your texts for now/)]);
  await write(texter, 'START', { whatsapp: true });
  expect(news(texter)).toEqual([expect.stringMatching(/can text you again/)]);
  expect(await stage.rows('SELECT 1 FROM text_opt_outs')).toEqual([]);
  // Nor do they meet the peer who ended it for good.
  await write(texter, 'hola', { whatsapp: true });
  expect(news('+15550200001')).toEqual([]);
});
