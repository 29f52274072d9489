/** An evening with years of calls behind it: for what happens now no table that grows is read from end to end. */
import { afterEach, expect, test } from '@jest/globals';
import { may } from '../../src/access/rights.ts';
import { contract } from '../../src/api/contract/all.ts';
import type { Operation } from '../../src/api/contract/operation.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { tellPlans, tidiedByShare, walksIn, writeHistory } from '../support/long-history.ts';
import { freshDatabase, openPool, postgresTells } from '../support/servers.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { talk } from '../support/talking.ts';
import { evening, texting } from '../support/texting.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
const [ana, dev, texter] = [numbers['ana']!, numbers['dev']!, '+15550107777'];
const contacts = 40_000;
/** Tables that grow, but whose rows are written once, or once more: they leave few dead ones behind. */
const writtenOnce = ['attention', 'audit', 'callback_attempts', 'decisions', 'load_events', 'voicemails'];

/** What the operations that read are asked about. */
const asked: Record<string, Record<string, string>> = {
  '/me/shifts/peers': { shift: 'evening', occurrence: '2026-11-11T17:00' },
  '/me/shifts/exchanges': { shift: 'evening', occurrence: '2026-11-11T17:00', person: 'dev' },
  '/me/shifts/swaps': { shift: 'evening', occurrence: '2026-11-11T17:00' },
  '/me/times/dates': { month: '2026-12' },
  '/me/times/away/opens': { from: '2026-11-20', to: '2026-11-21' },
  '/me/leaving/opens': { from: '2026-11-20' },
  '/rosters/{line}': { from: '2026-11-16', to: '2026-11-22' },
};

/** Asks every operation that reads, and those of Ana's pages that write. */
async function useEveryPage(stage: Stage): Promise<void> {
  const headers = await sessionHeaders(stage, 'ana', { strength: 'second', provedMinutesAgo: 0 });
  const ask = async (method: string, path: string, body?: object) => {
    const sent = body
      ? { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } }
      : { headers };
    const response = await fetch(`${stage.service.url}/api/v1${path}`, { method, ...sent });
    const answer = (response.status === 204 ? null : await response.json()) as unknown;
    expect([path, response.status, answer]).toEqual([path, response.status < 300 ? response.status : 200, answer]);
    return answer;
  };
  const { conversations } = (await ask('GET', '/inbox')) as { conversations: { id: string }[] };
  const id = conversations[0]?.id ?? '';
  const { board } = (await ask('GET', '/board')) as { board: { lines: Record<string, { texts: object }> } };
  const [key = ''] = Object.keys(board.lines['main']?.texts ?? {});
  const reads = Object.values(contract as Record<string, Operation>).filter(
    ({ method, stream }) => method === 'get' && !stream,
  );
  // What only a coordinator or an admin may read is theirs.
  const nowMs = stage.clock.nowMs();
  const ana = {
    kind: 'person' as const,
    roles: ['volunteer', 'shift-leader'] as const,
    strength: 'second' as const,
    provedAtMs: nowMs,
  };
  const isOpen = ({ access }: Operation) =>
    access === 'nobody' || access === 'session' || may(ana, access, nowMs) === 'yes';
  for (const { path } of reads.filter(isOpen)) {
    const query = new URLSearchParams(asked[path]).toString();
    const address = path
      .replace('/lines/{id}', '/lines/main')
      .replace('{id}', id)
      .replace('{key}', key)
      .replace('{line}', 'main');
    await ask('GET', `${address}?${query}`);
  }
  expect((await fetch(`${stage.service.url}/metrics`)).status).toBe(200);
  await ask('PUT', `/inbox/${id}/draft`, { body: 'I am' });
  await ask('POST', `/inbox/${id}/words`, { id: '5b7c2a3e-7a42-4a4e-9d3c-0c7f6f1f5a11', body: 'I am here.' });
  await ask('POST', '/inbox/seen', {});
  await ask('POST', '/me/availability', { word: 'on' });
  await ask('POST', '/handover', { words: 'All quiet.' });
  await ask('POST', '/lines/main/pause', {});
  await ask('POST', '/lines/main/resume', {});
}

test('a call, a conversation, every page, the sweep and the retention read no table of the past from end to end', async () => {
  const { databaseUrl, drop } = await freshDatabase();
  ends.push(drop);
  const writer = openPool(databaseUrl);
  const people = ['ana', ...Array.from({ length: 59 }, (_, index) => `past-${index}`)];
  await writeHistory(writer, { contacts, people, lines: ['main'], nowMs: Date.parse(evening) });
  expect(await tidiedByShare(writer)).toEqual(writtenOnce);
  await tellPlans(writer);
  await writer.end();
  const told = await postgresTells();

  const organisation = smallOrganisation({ ana: { roles: ['volunteer', 'shift-leader'] }, dev: {} });
  const stage = await setStage({ organisation, at: evening, databaseUrl });
  ends.push(() => stage.close());
  const { write, news } = texting(stage);
  // Dev is away, so Ana is given the conversation; then she is in it, so Dev is rung.
  await write(dev, 'BREAK 5');
  await write(texter, 'hello there');
  await useEveryPage(stage);
  await write(dev, 'ON');
  await talk(stage, stage.phone(caller), stage.phone(dev), 30);
  stage.phone(caller).hangUp();
  await stage.pass(2);
  await write(dev, 'MORE');
  await write(dev, 'LOAD');
  // Two of the sweep's rounds of erasing, the first of them at the start.
  await stage.jump(11 * 60);
  await stage.pass(3);
  [caller, ana, dev, texter].forEach(news);

  expect(told()).toContain('Index Scan using contacts_pkey');
  expect(walksIn(told())).toEqual([]);
});
